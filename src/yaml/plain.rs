//! A scanner for the plain subset of YAML that nearly all front matter is written in: one pass, no copies.
//!
//! It reads block records and lists by indentation, lists of scalars in brackets on one line, scalars on one line, plain or
//! quoted, and comments. It answers `None` to everything else (block scalars, values over several lines, anchors, tags,
//! records in braces, odd indentation, double keys, …) and the complete parser then decides; a property test holds the two
//! equal.

use std::borrow::Cow;

use super::scalar::{Scalar, blanks, is_blank_or_comment};
use super::{Entry, Node, Value};
use crate::bytes;
use crate::diagnostics::{Span, Spanned};

/// How deep values may lie in each other, and how many there may be: below the limits of the complete parser.
const DEPTH: usize = 12;
const NODES: usize = 10_000;
/// How long a key may be, in bytes.
const KEY: usize = 128;

/// Reads a text that begins at byte `offset` of its file.
pub(super) fn read(text: &str, offset: u32) -> Option<Node<'_>> {
    if !is_ordinary(text) {
        return None;
    }
    let mut scanner = Scanner { text, offset, line: None, next: 0, nodes: 0 };
    scanner.advance();
    let first = scanner.line?;
    let node = if first.is_item { scanner.sequence(first.indent, 0)? } else { scanner.mapping(first.indent, 0)? };
    (first.indent == 0 && scanner.line.is_none()).then_some(node)
}

/// Whether a text holds no character with a meaning of its own: no tabs and other controls, no line ends but `\n` and `\r\n`.
fn is_ordinary(text: &str) -> bool {
    // What is special beyond ASCII begins with the last three of these.
    let may_begin_special = |b: u8| (b < 0x20) & (b != b'\n') | (b == 0x7F) | (b == 0xC2) | (b == 0xE2) | (b == 0xEF);
    let mut rest = text;
    while let Some(at) = bytes::find(rest.as_bytes(), may_begin_special) {
        let c = rest[at..].chars().next().unwrap_or_default();
        let behind = &rest[at + c.len_utf8()..];
        if is_special(c) || c.is_ascii() && !(c == '\r' && behind.starts_with('\n')) {
            return false;
        }
        rest = behind;
    }
    true
}

/// Controls, line ends and characters that are none, beyond ASCII.
fn is_special(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// A line with something on it.
#[derive(Clone, Copy)]
struct Line {
    /// Byte of its first character that is not a space.
    start: usize,
    /// One past its last byte, the line end and blanks before it left out.
    end: usize,
    indent: usize,
    /// Whether it starts with `- `.
    is_item: bool,
}

struct Scanner<'a> {
    text: &'a str,
    offset: u32,
    /// The line that is not consumed yet; `None` at the end.
    line: Option<Line>,
    /// First byte of the line after that.
    next: usize,
    nodes: usize,
}

