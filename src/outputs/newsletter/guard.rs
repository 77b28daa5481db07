//! No text of an author becomes a placeholder of a mail service: the guard that stands before every value of an e-mail.
//!
//! A mark is put before each character that could begin or end a placeholder. Marks are noncharacters, which no content
//! file can hold, and which pass through the template and the parser that inlines styles; at the end
//! [`Kept::restore`](super::placeholders::Kept::restore) makes an entity of a marked character.

use std::borrow::Cow;
use std::fmt::Write;

use tera::{Map, Value};

use super::markup::{self, Piece};

/// Stands before a character of an author that is to be an entity.
pub(super) const GUARD: char = '\u{FDD0}';
/// Written into plain text behind a character that would begin a placeholder: nothing is seen of it.
pub(super) const BREAK: char = '\u{200B}';

/// Guards authors' texts; knows the placeholder that the owner configured, whatever its form is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard<'c> {
    /// The owner's own placeholder.
    pub(super) own: &'c str,
}

/// What a string is, by the name of its field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Markup,
    Url,
}

impl Guard<'_> {
    /// A value for templates, with all texts in it guarded. Fields named `…html` hold markup, `…url` and `permalink` URLs;
    /// the owner's fields are `unsubscribe`, `address` and `extra`.
    pub(super) fn value(self, value: &Value) -> Value {
        self.value_of(value, Sort::Text)
    }

    pub(super) fn value_of(self, value: &Value, sort: Sort) -> Value {
        if let Some(text) = value.as_str() {
            return Value::from(self.string(text, sort));
        }
        if let Some(list) = value.as_array() {
            return Value::from(list.iter().map(|value| self.value_of(value, sort)).collect::<Vec<_>>());
        }
        let Some(map) = value.as_map() else { return value.clone() };
        let guarded = map.iter().map(|(key, value)| {
            let value = match key.as_str().unwrap_or_default() {
                "extra" | "unsubscribe" | "address" => value.clone(),
                "permalink" => self.value_of(value, Sort::Url),
                name if name.ends_with("html") => self.value_of(value, Sort::Markup),
                name if name.ends_with("url") => self.value_of(value, Sort::Url),
                _ => self.value_of(value, Sort::Text),
            };
            (key.clone(), value)
        });
        guarded.collect::<Map>().into()
    }

    /// A string, guarded as what it is.
    pub(super) fn string(self, text: &str, sort: Sort) -> String {
        match sort {
            Sort::Text => self.text(text),
            Sort::Markup => self.markup(text),
            Sort::Url => self.url(text),
        }
    }

    /// Text that a template will escape.
    fn text(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        self.push(&without_marks(text), &mut out);
        out
    }

    /// Markup: its texts and the values of its attributes; an entity may hide a character.
    fn markup(self, markup: &str) -> String {
        let mut out = String::with_capacity(markup.len() + 64);
        for piece in markup::pieces(&without_marks(markup)) {
            match piece {
                Piece::Text(text) => self.push_markup(text, &mut out),
                Piece::Tag(tag) if tag.ends || tag.name.is_empty() => self.push_markup(tag.all, &mut out),
                Piece::Tag(tag) => self.push_tag(tag, &mut out),
            }
        }
        out
    }

    fn push_tag(self, tag: markup::Tag<'_>, out: &mut String) {
        out.push('<');
        out.push_str(tag.name);
        for (name, value) in tag.attributes() {
            out.push(' ');
            out.push_str(name);
            let Some(value) = value else { continue };
            out.push_str("=\"");
            if matches!(name, "href" | "src") {
                crate::views::fill::escape(&self.url(&markup::resolved(value)), out);
            } else {
                self.push_markup(&value.replace('"', "&quot;"), out);
            }
            out.push('"');
        }
        out.push('>');
    }

    fn push_markup(self, text: &str, out: &mut String) {
        let text = letters_as_such(text);
        let mut rest = &*text;
        while let Some(at) = rest.find('&') {
            self.push(&rest[..at], out);
            match markup::entity(&rest[at..]) {
                Some((c, length)) if could_belong(c) => {
                    out.push(GUARD);
                    out.push(c);
                    rest = &rest[at + length..];
                }
                Some((c, length)) if is_mark(c) => rest = &rest[at + length..],
                _ => {
                    out.push('&');
                    rest = &rest[at + 1..];
                }
            }
        }
        self.push(rest, out);
    }

    fn push(self, text: &str, out: &mut String) {
        let own = self.starts_of_own(text);
        let mut copied = 0;
        // The signs are of ASCII: bytes of other characters are none of them.
        for (at, byte) in text.bytes().enumerate() {
            let c = char::from(byte);
            let marked = could_belong(c)
                && (matches!(c, '{' | '}' | '[' | ']' | '|' | '*' | '%')
                    || doubled(c, &text[at + 1..])
                    || closes(c, &text[at + 1..]));
            if marked || (is_in(&own, at) && !matches!(c, '<' | '>' | '&' | '"' | '\'')) {
                out.push_str(&text[copied..at]);
                out.push(GUARD);
                copied = at;
            }
        }
        out.push_str(&text[copied..]);
    }

    /// A URL, with what no URL needs percent-encoded.
    fn url(self, url: &str) -> String {
        let url = &*without_marks(url);
        let own = self.starts_of_own(url);
        let host_end = url.find("://").map_or(0, |at| at + 3 + url[at + 3..].find('/').unwrap_or(url.len() - at - 3));
        let mut out = String::with_capacity(url.len() + 8);
        let mut copied = 0;
        for (at, byte) in url.bytes().enumerate() {
            let c = char::from(byte);
            let hex = || url.as_bytes().get(at + 1..at + 3).is_some_and(|h| h.iter().all(u8::is_ascii_hexdigit));
            let encoded = match c {
                '{' | '}' | '|' | '<' | '>' | '"' | ' ' => true,
                '[' | ']' => at >= host_end,
                '$' | '~' | '@' | '*' => doubled(c, &url[at + 1..]) || closes(c, &url[at + 1..]),
                '%' => !hex(),
                _ => false,
            };
            if encoded || (is_in(&own, at) && c.is_ascii() && c != '&') {
                out.push_str(&url[copied..at]);
                _ = write!(out, "%{byte:02X}");
                copied = at + 1;
            }
        }
        out.push_str(&url[copied..]);
        out
    }

    /// Plain text: what would begin a placeholder is followed by a character of no width.
    pub(super) fn plain(self, text: &str) -> String {
        let text = &*without_marks(text);
        let own = self.starts_of_own(text);
        let mut out = String::with_capacity(text.len() + 8);
        let mut copied = 0;
        for (at, byte) in text.bytes().enumerate() {
            let begins = matches!(byte, b'{' | b'[' | b'<' | b'*' | b'%' | b'$' | b'~' | b'@' | b'#')
                && begins(char::from(byte), &text[at + 1..]);
            if begins || is_in(&own, at) {
                let end = text.ceil_char_boundary(at + 1);
                out.push_str(&text[copied..end]);
                out.push(BREAK);
                copied = end;
            }
        }
        out.push_str(&text[copied..]);
        out
    }

    /// A URL in plain text.
    pub(super) fn plain_url(self, url: &str) -> String {
        self.url(url)
    }

    /// Where the owner's placeholder begins, in rising order.
    fn starts_of_own(self, text: &str) -> Vec<usize> {
        // Most texts do not even hold its first byte.
        match self.own.bytes().next() {
            Some(first) if text.as_bytes().contains(&first) => text.match_indices(self.own).map(|(at, _)| at).collect(),
            _ => Vec::new(),
        }
    }
}

