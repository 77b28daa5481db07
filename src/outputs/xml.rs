//! Writing XML: elements with attributes and text, characters that XML 1.0 cannot hold left out.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::bytes;

/// An XML document being written. Writing to memory cannot fail, so no call returns an error.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A document with its declaration, indented by two spaces, with room for so many bytes.
    pub(super) fn with_room(room: usize) -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::with_capacity(room), b' ', 2));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// Opens an element, writes what is inside, closes it.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.event(Event::Start(start(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element that holds text only.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.escaped(name, attributes, &escaped(text));
    }

    /// The same for a text that was [`escaped`] before.
    pub(super) fn escaped(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.event(Event::Start(start(name, attributes)));
        self.event(Event::Text(BytesText::from_escaped(text)));
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// The finished document.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn event(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("writing to memory cannot fail");
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    attributes.iter().for_each(|(key, value)| start.push_attribute((*key, &*legal(value))));
    start
}

/// A text as XML holds it: without the characters that it does not allow, and with entities for its signs.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let text = legal(text);
    let Some(mut plain) = bytes::find(text.as_bytes(), is_sign) else { return text };
    // Markup, which is what a feed's large texts are, grows by about a third.
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    let mut rest = &*text;
    loop {
        let (before, sign) = rest.split_at(plain);
        out.push_str(before);
        // Each is pushed for itself: a text of known length takes a few instructions, and markup has one every few bytes.
        match sign.as_bytes()[0] {
            b'<' => out.push_str("&lt;"),
            b'>' => out.push_str("&gt;"),
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&apos;"),
            _ => out.push_str("&quot;"),
        }
        rest = &sign[1..];
        let Some(next) = rest.as_bytes().iter().position(|byte| IS_SIGN[usize::from(*byte)]) else { break };
        plain = next;
    }
    out.push_str(rest);
    out.into()
}

#[inline(always)]
fn is_sign(byte: u8) -> bool {
    (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == b'\'') | (byte == b'"')
}

/// The same, looked up: markup has a sign every few bytes.
static IS_SIGN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, b'<' | b'>' | b'&' | b'\'' | b'"');
        byte += 1;
    }
    table
};

/// Without the characters that XML 1.0 (section 2.2) does not allow.
fn legal(text: &str) -> Cow<'_, str> {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    // Nearly all text is passed by its bytes: no controls, no lead byte of a noncharacter.
    let suspicious = |b: u8| (b < 0x20) & (b != b'\t') & (b != b'\n') & (b != b'\r') | (b == 0xEF);
    let is_plain = bytes::find(text.as_bytes(), suspicious).is_none();
    if is_plain || text.chars().all(|c| allowed(&c)) { text.into() } else { text.chars().filter(allowed).collect() }
}

#[cfg(test)]
mod tests {
    use super::{escaped, legal};

    #[test]
    fn only_characters_that_xml_forbids_are_left_out() {
        assert_eq!(legal("a\tb\r\n“ü” 中 🤖 \u{FFFD}"), "a\tb\r\n“ü” 中 🤖 \u{FFFD}");
        assert_eq!(legal("a\u{0}b\u{1F}c\u{FFFE}d\u{FFFF}e"), "abcde");
    }

    proptest::proptest! {
        #[test]
        fn texts_are_escaped_as_the_library_escapes_them(text in "[a<>&'\"\u{1}\u{FFFE}ü ]{0,24}") {
            let legal = legal(&text);
            proptest::prop_assert_eq!(escaped(&text), quick_xml::escape::escape(&*legal));
        }
    }
}
