//! Finding what a spelling means in a vocabulary.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::config::TermRecord;

/// The names of a vocabulary's terms: a look-up for each spelling, however long the vocabulary is.
pub(super) struct Names<'a> {
    terms: &'a [TermRecord],
    /// By slug, name or alias; case does not count.
    exact: HashMap<String, usize>,
    /// The same, but spaces and punctuation do not count either.
    loose: HashMap<String, usize>,
}

impl<'a> Names<'a> {
    pub(super) fn new(terms: &'a [TermRecord]) -> Self {
        let (mut exact, mut loose) = (HashMap::new(), HashMap::new());
        for (index, term) in terms.iter().enumerate() {
            let names = [term.slug.as_str(), &*term.name].into_iter().chain(term.aliases.iter().map(String::as_str));
            for name in names {
                exact.entry(lower(name)).or_insert(index);
                loose.entry(folded(name)).or_insert(index);
            }
        }
        Self { terms, exact, loose }
    }

    /// The term that a spelling means: `EU AI Act`, `eu-ai-act` and `EU AI act` are one.
    pub(super) fn find(&self, written: &str) -> Option<&'a TermRecord> {
        // A name of other signs only folds to nothing, and means no other.
        let loosely =
            || Some(folded(written)).filter(|name| !name.is_empty()).and_then(|name| self.loose.get(&name).copied());
        let index = self.exact.get(&lower(written)).copied().or_else(loosely)?;
        self.terms.get(index)
    }
}

/// A name as it is compared: one text may be typed as several rows of characters.
fn lower(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).collect()
}

/// Letters, digits and the signs that tell `C`, `C++` and `C#` apart.
fn folded(text: &str) -> String {
    text.nfc().filter(|c| c.is_alphanumeric() || "+#*".contains(*c)).flat_map(char::to_lowercase).collect()
}
