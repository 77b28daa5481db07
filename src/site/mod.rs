//! The whole site as data: every article with its address, its terms, its publishers and its day. Immutable once made.
//!
//! [`assemble`] is the entry point; its steps are the sub-modules, in order: give each article its place ([`placed`],
//! [`address`]), [`select`] what is published now, put it in [`order`], group it by [`terms`], [`publishers`], [`cited`] sources and
//! [`digests`], and resolve the [`links`] between content files.

mod address;
mod archive;
mod cited;
mod corrections;
mod digests;
mod facts;
mod groups;
mod known_links;
mod leaderboard;
mod link_ends;
mod links;
mod lookup;
mod memo;
mod names;
mod numbers;
mod order;
mod parts;
mod periods;
mod placed;
mod publishers;
mod related;
mod rows;
mod select;
mod spellings;
mod story;
mod terms;
mod vocabulary;

use std::sync::Arc;

use jiff::Timestamp;

use crate::config::{Config, PublisherRecord, TaxonomyConfig, TermRecord};
use crate::content::{Asset, Editorial, Page, Period};
use crate::diagnostics::{Diagnostic, FileText};
use crate::paths::UrlPath;

use facts::Has;
use groups::Groups;

pub use archive::Month;
pub use corrections::Correction;
pub use leaderboard::{Cited, leaderboard};
pub use link_ends::Links;
pub use memo::Memo;
pub use parts::{Clock, Parts, StaticFile, Vocabulary};
pub(crate) use periods::rank;
pub use placed::Placed;
pub use related::related;
pub use rows::Rows;
pub use select::{Held, HeldReason, later_updates};
pub use story::Story;

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
    /// Every cited publisher, the one with most distinct sources first.
    pub publishers: Arc<Vec<Publisher>>,
    /// The stories that go on over time, by name.
    pub storylines: Arc<Taxonomy>,
    /// For each distinct source, the stories that list it, newest first, each once; retracted ones do not count. Which number
    /// a source has means nothing, and some have none.
    pub cited: Arc<Rows>,
    /// Every day with articles, newest first.
    pub editions: Vec<Digest>,
    /// Every week with articles, newest first.
    pub weeks: Vec<Digest>,
    /// Every month with articles, newest first.
    pub months: Arc<Vec<Month>>,
    /// Every correction and retraction, newest first.
    pub corrections: Arc<Vec<Correction>>,
    /// Older addresses that lead to a page.
    pub aliases: Vec<Alias>,
    /// Files that are copied.
    pub static_files: Arc<Vec<StaticFile>>,
    /// The moment of the build.
    pub now: Timestamp,
    /// What is not published, and why.
    pub held: Vec<Held>,
    /// What any of the stories has.
    has: Has,
    groups: Groups,
}

/// Index of a story in [`Site::stories`].
pub type StoryIndex = u32;

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

/// The digest of a day (an edition) or a week.
#[derive(Debug, Clone)]
pub struct Digest {
    /// The day or week.
    pub period: Period,
    /// Its page.
    pub url: UrlPath,
    /// Its articles: pinned ones first, then by rank.
    pub stories: Vec<StoryIndex>,
    /// How many of them are pinned.
    pub pinned: usize,
    /// What the editors say about it.
    pub note: Option<Arc<Editorial>>,
    /// For each link of the note with a hole, where it leads.
    pub links: Vec<ResolvedLink>,
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

impl Site {
    /// The articles that lists and feeds hold, newest first.
    pub fn listed(&self) -> impl Iterator<Item = &Story> {
        self.stories.iter().filter(|story| story.is_listed())
    }

    /// When the next of the articles that are published now will not be any more: a build is due then.
    #[must_use]
    pub fn next_expiry(&self) -> Option<Timestamp> {
        self.stories.iter().filter_map(|story| story.will_expire(self.now)).min()
    }

    /// How many articles lists and feeds hold.
    #[must_use]
    pub fn listed_count(&self) -> usize {
        self.months.iter().map(|month| month.stories.len()).sum()
    }

    /// How many distinct sources the listed articles have.
    #[must_use]
    pub fn source_count(&self) -> usize {
        self.groups.cited.count
    }

    /// The bundle files of all articles and pages with their addresses.
    pub fn bundle_files(&self) -> impl Iterator<Item = (&UrlPath, &Asset)> {
        let bundles = self.stories.iter().filter(|story| story.has(Has::ASSETS));
        let stories = bundles.map(|s| (&s.url, &s.article.assets));
        let pages = self.pages.iter().map(|p| (&p.url, &p.page.assets));
        stories.chain(pages).flat_map(|(url, assets)| assets.iter().map(move |asset| (url, asset)))
    }
}

/// Puts the parts together; what authors got wrong between files is reported, and left out of the site. `memo` is what the
/// last assembly left, or the default: it makes this one faster, and changes nothing else.
#[must_use]
pub fn assemble(parts: &Parts<'_>, clock: Clock, memo: &mut Memo) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let moved = memo.placed.update(parts.articles, &parts.config.permalink);
    let (shown, held) = select::published(parts, clock, &memo.placed);
    address::report(&memo.placed, &shown, &mut diagnostics);
    let (last, former) = memo.take_sites();
    let (mut stories, since) = memo.order.update(memo.placed.all(), &shown, &moved, former);
    memo.note_new(&stories, &since);
    let mut pages = address::pages(parts, clock, &mut diagnostics);
    let groups = Groups::of(parts, &mut stories, &since, &mut diagnostics, memo);
    let has = Has::of_any(&stories);
    let Memo { placed, order, .. } = memo;
    let lookup = lookup::Lookup::new(parts, &stories, has, move || order.bearers(placed));
    let related = related::named(&lookup, &stories, has, &mut diagnostics);
    let Memo { months, corrections, digests, .. } = memo;
    let by_period = || digests::group(parts, clock, (&stories, &since), &lookup, &mut diagnostics, digests);
    let by_time = || (archive::months(&stories, &since, months), corrections::collect(&stories, &since, corrections));
    let (mut digests, (months, corrections)) = rayon::join(by_period, by_time);
    drop(lookup);
    related.into_iter().for_each(|(story, related)| stories[story as usize].related = related);
    let last = last.as_deref().filter(|_| memo.links_are_right);
    let Memo { placed, order, .. } = memo;
    let leading = (&mut stories[..], has, &mut pages[..], &mut digests[..]);
    memo.links_are_right =
        links::resolve(parts, leading, (&since, last), move || order.bearers(placed), &mut diagnostics);
    let (editions, weeks) = digests.into_iter().partition(|digest| matches!(digest.period, Period::Day(_)));
    let mut aliases = address::aliases(&stories, has, &pages);
    let taxonomies = groups.terms.taxonomies.iter().chain([&*groups.terms.storylines]);
    aliases.extend(address::term_aliases(parts, taxonomies));
    let site = Site {
        config: parts.config.clone(),
        stories,
        pages,
        taxonomies: groups.terms.taxonomies.clone(),
        publishers: groups.publishers.publishers.clone(),
        storylines: groups.terms.storylines.clone(),
        cited: groups.cited.stories.clone(),
        editions,
        weeks,
        months,
        corrections,
        aliases,
        static_files: parts.static_files.clone(),
        now: clock.now,
        held,
        has,
        groups,
    };
    (site, diagnostics)
}
