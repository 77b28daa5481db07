//! Articles by the names that other files use for them: id, else slug.

use std::collections::{HashMap, HashSet};

use super::{Parts, Story, StoryIndex};
use crate::diagnostics::{Diagnostic, FileText, Place, Spanned, codes};

/// Every article by id and slug.
pub(super) struct Lookup<'a> {
    by_id: HashMap<&'a str, StoryIndex>,
    /// `None` where several articles share a slug.
    by_slug: HashMap<&'a str, Option<StoryIndex>>,
    /// Ids and slugs of every article, also of those that are not published now.
    all: HashSet<&'a str>,
}

/// Says that a list names an article twice, perhaps by its id and by its slug.
pub(super) fn twice(file: &FileText, first: &Spanned<String>, again: &Spanned<String>) -> Diagnostic {
    let message = match first.value == again.value {
        true => format!("`{}` is named twice", again.value),
        false => format!("`{}` is the same article as `{}`", again.value, first.value),
    };
    Diagnostic::warning(codes::DUPLICATE_ARTICLE, Place::of(file, again.span), message)
        .note_at(Place::of(file, first.span), "named here first")
        .help("take one of the two out")
}

/// What a name stands for.
pub(super) enum Found {
    /// This story.
    One(StoryIndex),
    /// Several stories with one slug.
    Several,
    /// An article that is not published now.
    Held,
    /// Nothing.
    Nothing,
}

impl<'a> Lookup<'a> {
    /// An index of nothing, unless some file names articles: most sites need none.
    pub(super) fn new(parts: &'a Parts, stories: &'a [Story]) -> Self {
        let mut lookup = Self { by_id: HashMap::new(), by_slug: HashMap::new(), all: HashSet::new() };
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
            lookup.all.insert(&article.slug.value);
            lookup.all.extend(article.id.as_ref().map(|id| id.value.as_str()));
        }
        lookup
    }

    /// What an id or a slug stands for.
    pub(super) fn find(&self, name: &str) -> Found {
        match (self.by_id.get(name), self.by_slug.get(name)) {
            (Some(index), _) | (None, Some(Some(index))) => Found::One(*index),
            (None, Some(None)) => Found::Several,
            (None, None) if self.all.contains(name) => Found::Held,
            (None, None) => Found::Nothing,
        }
    }

    /// Every slug of a published article.
    pub(super) fn slugs(&self) -> impl Iterator<Item = &'a str> {
        let mut slugs: Vec<&str> = self.by_slug.keys().copied().collect();
        slugs.sort_unstable();
        slugs.into_iter()
    }
}
