//! Addresses: the permalink of every article, the path of every page, and the older addresses that lead to them.

use std::collections::HashMap;
use std::sync::Arc;

use super::select::Shown;
use super::{Alias, Clock, Parts, PlacedPage, Story};
use crate::content::Article;
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::paths::{UrlPath, encode_path};

/// Gives every article its address and puts them in order: newest first, equal moments by address.
pub(super) fn stories(parts: &Parts, shown: Vec<Shown>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Story> {
    report_double_ids(&shown, diagnostics);
    let mut stories = Vec::with_capacity(shown.len());
    for (article, preview) in shown {
        match permalink(&parts.config.permalink.0, &article) {
            Ok(url) => stories.push(Story {
                article,
                url,
                preview,
                terms: Vec::new(),
                source_publishers: Vec::new(),
                publishers: Vec::new(),
                links: Vec::new(),
            }),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    stories.sort_by(|a, b| {
        let instant = |s: &Story| s.article.date.value.instant;
        instant(b).cmp(&instant(a)).then_with(|| a.url.cmp(&b.url))
    });
    stories
}

fn permalink(pattern: &str, article: &Article) -> Result<UrlPath, Box<Diagnostic>> {
    let local = article.date.value.local;
    let path = pattern
        .replace(":year", &format!("{:04}", local.year()))
        .replace(":month", &format!("{:02}", local.month()))
        .replace(":day", &format!("{:02}", local.day()))
        .replace(":slug", &article.slug.value);
    UrlPath::new(&path).map_err(|error| {
        let place = Place::of(&article.file, article.slug.span);
        Box::new(
            Diagnostic::error(codes::BAD_PATH, place, format!("the address `{path}` {error}"))
                .help("set `slug` to lower-case letters, digits and `-`"),
        )
    })
}

fn report_double_ids(shown: &[Shown], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, &Arc<Article>> = HashMap::new();
    for (article, _) in shown {
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
pub(super) fn pages(parts: &Parts, clock: Clock, diagnostics: &mut Vec<Diagnostic>) -> Vec<PlacedPage> {
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
pub(super) fn aliases(stories: &[Story], pages: &[PlacedPage]) -> Vec<Alias> {
    let of_stories = stories.iter().map(|s| (&s.article.aliases, &s.url, &s.article.title.value, &s.article.file));
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

/// The address of a bundle's file, encoded.
pub(super) fn asset_url(page: &UrlPath, name: &str) -> String {
    format!("{}{}", page.encoded(), encode_path(name))
}
