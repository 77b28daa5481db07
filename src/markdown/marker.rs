//! Finds citation markers in the events of the Markdown parser.
//!
//! What the parser leaves as text is exactly what is neither code nor markup: `[@a]` and an undefined `[^a]` arrive as the
//! text events `[`, `@a`, `]`. So the parser decides about code, links, HTML and escapes, and this module only joins.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// An event and the bytes it was parsed from.
pub(super) type Ev<'e> = (Event<'e>, Range<usize>);

/// What begins at an event.
pub(super) enum Found<'e> {
    /// No marker.
    Nothing,
    /// `[@…]` or `[^…]`.
    Marker(Marker<'e>),
    /// It begins like `[@…]` and cannot be read to its end.
    Broken(Broken),
}

/// A marker in brackets.
pub(super) struct Marker<'e> {
    /// What stands between the brackets, `@` or `^` included.
    pub(super) label: Label<'e>,
    /// The first event behind it.
    pub(super) next: usize,
    /// Events inside that open or close an element without its other end.
    pub(super) kept: Vec<usize>,
}

/// The text of a marker, with the way back to the parsed text.
pub(super) struct Label<'e> {
    /// The text as a reader would see it.
    pub(super) text: Cow<'e, str>,
    start: usize,
    pieces: Vec<(usize, Range<usize>)>,
}

/// A `[@` without a proper end.
pub(super) struct Broken {
    /// Where the trouble is.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) why: Why,
}

/// Why a `[@` has no proper end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// The paragraph, heading or cell ends first.
    Unclosed,
    /// Another bracket or a link stands inside.
    Nested,
    /// Code, HTML or a line break stands inside.
    NotText,
}

impl Label<'_> {
    /// The place of a part of the label in the parsed text.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        if self.pieces.is_empty() {
            return self.start + range.start..self.start + range.end;
        }
        self.locate(range.start)..self.locate(range.end.max(1) - 1) + 1
    }

    fn locate(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let (start, source) = &self.pieces[piece];
        (source.start + (at - start)).min(source.end.saturating_sub(1)).max(source.start)
    }
}

/// Looks for a marker that begins with the bracket that ends the text event `at`.
pub(super) fn find<'e>(events: &[Ev<'e>], at: usize, source: &'e str) -> Found<'e> {
    let Some(sign) = sign(events, at, source) else { return Found::Nothing };
    let open = events[at].1.end - 1;
    let mut depth = Vec::new();
    let mut end = at + 1;
    loop {
        let Some((event, range)) = events.get(end) else { return broken(sign, Why::Unclosed, open..open + 2) };
        match event {
            Event::Text(_) if is_bracket(events, end, source, b']') => break,
            Event::Text(_) if is_bracket(events, end, source, b'[') => return broken(sign, Why::Nested, range.clone()),
            Event::Text(_) => {}
            Event::SoftBreak if sign == b'@' => {}
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => depth.push(end),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => match depth.last() {
                Some(start) if matches!(events[*start].0, Event::Start(_)) => _ = depth.pop(),
                _ => depth.push(end),
            },
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::FootnoteReference(_) => {
                return broken(sign, Why::Nested, range.clone());
            }
            Event::End(_) => return broken(sign, Why::Unclosed, open..events[end - 1].1.end.max(open + 2)),
            _ => return broken(sign, Why::NotText, range.clone()),
        }
        end += 1;
    }
    let next = if is_collapsed(events, end + 1, source) { end + 3 } else { end + 1 };
    Found::Marker(Marker { label: label(events, at + 1..end, source), next, kept: depth })
}

fn broken<'e>(sign: u8, why: Why, range: Range<usize>) -> Found<'e> {
    if sign == b'@' { Found::Broken(Broken { range, why }) } else { Found::Nothing }
}

/// `@` or `^`, if the event ends with an opening bracket and that character follows.
fn sign(events: &[Ev<'_>], at: usize, source: &str) -> Option<u8> {
    if !is_bracket(events, at, source, b'[') {
        return None;
    }
    let (Event::Text(_), range) = events.get(at + 1)? else { return None };
    let sign = *source.as_bytes().get(range.start)?;
    (range.start == events[at].1.end && matches!(sign, b'@' | b'^')).then_some(sign)
}

/// Whether an event is one unescaped bracket; the parser makes an event of its own of each, and one of `![`.
fn is_bracket(events: &[Ev<'_>], at: usize, source: &str, bracket: u8) -> bool {
    let Some((Event::Text(text), range)) = events.get(at) else { return false };
    // Most texts are longer, or end otherwise: those are not looked at.
    if range.len() > 2 || source.as_bytes().get(range.end.wrapping_sub(1)) != Some(&bracket) {
        return false;
    }
    let bytes = text.as_bytes();
    let single = bytes == [bracket] || (bracket == b'[' && bytes == b"![");
    single && range.len() == bytes.len() && !is_escaped(events, at, source)
}

/// Whether a backslash that belongs to no event stands before the event.
fn is_escaped(events: &[Ev<'_>], at: usize, source: &str) -> bool {
    let start = events[at].1.start;
    let covered = at > 0 && events[at - 1].1.end == start;
    start > 0 && source.as_bytes()[start - 1] == b'\\' && !covered
}

fn is_collapsed(events: &[Ev<'_>], at: usize, source: &str) -> bool {
    let touches = |at: usize| events.get(at).is_some_and(|(_, range)| range.start == events[at - 1].1.end);
    touches(at) && is_bracket(events, at, source, b'[') && touches(at + 1) && is_bracket(events, at + 1, source, b']')
}

fn label<'e>(events: &[Ev<'e>], inside: Range<usize>, source: &'e str) -> Label<'e> {
    let start = events[inside.start].1.start;
    let end = events[inside.end].1.start;
    let plain = |at: usize| match &events[at] {
        (Event::Text(text), range) => range.start == events[at - 1].1.end && source.get(range.clone()) == Some(text),
        _ => false,
    };
    if events[inside.end - 1].1.end == end && inside.clone().all(plain) {
        return Label { text: Cow::Borrowed(&source[start..end]), start, pieces: Vec::new() };
    }
    let mut text = String::new();
    let mut pieces = Vec::new();
    for at in inside {
        let (event, range) = &events[at];
        let range = match event {
            Event::Start(_) => range.start..events[at + 1].1.start,
            Event::End(_) => events[at - 1].1.end..range.end,
            _ => range.clone(),
        };
        pieces.push((text.len(), range.clone()));
        match event {
            Event::Text(content) => super::text::push_clean(&mut text, content),
            Event::SoftBreak => text.push(' '),
            _ => text.push_str(source.get(range).unwrap_or_default()),
        }
    }
    Label { text: Cow::Owned(text), start, pieces }
}
