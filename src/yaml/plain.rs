//! A scanner for the plain subset of YAML that nearly all front matter is written in: one pass, no back-tracking.
//!
//! It reads block records and lists by indentation, lists in brackets on one line, and scalars on one line, plain or
//! quoted. It answers `None` to everything else (block scalars, comments behind values, anchors, tags, records in braces,
//! odd indentation, double keys, …) and the full parser then decides; a property test holds the two equal.

use super::{Node, Value};
use crate::diagnostics::{Span, Spanned};

/// Reads a text that begins at byte `offset` of its file.
pub(super) fn read(text: &str, offset: u32) -> Option<Node> {
    if text.len() > 1 << 16 {
        return None;
    }
    let mut scanner = Scanner { text, at: 0, offset };
    let first = scanner.next_line()?;
    if first.indent != 0 {
        return None;
    }
    let node = scanner.block(first, 0)?;
    scanner.next_line().is_none().then_some(node).filter(|_| scanner.at_end())
}

/// A line with something on it.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Byte of its first character that is not a space.
    start: usize,
    indent: usize,
    /// From `start`, without blanks at the end.
    content: &'a str,
    /// First byte of the line below it.
    end: usize,
}

struct Scanner<'a> {
    text: &'a str,
    /// First byte of the next line.
    at: usize,
    offset: u32,
}

impl<'a> Scanner<'a> {
    fn at_end(&self) -> bool {
        self.text[self.at..].trim().is_empty()
    }

    fn span(&self, start: usize, length: usize) -> Span {
        Span::new(start..start + length).shifted(self.offset)
    }

    /// Consumes blank lines and whole-line comments, and gives the next line; `None` at the end and at a tab.
    fn next_line(&mut self) -> Option<Line<'a>> {
        let line = self.peek()?;
        self.at = line.end;
        Some(line)
    }

    /// The next line with something on it, not consumed.
    fn peek(&mut self) -> Option<Line<'a>> {
        loop {
            let (line, end) = self.peek_raw()?;
            if line.is_some() {
                return line;
            }
            self.at = end;
        }
    }

    /// The line at `at` (`None` if it is blank or a comment) and where the one after it begins.
    fn peek_raw(&self) -> Option<(Option<Line<'a>>, usize)> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let length = memchr(rest).map_or(rest.len(), |at| at + 1);
        let end = self.at + length;
        let raw = rest[..length].trim_end_matches(['\n', '\r', ' ']);
        let content = raw.trim_start_matches(' ');
        if content.is_empty() || content.starts_with('#') {
            return Some((None, end));
        }
        if content.bytes().any(|b| b < 0x20 || b == 0x7F)
            || !content.is_ascii() && content.contains(['\u{85}', '\u{2028}', '\u{2029}', '\u{FEFF}'])
        {
            return None;
        }
        let indent = raw.len() - content.len();
        Some((Some(Line { start: self.at + indent, indent, content, end }), end))
    }

    /// A record or a list whose first line has been taken.
    fn block(&mut self, first: Line<'a>, depth: usize) -> Option<Node> {
        if depth > 12 {
            return None;
        }
        if is_item(first.content) { self.sequence(first, depth) } else { self.mapping(first, depth) }
    }

    fn sequence(&mut self, first: Line<'a>, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        let mut line = first;
        loop {
            items.push(self.item(line, depth)?);
            match self.peek() {
                Some(next) if next.indent == first.indent && is_item(next.content) => {
                    self.at = next.end;
                    line = next;
                }
                Some(next) if next.indent > first.indent => return None,
                _ => break,
            }
        }
        Some(Node { span: self.span(first.start, 1), value: Value::Seq(items) })
    }

    /// What stands behind a `- `: a scalar, or a record whose first key is on the same line.
    fn item(&mut self, line: Line<'a>, depth: usize) -> Option<Node> {
        let rest = line.content[1..].trim_start_matches(' ');
        if rest.is_empty() || is_item(rest) {
            return None;
        }
        let skipped = line.content.len() - rest.len();
        let inner = Line { start: line.start + skipped, indent: line.indent + skipped, content: rest, end: line.end };
        if key_end(rest).is_some() { self.mapping(inner, depth + 1) } else { self.value(inner) }
    }

    fn mapping(&mut self, first: Line<'a>, depth: usize) -> Option<Node> {
        let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
        let mut line = first;
        loop {
            let end = key_end(line.content)?;
            let key = &line.content[..end];
            if !is_plain_key(key) || entries.iter().any(|(known, _)| known.value == key) {
                return None;
            }
            let node = self.entry(line, end, first.indent, depth)?;
            entries.push((Spanned::new(key.to_owned(), self.span(line.start, end)), node));
            match self.peek() {
                Some(next) if next.indent == first.indent && !is_item(next.content) => {
                    self.at = next.end;
                    line = next;
                }
                Some(next) if next.indent > first.indent => return None,
                _ => break,
            }
        }
        let span = entries.first().map_or(Span::default(), |(key, _)| Span { end: key.span.start, ..key.span });
        Some(Node { span, value: Value::Map(entries) })
    }

    /// The value of a key: behind its colon, or a deeper block below it.
    fn entry(&mut self, line: Line<'a>, key_end: usize, indent: usize, depth: usize) -> Option<Node> {
        let rest = line.content[key_end + 1..].trim_start_matches(' ');
        let start = line.start + line.content.len() - rest.len();
        if !rest.is_empty() {
            return self.value(Line { start, indent: 0, content: rest, end: line.end });
        }
        let next = self.peek().filter(|next| next.indent > indent || next.indent == indent && is_item(next.content));
        match next {
            Some(next) => {
                self.at = next.end;
                self.block(next, depth + 1)
            }
            // Where the parser puts nothing is its own affair.
            None => None,
        }
    }

    /// A value on one line, which the next line does not go on.
    fn value(&mut self, line: Line<'a>) -> Option<Node> {
        let node = match line.content.as_bytes()[0] {
            b'[' => self.flow(line)?,
            b'"' | b'\'' => self.scalar(line.start, line.content)?,
            _ if is_plain_text(line.content, false) => self.scalar(line.start, line.content)?,
            _ => return None,
        };
        Some(node)
    }

    /// `[a, "b", c]`.
    fn flow(&self, line: Line<'a>) -> Option<Node> {
        let inside = line.content.strip_prefix('[')?.strip_suffix(']')?;
        let mut items = Vec::new();
        let mut at = line.start + 1;
        if !inside.trim().is_empty() {
            for part in inside.split(',') {
                let trimmed = part.trim_matches(' ');
                if trimmed.is_empty() || !is_plain_text(trimmed, true) {
                    return None;
                }
                let start = at + (part.len() - part.trim_start_matches(' ').len());
                items.push(self.scalar(start, trimmed)?);
                at += part.len() + 1;
            }
        }
        Some(Node { span: self.span(line.start, 1), value: Value::Seq(items) })
    }

    fn scalar(&self, start: usize, written: &str) -> Option<Node> {
        let span = self.span(start, written.len());
        let value = match written.as_bytes()[0] {
            b'"' => Value::Scalar { text: double_quoted(written)?, plain: false },
            b'\'' => Value::Scalar { text: single_quoted(written)?, plain: false },
            _ if matches!(written, "~" | "null" | "Null" | "NULL") => return None,
            _ => Value::Scalar { text: written.to_owned(), plain: true },
        };
        Some(Node { span, value })
    }
}

