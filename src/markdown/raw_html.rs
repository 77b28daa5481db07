//! Raw HTML on its way into the page: written as it is, and looked through for what the sanitiser will take out.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::facts::is_comment;
use super::scan::{Find, What, scan, tag_name_length};
use super::walk::{Kind, Walk};
use super::{MarkKind, policy, text};
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
            self.mark(self.events[at].1.clone(), MarkKind::Hidden);
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
        if self.session.context.config.unsafe_html {
            text::push_clean(self.out.out(), &html);
        } else {
            self.html(&html, &pieces);
        }
        end + 1
    }

    /// Writes raw HTML in a paragraph: one tag, which may not begin or end a block.
    pub(super) fn inline_html(&mut self, at: usize, html: &str) {
        let start = self.events[at].1.start;
        let name = html.trim_start_matches(['<', '/']);
        let name = name[..tag_name_length(name)].to_ascii_lowercase();
        if self.session.context.config.unsafe_html {
            return text::push_clean(self.out.out(), html);
        }
        let is_allowed = policy::allows_element(&name, true);
        if html.starts_with("</") {
            if !is_allowed {
                self.mark(start..start + 1, MarkKind::Tag);
            }
            return self.close_raw(&name);
        }
        if is_comment(html) {
            return self.mark(self.events[at].1.clone(), MarkKind::Hidden);
        }
        if !is_allowed {
            self.mark(start..start + 1, MarkKind::Tag);
            let range = start..start + name.len() + 1;
            return self.report_removed(format!("the element `<{name}>` was removed from a line of text"), range);
        }
        self.html(html, &[(0, start)]);
        self.raw_open.extend(Some(name).filter(|name| !policy::is_void(name)));
    }

    /// Closes a raw element of this paragraph, and those in it; does nothing if it is not open.
    fn close_raw(&mut self, name: &str) {
        if let Some(place) = self.raw_open.iter().rposition(|open| open == name) {
            self.close_raw_from(place);
        }
    }

    /// Closes the raw elements that authors left open in a paragraph, a heading or a cell.
    pub(super) fn close_raw_from(&mut self, place: usize) {
        for name in self.raw_open.drain(place..).rev() {
            self.out.raw(&format!("</{name}>"));
        }
    }

    fn html(&mut self, html: &str, pieces: &[(usize, usize)]) {
        let at = |at: usize| {
            let (start, place) = pieces[pieces.partition_point(|(start, _)| *start <= at).max(1) - 1];
            place + (at - start)
        };
        let place = |range: Range<usize>| at(range.start)..at(range.end.max(range.start + 1) - 1) + 1;
        if is_comment(html) {
            return self.mark(place(0..html.trim_end().len()), MarkKind::Hidden);
        }
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
        match find.what {
            What::Hidden => return self.mark(range, MarkKind::Hidden),
            What::Element { .. } | What::Comment | What::Unfinished => {
                self.mark(range.start..range.start + 1, MarkKind::Tag);
            }
            What::Attribute => self.mark(range.clone(), MarkKind::Attribute),
            What::Address | What::Id => {}
        }
        let message = match find.what {
            What::Hidden => return,
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
