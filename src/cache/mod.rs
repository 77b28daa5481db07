//! What articles were parsed to, kept from one run to the next, so that a run parses only what changed.
//!
//! A cache is one file in the user's folder for caches, outside of the site: no pull request can bring one along. An entry
//! is found by the path and the bytes of an article; the whole cache belongs to one program and to the settings that
//! parsing reads. So nothing in it is ever out of date, and an entry that does not fit is none. Whatever goes wrong with
//! it, articles are parsed: a cache makes a run faster, and changes nothing else.
//!
//! Not kept are articles with something to say (their messages point into texts), bundles (what they are depends on other
//! files), pages and editors' notes (few), and what only `citewire check` reads, which asks no cache.

mod entry;
mod file;
mod place;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::config::{Config, PublisherRecord, Publishers};
use crate::content::{self, Article, ContentFile, ContentKind, Record};
use crate::diagnostics::Diagnostic;

use file::Reader;
use place::Place;

/// [`Folder::fewest`] of usual sites: fewer files are parsed before one could notice.
pub const FEWEST: usize = 500;

/// The cache is written anew if more than one in so many articles was not in it.
const TOLERATED: usize = 16;

/// Where caches are.
#[derive(Debug, Clone)]
pub struct Folder {
    /// The folder; made when the first cache is written.
    pub path: PathBuf,
    /// Names the program exactly: what another one kept may be parsed otherwise by this one.
    pub program: String,
    /// A site with fewer content files has no cache.
    pub fewest: usize,
}

/// The cache of one site, as one run uses it; the default is that of a site without one.
#[derive(Debug, Default)]
pub struct Cache {
    place: Option<Place>,
    kept: Option<Reader>,
    /// How many articles had to be parsed that might have been kept.
    missed: AtomicUsize,
}

impl Cache {
    /// The cache of the site at `root`, which has so many content `files`.
    #[must_use]
    pub fn open(folder: &Folder, root: &Path, files: usize, config: &Config, publishers: &[PublisherRecord]) -> Self {
        if files < folder.fewest {
            return Self::default();
        }
        let place = Place::of(folder, root, config, publishers);
        let kept = Reader::open(&place).ok();
        Self { place: Some(place), kept, missed: AtomicUsize::new(0) }
    }

    /// What a content file is parsed to: by the cache, else by parsing it.
    #[must_use]
    pub fn parse(
        &self,
        content: &ContentFile,
        config: &Config,
        publishers: &Publishers<'_>,
    ) -> (Option<Record>, Vec<Diagnostic>) {
        let can_be_kept = content.kind == ContentKind::Article && content.assets.is_empty();
        let kept = self.kept.as_ref().filter(|_| can_be_kept);
        if let Some(article) = kept.and_then(|kept| entry::read(kept, &content.file)) {
            return (Some(Record::Article(Arc::new(article))), Vec::new());
        }
        let parsed = content::parse(content, config, publishers);
        if can_be_kept && parsed.1.is_empty() {
            self.missed.fetch_add(1, Ordering::Relaxed);
        }
        parsed
    }

    /// Keeps these articles for the next run, unless nearly all are kept already. There is nothing to say about them, and
    /// they have no assets.
    pub fn keep(&self, articles: &[Arc<Article>]) {
        let missed = self.missed.load(Ordering::Relaxed);
        if let Some(place) = self.place.as_ref().filter(|_| missed * TOLERATED > articles.len()) {
            // Without a cache the next run is as slow as this one was: not worth a word.
            _ = file::write(place, articles, entry::of);
        }
    }
}
