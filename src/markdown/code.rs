//! Code blocks.

use pulldown_cmark::{CodeBlockKind, Event, TagEnd};

use super::highlight::highlight;
use super::walk::Walk;

impl Walk<'_, '_> {
    /// Writes a code block; the event behind it.
    pub(super) fn code_block(&mut self, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        let ends = |event: &Event<'_>| matches!(event, Event::End(TagEnd::CodeBlock));
        let length = self.events[at..].iter().position(|(event, _)| ends(event)).unwrap_or(self.events.len() - at - 1);
        let language = match kind {
            CodeBlockKind::Fenced(info) => language(info),
            CodeBlockKind::Indented => "",
        };
        self.out.block("<pre class=\"code\" tabindex=\"0\"><code");
        if !language.is_empty() {
            self.out.attribute("class", &format!("language-{language}"));
        }
        self.out.raw(">");
        let mut code = String::new();
        for (event, _) in &self.events[at + 1..at + length] {
            if let Event::Text(line) = event {
                code.push_str(line);
            }
        }
        if !(self.session.context.config.highlight && highlight(self.out.out(), &code, language)) {
            self.out.text(&code);
        }
        self.out.raw("</code></pre>\n");
        at + length + 1
    }
}

/// The first word of an info string, if it can be a class.
fn language(info: &str) -> &str {
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let fits = word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '.' | '_'));
    if fits { word } else { "" }
}
