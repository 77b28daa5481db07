//! The whole site as data: every article with its address, its terms, its publishers and its day. Immutable once made.
//!
//! [`assemble`] is the entry point; its steps are the sub-modules, in order: [`select`] what is published now, [`address`]
//! it, group it by [`terms`], [`publishers`] and [`days`], and resolve the [`links`] between content files.

mod address;
mod days;
mod links;
mod memo;
mod publishers;
mod select;
mod terms;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::config::{Config, PublisherRecord, TaxonomyConfig, TermRecord};
use crate::content::{Article, Asset, Page};
use crate::diagnostics::{Diagnostic, FileText};
use crate::paths::UrlPath;

pub(crate) use days::rank;
pub use memo::Memo;
pub use select::{Held, HeldReason};

/// Everything that one site is made of, parsed.
#[derive(Debug, Clone)]
pub struct Parts {
    /// The configuration.
    pub config: Arc<Config>,
    /// `data/publishers.yaml`.
    pub publishers: Arc<Vec<PublisherRecord>>,
    /// `data/<taxonomy>.yaml` of each configured taxonomy, in their order, with the file for messages.
    pub vocabularies: Arc<Vec<Vocabulary>>,
    /// All articles, in the order of their paths.
    pub articles: Vec<Arc<Article>>,
    /// All standalone pages, in the order of their paths.
    pub pages: Vec<Arc<Page>>,
    /// Files below `static/`, in the order of their paths.
    pub static_files: Arc<Vec<StaticFile>>,
}

/// A vocabulary file and its terms.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// The file.
    pub file: FileText,
    /// Its terms.
    pub terms: Vec<TermRecord>,
}

/// A file that is copied as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticFile {
    /// Its address on the site.
    pub url: UrlPath,
    /// Where it lies on the disk.
    pub disk: PathBuf,
    /// Its path below the site's root, for messages.
    pub path: Arc<str>,
}

/// What is published: the clock, and what a preview shows besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The moment of the build.
    pub now: Timestamp,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether scheduled and expired articles are shown.
    pub future: bool,
}

/// The assembled site.
#[derive(Debug, Clone)]
pub struct Site {
    /// The configuration.
    pub config: Arc<Config>,
    /// Published articles, newest first; equal moments by address.
    pub stories: Vec<Story>,
    /// Published pages, by address.
    pub pages: Vec<PlacedPage>,
    /// Every configured taxonomy, in their order.
    pub taxonomies: Arc<Vec<Taxonomy>>,
    /// Every cited publisher, most cited first.
    pub publishers: Arc<Vec<Publisher>>,
    /// Every day with articles, newest first.
    pub days: Vec<Day>,
    /// Older addresses that lead to a page.
    pub aliases: Vec<Alias>,
    /// Files that are copied.
    pub static_files: Arc<Vec<StaticFile>>,
    /// What is not published, and why.
    pub held: Vec<Held>,
}

/// Index of a story in [`Site::stories`].
pub type StoryIndex = u32;

/// A published article and its place on the site.
#[derive(Debug, Clone)]
pub struct Story {
    /// The article.
    pub article: Arc<Article>,
    /// Its address.
    pub url: UrlPath,
    /// For each taxonomy, indices of its terms.
    pub terms: Arc<[Vec<u32>]>,
    /// For each source, the index of its publisher.
    pub source_publishers: Arc<[u32]>,
    /// Distinct publishers, in order of first citation, uncited ones last.
    pub publishers: Arc<[u32]>,
    /// For each link with a hole, where it leads.
    pub links: Vec<ResolvedLink>,
    /// Why it is only in a preview.
    pub preview: Option<HeldReason>,
}

