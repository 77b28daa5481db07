//! Text as HTML: escaping, and leaving out the characters that no HTML or XML document may hold.

/// Appends `text` as the content of an element.
pub fn escape(out: &mut String, text: &str) {
    escape_with(out, text, false);
}

/// Appends `text` as the value of an attribute between double quotes.
pub fn escape_attribute(out: &mut String, text: &str) {
    escape_with(out, text, true);
}

use crate::paths::{may_begin_forbidden, may_hold_forbidden};

pub use crate::paths::is_forbidden_in_markup as is_forbidden;

/// Whether a byte needs a closer look: markup, controls, and the lead bytes of characters that may be forbidden.
const fn is_special(byte: u8) -> bool {
    (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == b'"') | may_begin_forbidden(byte)
}

/// The same, for bytes one by one.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = is_special(byte as u8);
        byte += 1;
    }
    table
};

fn escape_with(out: &mut String, text: &str, quotes: bool) {
    let bytes = text.as_bytes();
    // Most pieces of text are looked at as a whole and taken as they are.
    if !bytes.iter().fold(false, |any, byte| any | is_special(*byte)) {
        return out.push_str(text);
    }
    let (mut mark, mut at) = (0, 0);
    while let Some(plain) = bytes[at..].iter().position(|byte| SPECIAL[*byte as usize]) {
        at += plain;
        let (length, instead) = match bytes[at] {
            b'<' => (1, Some("&lt;")),
            b'>' => (1, Some("&gt;")),
            b'&' => (1, Some("&amp;")),
            b'"' => (1, quotes.then_some("&quot;")),
            _ => {
                let c = text[at..].chars().next().unwrap_or_default();
                (c.len_utf8(), is_forbidden(c).then_some(""))
            }
        };
        if let Some(instead) = instead {
            out.push_str(&text[mark..at]);
            out.push_str(instead);
            mark = at + length;
        }
        at += length;
    }
    out.push_str(&text[mark..]);
}

/// Appends `text` without the characters that HTML and XML forbid.
pub(super) fn push_clean(out: &mut String, text: &str) {
    if !may_hold_forbidden(text) {
        out.push_str(text);
    } else {
        out.extend(text.split(is_forbidden));
    }
}

/// Appends a URL as the value of an attribute: what a URL may not hold is percent-encoded.
///
/// Square brackets stay in the host (`[::1]`) only; letters beyond ASCII stay everywhere, as HTML allows.
pub fn escape_url(out: &mut String, url: &str) {
    let host_end =
        url.find("://").map_or(0, |at| url[at + 3..].find(['/', '?', '#']).map_or(url.len(), |n| at + 3 + n));
    for (at, c) in url.char_indices() {
        let hex = |n: usize| url.as_bytes().get(at + n).is_some_and(u8::is_ascii_hexdigit);
        match c {
            '&' => out.push_str("&amp;"),
            '[' | ']' if at < host_end => out.push(c),
            '%' if !(hex(1) && hex(2)) => out.push_str("%25"),
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' => encode(out, c as u8),
            c if is_forbidden(c) || c.is_ascii_control() => {}
            c => out.push(c),
        }
    }
}

fn encode(out: &mut String, byte: u8) {
    let digit = |n: u8| char::from(b"0123456789ABCDEF"[n as usize & 15]);
    out.extend(['%', digit(byte >> 4), digit(byte)]);
}

/// Undoes percent-encoding; text whose bytes would not be UTF-8 is left as it is.
pub(super) fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match byte.filter(|hex| !hex.starts_with('+')).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}