fn memchr(text: &str) -> Option<usize> {
    text.as_bytes().iter().position(|b| *b == b'\n')
}

fn is_item(content: &str) -> bool {
    content == "-" || content.starts_with("- ")
}

/// Where the key of a line ends: at a colon that a space or the line's end follows.
fn key_end(content: &str) -> Option<usize> {
    let length = content.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let rest = &content[length..];
    (length > 0 && (rest == ":" || rest.starts_with(": "))).then_some(length)
}

/// Keys that mean nothing but themselves.
fn is_plain_key(key: &str) -> bool {
    key.as_bytes()[0].is_ascii_alphabetic() && !matches!(key, "null" | "Null" | "NULL" | "true" | "false")
}

/// Whether a text is a plain scalar beyond doubt.
fn is_plain_text(text: &str, flow: bool) -> bool {
    let first = text.as_bytes()[0];
    let starts_well = first.is_ascii_alphanumeric() || first >= 0x80;
    let special = text.contains(": ") || text.ends_with(':') || text.contains(" #");
    let in_flow = flow && text.contains(['[', ']', '{', '}', ',', ':', '"', '\'']);
    let quoted_flow = flow && matches!(first, b'"' | b'\'');
    starts_well && !special && !in_flow && !quoted_flow && !text.starts_with("---") && !text.starts_with("...")
}

fn double_quoted(written: &str) -> Option<String> {
    let inside = written.strip_prefix('"')?.strip_suffix('"').filter(|_| written.len() >= 2)?;
    if !inside.contains(['\\', '"']) {
        return Some(inside.to_owned());
    }
    let mut text = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => text.push(match chars.next()? {
                '"' => '"',
                '\\' => '\\',
                '/' => '/',
                'n' => '\n',
                't' => '\t',
                _ => return None,
            }),
            c => text.push(c),
        }
    }
    Some(text)
}

fn single_quoted(written: &str) -> Option<String> {
    let inside = written.strip_prefix('\'')?.strip_suffix('\'').filter(|_| written.len() >= 2)?;
    let text = inside.replace("''", "\u{0}");
    (!text.contains('\'')).then(|| text.replace('\u{0}', "'"))
}
