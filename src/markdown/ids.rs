//! Anchors: slugs of headings, unique in the article and apart from the ids that Citewire and its themes give.

use ahash::{AHashMap as HashMap, AHashSet as HashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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
    let text = text.trim();
    if text.is_ascii() {
        let mut made = String::with_capacity(text.len());
        made.extend(text.bytes().filter_map(|byte| slug_char(char::from(byte))));
        return made;
    }
    let lower: String = text.nfc().flat_map(char::to_lowercase).filter_map(slug_char).collect();
    lower.nfc().collect()
}

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
