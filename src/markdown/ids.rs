//! Anchors: slugs of headings, unique in the article and apart from the ids that Citewire and its themes give.

use ahash::{AHashMap as HashMap, AHashSet as HashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::bytes;

/// Beginnings of ids that are given to citations, entries of the source list, and notes.
pub const RESERVED_PREFIXES: [&str; 3] = ["source-", "cite-", "note-"];

/// Ids of the page around an article's text; themes may use these and no others without a reserved prefix.
pub const RESERVED_IDS: [&str; 9] = ["main", "content", "top", "nav", "search", "sources", "notes", "toc", "updates"];

/// Whether an author's text may not have this id.
#[must_use]
pub fn is_reserved_id(id: &str) -> bool {
    RESERVED_IDS.contains(&id) || RESERVED_PREFIXES.iter().any(|prefix| id.starts_with(prefix))
}

/// A heading as an anchor, the way GitHub makes it: lower case, `-` for spaces, punctuation dropped, letters of all
/// scripts kept (in NFC). Empty if nothing is left.
///
/// ```
/// assert_eq!(citewire::markdown::slug("What’s *new*, Zoë?"), "whats-new-zoë");
/// ```
#[must_use]
pub fn slug(text: &str) -> String {
    let text = bytes::trim(text);
    if text.is_ascii() {
        return ascii_slug(text);
    }
    let lower: String = text.nfc().flat_map(char::to_lowercase).filter_map(slug_char).collect();
    lower.nfc().collect()
}

/// The same, of ASCII.
fn ascii_slug(text: &str) -> String {
    let mut made = vec![0; text.len()];
    let mut length = 0;
    for byte in text.bytes() {
        // What is dropped is written, too, and then written over.
        made[length] = ASCII[usize::from(byte & 0x7F)];
        length += usize::from(made[length] != 0);
    }
    made.truncate(length);
    String::from_utf8(made).unwrap_or_default()
}

/// What each ASCII character is in a slug; 0 for nothing.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' => b'-',
            c if c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_') => c.to_ascii_lowercase(),
            _ => 0,
        };
        byte += 1;
    }
    table
};

fn slug_char(c: char) -> Option<char> {
    match c {
        ' ' | '\t' | '\n' | '\u{A0}' => Some('-'),
        '-' | '_' => Some(c),
        c if c.is_alphanumeric() || is_combining_mark(c) => Some(c.to_ascii_lowercase()),
        _ => None,
    }
}

/// The ids of an article.
#[derive(Default)]
pub(super) struct Ids {
    used: HashSet<String>,
    /// The next number to try behind a slug.
    next: HashMap<String, u32>,
}

impl Ids {
    /// Makes room for so many ids.
    pub(super) fn reserve(&mut self, count: usize) {
        self.used.reserve(count);
    }

    /// Takes an id; whether it was free.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.used.insert(id.to_owned())
    }

    /// Takes an id for a heading without one of its own.
    pub(super) fn take_slug(&mut self, text: &str) -> String {
        let mut base = slug(text);
        if base.is_empty() {
            base.push_str("section");
        } else if is_reserved_id(&base) {
            base.insert_str(0, "section-");
        }
        if self.take(&base) {
            return base;
        }
        let next = self.next.entry(base.clone()).or_insert(1);
        loop {
            let id = format!("{base}-{next}");
            *next += 1;
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ascii_is_made_a_slug_as_other_texts_are(text in "[\\x00-\\x7F]{0,20}") {
            let wanted: String = text.chars().filter_map(slug_char).collect();
            prop_assert_eq!(ascii_slug(&text), wanted);
        }
    }
}
