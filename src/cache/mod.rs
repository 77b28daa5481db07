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
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ahash::AHashMap as HashMap;
use rayon::prelude::*;

use crate::config::{Config, PublisherRecord, Publishers};
use crate::content::{self, Article, ContentFile, ContentKind, Findings, Outlining, Record};
use crate::diagnostics::Diagnostic;

use entry::Key;
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

impl Folder {
    /// Whether a site with so many content files is large enough for a cache.
    #[must_use]
    pub fn is_for(&self, files: usize) -> bool {
        files >= self.fewest
    }
}

/// A site, as far as its cache depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Its folder, without links in its path.
    pub root: &'a Path,
    /// Where it is published, if it is.
    pub out: Option<&'a Path>,
    /// How many content files it has.
    pub files: usize,
    /// Its settings.
    pub config: &'a Config,
    /// Its registry of publishers.
    pub publishers: &'a [PublisherRecord],
}

/// Whether articles still hold the texts that they were parsed from when they are [kept](Cache::keep).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Texts {
    /// They have let them go.
    #[default]
    LetGo,
    /// They do: where no entry has to be found, keys are made only then.
    Held,
}

/// The cache of one site, as one run uses it; the default is that of a site without one.
#[derive(Debug, Default)]
pub struct Cache {
    place: Option<Place>,
    kept: Option<Reader>,
    /// The keys, by path, of those articles that can be kept, if they will be; none where it will be made of the text that
    /// the article holds.
    keys: Option<Mutex<HashMap<Arc<str>, Option<Key>>>>,
    texts: Texts,
    /// How many of these had to be parsed.
    missed: AtomicUsize,
}

impl Cache {
    /// The cache of a site.
    #[must_use]
    pub fn open(folder: &Folder, site: &Site<'_>) -> Self {
        let place = if folder.is_for(site.files) { Place::of(folder, site) } else { None };
        let kept = place.as_ref().and_then(|place| Reader::open(place).ok());
        Self { place, kept, ..Self::default() }
    }

    /// The same, if [`keep`](Self::keep) will be called.
    #[must_use]
    pub fn to_be_kept(self, texts: Texts) -> Self {
        let keys = self.place.is_some().then(Mutex::default);
        Self { keys, texts, ..self }
    }

    /// Whether there is one that can be asked.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.kept.is_some()
    }

    /// What a content file is parsed to, without findings: by the cache, else by parsing it, or as an outline.
    #[must_use]
    pub fn parse(
        &self,
        content: &ContentFile,
        config: &Config,
        publishers: &Publishers<'_>,
        outlining: Option<&Arc<Outlining>>,
    ) -> (Option<Record>, Vec<Diagnostic>) {
        let parse = || match outlining {
            Some(outlining) => content::outline(content, config, publishers, outlining),
            None => content::parse_noting(content, config, publishers, Findings::Dropped),
        };
        let can_be_kept = content.kind == ContentKind::Article && content.assets.is_empty();
        let is_asked = self.kept.is_some() || self.keys.is_some();
        if !is_asked || !can_be_kept {
            return parse();
        }
        // A file may be another one when its article is kept.
        let is_keyed = self.kept.is_some() || self.texts == Texts::LetGo;
        let key = is_keyed.then(|| entry::key(&content.file));
        let asked = self.kept.as_ref().zip(key.as_ref());
        let kept = asked.and_then(|(kept, key)| entry::read(kept, key, &content.file));
        let is_kept = kept.is_some();
        let parsed = match kept {
            Some(article) => (Some(Record::Article(Arc::new(article))), Vec::new()),
            None => parse(),
        };
        if let (Some(keys), []) = (&self.keys, &parsed.1[..]) {
            self.missed.fetch_add(usize::from(!is_kept), Ordering::Relaxed);
            keys.lock().unwrap_or_else(PoisonError::into_inner).insert(content.file.path.clone(), key);
        }
        parsed
    }

    /// Keeps for the next run those of the articles that can be kept, unless nearly all are kept already.
    pub fn keep<'a>(&self, articles: &'a [Arc<Article>]) {
        let (Some(place), Some(keys)) = (&self.place, &self.keys) else { return };
        let keys = keys.lock().unwrap_or_else(PoisonError::into_inner);
        if self.missed.load(Ordering::Relaxed) * TOLERATED <= keys.len() {
            return;
        }
        let keyed = |article: &'a Arc<Article>| {
            let key = keys.get(&article.file.path)?;
            let is_faultless = article.found_late().is_empty();
            is_faultless.then(|| (key.unwrap_or_else(|| entry::key(&article.file)), &**article))
        };
        // Without a cache the next run is as slow as this one was: not worth a word.
        _ = file::write(place, &articles.par_iter().filter_map(keyed).collect::<Vec<_>>());
    }
}
