//! Addresses: the permalink of every article, the path of every page, and the older addresses that lead to them.

use std::fmt::Write;
use std::sync::Arc;

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use super::facts::Has;
use super::placed::AllPlaced;
use super::select::Shown;
use super::{Alias, Clock, Parts, Placed, PlacedPage, Story, Taxonomy};
use crate::content::Article;
use crate::content::slug::slugify;
use crate::diagnostics::{Diagnostic, Place, Span, codes};
use crate::paths::UrlPath;

/// Reports articles that are shown, but have no possible address, and ids that several have.
pub(super) fn report(all: &AllPlaced, shown: &Shown, diagnostics: &mut Vec<Diagnostic>) {
    let placed = |place: &u32| shown.of(*place, all.all()).0;
    diagnostics.extend(shown.mistaken.iter().filter_map(|place| placed(place).mistake.as_deref()).cloned());
    if all.may_have_double_ids() {
        report_double_ids(shown.places.iter().map(placed).filter(|placed| placed.facts.has.has(Has::ID)), diagnostics);
    }
}

/// The address of an article.
pub(super) fn permalink(pattern: &str, article: &Article) -> Result<UrlPath, Box<Diagnostic>> {
    let path = fill(pattern, article);
    UrlPath::new(&path).map_err(|error| {
        let place = Place::of(&article.file, article.slug.span);
        Box::new(
            Diagnostic::error(codes::BAD_PATH, place, format!("the address `{path}` {error}"))
                .help("set `slug` to lower-case letters, digits and `-`"),
        )
    })
}

/// Puts an article's values into the pattern's placeholders.
fn fill(pattern: &str, article: &Article) -> String {
    let local = article.date.value.local;
    let mut path = String::with_capacity(pattern.len() + article.slug.value.len());
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        path.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        // Writing to a string cannot fail.
        if let Some(after) = rest.strip_prefix("slug") {
            path.push_str(&article.slug.value);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("year") {
            _ = write!(path, "{:04}", local.year());
            rest = after;
        } else if let Some(after) = rest.strip_prefix("month") {
            _ = write!(path, "{:02}", local.month());
            rest = after;
        } else if let Some(after) = rest.strip_prefix("day") {
            _ = write!(path, "{:02}", local.day());
            rest = after;
        } else {
            path.push(':');
        }
    }
    path.push_str(rest);
    path
}

fn report_double_ids<'a>(placed: impl Iterator<Item = &'a Arc<Placed>>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, &Article> = HashMap::new();
    for article in placed.map(|placed| &placed.article) {
        let Some(id) = &article.id else { continue };
        if let Some(first) = seen.insert(&id.value, article) {
            let first_id = first.id.as_ref().unwrap_or(id);
            diagnostics.push(
                Diagnostic::error(
                    codes::DUPLICATE_ID,
                    Place::of(&article.file, id.span),
                    format!("the id `{}` belongs to another article", id.value),
                )
                .note_at(Place::of(&first.file, first_id.span), "first used here")
                .help("an id is minted once and never reused: give one of the two a new one"),
            );
        }
    }
}

/// Gives every published page its address.
pub(super) fn pages(parts: &Parts<'_>, clock: Clock, diagnostics: &mut Vec<Diagnostic>) -> Vec<PlacedPage> {
    let mut placed = Vec::new();
    for page in parts.pages.iter().filter(|p| !p.draft || clock.drafts) {
        let path = page.path.value.iter().fold(String::from("/"), |path, part| format!("{path}{part}/"));
        match UrlPath::new(&path) {
            Ok(url) => placed.push(PlacedPage { page: page.clone(), url, links: Vec::new() }),
            Err(error) => diagnostics.push(
                Diagnostic::error(
                    codes::BAD_PATH,
                    Place::of(&page.file, page.path.span),
                    format!("the address `{path}` {error}"),
                )
                .help("rename the file or set `slug`"),
            ),
        }
    }
    placed.sort_by(|a, b| a.url.cmp(&b.url));
    placed
}

/// All older addresses of what is published; an alias of the page's own address is dropped.
pub(super) fn aliases(stories: &[Story], has: Has, pages: &[PlacedPage]) -> Vec<Alias> {
    let stories = if has.has(Has::ALIASES) { stories } else { &[] };
    let moved = stories.iter().filter(|story| story.has(Has::ALIASES));
    let of_stories = moved.map(|s| (&s.article.aliases, &s.url, &s.article.title.value, &s.article.file));
    let of_pages = pages.iter().map(|p| (&p.page.aliases, &p.url, &p.page.title.value, &p.page.file));
    let mut aliases = Vec::new();
    for (from, to, title, file) in of_stories.chain(of_pages) {
        for alias in from {
            match UrlPath::new(&alias.value) {
                Ok(path) if path != *to => aliases.push(Alias {
                    from: path,
                    to: to.clone(),
                    title: title.clone(),
                    file: file.clone(),
                    span: alias.span,
                }),
                _ => {}
            }
        }
    }
    aliases
}

/// The addresses that the other spellings of each term would have. One that is a term of its own leads nowhere else.
pub(super) fn term_aliases<'a>(parts: &Parts<'_>, taxonomies: impl Iterator<Item = &'a Taxonomy>) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for (taxonomy, vocabulary) in taxonomies.zip(&*parts.vocabularies) {
        let mut taken: HashSet<String> = taxonomy.terms.iter().map(|term| term.slug.clone()).collect();
        for term in &taxonomy.terms {
            let (Some(to), Some(record)) = (&term.url, &term.record) else { continue };
            let slugs = record.aliases.iter().map(|alias| slugify(alias)).filter(|slug| !slug.is_empty());
            for slug in slugs {
                let from = UrlPath::new(format!("{}{slug}/", taxonomy.url));
                let (true, Ok(from)) = (taken.insert(slug), from) else { continue };
                let (title, file) = (term.name.to_string(), vocabulary.file.clone());
                aliases.push(Alias { from, to: to.clone(), title, file, span: Span::default() });
            }
        }
    }
    aliases
}
