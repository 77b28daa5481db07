//! Markup in the making: text with holes.

use super::{Hole, HoleKind, Html, text};

/// Appends markup, escaped text and holes.
#[derive(Default)]
pub(super) struct Writer {
    html: Html,
}

impl Writer {
    /// Appends markup as it is.
    pub(super) fn raw(&mut self, markup: &str) {
        self.html.text.push_str(markup);
    }

    /// Appends markup, on a new line.
    pub(super) fn block(&mut self, markup: &str) {
        if !self.html.text.is_empty() && !self.html.text.ends_with('\n') {
            self.html.text.push('\n');
        }
        self.html.text.push_str(markup);
    }

    /// Appends the content of an element.
    pub(super) fn text(&mut self, content: &str) {
        text::escape(&mut self.html.text, content);
    }

    /// Appends ` name="value"`.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        let out = &mut self.html.text;
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        text::escape_attribute(out, value);
        out.push('"');
    }

    /// Appends ` id="…"` with the hole that every id starts with.
    pub(super) fn id(&mut self, id: &str) {
        self.raw(" id=\"");
        self.hole(HoleKind::IdPrefix);
        text::escape_attribute(&mut self.html.text, id);
        self.raw("\"");
    }

    /// Appends a URL into an attribute's value.
    pub(super) fn url(&mut self, url: &str) {
        text::escape_url(&mut self.html.text, url);
    }

    /// Makes room for so many holes.
    pub(super) fn reserve_holes(&mut self, count: usize) {
        self.html.holes.reserve_exact(count);
    }

    /// Leaves a hole.
    pub(super) fn hole(&mut self, kind: HoleKind) {
        let at = u32::try_from(self.html.text.len()).unwrap_or(u32::MAX);
        self.html.holes.push(Hole { at, kind });
    }

    /// Removes white space at the end, which never reaches back before a hole.
    pub(super) fn trim_end(&mut self) {
        let end = self.html.text.trim_end_matches([' ', '\n', '\t', '\r']).len();
        let hole = self.html.holes.last().map_or(0, |hole| hole.at as usize);
        self.html.text.truncate(end.max(hole));
    }

    /// The citation group that stands right at the end, if one does.
    pub(super) fn last_group(&self) -> Option<u32> {
        match self.html.holes.last() {
            Some(Hole { at, kind: HoleKind::Citation(group) }) if *at as usize == self.html.text.len() => Some(*group),
            _ => None,
        }
    }

    /// Takes `ending` off the end, if it stands there and no hole lies in it.
    pub(super) fn strip_end(&mut self, ending: &str) -> bool {
        let hole = self.html.holes.last().map_or(0, |hole| hole.at as usize);
        match self.html.text.strip_suffix(ending) {
            Some(rest) if rest.len() >= hole => {
                self.html.text.truncate(self.html.text.len() - ending.len());
                true
            }
            _ => false,
        }
    }

    /// Appends other markup with its holes.
    pub(super) fn append(&mut self, other: Html) {
        let shift = u32::try_from(self.html.text.len()).unwrap_or(u32::MAX);
        self.html.text.push_str(&other.text);
        let shifted = other.holes.into_iter().map(|hole| Hole { at: hole.at + shift, kind: hole.kind });
        self.html.holes.extend(shifted);
    }

    /// What was written.
    pub(super) fn finish(self) -> Html {
        self.html
    }

    /// Direct access for writers of code.
    pub(super) fn out(&mut self) -> &mut String {
        &mut self.html.text
    }
}
