//! JSON with the bytes of `serde_json`, for records of many texts: a text is looked at as a whole, and mostly copied.

mod serializer;

use std::io::Write;

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// On one line.
    Compact,
    /// On one line, and so that it cannot leave a script element: `<`, `>`, `&` and the line separators U+2028/9 are escaped.
    Script,
    /// Indented by two spaces.
    Indented,
}

/// Writes records, lists, texts and numbers; maps and variants with content have no use here and are errors.
#[derive(Debug)]
pub struct Json {
    out: Vec<u8>,
    style: Style,
    depth: usize,
}

impl Json {
    /// Nothing yet, with room for so many bytes.
    #[must_use]
    pub fn new(style: Style, room: usize) -> Self {
        Self { out: Vec::with_capacity(room), style, depth: 0 }
    }

    /// What was written.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.out
    }

    fn text(&mut self, text: &str) {
        self.out.push(b'"');
        if self.is_plain(text) {
            self.out.extend_from_slice(text.as_bytes());
        } else {
            self.escaped(text);
        }
        self.out.push(b'"');
    }

    fn is_plain(&self, text: &str) -> bool {
        match self.style {
            Style::Script => !any(text, |byte| is_control(byte) | is_markup(byte)),
            Style::Compact | Style::Indented => !any(text, is_control),
        }
    }

    fn escaped(&mut self, text: &str) {
        let script = self.style == Style::Script;
        let (special, mut rest) = (if script { &SPECIAL_IN_SCRIPT } else { &SPECIAL }, text);
        while let Some(near) = rest.bytes().position(|byte| special[usize::from(byte)]) {
            let (before, from) = rest.split_at(near);
            let c = from.chars().next().unwrap_or_default();
            let (same, next) = from.split_at(c.len_utf8());
            self.out.extend_from_slice(before.as_bytes());
            match escape(c, script) {
                Some(short) => self.out.extend_from_slice(short.as_bytes()),
                // Writing to memory cannot fail.
                None if c < ' ' => _ = write!(self.out, "\\u{:04x}", u32::from(c)),
                None => self.out.extend_from_slice(same.as_bytes()),
            }
            rest = next;
        }
        self.out.extend_from_slice(rest.as_bytes());
    }

    fn open(&mut self, sign: u8, end: u8) -> Items<'_> {
        self.out.push(sign);
        self.depth += 1;
        Items { json: self, end, is_empty: true }
    }

    /// A key of a record, with what stands between it and its value.
    fn key(&mut self, key: &str) {
        self.text(key);
        self.out.push(b':');
        if self.style == Style::Indented {
            self.out.push(b' ');
        }
    }

    fn line(&mut self) {
        if self.style == Style::Indented {
            self.out.push(b'\n');
            self.out.extend(std::iter::repeat_n(b' ', 2 * self.depth));
        }
    }

    fn number(&mut self, number: impl std::fmt::Display) {
        _ = write!(self.out, "{number}");
    }
}

/// What no text may hold as it is.
#[inline]
const fn is_control(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

/// What no script element may hold; 0xE2 begins the line separators, and dashes and quotes besides.
#[inline]
const fn is_markup(byte: u8) -> bool {
    (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == 0xE2)
}

/// Whether any byte of a text is of a kind. Without a branch for each byte, so that many are looked at in one step.
#[inline]
fn any(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | is(byte))
}

/// The same bytes, for looking at them one by one.
static SPECIAL: [bool; 256] = table(false);
static SPECIAL_IN_SCRIPT: [bool; 256] = table(true);

const fn table(script: bool) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = is_control(byte as u8) || (script && is_markup(byte as u8));
        byte += 1;
    }
    table
}

const fn escape(c: char, script: bool) -> Option<&'static str> {
    Some(match c {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\u{8}' => "\\b",
        '\u{c}' => "\\f",
        '<' if script => "\\u003c",
        '>' if script => "\\u003e",
        '&' if script => "\\u0026",
        '\u{2028}' if script => "\\u2028",
        '\u{2029}' if script => "\\u2029",
        _ => return None,
    })
}

/// A record or a list that is open.
#[derive(Debug)]
pub struct Items<'j> {
    json: &'j mut Json,
    end: u8,
    is_empty: bool,
}

impl Items<'_> {
    fn next(&mut self) {
        if !std::mem::take(&mut self.is_empty) {
            self.json.out.push(b',');
        }
        self.json.line();
    }

    fn close(self) {
        self.json.depth -= 1;
        if !self.is_empty {
            self.json.line();
        }
        self.json.out.push(self.end);
    }
}

#[cfg(test)]
mod tests;
