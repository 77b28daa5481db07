//! Addresses: the permalink of every article, the path of every page, and the older addresses that lead to them.

use std::cmp::Reverse;
use std::fmt::Write;
use std::sync::Arc;

use ahash::{AHashMap as HashMap, AHashSet as HashSet};
use jiff::Timestamp;
use rayon::prelude::*;

use super::facts::Has;
use super::memo::{Since, kept, same_articles};
use super::select::Shown;
use super::{Alias, Clock, Memo, Parts, PlacedPage, Story, StoryIndex, Taxonomy};
use crate::config::Permalink;
use crate::content::Article;
use crate::content::slug::slugify;
use crate::diagnostics::{Diagnostic, Place, Span, codes};
use crate::paths::UrlPath;

/// When an article was published, and its address; nothing if it has no possible one.
type Address = Option<(Timestamp, UrlPath)>;

/// Where the articles stood the last time.
#[derive(Debug, Default)]
pub(super) struct Last {
    permalink: Option<Permalink>,
    /// The articles that were shown, in the order of their paths.
    shown: Vec<Arc<Article>>,
    /// The address of each.
    addresses: Vec<Address>,
    /// For each story, which of them it was.
    order: Vec<u32>,
}

/// Gives every article its address and puts them in order: newest first, equal moments by address. Those that have no
/// possible address are reported and left out. Also tells what has become of the stories of the last time.
pub(super) fn stories(
    parts: &Parts<'_>,
    shown: &[Shown<'_>],
    diagnostics: &mut Vec<Diagnostic>,
    memo: &mut Memo,
) -> (Vec<Story>, Since) {
    report_double_ids(shown, diagnostics);
    let articles: Vec<&Arc<Article>> = shown.iter().map(|shown| &*shown.article).collect();
    let mut last = std::mem::take(&mut memo.addresses);
    if last.permalink.as_ref().is_some_and(|permalink| *permalink != parts.config.permalink) {
        last.addresses.fill(None);
    }
    let last_of = same_articles(&last.shown.iter().collect::<Vec<_>>(), &articles);
    let addresses = addresses(parts, &articles, &mut last.addresses, &last_of, diagnostics);
    let order = order(&addresses, &last.order, &last_of);
    let last_articles: Vec<_> = last.order.iter().map(|place| &last.shown[*place as usize]).collect();
    let articles_now: Vec<_> = order.iter().map(|place| articles[*place as usize]).collect();
    let since = Since::new(&last_articles, &articles_now);
    let story = |(index, place): (usize, &u32)| {
        let (shown, address) = (&shown[*place as usize], addresses[*place as usize].as_ref());
        let (_, url) = address.expect("what has no address is not in the order");
        Story::new(u32::try_from(index).unwrap_or(StoryIndex::MAX), shown, url)
    };
    // To take hold of an article means to wait for the memory.
    let stories = order.par_iter().enumerate().with_min_len(512).map(story).collect();
    if memo.is_kept {
        let shown = kept(last.shown, &articles, &last_of);
        memo.addresses = Last { permalink: Some(parts.config.permalink.clone()), shown, addresses, order };
    }
    (stories, since)
}

/// The address of every article: the last one if it is the very same.
fn addresses(
    parts: &Parts<'_>,
    articles: &[&Arc<Article>],
    last: &mut [Address],
    last_of: &[Option<u32>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Address> {
    let mut addresses: Vec<Address> = last_of.iter().map(|place| last[(*place)? as usize].take()).collect();
    let new: Vec<usize> = (0..articles.len()).filter(|place| addresses[*place].is_none()).collect();
    let permalink = |place: &usize| permalink(&parts.config.permalink.0, articles[*place]);
    let urls: Vec<_> = new.par_iter().map(permalink).collect();
    for (place, url) in new.into_iter().zip(urls) {
        match url {
            Ok(url) => addresses[place] = Some((articles[place].date.value.instant, url)),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    addresses
}

/// The places of all articles that have an address, in the order of their stories.
fn order(addresses: &[Address], last_order: &[u32], last_of: &[Option<u32>]) -> Vec<u32> {
    let mut now_of: Vec<Option<u32>> = vec![None; last_order.iter().max().map_or(0, |most| *most as usize + 1)];
    let mut order = Vec::with_capacity(addresses.len());
    let mut is_new = vec![true; addresses.len()];
    for (place, last) in (0u32..).zip(last_of) {
        if let Some(now) = last.and_then(|last| now_of.get_mut(last as usize)) {
            *now = Some(place);
        }
    }
    // Those that stayed stand in their old order first: what is nearly in order is sorted fast.
    for place in last_order.iter().filter_map(|last| now_of[*last as usize]) {
        is_new[place as usize] = false;
        order.push(place);
    }
    order.extend((0u32..).zip(&is_new).filter(|(_, is_new)| **is_new).map(|(place, _)| place));
    order.retain(|place| addresses[*place as usize].is_some());
    let key = |place: u32| addresses[place as usize].as_ref().map(|(instant, url)| (Reverse(*instant), url));
    order.sort_by(|a, b| key(*a).cmp(&key(*b)).then(a.cmp(b)));
    order
}

fn permalink(pattern: &str, article: &Article) -> Result<UrlPath, Box<Diagnostic>> {
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

fn report_double_ids(shown: &[Shown<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, &Article> = HashMap::new();
    for Shown { article, .. } in shown.iter().filter(|shown| shown.has.has(Has::ID)) {
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
pub(super) fn aliases(stories: &[Story], pages: &[PlacedPage]) -> Vec<Alias> {
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
