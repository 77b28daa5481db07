//! What has to be known of a text before it is written: its notes, the headings' levels and ids, where the excerpt ends.

use std::ops::Range;

use ahash::AHashMap as HashMap;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use unicase::UniCase;

use super::destination::Reference;
use super::marker::Ev;
use super::nesting;
use super::raw_html::is_comment_block;

/// The definition of a note.
pub(super) struct Definition {
    /// The events between its start and its end.
    pub(super) events: Range<usize>,
    /// Where its label stands in the parsed text.
    pub(super) range: Range<usize>,
    /// Its label.
    pub(super) label: String,
    /// The first definition of the same label, if this is not it.
    pub(super) first: Option<usize>,
}

/// Facts about a parsed text.
#[derive(Default)]
pub(super) struct Facts<'e> {
    /// All definitions of notes, in order.
    pub(super) definitions: Vec<Definition>,
    /// The first definition of a label.
    pub(super) by_label: HashMap<UniCase<&'e str>, usize>,
    /// Index of a definition by its first event.
    pub(super) by_event: HashMap<usize, usize>,
    /// Whether a heading of level 1 is used.
    pub(super) has_h1: bool,
    /// The event of `<!-- more -->`.
    pub(super) more: Option<usize>,
    /// Whether there is raw HTML other than comments.
    pub(super) raw_html: bool,
    /// Headings with an id of their own: first event, id, place.
    pub(super) explicit_ids: Vec<(usize, &'e str)>,
    /// Whether elements may stand too deep in each other: there is HTML, or more than [`nesting::LIMIT`] are open somewhere.
    pub(super) may_be_deep: bool,
    /// How many headings there are.
    pub(super) headings: usize,
    /// How many brackets open, at most so many markers.
    pub(super) brackets: usize,
    /// Definitions of addresses.
    pub(super) references: Vec<Reference>,
}

impl<'e> Facts<'e> {
    /// Looks through all events once.
    pub(super) fn collect(events: &'e [Ev<'_>]) -> Self {
        let mut facts = Facts::default();
        let mut open: Vec<usize> = Vec::new();
        let mut depth = 0_usize;
        for (at, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    facts.may_be_deep |= depth > nesting::LIMIT;
                    match tag {
                        Tag::FootnoteDefinition(label) => {
                            open.push(facts.definitions.len());
                            facts.define(at, label, range);
                        }
                        Tag::Heading { level, id, .. } => {
                            facts.headings += 1;
                            facts.has_h1 |= *level == HeadingLevel::H1;
                            facts.explicit_ids.extend(id.as_deref().map(|id| (at, id)));
                        }
                        Tag::HtmlBlock => facts.html_block(at, events),
                        _ => {}
                    }
                }
                Event::End(end) => {
                    depth = depth.saturating_sub(1);
                    if let Some(definition) = open.pop_if(|_| *end == TagEnd::FootnoteDefinition) {
                        facts.definitions[definition].events.end = at;
                    }
                }
                Event::Text(text) if range.len() == 1 => facts.brackets += usize::from(text.as_bytes() == b"["),
                Event::InlineHtml(html) => {
                    facts.may_be_deep = true;
                    facts.raw_html |= !is_comment(html);
                }
                _ => {}
            }
        }
        facts
    }

    /// The note that a label names.
    pub(super) fn note(&self, label: &str) -> Option<usize> {
        if self.by_label.is_empty() { None } else { self.by_label.get(&UniCase::new(label)).copied() }
    }

    fn define(&mut self, at: usize, label: &'e str, range: &Range<usize>) {
        let index = self.definitions.len();
        let first = *self.by_label.entry(UniCase::new(label)).or_insert(index);
        self.by_event.insert(at, index);
        let range = range.start..range.start + label.len() + 3;
        let first = (first != index).then_some(first);
        self.definitions.push(Definition { events: at + 1..at + 1, range, label: label.to_owned(), first });
    }

    fn html_block(&mut self, at: usize, events: &[Ev<'_>]) {
        self.may_be_deep = true;
        if self.more.is_none() && matches!(events.get(at + 1), Some((Event::Html(html), _)) if is_more(html)) {
            self.more = Some(at + 1);
        }
        self.raw_html = self.raw_html || !is_comment_block(events, at);
    }
}

/// Whether a piece of HTML is nothing but one comment.
pub(super) fn is_comment(html: &str) -> bool {
    html.trim().strip_prefix("<!--").is_some_and(|rest| rest.find("-->").is_some_and(|at| at + 3 == rest.len()))
}

fn is_more(html: &str) -> bool {
    let inner = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| inner.trim().eq_ignore_ascii_case("more"))
}
