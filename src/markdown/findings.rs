//! What `citewire check` may complain about, noted while the text is walked: no rule reads Markdown again.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::walk::Walk;
use super::{Finding, FindingKind};
use crate::bytes;
use crate::diagnostics::Span;

/// Runs of words without a citation are noted from this length on.
const SHORTEST_RUN: u32 = 50;

/// Words that stand for a text that is yet to be written; `TK` may be doubled.
const PLACEHOLDERS: [&str; 4] = ["TODO", "FIXME", "XXX", "TK"];

/// The words since the last citation.
#[derive(Default)]
pub(super) struct Run {
    /// Words of the body before it.
    before: u32,
    /// Its first text.
    start: Option<Span>,
}

/// The placeholder that begins at a byte of a text as a word of its own: its length.
fn placeholder_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let found = PLACEHOLDERS.iter().find(|word| rest.starts_with(**word))?;
    let length = if *found == "TK" { rest.len() - rest.trim_start_matches("TK").len() } else { found.len() };
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let alone = !text[..at].ends_with(belongs) && !rest[length..].starts_with(belongs);
    alone.then_some(length)
}

/// The first placeholder in a text: its byte range.
///
/// ```
/// assert_eq!(citewire::markdown::placeholder("Costs TK dollars"), Some(6..8));
/// assert_eq!(citewire::markdown::placeholder("TKO, XXXL, todo, method_TODO"), None);
/// ```
#[must_use]
pub fn placeholder(text: &str) -> Option<Range<usize>> {
    // All of them begin with two capitals, the second one of `I` to `X`, as few other words do.
    let is_second = |byte: u8| byte.wrapping_sub(b'I') <= b'X' - b'I';
    let may_begin = |first: u8, second: u8| ((first == b'T') | (first == b'F') | (first == b'X')) & is_second(second);
    let mut from = 0;
    while let Some(before) = bytes::find_pair(&text.as_bytes()[from..], may_begin) {
        let at = from + before;
        if let Some(length) = placeholder_at(text, at) {
            return Some(at..at + length);
        }
        from = at + 1;
    }
    None
}

/// All placeholders of a text, in order: their byte ranges.
pub fn placeholders(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = placeholder(&text[from..])?;
        let found = from + found.start..from + found.end;
        from = found.end;
        Some(found)
    })
}

impl Walk<'_, '_> {
    fn finding(&mut self, kind: FindingKind, span: Span) {
        if self.session.notes_findings {
            self.session.numbering.citations.findings.push(Finding { kind, span });
        }
    }

    /// Notes the placeholders of a piece of text, and where a run of words without a citation begins.
    pub(super) fn note_text(&mut self, at: usize, content: &str) {
        if let Some(run) = self.run.as_mut().filter(|run| run.start.is_none()) {
            run.start = Some(self.origin.span(self.events[at].1.clone()));
        }
        if self.seeks_placeholders {
            self.note_placeholders(self.events[at].1.clone(), content);
        }
    }

    /// Notes the placeholders of a text that stands somewhere in a range, as near to its end as it can.
    pub(super) fn note_placeholders(&mut self, range: Range<usize>, content: &str) {
        if !self.seeks_placeholders {
            return;
        }
        for found in placeholders(content) {
            // A text that was decoded is not the one in the file; that of a paragraph begins behind its prefix.
            let at = self.source.get(range.clone()).and_then(|written| written.rfind(content));
            let place = |at: usize| range.start + at + found.start..range.start + at + found.end;
            let span = self.origin.span(at.map_or(range.clone(), place));
            self.finding(FindingKind::Placeholder, span);
        }
    }

    /// Notes a full URL that a link or picture leads to.
    pub(super) fn note_url(&mut self, url: &str, span: Span) {
        if !self.session.notes_findings {
            return;
        }
        let is_written = self.session.context.file.text.get(span.range()) == Some(url);
        let text = (!is_written).then(|| url.into());
        self.finding(FindingKind::Url(text), span);
    }

    /// Notes a link whose text has no words.
    pub(super) fn note_empty_link(&mut self, at: usize) {
        let says = |event: &Event<'_>| match event {
            Event::Text(text) => !text.trim().is_empty(),
            Event::Code(_) | Event::FootnoteReference(_) => true,
            _ => false,
        };
        let inside = self.events[at + 1..].iter().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Link)));
        if !inside.map(|(event, _)| event).any(says) {
            let span = self.origin.span(self.events[at].1.clone());
            self.finding(FindingKind::EmptyLinkText, span);
        }
    }

    /// Notes a picture without words, and the placeholders of one that has some; `end` is the event that ends it.
    pub(super) fn note_image(&mut self, at: usize, end: usize, alt: &str) {
        if alt.is_empty() {
            let span = self.origin.span(self.events[at].1.clone());
            self.finding(FindingKind::EmptyAlt, span);
        }
        let events = self.events;
        for (event, range) in &events[at + 1..end] {
            if let Event::Text(text) = event {
                self.note_placeholders(range.clone(), text);
            }
        }
    }

    /// Ends a run of words without a citation, and notes a long one.
    pub(super) fn end_run(&mut self) {
        let Some(run) = &mut self.run else { return };
        let words = self.plain.words;
        let run = std::mem::replace(run, Run { before: words, start: None });
        let length = words - run.before;
        if let Some(span) = run.start.filter(|_| length >= SHORTEST_RUN) {
            self.finding(FindingKind::Uncited(length), span);
        }
    }
}
