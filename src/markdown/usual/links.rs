//! Links and pictures, as far as they are usual.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType, Tag};

use super::Scan;

/// A link that begins with the bracket before its text.
pub(super) struct Link {
    /// The closing bracket behind the text.
    pub(super) close: usize,
    pub(super) address: Range<usize>,
}

impl<'t> Scan<'t> {
    /// The link whose text begins at a byte: `Some(None)` if there is none, nothing if that is not certain.
    pub(super) fn link(&self, text: usize, limit: usize) -> Option<Option<Link>> {
        let close = self.closing_bracket(text, limit)?;
        if self.bytes.get(close + 1) != Some(&b'(') {
            return Some(None);
        }
        let start = close + 2;
        let length = self.bytes[start..limit].iter().position(|byte| !PLAIN[usize::from(*byte)])?;
        let is_usual = length > 0 && self.bytes[start + length] == b')';
        is_usual.then_some(Some(Link { close, address: start..start + length }))
    }

    /// The bracket that closes the one before a byte, if no other opens in between.
    fn closing_bracket(&self, mut at: usize, limit: usize) -> Option<usize> {
        loop {
            at += self.next_sign(at, limit)?;
            at = match self.bytes[at] {
                b']' => return Some(at),
                b'`' => self.code_end(at)? + 1,
                b'\n' => self.next_line(at + 1)??,
                b'[' | b'\\' | b'<' => return None,
                _ => at + 1,
            };
        }
    }

    pub(super) fn link_tag(&self, address: Range<usize>, is_image: bool) -> Tag<'t> {
        let (link_type, title, id) = (LinkType::Inline, CowStr::Borrowed(""), CowStr::Borrowed(""));
        let dest_url = CowStr::Borrowed(&self.source[address]);
        if is_image {
            Tag::Image { link_type, dest_url, title, id }
        } else {
            Tag::Link { link_type, dest_url, title, id }
        }
    }
}

/// Bytes of an address that mean nothing but themselves.
const PLAIN: [bool; 256] = {
    let mut table = [true; 256];
    let mut byte = 0;
    while byte < 128 {
        let is_sign = matches!(byte as u8, b'(' | b')' | b'\\' | b'&' | b'<' | b'|' | b'`' | b'[' | b']');
        table[byte] = (byte as u8).is_ascii_graphic() && !is_sign;
        byte += 1;
    }
    table
};
