//! Terms, publishers and sources of stories by number.
//!
//! Grouping ten thousand articles means to look up a hundred thousand texts, which lie all over the memory: that takes most
//! of the time of assembling. So each text gets a number first, and groups are made of numbers. For a site that is assembled
//! again and again, the numbers are kept, and only what is new is looked up. Which number a text has decides nothing.

use std::borrow::Borrow;
use std::hash::Hash;

use ahash::AHashMap as HashMap;

use super::memo::{Run, Since};
use super::{Rows, Story};
use crate::content::Article;
use crate::diagnostics::Spanned;

/// More texts than this may be kept for nobody.
const ROOM: usize = 1024;

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
    pub(super) terms: Vec<OfStories<'n>>,
    /// The publishers of its sources.
    pub(super) publishers: OfStories<'n>,
    /// The identities of its sources.
    pub(super) identities: OfStories<'n>,
}

/// The numbers of one kind of texts, for each story.
#[derive(Debug, Clone, Copy)]
pub(super) struct OfStories<'n> {
    pub(super) rows: &'n Rows,
    /// Above every number: how long a list is that has a place for each.
    pub(super) bound: usize,
}

impl<K> Default for Numbers<K> {
    fn default() -> Self {
        Self { terms: Vec::new(), publishers: Table::default(), identities: Table::default() }
    }
}

impl<K> Table<K> {
    fn of_stories(&self) -> OfStories<'_> {
        OfStories { rows: &self.rows, bound: self.by_text.len() }
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
        let article = |index: usize| &*stories[index].article;
        let of_terms = |terms: &mut Vec<Table<K>>| {
            for (taxonomy, table) in terms.iter_mut().enumerate() {
                let written = |index| written(article(index), taxonomy, taxonomies);
                table.update(since, |index| written(index).iter().map(|term| term.value.as_str()));
            }
        };
        let of_publishers = |index| article(index).sources.iter().map(|source| &*source.publisher);
        let of_identities = |index| article(index).sources.iter().map(|source| source.identity());
        let of_sources =
            || rayon::join(|| publishers.update(since, of_publishers), || identities.update(since, of_identities));
        rayon::join(|| of_terms(terms), of_sources);
        let terms = terms.iter().map(Table::of_stories).collect();
        Numbered { terms, publishers: publishers.of_stories(), identities: identities.of_stories() }
    }
}

/// A list for each story: the last one of what is as it was the last time, else what is `new`.
fn updated(last: &Rows, since: &Since, mut new: impl FnMut(&mut Rows, usize)) -> Rows {
    let mut rows = Rows::with_capacity(last.len(), last.total());
    for Run { stories, last: before } in since.runs() {
        match before {
            Some(before) => rows.extend_from(last, before..before + stories.len()),
            None => stories.for_each(|story| new(&mut rows, story)),
        }
    }
    rows
}

impl<'a, K: From<&'a str> + Borrow<str> + Eq + Hash> Table<K> {
    /// Numbers the texts of all stories, but for those that were others the last time.
    fn update<T: Iterator<Item = &'a str>>(&mut self, since: &Since, texts: impl Fn(usize) -> T) {
        // Texts that no article has any more are forgotten with all the others, once they are many.
        let is_crowded = self.by_text.len() > 2 * self.rows.total() + ROOM;
        let last = std::mem::take(&mut self.rows);
        self.rows = match is_crowded {
            true => {
                self.by_text.clear();
                updated(&last, &since.forgotten(), |rows, story| rows.push(texts(story).map(|text| self.number(text))))
            }
            false => updated(&last, since, |rows, story| rows.push(texts(story).map(|text| self.number(text)))),
        };
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Stories = Vec<(u16, Vec<String>)>;

    fn update(table: &mut Table<Box<str>>, last: &Stories, now: &Stories) {
        let last_of = |story: &(u16, Vec<String>)| last.iter().position(|other| other == story);
        let last_of = now.iter().map(|story| last_of(story).map_or(u32::MAX, |story| u32::try_from(story).unwrap()));
        let since = Since::new(last_of.collect(), last.len(), |_| None);
        table.update(&since, |story| now[story].1.iter().map(String::as_str));
    }

    /// Whether equal texts have equal numbers, and others have others.
    fn is_right(table: &Table<Box<str>>, stories: &Stories) -> bool {
        let mut text_of = HashMap::new();
        let mut number_of = HashMap::new();
        table.rows.len() == stories.len()
            && stories.iter().zip(table.rows.iter()).all(|((_, texts), numbers)| {
                let mut pairs = texts.iter().zip(numbers);
                texts.len() == numbers.len()
                    && pairs.all(|(text, number)| {
                        *text_of.entry(*number).or_insert(text) == text
                            && *number_of.entry(text).or_insert(number) == number
                    })
            })
    }

    proptest! {
        #[test]
        fn kept_numbers_tell_texts_apart_like_new_ones(
            walk in prop::collection::vec(
                prop::collection::vec((0_u16..4, prop::collection::vec("[a-c]{1,2}", 0..4)), 0..8),
                1..6,
            )
        ) {
            let (mut table, mut last) = (Table::<Box<str>>::default(), Stories::new());
            for now in walk {
                update(&mut table, &last, &now);
                prop_assert!(is_right(&table, &now));
                last = now;
            }
        }
    }

    #[test]
    fn texts_that_nobody_has_any_more_are_forgotten() {
        let (mut table, mut last) = (Table::<Box<str>>::default(), Stories::new());
        let kept = (0, vec!["kept".to_owned()]);
        for round in 0..2 * ROOM {
            let now = vec![kept.clone(), (1, vec![format!("text {round}")])];
            update(&mut table, &last, &now);
            assert!(is_right(&table, &now) && table.by_text.len() <= ROOM + 6, "{round}");
            last = now;
        }
    }
}