fn is_in(sorted: &[usize], place: usize) -> bool {
    !sorted.is_empty() && sorted.binary_search(&place).is_ok()
}

/// Markup in which letters and digits stand as such, whatever references named them: they are parts of words.
fn letters_as_such(markup: &str) -> Cow<'_, str> {
    if !markup.contains('&') {
        return Cow::Borrowed(markup);
    }
    let (mut out, mut rest) = (String::with_capacity(markup.len()), markup);
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let reference = markup::entity(&rest[at..]).filter(|(c, _)| c.is_alphanumeric());
        let (c, length) = reference.unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn without_marks(text: &str) -> Cow<'_, str> {
    // Marks begin with this byte, and few other characters do.
    let may_have = text.as_bytes().contains(&0xEF);
    if may_have && text.contains(is_mark) { Cow::Owned(text.replace(is_mark, "")) } else { Cow::Borrowed(text) }
}

fn is_mark(c: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&c)
}

/// Whether a character stands at the ends of placeholders of some service.
fn could_belong(c: char) -> bool {
    matches!(c, '{' | '}' | '[' | ']' | '|' | '*' | '%' | '$' | '@' | '~' | '#' | ':')
}

/// `%%name`, `{{name`, and `${name`, `#(name`.
fn doubled(c: char, rest: &str) -> bool {
    rest.starts_with(c) || (c != ':' && rest.starts_with('('))
}

/// `%name%`: the same character follows behind a word.
fn closes(c: char, rest: &str) -> bool {
    let inside = |x: char| x.is_alphanumeric() || matches!(x, '_' | '.' | '-' | ':' | '=');
    let end = rest.find(|x: char| !inside(x) || x == c).unwrap_or(rest.len());
    (1..=80).contains(&end) && rest[end..].starts_with(c) && c != ':'
}

/// Whether a placeholder of some service begins with a character of plain text and what follows it.
fn begins(c: char, rest: &str) -> bool {
    let next = rest.chars().next().unwrap_or(' ');
    let word = next.is_alphabetic() || next == '_';
    match c {
        '{' => word || "{%$!~*#&@=|^/>".contains(next),
        '[' => word || "[%".contains(next),
        '<' => word || next == '%',
        '*' => next == '|',
        '%' | '$' | '~' | '@' | '#' => matches!(next, '{' | '[') || doubled(c, rest) || closes(c, rest),
        _ => false,
    }
}
