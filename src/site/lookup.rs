//! Articles by the names that other files use for them: id, else slug.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::select::{self, HeldReason};
use super::{Parts, Story, StoryIndex};

/// Every article by id and slug.
pub(super) struct Lookup<'a> {
    by_id: HashMap<&'a str, StoryIndex>,
    /// `None` where several articles share a slug.
    by_slug: HashMap<&'a str, Option<StoryIndex>>,
    /// Articles that are not published now, by id and slug.
    held: HashMap<&'a str, Absent>,
}

/// An article that is not published now.
#[derive(Clone, Copy)]
pub(super) struct Absent {
    /// The day whose edition it belongs to.
    pub(super) edition: Date,
    /// Why it is not.
    pub(super) reason: HeldReason,
}

/// What a name stands for.
pub(super) enum Found {
    /// This story.
    One(StoryIndex),
    /// Several stories with one slug.
    Several,
    /// An article that is not published now.
    Held(Absent),
    /// Nothing.
    Nothing,
}

impl<'a> Lookup<'a> {
    /// An index of nothing, unless some file names articles: most sites need none.
    pub(super) fn new(parts: &'a Parts, stories: &'a [Story], now: Timestamp) -> Self {
        let mut lookup = Self { by_id: HashMap::new(), by_slug: HashMap::new(), held: HashMap::new() };
        let named = parts.articles.iter().any(|a| !a.related.is_empty())
            || parts.editorials.iter().any(|note| !note.pinned.is_empty());
        if !named {
            return lookup;
        }
        for (index, story) in (0u32..).zip(stories) {
            let article = &story.article;
            lookup.by_id.extend(article.id.as_ref().map(|id| (id.value.as_str(), index)));
            let slug = lookup.by_slug.entry(&article.slug.value);
            slug.and_modify(|other| *other = None).or_insert(Some(index));
        }
        for article in &parts.articles {
            let Some(reason) = select::reason(article, now) else { continue };
            let absent = Absent { edition: article.edition, reason };
            lookup.held.insert(&article.slug.value, absent);
            lookup.held.extend(article.id.as_ref().map(|id| (id.value.as_str(), absent)));
        }
        lookup
    }

    /// What an id or a slug stands for.
    pub(super) fn find(&self, name: &str) -> Found {
        match (self.by_id.get(name), self.by_slug.get(name)) {
            (Some(index), _) | (None, Some(Some(index))) => Found::One(*index),
            (None, Some(None)) => Found::Several,
            (None, None) => self.held.get(name).copied().map_or(Found::Nothing, Found::Held),
        }
    }

    /// Every slug of a published article.
    pub(super) fn slugs(&self) -> impl Iterator<Item = &'a str> {
        let mut slugs: Vec<&str> = self.by_slug.keys().copied().collect();
        slugs.sort_unstable();
        slugs.into_iter()
    }
}
