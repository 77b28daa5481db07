//! Articles by the names that other files use for them: id, else slug.

use ahash::AHashMap as HashMap;

use super::facts::Has;
use super::names::{Bearers, Name};
use super::{Parts, Story, StoryIndex};
use crate::content::Article;
use crate::diagnostics::{Diagnostic, FileText, Place, Spanned, codes};

/// Every article by id and slug, as far as some file names it.
pub(super) struct Lookup<'a> {
    by_id: HashMap<&'a str, StoryIndex>,
    /// `None` where several articles share a slug.
    by_slug: HashMap<&'a str, Option<StoryIndex>>,
    /// Also those that are not published now; the first one where several share a name.
    all: HashMap<&'a str, &'a Article>,
    stories: &'a [Story],
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
pub(super) enum Found<'a> {
    /// This story.
    One(StoryIndex),
    /// Several stories with one slug.
    Several,
    /// An article that is not published now.
    Held(&'a Article),
    /// Nothing.
    Nothing,
}

impl<'a> Lookup<'a> {
    /// For the names that files use: most sites use none. `bearers` tells who has one.
    pub(super) fn new(
        parts: &Parts<'a>,
        stories: &'a [Story],
        has: Has,
        bearers: impl FnOnce() -> Bearers<'a>,
    ) -> Self {
        let (by_id, by_slug, all) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut lookup = Self { by_id, by_slug, all, stories };
        let related = if has.has(Has::RELATED) { stories } else { &[] };
        let related = related.iter().filter(|story| story.has(Has::RELATED)).flat_map(|story| &story.article.related);
        let mut names = related.chain(parts.editorials.iter().flat_map(|note| &note.pinned)).peekable();
        if names.peek().is_none() {
            return lookup;
        }
        let bearers = bearers();
        let wanted = bearers.hashes(names.map(|name| name.value.as_str()));
        lookup.by_id.extend(bearers.stories(stories, Name::Id, &wanted).map(|(id, story)| (id, story.index)));
        for (slug, story) in bearers.stories(stories, Name::Slug, &wanted) {
            let slug = lookup.by_slug.entry(slug);
            slug.and_modify(|other| *other = None).or_insert(Some(story.index));
        }
        for article in bearers.articles(&[Name::Id, Name::Slug], &wanted) {
            let names = article.id.iter().chain([&article.slug]);
            names.for_each(|name| _ = lookup.all.entry(&name.value).or_insert(article));
        }
        lookup
    }

    /// What an id or a slug stands for.
    pub(super) fn find(&self, name: &str) -> Found<'a> {
        match (self.by_id.get(name), self.by_slug.get(name)) {
            (Some(index), _) | (None, Some(Some(index))) => Found::One(*index),
            (None, Some(None)) => Found::Several,
            (None, None) => self.all.get(name).map_or(Found::Nothing, |article| Found::Held(article)),
        }
    }

    /// Every slug of a published article.
    pub(super) fn slugs(&self) -> impl Iterator<Item = &'a str> {
        self.stories.iter().map(|story| story.article.slug.value.as_str())
    }
}
