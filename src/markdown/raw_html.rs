//! Raw HTML on its way into the page: written as it is, and looked through for what the sanitiser will take out.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::facts::is_comment;
use super::walk::{Kind, Walk};
use super::{policy, text};
use crate::diagnostics::{Span, codes};

/// An address that an author wrote into a tag.
pub(super) struct Address {
    /// Its text, with `&amp;` and numbered characters resolved.
    pub(super) value: String,
    /// Its place in the file.
    pub(super) span: Span,
}

impl Walk<'_, '_> {
    /// Writes a block of raw HTML; the event behind it.
    pub(super) fn html_block(&mut self, at: usize) -> usize {
        let length = self.events[at..].iter().position(|(event, _)| matches!(event, Event::End(TagEnd::HtmlBlock)));
        let end = length.map_or(self.events.len() - 1, |length| at + length);
        if self.facts.more == Some(at + 1) {
            self.plain.taking = false;
            return end + 1;
        }
        let mut html = String::new();
        let mut pieces = Vec::new();
        for (event, range) in &self.events[at + 1..end] {
            if let Event::Html(line) | Event::Text(line) = event {
                pieces.push((html.len(), range.start));
                html.push_str(line);
            }
        }
        self.plain.space();
        self.out.block("");
        self.html(&html, &pieces);
        end + 1
    }

    /// Writes raw HTML in a paragraph: one tag, which may not begin or end a block.
    pub(super) fn inline_html(&mut self, at: usize, html: &str) {
        let name = html.trim_start_matches(['<', '/']);
        let name = name[..tag_name_length(name)].to_ascii_lowercase();
        if self.session.context.config.unsafe_html || policy::allows_element(&name, true) {
            return self.html(html, &[(0, self.events[at].1.start)]);
        }
        if !html.starts_with("</") && !is_comment(html) {
            let range = self.events[at].1.start..self.events[at].1.start + name.len() + 1;
            self.report_removed(format!("the element `<{name}>` was removed from a line of text"), range);
        }
    }

    fn html(&mut self, html: &str, pieces: &[(usize, usize)]) {
        if self.session.context.config.unsafe_html {
            return text::push_clean(self.out.out(), html);
        }
        if is_comment(html) {
            return;
        }
        let place = |range: Range<usize>| {
            let piece = pieces[pieces.partition_point(|(start, _)| *start <= range.start).max(1) - 1];
            piece.1 + (range.start - piece.0)..piece.1 + (range.end - piece.0)
        };
        let finds = scan(html, self.kind == Kind::Inline);
        self.out.raw(&disarm(&rename(html, &finds)));
        for find in finds {
            self.report_find(html, find, &place);
        }
    }

    fn report_removed(&mut self, message: String, range: Range<usize>) {
        let span = self.origin.span(range);
        self.session.report.warning(codes::RAW_HTML, span, || {
            (message, "use Markdown, or set `unsafe_html: true` under `markdown` if you trust all authors".to_owned())
        });
    }

    fn report_find(&mut self, html: &str, find: Find, place: &dyn Fn(Range<usize>) -> Range<usize>) {
        let words = &html[find.range.clone()];
        let range = place(find.range.clone());
        let message = match find.what {
            What::Element { .. } => format!("the element `{words}>` was removed"),
            What::Comment => "a comment without `-->` was removed".to_owned(),
            What::Unfinished => format!("the tag `{words}` has no `>`"),
            What::Attribute => format!("the attribute `{words}` was removed"),
            What::Address => {
                let span = self.origin.span(range);
                return self.addresses.push(Address { value: decode(words), span });
            }
            What::Id => {
                if !super::is_reserved_id(words) && self.session.ids.take(words) {
                    return;
                }
                format!("the id `{words}` was removed: it is taken")
            }
        };
        self.report_removed(message, range);
    }
}

/// The HTML without what would swallow the text behind it: such elements lose their names, and with them their powers.
fn rename<'h>(html: &'h str, finds: &[Find]) -> Cow<'h, str> {
    let swallows =
        |find: &&Find| matches!(find.what, What::Element { closed: false } | What::Comment | What::Unfinished);
    if !finds.iter().any(|find| swallows(&find)) {
        return html.into();
    }
    let mut renamed = String::with_capacity(html.len());
    let mut from = 0;
    for find in finds.iter().filter(swallows) {
        renamed.push_str(&html[from..find.range.start]);
        match find.what {
            What::Comment => {}
            What::Unfinished => renamed.extend(["&lt;", &html[find.range.start + 1..find.range.end]]),
            _ => renamed.push_str("<x-"),
        }
        from = find.range.end;
    }
    renamed.push_str(&html[from..]);
    renamed.into()
}

/// Whether the HTML block that begins at an event is nothing but a comment.
pub(super) fn is_comment_block(events: &[super::marker::Ev<'_>], at: usize) -> bool {
    let lines = events[at + 1..].iter().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::HtmlBlock)));
    let html: String =
        lines.filter_map(|(event, _)| if let Event::Html(line) = event { Some(&**line) } else { None }).collect();
    matches!(events[at].0, Event::Start(Tag::HtmlBlock)) && is_comment(&html)
}

