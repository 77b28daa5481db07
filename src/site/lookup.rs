//! Articles by the names that other files use for them: id, else slug.

use ahash::AHashMap as HashMap;

use super::facts::Has;
use super::{Parts, Story, StoryIndex};
use crate::content::Article;
use crate::diagnostics::{Diagnostic, FileText, Place, Spanned, codes};

/// Every article by id and slug.
pub(super) struct Lookup<'a> {
    by_id: HashMap<&'a str, StoryIndex>,
    /// `None` where several articles share a slug.
    by_slug: HashMap<&'a str, Option<StoryIndex>>,
    /// Every article by id and slug, also those that are not published now; the first one where several share a name.
    all: HashMap<&'a str, &'a Article>,
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
    /// An index of nothing, unless some file names articles: most sites need none.
    pub(super) fn new(parts: &Parts<'a>, stories: &'a [Story], has: Has) -> Self {
        let mut lookup = Self { by_id: HashMap::new(), by_slug: HashMap::new(), all: HashMap::new() };
        let named = has.has(Has::RELATED) || parts.editorials.iter().any(|note| !note.pinned.is_empty());
        if !named {
            return lookup;
        }
        for story in stories {
            let (index, article) = (story.index, &story.article);
            lookup.by_id.extend(article.id.as_ref().map(|id| (id.value.as_str(), index)));
            let slug = lookup.by_slug.entry(&article.slug.value);
            slug.and_modify(|other| *other = None).or_insert(Some(index));
        }
        for article in parts.articles {
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
        let mut slugs: Vec<&str> = self.by_slug.keys().copied().collect();
        slugs.sort_unstable();
        slugs.into_iter()
    }
}