impl<'a> Scanner<'a> {
    /// Goes to the next line that is neither blank nor a comment.
    fn advance(&mut self) {
        while self.next < self.text.len() {
            let rest = &self.text[self.next..];
            let length = bytes::find_near(rest.as_bytes(), [b'\n']).unwrap_or(rest.len());
            let end = rest.as_bytes()[..length].iter().rposition(|byte| !matches!(byte, b' ' | b'\r'));
            let content = &rest[..end.map_or(0, |last| last + 1)];
            let indent = blanks(content);
            let start = self.next + indent;
            let end = self.next + content.len();
            self.next += (length + 1).min(rest.len());
            let content = &content[indent..];
            if !matches!(content.as_bytes(), [] | [b'#', ..]) {
                self.line = Some(Line { start, end, indent, is_item: is_item(content) });
                return;
            }
        }
        self.line = None;
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start..end).shifted(self.offset)
    }

    /// The lines `- …` with this indentation.
    fn sequence(&mut self, indent: usize, depth: usize) -> Option<Node<'a>> {
        let mut items: Vec<Node<'a>> = Vec::new();
        let start = self.span(self.line?.start, self.line?.end).start;
        while let Some(line) = self.line.filter(|line| line.indent == indent && line.is_item) {
            items.push(self.item(line, depth)?);
        }
        if self.line.is_some_and(|line| line.indent > indent) {
            return None;
        }
        let span = Span { start, end: items.last()?.span.end };
        Some(Node { span, value: Value::Seq(items) })
    }

    /// What stands behind a `- `: a scalar, or a record whose first key is on the same line.
    fn item(&mut self, line: Line, depth: usize) -> Option<Node<'a>> {
        let content = &self.text[line.start + 1..line.end];
        let blanks = blanks(content);
        let rest = &content[blanks..];
        if matches!(rest.as_bytes(), [] | [b'#', ..]) || is_item(rest) {
            return None;
        }
        let skipped = 1 + blanks;
        let inner = Line { start: line.start + skipped, indent: line.indent + skipped, ..line };
        if key_length(rest).is_some() {
            self.line = Some(Line { is_item: false, ..inner });
            return self.mapping(inner.indent, depth + 1);
        }
        self.value(inner.start, inner.end, line.indent)
    }

    /// The lines `key: …` with this indentation.
    fn mapping(&mut self, indent: usize, depth: usize) -> Option<Node<'a>> {
        let mut entries: Vec<Entry<'a>> = Vec::with_capacity(6);
        while let Some(line) = self.line.filter(|line| line.indent == indent && !line.is_item) {
            let content = &self.text[line.start..line.end];
            let length = key_length(content)?;
            let key = &content[..length];
            if depth > DEPTH || entries.iter().any(|(known, _)| known.value == key) {
                return None;
            }
            let span = self.span(line.start, line.start + length);
            let node = self.entry(line, length + 1, span, depth)?;
            entries.push((Spanned::new(Cow::Borrowed(key), span), node));
        }
        if self.line.is_some_and(|line| line.indent > indent) {
            return None;
        }
        let span = Span { start: entries.first()?.0.span.start, end: entries.last()?.1.span.end };
        Some(Node { span, value: Value::Map(entries) })
    }

    /// The value of a key, `skip` bytes behind the start of its line, or the deeper block below it.
    fn entry(&mut self, line: Line, skip: usize, key: Span, depth: usize) -> Option<Node<'a>> {
        let content = &self.text[line.start + skip..line.end];
        if !is_blank_or_comment(content) {
            return self.value(line.start + skip + blanks(content), line.end, line.indent);
        }
        self.advance();
        match self.line {
            Some(next) if next.is_item && next.indent >= line.indent => self.sequence(next.indent, depth + 1),
            Some(next) if next.indent > line.indent => self.mapping(next.indent, depth + 1),
            _ => {
                self.nodes += 1;
                Some(Node { span: Span { start: key.end, end: key.end }, value: Value::Null })
            }
        }
    }

    /// A value on the rest of its line, which the next line must not go on.
    fn value(&mut self, start: usize, end: usize, indent: usize) -> Option<Node<'a>> {
        let written = &self.text[start..end];
        let node = if written.as_bytes().first() == Some(&b'[') {
            self.flow(start, written)?
        } else {
            self.block_scalar(start, written)?
        };
        self.nodes += 1;
        self.advance();
        let goes_on = self.line.is_some_and(|next| next.indent > indent);
        (!goes_on && self.nodes < NODES).then_some(node)
    }

    fn block_scalar(&self, start: usize, written: &'a str) -> Option<Node<'a>> {
        let scalar = Scalar::in_block(written)?;
        is_blank_or_comment(&written[scalar.length..]).then(|| self.node(start, scalar))
    }

    fn node(&self, start: usize, scalar: Scalar<'a>) -> Node<'a> {
        Node { span: self.span(start, start + scalar.length), value: scalar.value }
    }

    /// `[a, "b", c]`.
    fn flow(&mut self, start: usize, written: &'a str) -> Option<Node<'a>> {
        let mut items = Vec::new();
        let mut at = 1;
        loop {
            at += blanks(&written[at..]);
            if items.is_empty() && written.as_bytes().get(at) == Some(&b']') {
                break;
            }
            let scalar = Scalar::in_flow(&written[at..])?;
            let item = start + at;
            at += scalar.length;
            items.push(self.node(item, scalar));
            at += blanks(&written[at..]);
            match written.as_bytes().get(at)? {
                b',' => at += 1,
                b']' => break,
                _ => return None,
            }
        }
        self.nodes += items.len();
        let node = Node { span: self.span(start, start + at + 1), value: Value::Seq(items) };
        is_blank_or_comment(&written[at + 1..]).then_some(node)
    }
}

fn is_item(content: &str) -> bool {
    matches!(content.as_bytes(), [b'-'] | [b'-', b' ', ..])
}

/// The length of the key that a line starts with: a word with a colon behind it, and a space or nothing behind that.
fn key_length(content: &str) -> Option<usize> {
    let bytes = content.as_bytes();
    let length = bytes.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let ends = bytes.get(length) == Some(&b':') && bytes.get(length + 1).is_none_or(|b| *b == b' ');
    let is_word = bytes.first()?.is_ascii_alphabetic() && length < KEY;
    (ends && is_word && !matches!(&content[..length], "null" | "Null" | "NULL")).then_some(length)
}
