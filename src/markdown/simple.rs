//! Texts of one paragraph in which nothing means anything to Markdown: they are their own markup, without a parser.

use super::findings::placeholder;
use super::{Html, Inline};
use crate::bytes;
use crate::paths::may_begin_forbidden;

/// Whether a byte has no meaning of its own inside of a paragraph: letters, blanks, the signs of sentences, and characters
/// beyond ASCII that may stand in markup.
const fn is_simple(byte: u8) -> bool {
    let is_sign = matches!(byte, b' ' | b',' | b'.' | b';' | b'?' | b'(' | b')' | b'/' | b'%' | b'+' | b'-');
    is_sign || byte.is_ascii_alphanumeric() || (byte >= 0x80 && !may_begin_forbidden(byte))
}

const SIMPLE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = is_simple(byte as u8);
        byte += 1;
    }
    table
};

/// What a text without blanks around it is rendered to, if that is simple. Two signs that smart punctuation joins are not,
/// nor is what `citewire check` is told of.
pub(super) fn inline(text: &str) -> Option<Inline> {
    let joins = |one: u8, two: u8| (one == two) & ((one == b'.') | (one == b'-'));
    let is_simple = text.as_bytes().iter().all(|byte| SIMPLE[*byte as usize]);
    if !is_simple || bytes::find_pair(text.as_bytes(), joins).is_some() || placeholder(text).is_some() {
        return None;
    }
    Some(Inline { html: Html { text: text.to_owned(), holes: Vec::new() }, words: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_simple_and_markup_is_not() {
        for text in ["", "A follow-up post.", "10 % of 5,000 (or more); what – now?", "Zoë’s 南"] {
            assert_eq!(inline(text).map(|inline| inline.plain().to_owned()), Some(text.to_owned()));
        }
        for text in ["a *b*", "[@a]", "it's", "a -- b", "a...", "a & b", "a < b", "TODO", "a\nb", "a\u{FDD2}b", "`a`"] {
            assert_eq!(inline(text), None, "{text}");
        }
    }
}
