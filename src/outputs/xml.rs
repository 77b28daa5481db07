//! Writing XML: elements with attributes and text, characters that XML 1.0 cannot hold left out.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};

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
        self.element(name, attributes, |xml| xml.event(Event::Text(BytesText::new(&legal(text)))));
    }

    /// The same for a text that is markup of its own: as it is, in sections where only `]]>` means anything.
    pub(super) fn markup(&mut self, name: &str, attributes: &[(&str, &str)], markup: &str) {
        let markup = legal(markup);
        // Few texts hold the brackets with which a section could end, and those that do not are one section.
        let is_one = bytes::find_pair(markup.as_bytes(), |byte, next| (byte == b']') & (next == b']')).is_none();
        self.element(name, attributes, |xml| {
            if is_one {
                xml.event(Event::CData(BytesCData::new(&*markup)));
            } else {
                BytesCData::escaped(&markup).for_each(|section| xml.event(Event::CData(section)));
            }
        });
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
    use super::*;

    #[test]
    fn only_characters_that_xml_forbids_are_left_out() {
        assert_eq!(legal("a\tb\r\n“ü” 中 🤖 \u{FFFD}"), "a\tb\r\n“ü” 中 🤖 \u{FFFD}");
        assert_eq!(legal("a\u{0}b\u{1F}c\u{FFFE}d\u{FFFF}e"), "abcde");
    }

    /// The texts of a document's elements, of which none holds another.
    fn texts(xml: &str) -> Vec<String> {
        let (mut reader, mut texts) = (quick_xml::Reader::from_str(xml), Vec::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(_) => texts.push(String::new()),
                Event::End(_) => {}
                Event::Eof => return texts,
                Event::Text(text) => texts.last_mut().unwrap().push_str(&text.decode().unwrap()),
                Event::CData(markup) => texts.last_mut().unwrap().push_str(&markup.decode().unwrap()),
                Event::GeneralRef(sign) => {
                    let sign = quick_xml::escape::resolve_predefined_entity(&sign.decode().unwrap()).unwrap();
                    texts.last_mut().unwrap().push_str(sign);
                }
                other => unreachable!("{other:?}"),
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn texts_and_markup_are_read_as_they_were_written(text in "([a<>&'\"ü \u{1}\u{FFFE}]|\\]+>){0,16}") {
            let mut xml = Xml(Writer::new(Vec::new()));
            xml.text("text", &[("a", &text)], &text);
            xml.markup("markup", &[], &text);
            let written = String::from_utf8(xml.finish()).unwrap();
            let legal = legal(&text).into_owned();
            proptest::prop_assert_eq!(texts(written.trim_end()), [legal.clone(), legal]);
        }
    }
}
