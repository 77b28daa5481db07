//! Code blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, TagEnd};

use super::MarkKind;
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
        if at + length + 1 == self.events.len() && matches!(kind, CodeBlockKind::Fenced(_)) {
            self.mark_open_fence(self.events[at].1.clone());
        }
        at + length + 1
    }

    /// Notes that the text ends in a code block that nothing closes.
    fn mark_open_fence(&mut self, block: Range<usize>) {
        if let Some((character, length)) = self.source.get(block.clone()).and_then(open_fence) {
            let length = u32::try_from(length).unwrap_or(u32::MAX);
            self.mark(block.end..block.end, MarkKind::OpenFence { character, length });
        }
    }
}

/// The character and length of the fence that opens a code block, if the block has one and no other closes it.
fn open_fence(block: &str) -> Option<(char, usize)> {
    let mut lines = block.lines();
    let first = lines.next()?.trim_start();
    let character = first.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = first.len() - first.trim_start_matches(character).len();
    let closes = |line: &str| line.len() >= length && line.chars().all(|c| c == character);
    (length >= 3 && !lines.next_back().is_some_and(|line| closes(line.trim()))).then_some((character, length))
}

/// The first word of an info string, if it can be a class.
fn language(info: &str) -> &str {
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let fits = word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '.' | '_'));
    if fits { word } else { "" }
}