/// Takes out what could pass for one of our own marks after parsing: noncharacters, also when written as `&#xFDD0;`.
fn disarm(html: &str) -> String {
    let mut clean = String::with_capacity(html.len());
    text::push_clean(&mut clean, html);
    let mut safe = String::with_capacity(clean.len());
    let mut rest = clean.as_str();
    while let Some(at) = rest.find("&#") {
        let (digits, character) = numbered(&rest[at + 2..]);
        let end = at + 2 + digits;
        safe.push_str(&rest[..if character.is_some_and(text::is_forbidden) { at } else { end }]);
        if character.is_some_and(text::is_forbidden) {
            safe.push('\u{FFFD}');
        }
        rest = &rest[end..];
    }
    safe + rest
}

/// Reads what follows `&#`: its length without `;`, and the character.
fn numbered(text: &str) -> (usize, Option<char>) {
    let (skip, radix) = if text.starts_with(['x', 'X']) { (1, 16) } else { (0, 10) };
    let digits = text[skip..].bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    let digits_text = &text[skip..skip + digits];
    (skip + digits, u32::from_str_radix(digits_text, radix).ok().and_then(char::from_u32))
}

fn decode(value: &str) -> String {
    let mut decoded = String::new();
    let mut rest = value;
    while let Some(at) = rest.find("&#") {
        let (digits, character) = numbered(&rest[at + 2..]);
        decoded.push_str(&rest[..at]);
        decoded.extend(character);
        rest = &rest[at + 2 + digits..];
        rest = rest.strip_prefix(';').unwrap_or(rest);
    }
    (decoded + rest).replace("&amp;", "&")
}

struct Find {
    range: Range<usize>,
    what: What,
}

enum What {
    /// A tag whose element is not allowed; `closed` if its content goes with it.
    Element { closed: bool },
    /// The start of a comment without an end.
    Comment,
    /// The start of a tag without an end.
    Unfinished,
    /// An attribute that is not allowed.
    Attribute,
    /// The value of an allowed `href`, `src` or `cite`.
    Address,
    /// The value of an `id`.
    Id,
}

/// Looks through tags. What it finds is only reported: the sanitiser decides by itself, from a full parse.
fn scan(html: &str, inline: bool) -> Vec<Find> {
    let mut finds = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let name_end = start + 1 + tag_name_length(&html[start + 1..]);
        let name = html[start + 1..name_end].to_ascii_lowercase();
        at = match name.as_str() {
            name if name.starts_with("!--") => comment(html, start, &mut finds),
            name if !name.starts_with(|c: char| c.is_ascii_alphabetic()) => start + 1,
            name if policy::allows_element(name, inline) => {
                let before = finds.len();
                attributes(html, name, name_end, &mut finds).unwrap_or_else(|| {
                    finds.truncate(before);
                    finds.push(Find { range: start..name_end, what: What::Unfinished });
                    name_end
                })
            }
            name => {
                let end = policy::removes_content(name).then(|| content_end(html, name, name_end)).flatten();
                finds.push(Find { range: start..name_end, what: What::Element { closed: end.is_some() } });
                end.unwrap_or(name_end)
            }
        };
    }
    finds
}

fn tag_name_length(text: &str) -> usize {
    text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<')).unwrap_or(text.len())
}

fn comment(html: &str, start: usize, finds: &mut Vec<Find>) -> usize {
    if let Some(end) = html[start..].find("-->") {
        return start + end + 3;
    }
    finds.push(Find { range: start..start + 4, what: What::Comment });
    html.len()
}

/// The end of the content of an element that goes with it.
fn content_end(html: &str, name: &str, at: usize) -> Option<usize> {
    let end = format!("</{name}");
    let rest = &html.as_bytes()[at..];
    let found = rest.windows(end.len()).position(|bytes| bytes.eq_ignore_ascii_case(end.as_bytes()));
    found.map(|found| at + found + end.len())
}

/// Looks through the attributes of a tag; the byte behind it, if it has an end.
fn attributes(html: &str, element: &str, mut at: usize, finds: &mut Vec<Find>) -> Option<usize> {
    let bytes = html.as_bytes();
    loop {
        at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace() || **b == b'/').count();
        let name_length = bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace() && !b"=>/".contains(b)).count();
        if name_length == 0 {
            match bytes.get(at)? {
                b'>' => return Some(at + 1),
                _ => at += 1,
            }
            continue;
        }
        let range = at..at + name_length;
        let (value, end) = value(bytes, range.end);
        let name = html[range.clone()].to_ascii_lowercase();
        let text = html.get(value.clone()).unwrap_or_default();
        match name.as_str() {
            name if !policy::allows_attribute(element, name) || !policy::allows_value(element, name, text) => {
                finds.push(Find { range, what: What::Attribute });
            }
            "href" | "src" | "cite" => finds.push(Find { range: value, what: What::Address }),
            "id" => finds.push(Find { range: value, what: What::Id }),
            _ => {}
        }
        at = end;
    }
}

/// The value of the attribute whose name ends at `at`, and the byte behind it.
fn value(bytes: &[u8], at: usize) -> (Range<usize>, usize) {
    let skip = |at: usize| at + bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let equals = skip(at);
    if bytes.get(equals) != Some(&b'=') {
        return (at..at, at);
    }
    let start = skip(equals + 1);
    match bytes.get(start) {
        Some(quote @ (b'"' | b'\'')) => {
            let length = bytes[start + 1..].iter().take_while(|b| *b != quote).count();
            let end = start + 1 + length;
            (start + 1..end, (end + 1).min(bytes.len()))
        }
        _ => {
            let length = bytes[start..].iter().take_while(|b| !b.is_ascii_whitespace() && **b != b'>').count();
            (start..start + length, start + length)
        }
    }
}