/// A published standalone page.
#[derive(Debug, Clone)]
pub struct PlacedPage {
    /// The page.
    pub page: Arc<Page>,
    /// Its address.
    pub url: UrlPath,
    /// For each link with a hole, where it leads.
    pub links: Vec<ResolvedLink>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResolvedLink {
    /// An address on the site, encoded, without base path, perhaps with query and fragment.
    Site(String),
    /// An anchor on the same page.
    Fragment(String),
}

/// A vocabulary with its articles.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// Its settings.
    pub config: TaxonomyConfig,
    /// Address of its index.
    pub url: UrlPath,
    /// Its terms that have articles, by name.
    pub terms: Vec<Term>,
}

/// A term with its articles.
#[derive(Debug, Clone)]
pub struct Term {
    /// Shown name.
    pub name: Arc<str>,
    /// Last part of its address.
    pub slug: String,
    /// Its page, if it has enough articles for one.
    pub url: Option<UrlPath>,
    /// What the vocabulary says of it.
    pub record: Option<TermRecord>,
    /// Its articles, newest first.
    pub stories: Vec<StoryIndex>,
}

/// A publisher with the articles that cite it.
#[derive(Debug, Clone)]
pub struct Publisher {
    /// Shown name.
    pub name: Arc<str>,
    /// Its page.
    pub url: UrlPath,
    /// What the registry says of it.
    pub record: Option<PublisherRecord>,
    /// Distinct sources of it.
    pub source_count: usize,
    /// Articles that cite it, newest first.
    pub stories: Vec<StoryIndex>,
}

/// The articles of one local day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Its articles by rank.
    pub stories: Vec<StoryIndex>,
}

/// An older address.
#[derive(Debug, Clone)]
pub struct Alias {
    /// The older address.
    pub from: UrlPath,
    /// Where it leads.
    pub to: UrlPath,
    /// Title of the page it leads to.
    pub title: String,
    /// The file that asks for it.
    pub file: FileText,
    /// Where it asks.
    pub span: crate::diagnostics::Span,
}

impl Story {
    /// The bundle file with this name, as an address on the site.
    #[must_use]
    pub fn asset_url(&self, name: &str) -> String {
        address::asset_url(&self.url, name)
    }
}

impl PlacedPage {
    /// The bundle file with this name, as an address on the site.
    #[must_use]
    pub fn asset_url(&self, name: &str) -> String {
        address::asset_url(&self.url, name)
    }
}

impl Site {
    /// How many distinct sources all articles list.
    #[must_use]
    pub fn source_count(&self) -> usize {
        self.publishers.iter().map(|p| p.source_count).sum()
    }

    /// The bundle files of all articles and pages with their addresses.
    pub fn bundle_files(&self) -> impl Iterator<Item = (&UrlPath, &Asset)> {
        let stories = self.stories.iter().map(|s| (&s.url, &s.article.assets));
        let pages = self.pages.iter().map(|p| (&p.url, &p.page.assets));
        stories.chain(pages).flat_map(|(url, assets)| assets.iter().map(move |asset| (url, asset)))
    }
}

/// Puts the parts together; what authors got wrong between files is reported, and left out of the site. `memo` is what the
/// last assembly left, or the default: it makes this one faster, and changes nothing else.
#[must_use]
pub fn assemble(parts: &Parts, clock: Clock, memo: &mut Memo) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (articles, held) = select::published(parts, clock);
    let mut stories = address::stories(parts, &articles, &mut diagnostics, &mut memo.addresses);
    let mut pages = address::pages(parts, clock, &mut diagnostics);
    let taxonomies = terms::group(parts, &mut stories, &mut diagnostics, &mut memo.terms);
    let publishers = publishers::group(parts, &mut stories, &mut memo.publishers);
    let days = days::group(&stories);
    links::resolve(parts, &mut stories, &mut pages, &mut diagnostics);
    let aliases = address::aliases(&stories, &pages);
    let site = Site {
        config: parts.config.clone(),
        stories,
        pages,
        taxonomies,
        publishers,
        days,
        aliases,
        static_files: parts.static_files.clone(),
        held,
    };
    (site, diagnostics)
}
