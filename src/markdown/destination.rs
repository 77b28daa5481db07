//! Where the address of a link or an image stands in the text. The parser says where the whole link stands, and what the
//! address is; its place follows from that.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::marker::Ev;

/// A definition of an address: `[label]: address "title"`.
pub(super) struct Reference {
    pub(super) label: String,
    pub(super) address: String,
    /// All of it, in the parsed text.
    pub(super) range: Range<usize>,
}

/// The places of the address of the link or image that begins at an event: one behind its text, else those of the
/// definitions that may give it.
pub(super) fn find(events: &[Ev<'_>], at: usize, source: &str, references: &[Reference]) -> Vec<Range<usize>> {
    let (kind, address) = match &events[at].0 {
        Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
            (*link_type, &**dest_url)
        }
        _ => return Vec::new(),
    };
    let found: Vec<_> = match kind {
        LinkType::Inline => inline(events, at, source).into_iter().collect(),
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
            let alike = references.iter().filter(|reference| reference.address == address);
            alike.filter_map(|reference| defined(source, &reference.range)).collect()
        }
        _ => Vec::new(),
    };
    found.into_iter().filter(|range| holds(&source[range.clone()], address)).collect()
}

/// Whether a piece of text is what an address was read from; escapes and entities make them differ.
fn holds(text: &str, address: &str) -> bool {
    let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    bare == address || bare.contains(['\\', '&'])
}

/// Behind the text in brackets: `[text](address "title")`.
fn inline(events: &[Ev<'_>], at: usize, source: &str) -> Option<Range<usize>> {
    let whole = events[at].1.clone();
    let is_image = matches!(events[at].0, Event::Start(Tag::Image { .. }));
    let last = end_of(events, at).checked_sub(1)?;
    let text_end = if last > at { events[last].1.end } else { whole.start + 1 + usize::from(is_image) };
    let open = text_end + source.get(text_end..whole.end)?.find("](")? + 2;
    address(source, open..whole.end)
}

/// Behind the label: `[label]: address "title"`.
fn defined(source: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let text = source.get(range.clone())?;
    let mut ends = text.match_indices("]:").map(|(at, _)| at);
    let close = ends.find(|at| !text[..*at].ends_with('\\'))?;
    address(source, range.start + close + 2..range.end)
}

/// The event that ends a link or image.
fn end_of(events: &[Ev<'_>], at: usize) -> usize {
    let mut depth = 0_u32;
    let ends = |(event, _): &Ev<'_>| {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => depth -= 1,
            _ => {}
        }
        depth == 0
    };
    at + events[at..].iter().position(ends).unwrap_or(0)
}

/// The address at the start of a range, with its `<` and `>` if it has them.
fn address(source: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = source.get(range.clone())?;
    let text = text.trim_start();
    let start = range.end - text.len();
    let in_angles = text.starts_with('<');
    let (mut depth, mut escaped) = (0_u32, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '>' if in_angles => return Some(start..start + at + 1),
            _ if in_angles => {}
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            c if c == ')' || c.is_ascii_whitespace() => return (at > 0).then_some(start..start + at),
            _ => {}
        }
    }
    (!in_angles && !text.is_empty()).then_some(start..range.end)
}
