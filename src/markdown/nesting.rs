//! How deep elements stand in each other: a text that nests without end is refused before it is written.
//!
//! Whatever reads the markup later (the sanitiser, the styles of newsletters, browsers) takes time, or a stack, that grows
//! with the depth, and a text may come from anyone who can open a pull request.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::marker::Ev;
use super::policy;
use super::scan::tag_name_length;

/// How many elements may be open at once, a paragraph and each list item included.
pub(super) const LIMIT: usize = 100;

/// The place where more than [`LIMIT`] elements are open, if there is one. `trusted`: raw HTML is published as it is.
pub(super) fn too_deep(events: &[Ev<'_>], trusted: bool) -> Option<Range<usize>> {
    let mut nesting = Nesting { trusted, ..Nesting::default() };
    for (at, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::HtmlBlock) => nesting.block(&block_text(&events[at + 1..])),
            Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(_) => nesting.markdown += 1,
            Event::End(end) => nesting.end(end),
            Event::InlineHtml(html) => nesting.inline(html),
            _ => {}
        }
        if nesting.markdown + nesting.blocks.0.len() + nesting.line.0.len() > LIMIT {
            return Some(range.start..range.start + 1);
        }
    }
    None
}

/// Whether markup is more than twice as deep as a text may be: its raw HTML hid from [`too_deep`] what it is.
pub(super) fn is_too_deep(markup: &str, trusted: bool) -> bool {
    let mut open = Open::default();
    tags(markup).any(|tag| {
        open.tag(&tag, trusted, |name| if trusted { policy::nests(name, true) } else { !policy::is_void(name) });
        open.0.len() > 2 * LIMIT
    })
}

/// What is open while a text is read.
#[derive(Default)]
struct Nesting {
    trusted: bool,
    markdown: usize,
    /// Raw elements of HTML blocks.
    blocks: Open,
    /// Raw elements of this line of text: they end with it.
    line: Open,
}

impl Nesting {
    fn end(&mut self, end: &TagEnd) {
        self.markdown = self.markdown.saturating_sub(1);
        if matches!(end, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) {
            self.line.0.clear();
        }
    }

    fn block(&mut self, html: &str) {
        for tag in tags(html) {
            self.blocks.tag(&tag, self.trusted, |name| policy::nests(name, self.trusted));
            if self.blocks.0.len() > LIMIT {
                return;
            }
        }
    }

    fn inline(&mut self, html: &str) {
        let counts =
            |name: &str| policy::nests(name, self.trusted) && (self.trusted || policy::allows_element(name, true));
        if let Some(tag) = tags(html).next() {
            self.line.tag(&tag, self.trusted, counts);
        }
    }
}

/// The raw elements that are open.
#[derive(Default)]
struct Open(Vec<String>);

impl Open {
    /// An end tag ends the innermost element of its name and no other: what browsers make of elements that overlap is never
    /// deeper than this.
    ///
    /// `<path/>` is whole in drawings, which only `trusted` authors can use; elsewhere browsers ignore the slash.
    fn tag(&mut self, tag: &RawTag<'_>, trusted: bool, counts: impl Fn(&str) -> bool) {
        let name = tag.name.to_ascii_lowercase();
        if trusted && tag.is_whole {
            return;
        }
        if !tag.ends {
            self.0.extend(Some(name).filter(|name| counts(name)));
        } else if let Some(place) = self.0.iter().rposition(|open| *open == name) {
            self.0.remove(place);
        }
    }
}

/// A tag of raw HTML.
struct RawTag<'h> {
    name: &'h str,
    ends: bool,
    /// Whether it ends in `/>`.
    is_whole: bool,
}

/// The tags of a piece of HTML, without those that only stand in comments and in the values of attributes.
fn tags(html: &str) -> Tags<'_> {
    Tags { rest: html, has_comment_ends: true, unfinished: 0 }
}

struct Tags<'h> {
    rest: &'h str,
    /// Whether the end of a comment may still follow.
    has_comment_ends: bool,
    /// How many tags had no end: each is looked for up to the end of the text, so that only so many are.
    unfinished: usize,
}

impl<'h> Iterator for Tags<'h> {
    type Item = RawTag<'h>;

    fn next(&mut self) -> Option<RawTag<'h>> {
        while self.unfinished < LIMIT {
            self.rest = &self.rest[self.rest.find('<')?..];
            let ends = self.rest.starts_with("</");
            let tag = &self.rest[1 + usize::from(ends)..];
            if let Some(comment) = tag.strip_prefix("!--") {
                let length = if self.has_comment_ends { comment_length(comment) } else { 0 };
                self.has_comment_ends = length > 0;
                self.rest = &comment[length..];
            } else if tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let name = &tag[..tag_name_length(tag)];
                let length = attributes_length(&tag[name.len()..]);
                self.unfinished += usize::from(length == 0);
                let (tag, rest) = tag.split_at(name.len() + length);
                self.rest = rest;
                return Some(RawTag { name, ends, is_whole: tag.ends_with("/>") });
            } else {
                self.rest = &self.rest[1..];
            }
        }
        None
    }
}

/// The bytes of a comment behind its `<!--`, as browsers end it; none if nothing ends it.
fn comment_length(comment: &str) -> usize {
    let short = [">", "->"].into_iter().find(|end| comment.starts_with(end));
    let end = |end: &str| comment.find(end).map(|at| at + end.len());
    let long = [end("-->"), end("--!>")].into_iter().flatten().min();
    short.map_or(long.unwrap_or(0), str::len)
}

/// The bytes of a tag behind its name up to its `>`; none if it has no `>`, so that what follows is looked at, too.
fn attributes_length(attributes: &str) -> usize {
    let (mut quote, mut is_value) = (None, false);
    for (at, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at + 1,
            // A quote opens a value only right behind the `=`.
            (None, b'"' | b'\'') if is_value => quote = Some(byte),
            _ => {}
        }
        is_value = byte == b'=' || (is_value && byte.is_ascii_whitespace());
    }
    0
}

fn block_text(events: &[Ev<'_>]) -> String {
    let lines = events.iter().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::HtmlBlock)));
    let text = |event: &Event<'_>| match event {
        Event::Html(line) | Event::Text(line) => line.to_string(),
        _ => String::new(),
    };
    lines.map(|(event, _)| text(event)).collect()
}
