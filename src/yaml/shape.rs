//! Which keys a record has and what each takes: the one table behind the reader, "did you mean", and the JSON Schema.

use std::ops::RangeInclusive;

/// A kind of record.
#[derive(Debug)]
pub struct Shape {
    /// With its article, for messages: "a source".
    pub name: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// Every key that it may have, in the order of the guide.
    pub keys: &'static [Key],
}

/// A key of a record.
#[derive(Debug)]
pub struct Key {
    /// As authors write it.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// What it means, in a sentence.
    pub about: &'static str,
    /// Whether it must be there.
    pub required: bool,
}

/// What a value may be.
#[derive(Debug)]
pub enum Kind {
    /// A text.
    Text,
    /// A text that a regular expression describes (for editors; the reader checks it by its own code).
    Pattern(&'static str),
    /// A list of texts.
    Texts,
    /// `true` or `false`.
    Boolean,
    /// A whole number within a range.
    Integer(RangeInclusive<i64>),
    /// One of some words.
    Word(&'static [&'static str]),
    /// A moment: `2026-11-20T09:30:00+01:00`, `2026-11-20 09:30` or `2026-11-20`.
    Moment,
    /// A day: `2026-11-20`.
    Day,
    /// A day, a month or a year: `2026-11-19`, `2026-11`, `2026`.
    PartialDate,
    /// An http or https URL.
    Url,
    /// A BCP 47 language tag.
    Language,
    /// A record.
    Record(&'static Shape),
    /// A list of records.
    Records(&'static Shape),
    /// A list of records, each of which may be a text instead.
    TextsOrRecords(&'static Shape),
    /// A record with any keys.
    Free,
}

/// A key that may be left out.
#[must_use]
pub const fn key(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, about, required: false }
}

impl Key {
    /// The same key, which must be there.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

impl Shape {
    /// The key with this name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| is_key(key.name, name))
    }
}

/// Whether two names are the same. Most are told apart by their lengths and first letters.
#[inline]
pub(super) fn is_key(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.as_bytes().first() == other.as_bytes().first() && one == other
}
