//! The cards of stories: made once, and kept for lists, with no more than these show.

use std::sync::OnceLock;

use tera::Value;
use tera::value::{Key, Map};

use super::{Card, Rendered, Views};
use crate::fingerprint::{Fingerprint, Hashing};
use crate::site::{Site, StoryIndex};
use crate::theme::{Mentions, Theme};

/// Fields that are left out of lists whose templates do not name them.
const DISPENSABLE: [&str; 16] = [
    "summary",
    "kind",
    "kind_label",
    "date",
    "badge",
    "source_count",
    "publishers",
    "publisher_names",
    "more_publishers",
    "tags",
    "image",
    "importance",
    "minutes",
    "authors",
    "preview",
    "lang",
];

/// Those of all stories.
#[derive(Debug)]
pub(super) struct Cards {
    /// Filled as pages ask for them: a build asks for all, the dev server for those of the open page.
    of_lists: Vec<OnceLock<Rendered<Value>>>,
    /// There only if they are asked for.
    fingerprints: OnceLock<Vec<OnceLock<Fingerprint>>>,
    /// Fields that lists can do without.
    left_out: Vec<&'static str>,
}

impl Cards {
    /// For a site and its theme, of which the fields `named` are made.
    pub(super) fn new(site: &Site, theme: &Theme, named: &Mentions) -> Self {
        let listed = theme.listed.as_ref().filter(|_| named.is_lean());
        let is_left_out = |field: &&str| listed.is_some_and(|listed| named.has(field) && !listed.has(field));
        let left_out = DISPENSABLE.into_iter().filter(is_left_out).collect();
        Self { of_lists: empty(site.stories.len()), fingerprints: OnceLock::new(), left_out }
    }

    /// The card for lists, made if it is not there yet.
    pub(super) fn of_lists(&self, index: StoryIndex, make: impl FnOnce() -> Rendered<Value>) -> Rendered<Value> {
        self.of_lists[index as usize].get_or_init(|| make().map(|card| self.listed(&card))).clone()
    }

    /// The whole card, for the story's own page.
    pub(super) fn own(&self, index: StoryIndex, make: impl FnOnce() -> Rendered<Value>) -> Rendered<Value> {
        if self.left_out.is_empty() {
            return self.of_lists(index, make);
        }
        let card = make()?;
        // Lists will ask for it, too: so it is not made once more.
        self.of_lists[index as usize].get_or_init(|| Ok(self.listed(&card)));
        Ok(card)
    }

    /// The fingerprint of a card, made if it is not there yet.
    fn fingerprint(&self, index: StoryIndex, make: impl FnOnce() -> Fingerprint) -> Fingerprint {
        let all = self.fingerprints.get_or_init(|| empty(self.of_lists.len()));
        *all[index as usize].get_or_init(make)
    }

    /// What lists show of a card, in a map that has room for no more: all of them are in memory at once.
    fn listed(&self, card: &Value) -> Value {
        let Some(fields) = card.as_map().filter(|_| !self.left_out.is_empty()) else { return card.clone() };
        let is_shown = |name: &Key<'_>| !name.as_str().is_some_and(|name| self.left_out.contains(&name));
        let shown = || fields.iter().filter(|(name, _)| is_shown(name));
        let mut listed = Map::with_capacity(shown().count());
        listed.extend(shown().map(|(name, value)| (name.clone(), value.clone())));
        listed.into()
    }
}

/// Places for things that are made on first use.
pub(super) fn empty<T>(count: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(count).collect()
}

impl Views {
    /// The card of a story as lists show it, with its row.
    #[must_use]
    pub fn card(&self, index: StoryIndex) -> Card {
        Card { index, own: false }
    }

    /// The card of a story for its own page, with its row.
    #[must_use]
    pub fn own_card(&self, index: StoryIndex) -> Card {
        Card { index, own: true }
    }

    /// The cards of several stories.
    #[must_use]
    pub fn cards(&self, indices: &[StoryIndex]) -> Vec<Card> {
        indices.iter().map(|index| self.card(*index)).collect()
    }

    /// What templates get of a card; a mistake in the theme's `row.html` may be met.
    pub(super) fn card_value(&self, card: Card) -> Rendered<Value> {
        let make = || self.make_card(card.index);
        if card.own { self.cards.own(card.index, make) } else { self.cards.of_lists(card.index, make) }
    }

    /// That of the whole card, from which its row is made and what lists show is taken.
    pub(super) fn card_fingerprint(&self, index: StoryIndex) -> Fingerprint {
        self.cards.fingerprint(index, || {
            let mut hashing = Hashing::default();
            self.feed(&self.card_view(&self.site.stories[index as usize]), &mut hashing);
            hashing.finish()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;

    use super::*;

    fn cards(left_out: &[&'static str]) -> Cards {
        Cards { of_lists: empty(1), fingerprints: OnceLock::new(), left_out: left_out.to_vec() }
    }

    fn names(card: &Value) -> Vec<&str> {
        card.as_map().unwrap().keys().filter_map(Key::as_str).collect()
    }

    #[test]
    fn lists_get_less_than_an_own_page_and_both_are_made_at_once() {
        let made = Cell::new(0);
        let make = || {
            made.set(made.get() + 1);
            Ok(Value::from_serializable(&BTreeMap::from([("row", "r"), ("summary", "s"), ("title", "t")])))
        };
        let lean = cards(&["summary"]);
        assert_eq!(names(&lean.own(0, make).unwrap()), ["row", "summary", "title"]);
        assert_eq!((names(&lean.of_lists(0, make).unwrap()), made.get()), (vec!["row", "title"], 1));
        let whole = cards(&[]);
        assert_eq!(names(&whole.of_lists(0, make).unwrap()), ["row", "summary", "title"]);
        assert_eq!((names(&whole.own(0, make).unwrap()).len(), made.get()), (3, 2));
    }
}
