//! Terms, publishers and sources of stories by number.
//!
//! Grouping ten thousand articles means to look up a hundred thousand texts, which lie all over the memory: that takes most
//! of the time of assembling. So each text gets a number first, and groups are made of numbers. For a site that is assembled
//! again and again, the numbers are kept, and only what is new is looked up. Which number a text has decides nothing.

use std::borrow::Borrow;
use std::hash::Hash;

use ahash::AHashMap as HashMap;

use super::memo::Since;
use super::{Rows, Story};
use crate::content::Article;
use crate::diagnostics::Spanned;

/// The numbers of all texts, `K` being what holds a text: a borrowed one if the numbers are not kept.
#[derive(Debug)]
pub(super) struct Numbers<K> {
    /// By taxonomy; last, the storyline.
    terms: Vec<Table<K>>,
    publishers: Table<K>,
    identities: Table<K>,
}

/// Numbers of texts of one kind.
#[derive(Debug)]
struct Table<K> {
    by_text: HashMap<K, u32>,
    /// For each story, the numbers of its texts.
    rows: Rows,
}

/// For each story, the numbers of what it says.
pub(super) struct Numbered<'n> {
    /// Its terms, by taxonomy; last, its storyline.
    pub(super) terms: Vec<&'n Rows>,
    /// The publishers of its sources.
    pub(super) publishers: &'n Rows,
    /// The identities of its sources.
    pub(super) identities: &'n Rows,
}

impl<K> Default for Numbers<K> {
    fn default() -> Self {
        Self { terms: Vec::new(), publishers: Table::default(), identities: Table::default() }
    }
}

impl<K> Default for Table<K> {
    fn default() -> Self {
        Self { by_text: HashMap::new(), rows: Rows::default() }
    }
}

/// What an article says for a taxonomy; for the number behind the last one, its storyline.
pub(super) fn written(article: &Article, taxonomy: usize, taxonomies: usize) -> &[Spanned<String>] {
    if taxonomy == taxonomies {
        return article.storyline.as_slice();
    }
    article.terms.get(taxonomy).map(Vec::as_slice).unwrap_or_default()
}

impl<'a, K: From<&'a str> + Borrow<str> + Eq + Hash + Send> Numbers<K> {
    /// Numbers the texts of the stories; what `since` says is as it was the last time is not looked at.
    pub(super) fn update(&mut self, taxonomies: usize, stories: &'a [Story], since: &Since) -> Numbered<'_> {
        let Self { terms, publishers, identities } = self;
        terms.resize_with(taxonomies + 1, Table::default);
        let of_terms = |terms: &mut Vec<Table<K>>| {
            for (taxonomy, table) in terms.iter_mut().enumerate() {
                let texts = |article| written(article, taxonomy, taxonomies).iter().map(|term| term.value.as_str());
                table.update(stories, since, texts);
            }
        };
        let of_publishers = |article: &'a Article| article.sources.iter().map(|source| source.publisher.as_str());
        let of_identities = |article: &'a Article| article.sources.iter().map(|source| source.identity.as_str());
        rayon::join(
            || of_terms(terms),
            || {
                rayon::join(
                    || publishers.update(stories, since, of_publishers),
                    || identities.update(stories, since, of_identities),
                )
            },
        );
        let terms = terms.iter().map(|table| &table.rows).collect();
        Numbered { terms, publishers: &publishers.rows, identities: &identities.rows }
    }
}

impl<'a, K: From<&'a str> + Borrow<str> + Eq + Hash> Table<K> {
    fn update<T: Iterator<Item = &'a str>>(
        &mut self,
        stories: &'a [Story],
        since: &Since,
        texts: impl Fn(&'a Article) -> T,
    ) {
        // Texts that no article has any more are dropped with all the others, once they are many.
        let is_crowded = self.by_text.len() > 2 * self.rows.total() + 1024;
        if is_crowded {
            self.by_text.clear();
        }
        let last = std::mem::take(&mut self.rows);
        let mut rows = Rows::with_capacity(stories.len(), last.total());
        for (index, story) in stories.iter().enumerate() {
            match since.last_of(index).filter(|_| !is_crowded) {
                Some(before) => rows.push(last[before].iter().copied()),
                None => rows.push(texts(&story.article).map(|text| self.number(text))),
            }
        }
        self.rows = rows;
    }

    fn number(&mut self, text: &'a str) -> u32 {
        if let Some(known) = self.by_text.get(text) {
            return *known;
        }
        let next = u32::try_from(self.by_text.len()).unwrap_or(u32::MAX);
        self.by_text.insert(text.into(), next);
        next
    }
}
