//! Feeds: of the site, of each term, of the digests and of the corrections, each as Atom, RSS and JSON Feed.

mod atom;
mod content;
mod entries;
mod json;
mod rss;

use super::{Output, Plan, Recipe, Render, Rendered, Renderer};
use crate::config::{Switch, TermRecord};
use crate::content::article::Moment;
use crate::diagnostics::Diagnostic;
use crate::paths::UrlPath;
use crate::site::{Site, StoryIndex, Term};
use crate::views::feeds::FORMATS;
use crate::views::lists;

/// A feed of a term holds whole texts up to this size in bytes: an article has many terms, and stands in each of their feeds.
const WHOLE_TEXT: usize = 20_000;

/// What a feed is about, in no format yet.
#[derive(Debug)]
pub(super) struct Feed {
    title: String,
    description: String,
    /// The page whose feed it is.
    page: UrlPath,
    /// Newest first.
    entries: Vec<Entry>,
}

/// An article, an edition or a correction.
#[derive(Debug)]
struct Entry {
    /// Never changes.
    id: String,
    /// Full URL.
    url: String,
    title: String,
    published: Moment,
    updated: Moment,
    authors: Vec<String>,
    categories: Vec<String>,
    /// Plain text; may be empty.
    summary: String,
    /// Markup that needs neither this site's address nor its styles.
    content: String,
    /// Full URL of its picture.
    image: Option<String>,
    /// Language, if it is not the site's.
    lang: Option<String>,
    sources: Vec<CitedSource>,
}

/// A source of an article.
#[derive(Debug)]
struct CitedSource {
    id: String,
    /// What is to be opened: the archived copy if the source is dead and has one.
    url: String,
    /// The original, if `url` is the archived copy.
    original_url: Option<String>,
    dead: bool,
    title: String,
    publisher: String,
}

/// Writes a feed in one of the [`FORMATS`].
type Write = fn(&Renderer, &Feed) -> Vec<u8>;

/// In the order of [`FORMATS`].
const WRITERS: [Write; FORMATS.len()] = [atom::write, rss::write, json::write];

pub(super) const SITE: Output = Output {
    name: "feeds",
    about: "a feed of the site",
    plan: |site, _, plan| beside(site, plan, &page("/"), (0, 0)),
    render: Render::Bytes(site),
};

pub(super) const TERMS: Output = Output {
    name: "term feeds",
    about: "a feed of a term",
    plan: |site, _, plan| {
        if !site.config.outputs.writes(Switch::TermFeeds) {
            return;
        }
        for (taxonomy, of_taxonomy) in (0u32..).zip(&**site.taxonomies) {
            let terms = (0u32..).zip(&of_taxonomy.terms);
            terms.filter_map(|(index, term)| Some((index, term.url.as_ref()?))).for_each(|(index, url)| {
                beside(site, plan, url, (taxonomy * COUNT, index));
            });
        }
    },
    render: Render::Bytes(term),
};

pub(super) const DIGESTS: Output = Output {
    name: "digest feeds",
    about: "a feed of the digests",
    plan: |site, theme, plan| {
        if lists::DIGESTS.is_written(site, theme) {
            beside(site, plan, &page(lists::DIGESTS.path), (0, 0));
        }
    },
    render: Render::Bytes(digests),
};

pub(super) const CORRECTIONS: Output = Output {
    name: "correction feeds",
    about: "a feed of the corrections",
    plan: |site, theme, plan| {
        if lists::CORRECTIONS.is_written(site, theme) {
            beside(site, plan, &page(lists::CORRECTIONS.path), (0, 0));
        }
    },
    render: Render::Bytes(corrections),
};

/// How many formats there are, for recipes.
#[allow(clippy::cast_possible_truncation, reason = "three")]
const COUNT: u32 = FORMATS.len() as u32;

/// Adds a feed in every format that the site wants beside a page; the format is added to the first number of the recipe.
fn beside(site: &Site, plan: &mut Plan, page: &UrlPath, (first, second): Recipe) {
    for (index, format) in (0u32..).zip(&FORMATS).filter(|(_, format)| format.is_written(site)) {
        plan.add_beside(page, format.file, (first + index, second));
    }
}

fn page(path: &str) -> UrlPath {
    UrlPath::new(path).expect("a fixed address")
}

#[allow(clippy::unnecessary_wraps, reason = "the signature of every output")]
fn write(renderer: &Renderer, feed: &Feed, format: u32) -> Result<Rendered, Box<Diagnostic>> {
    Ok(Rendered::Bytes(WRITERS[format as usize % WRITERS.len()](renderer, feed)))
}

fn site(renderer: &Renderer, (format, _): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let (site, config) = (renderer.site(), &renderer.site().config);
    let stories: Vec<StoryIndex> = (0u32..).take(site.stories.len()).collect();
    let entries = entries::of_stories(renderer, &stories, usize::MAX);
    let description = config.description.clone().unwrap_or_default();
    write(renderer, &Feed { title: config.title.clone(), description, page: page("/"), entries }, format)
}

fn term(renderer: &Renderer, (packed, index): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let (taxonomy, format) = (packed / COUNT, packed % COUNT);
    let feed = renderer.feeds.get((taxonomy, index), || of_term(renderer, taxonomy, index));
    write(renderer, &feed, format)
}

fn of_term(renderer: &Renderer, taxonomy: u32, index: u32) -> Feed {
    let site = renderer.site();
    let term: &Term = &site.taxonomies[taxonomy as usize].terms[index as usize];
    Feed {
        title: format!("{}: {}", site.config.title, term.name),
        description: term.record.as_ref().map(TermRecord::description).unwrap_or_default(),
        page: term.url.clone().expect("only terms with a page are planned"),
        entries: entries::of_stories(renderer, &term.stories, WHOLE_TEXT),
    }
}

fn digests(renderer: &Renderer, (format, _): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let title = format!("{}: Digests", renderer.site().config.title);
    let description = "What was published, day by day.".to_owned();
    let entries = entries::of_editions(renderer);
    write(renderer, &Feed { title, description, page: page(lists::DIGESTS.path), entries }, format)
}

fn corrections(renderer: &Renderer, (format, _): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let title = format!("{}: Corrections", renderer.site().config.title);
    let description = "What was wrong, and put right.".to_owned();
    let entries = entries::of_corrections(renderer);
    write(renderer, &Feed { title, description, page: page(lists::CORRECTIONS.path), entries }, format)
}

impl Feed {
    /// Bytes that it takes in any format, or a little less: a large text should not be copied while it grows.
    fn room(&self) -> usize {
        self.entries.iter().map(|entry| entry.content.len() * 5 / 4 + 1_000).sum::<usize>() + 1_000
    }

    /// When its newest entry was changed.
    fn updated(&self) -> Option<Moment> {
        self.entries.iter().map(|entry| entry.updated).max()
    }

    /// The feed's own full URL in a format.
    fn own_url(&self, renderer: &Renderer, file: &str) -> String {
        renderer.views.permalink(&format!("{}{file}", self.page.encoded()))
    }
}
