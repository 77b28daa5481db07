//! Headings: levels below the page's title, anchors, and the list of them.

use pulldown_cmark::{Event, HeadingLevel, TagEnd};

use super::ids::is_reserved_id;
use super::marker::{self, Found};
use super::walk::Walk;
use super::{Heading, HoleKind, text};
use crate::diagnostics::codes;

/// The tags of headings, by level.
const OPEN: [&str; 6] = ["<h1", "<h2", "<h3", "<h4", "<h5", "<h6"];
const CLOSE: [&str; 6] = ["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];

impl Walk<'_, '_> {
    /// Takes the ids that authors chose, so that no slug gets them first.
    pub(super) fn take_explicit_ids(&mut self) {
        let facts = self.facts;
        for (at, id) in &facts.explicit_ids {
            let span = self.origin.span(self.events[*at].1.clone());
            if let Some((message, help)) = refuse(id) {
                self.session.report.error(codes::BAD_ID, span, || (message, help.to_owned()));
            } else if self.session.ids.take(id) {
                self.explicit.insert(*at);
            } else {
                self.session.report.error(codes::DUPLICATE_ID, span, || {
                    (format!("the id `{id}` stands at two headings"), "give one of them another id, or none".to_owned())
                });
            }
        }
    }

    pub(super) fn start_heading(
        &mut self,
        at: usize,
        level: HeadingLevel,
        id: Option<&str>,
        classes: &[&str],
        attributes: &[&str],
    ) {
        if let Some(first) = attributes.first() {
            let span = self.origin.span(self.events[at].1.clone());
            self.session.report.warning(codes::BAD_VALUE, span, || {
                let message = format!("`{first}` in the braces behind the heading is left out");
                (message, "only `{#id}` and `{.class}` can stand there; write `\\{` for a brace".to_owned())
            });
        }
        let text = self.heading_text(at);
        let id = match id {
            Some(id) if self.explicit.contains(&at) => id.to_owned(),
            _ => self.session.ids.take_slug(&text),
        };
        let level = self.level(level);
        self.out.block(OPEN[usize::from(level) - 1]);
        self.out.id(&id);
        if !classes.is_empty() {
            self.out.attribute("class", &classes.join(" "));
        }
        self.out.raw(">");
        self.headings.push(Heading { level, id: id.into(), text: text.into() });
        self.plain.paused = true;
    }

    pub(super) fn end_heading(&mut self, level: HeadingLevel) {
        self.close_raw_from(0);
        let index = u32::try_from(self.headings.len()).unwrap_or(u32::MAX);
        self.out.hole(HoleKind::HeadingAnchor(index.saturating_sub(1)));
        self.out.raw(CLOSE[usize::from(self.level(level)) - 1]);
        self.plain.space();
        self.plain.paused = false;
    }

    /// The words of a heading, without its markers.
    fn heading_text(&self, at: usize) -> String {
        let is_end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Heading(_)));
        let length = self.events[at..].iter().position(|(event, _)| is_end(event)).unwrap_or(0);
        self.plain_text(at + 1, at + length)
    }

    /// The words between two events, without markup and markers.
    pub(super) fn plain_text(&self, mut at: usize, end: usize) -> String {
        let mut words = String::new();
        while at < end {
            match &self.events[at].0 {
                Event::Text(content) => {
                    if let Found::Marker(marker) = marker::find(self.events, at, self.source)
                        && self.is_marker(&marker)
                    {
                        text::push_clean(&mut words, &content[..content.len() - 1]);
                        words.truncate(words.trim_end().len());
                        at = marker.next;
                        continue;
                    }
                    text::push_clean(&mut words, content);
                }
                Event::Code(content) => text::push_clean(&mut words, content),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::FootnoteReference(_) => words.truncate(words.trim_end().len()),
                _ => {}
            }
            at += 1;
        }
        let trimmed = words.trim();
        if trimmed.len() == words.len() { words } else { trimmed.to_owned() }
    }
}

/// What is wrong with an id that an author chose, and what to do.
fn refuse(id: &str) -> Option<(String, &'static str)> {
    if is_reserved_id(id) {
        return Some((format!("the id `{id}` is kept for the page's own parts"), "choose another id"));
    }
    let bad = id.chars().find(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.' | ':'))?;
    Some((format!("`{bad}` cannot stand in the id `{id}`"), "use letters, digits, `-`, `_`, `.` and `:`"))
}
