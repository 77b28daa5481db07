//! Scalars on one line, for the scanner of plain YAML.

use std::borrow::Cow;

use super::Value;
use crate::bytes;

/// A scalar at the start of a text.
pub(super) struct Scalar<'a> {
    pub(super) value: Value<'a>,
    /// How many bytes it takes, quotes included.
    pub(super) length: usize,
}

impl<'a> Scalar<'a> {
    /// The scalar that a value outside of brackets starts with; the caller checks what is behind it. `None` if in doubt.
    pub(super) fn in_block(written: &'a str) -> Option<Self> {
        match written.as_bytes().first()? {
            b'"' => double_quoted(written),
            b'\'' => single_quoted(written),
            first if starts_plain(*first) => Some(plain(plain_part(written)?)),
            _ => None,
        }
    }

    /// The scalar that an entry of a list in brackets starts with.
    pub(super) fn in_flow(written: &'a str) -> Option<Self> {
        match written.as_bytes().first()? {
            b'"' => double_quoted(written),
            b'\'' => single_quoted(written),
            first if starts_plain(*first) => {
                let end = written.find([',', ']'])?;
                let text = written[..end].trim_end_matches(' ');
                (!text.contains([':', '#', '[', '{', '}'])).then(|| plain(text))
            }
            _ => None,
        }
    }
}

/// A line up to its comment; `None` if a colon in it could part a key from a value.
fn plain_part(written: &str) -> Option<&str> {
    let bytes = written.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b':' if bytes.get(at + 1).is_none_or(|next| *next == b' ') => return None,
            b'#' if written[..at].ends_with(' ') => return Some(written[..at].trim_end_matches(' ')),
            _ => {}
        }
    }
    Some(written)
}

/// Whether nothing or a comment stands behind a value or a colon.
pub(super) fn is_blank_or_comment(rest: &str) -> bool {
    let blanks = blanks(rest);
    match rest.as_bytes().get(blanks) {
        None => true,
        Some(first) => *first == b'#' && blanks > 0,
    }
}

/// How many spaces a text begins with.
pub(super) fn blanks(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b' ').count()
}

/// Whether a plain scalar may start with this byte, beyond doubt.
fn starts_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'/' | b'.' | b'_' | b'(' | b'$' | b'+' | b'<' | b'~')
}

fn plain(text: &str) -> Scalar<'_> {
    let value = match text {
        "~" | "null" | "Null" | "NULL" => Value::Null,
        _ => Value::Scalar { text: Cow::Borrowed(text), plain: true },
    };
    Scalar { value, length: text.len() }
}

fn quoted(text: Cow<'_, str>, length: usize) -> Scalar<'_> {
    Scalar { value: Value::Scalar { text, plain: false }, length }
}

fn single_quoted(written: &str) -> Option<Scalar<'_>> {
    let mut end = 1 + written[1..].find('\'')?;
    if !written[end + 1..].starts_with('\'') {
        return Some(quoted(Cow::Borrowed(&written[1..end]), end + 1));
    }
    while written[end + 1..].starts_with('\'') {
        end += 2 + written[end + 2..].find('\'')?;
    }
    Some(quoted(Cow::Owned(written[1..end].replace("''", "'")), end + 1))
}

fn double_quoted(written: &str) -> Option<Scalar<'_>> {
    let inside = &written[1..];
    let stop = quote_or_escape(inside)?;
    if inside.as_bytes()[stop] == b'"' {
        return Some(quoted(Cow::Borrowed(&inside[..stop]), stop + 2));
    }
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside;
    loop {
        let stop = quote_or_escape(rest)?;
        text.push_str(&rest[..stop]);
        if rest.as_bytes()[stop] == b'"' {
            let length = written.len() - rest.len() + stop + 1;
            return Some(quoted(Cow::Owned(text), length));
        }
        rest = escape(&rest[stop + 1..], &mut text)?;
    }
}

fn quote_or_escape(text: &str) -> Option<usize> {
    bytes::find_near(text.as_bytes(), [b'"', b'\\'])
}

/// Appends what an escape stands for, and gives what is behind it; the escapes of JSON only.
fn escape<'a>(rest: &'a str, text: &mut String) -> Option<&'a str> {
    let c = match rest.as_bytes().first()? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let digits = rest.get(1..5).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
            text.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
            return rest.get(5..);
        }
        _ => return None,
    };
    text.push(c);
    rest.get(1..)
}
