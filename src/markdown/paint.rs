//! Code as text with spans: one span as long as the class stays the same.

use super::text::escape;

/// Writes pieces of code with their classes.
pub(super) struct Painter<'o> {
    out: &'o mut String,
    open: Option<&'static str>,
    /// White space that is not written yet.
    blank: String,
}

impl<'o> Painter<'o> {
    pub(super) fn new(out: &'o mut String) -> Self {
        Self { out, open: None, blank: String::new() }
    }

    /// Writes text of one class; white space around it stays outside of spans where it can.
    pub(super) fn piece(&mut self, text: &str, class: Option<&'static str>) {
        let core = text.trim_ascii();
        if core.is_empty() {
            return self.blank.push_str(text);
        }
        let start = text.len() - text.trim_ascii_start().len();
        self.blank.push_str(&text[..start]);
        self.change(class);
        escape(self.out, core);
        self.blank.push_str(&text[start + core.len()..]);
    }

    /// Closes what is open.
    pub(super) fn finish(mut self) {
        self.change(None);
    }

    /// Closes the open span if the class changes, writes pending white space, opens the next.
    fn change(&mut self, class: Option<&'static str>) {
        let changes = self.open != class;
        if changes && self.open.is_some() {
            self.out.push_str("</span>");
        }
        escape(self.out, &self.blank);
        self.blank.clear();
        if let Some(class) = class.filter(|_| changes) {
            self.out.push_str("<span class=\"hl-");
            self.out.push_str(class);
            self.out.push_str("\">");
        }
        self.open = class;
    }
}
