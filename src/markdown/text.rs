//! Text as HTML: escaping, and leaving out the characters that no HTML or XML document may hold.

/// Appends `text` as the content of an element.
pub fn escape(out: &mut String, text: &str) {
    escape_with::<false>(out, text);
}

/// Appends `text` as the value of an attribute between double quotes.
pub fn escape_attribute(out: &mut String, text: &str) {
    escape_with::<true>(out, text);
}

use crate::bytes;
use crate::paths::{first_forbidden, may_begin_forbidden, push_encoded};

pub use crate::paths::is_forbidden_in_markup as is_forbidden;

/// Whether a byte needs a closer look: markup, controls, and the lead bytes of characters that may be forbidden.
const fn is_special<const QUOTES: bool>(byte: u8) -> bool {
    (byte == b'<') | (byte == b'>') | (byte == b'&') | (QUOTES & (byte == b'"')) | may_begin_forbidden(byte)
}

fn escape_with<const QUOTES: bool>(out: &mut String, text: &str) {
    let (mut mark, mut at) = (0, 0);
    while let Some(plain) = bytes::find(&text.as_bytes()[at..], is_special::<QUOTES>) {
        at += plain;
        let (length, instead) = match text.as_bytes()[at] {
            b'<' => (1, Some("&lt;")),
            b'>' => (1, Some("&gt;")),
            b'&' => (1, Some("&amp;")),
            b'"' => (1, Some("&quot;")),
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
    if first_forbidden(text).is_none() {
        out.push_str(text);
    } else {
        out.extend(text.split(is_forbidden));
    }
}

/// Appends a URL as the value of an attribute: what a URL may not hold is percent-encoded.
///
/// Square brackets stay in the host (`[::1]`) only; letters beyond ASCII stay everywhere, as HTML allows.
pub fn escape_url(out: &mut String, url: &str) {
    let (mut at, mut host) = (0, None);
    while let Some(plain) = url.as_bytes()[at..].iter().position(|byte| !PLAIN_IN_URL[*byte as usize]) {
        out.push_str(&url[at..at + plain]);
        at += plain;
        let c = url[at..].chars().next().unwrap_or_default();
        let hex = |n: usize| url.as_bytes().get(at + n).is_some_and(u8::is_ascii_hexdigit);
        match c {
            '&' => out.push_str("&amp;"),
            '[' | ']' if at < *host.get_or_insert_with(|| host_end(url)) => out.push(c),
            '%' if !(hex(1) && hex(2)) => out.push_str("%25"),
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' => push_encoded(out, c as u8),
            c if is_forbidden(c) || c.is_ascii_control() => {}
            c => out.push(c),
        }
        at += c.len_utf8();
    }
    out.push_str(&url[at..]);
}

/// Bytes that stand in the value of an attribute as they stand in a URL.
const PLAIN_IN_URL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_graphic()
            && !matches!(
                byte as u8,
                b'&' | b'%' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'[' | b']'
            );
        byte += 1;
    }
    table
};

/// The byte behind the host of a URL.
fn host_end(url: &str) -> usize {
    url.find("://").map_or(0, |at| url[at + 3..].find(['/', '?', '#']).map_or(url.len(), |n| at + 3 + n))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is escaped, character by character.
    fn escaped(text: &str, quotes: bool) -> String {
        let escape = |c: char| match c {
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '&' => "&amp;".to_owned(),
            '"' if quotes => "&quot;".to_owned(),
            c if is_forbidden(c) => String::new(),
            c => c.to_string(),
        };
        text.chars().map(escape).collect()
    }

    /// What a character of a URL is escaped to.
    fn escaped_in_url(url: &str, at: usize, c: char) -> String {
        let is_escape = url.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        match c {
            '&' => "&amp;".to_owned(),
            '[' | ']' if at < host_end(url) => c.to_string(),
            '%' if !is_escape => "%25".to_owned(),
            c if is_forbidden(c) || c.is_ascii_control() => String::new(),
            c if " \"<>\\^`{|}[]".contains(c) => format!("%{:02X}", u32::from(c)),
            c => c.to_string(),
        }
    }

    proptest! {
        #[test]
        fn pieces_are_escaped_as_single_characters_are(
            text in "([a-z ]{0,40}|[<>&\"'é–南🤖]|[\0\t\u{7F}\u{80}\u{A0}\u{FDD0}\u{FFFE}\u{1FFFF}ﬀ]){0,12}",
        ) {
            let (mut content, mut value, mut clean) = (String::new(), String::new(), String::new());
            escape(&mut content, &text);
            escape_attribute(&mut value, &text);
            push_clean(&mut clean, &text);
            prop_assert_eq!(content, escaped(&text, false));
            prop_assert_eq!(value, escaped(&text, true));
            prop_assert_eq!(clean, text.replace(is_forbidden, ""));
        }

        #[test]
        fn a_url_is_escaped_as_its_single_characters_are(
            text in "(https?://)?([ -~]|[\\[\\]%&]|%[0-9A-Fa-f]{2}|[é南\u{80}\u{A0}\u{FDD0}\n\u{7F}]){0,30}",
        ) {
            let mut out = String::new();
            escape_url(&mut out, &text);
            let wanted: String = text.char_indices().map(|(at, c)| escaped_in_url(&text, at, c)).collect();
            prop_assert_eq!(out, wanted);
        }
    }
}
