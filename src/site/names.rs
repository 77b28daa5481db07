//! Articles by the names that others use for them: path, slug and id; and whether two have one id.
//!
//! Links, `related` and pins name a few of a hundred thousand articles, which lie all over the memory. So the hashes of all
//! names are kept side by side, and only articles that may be meant are looked at.

use std::ops::Range;
use std::sync::Arc;

use ahash::{AHashMap as HashMap, AHashSet as HashSet, RandomState};
use rayon::prelude::*;

use super::Story;
use super::facts::Has;
use super::placed::Placed;
use crate::content::Article;

/// What an article is named by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// The path of its file.
    Path,
    /// Its slug.
    Slug,
    /// Its id.
    Id,
}

impl Name {
    const ALL: [Self; 3] = [Self::Path, Self::Slug, Self::Id];

    /// That of an article, if it has one.
    pub(super) fn of(self, article: &Article) -> Option<&str> {
        match self {
            Self::Path => Some(&article.file.path),
            Self::Slug => Some(&article.slug.value),
            Self::Id => article.id.as_ref().map(|id| id.value.as_str()),
        }
    }
}

/// The hashes of the names of all articles, in their order.
#[derive(Debug, Default)]
pub(super) struct AllNames {
    hasher: RandomState,
    /// By [`Name`]; for an id that is not there, some number.
    hashes: Vec<[u64; 3]>,
}

impl AllNames {
    /// Those of these articles.
    pub(super) fn of(all: &[Arc<Placed>]) -> Self {
        let mut names = Self::default();
        names.hashes = all.par_iter().with_min_len(512).map(|placed| names.hashes(placed)).collect();
        names
    }

    /// Puts those of some articles in the place of others.
    pub(super) fn splice(&mut self, others: Range<usize>, placed: &[Arc<Placed>]) {
        let new: Vec<[u64; 3]> = placed.iter().map(|placed| self.hashes(placed)).collect();
        self.hashes.splice(others, new);
    }

    fn hashes(&self, placed: &Placed) -> [u64; 3] {
        Name::ALL.map(|name| name.of(&placed.article).map_or(0, |name| self.hasher.hash_one(name)))
    }
}

/// Finds who bears a name.
#[derive(Clone, Copy)]
pub(super) struct Bearers<'a> {
    /// All articles.
    pub(super) all: &'a [Arc<Placed>],
    /// Their names.
    pub(super) names: &'a AllNames,
    /// For each story, the place of its article among all, or [`NONE`](super::placed::NONE) if it was made for the moment.
    pub(super) places: &'a [u32],
}

impl<'a> Bearers<'a> {
    /// The hashes of some names, with which those are found that may bear them.
    pub(super) fn hashes<'n>(&self, names: impl Iterator<Item = &'n str>) -> HashSet<u64> {
        names.map(|name| self.names.hasher.hash_one(name)).collect()
    }

    /// The stories that may bear one of these names, with the name that each has.
    pub(super) fn stories<'s>(
        self,
        stories: &'s [Story],
        name: Name,
        wanted: &HashSet<u64>,
    ) -> impl Iterator<Item = (&'s str, &'s Story)> {
        let hash = move |story: &Story, place: u32| match self.names.hashes.get(place as usize) {
            Some(hashes) => hashes[name as usize],
            // It was made for the moment, and stands at no place.
            None => name.of(&story.article).map_or(0, |name| self.names.hasher.hash_one(name)),
        };
        let all = if wanted.is_empty() { &[] } else { stories };
        let may_be_meant =
            all.iter().zip(self.places).filter(move |(story, place)| wanted.contains(&hash(story, **place)));
        may_be_meant.filter_map(move |(story, _)| Some((name.of(&story.article)?, story)))
    }

    /// The articles that may bear one of these names in one of these ways, whether they are published or not.
    pub(super) fn articles(self, names: &[Name], wanted: &HashSet<u64>) -> impl Iterator<Item = &'a Article> {
        let is_meant = move |hashes: &[u64; 3]| names.iter().any(|name| wanted.contains(&hashes[*name as usize]));
        let all = if wanted.is_empty() { &[] } else { self.all };
        all.iter()
            .zip(&self.names.hashes)
            .filter(move |(_, hashes)| is_meant(hashes))
            .map(|(placed, _)| &*placed.article)
    }
}

/// How often each id is given, by its hash: so it is known that no two are the same.
#[derive(Debug, Default)]
pub(super) struct Ids {
    hasher: RandomState,
    counts: HashMap<u64, u32>,
    /// How many hashes stand for more than one.
    doubles: usize,
}

impl Ids {
    /// Whether two articles may have one id.
    pub(super) fn may_be_double(&self) -> bool {
        self.doubles > 0
    }

    /// Notes that an article is there.
    pub(super) fn add(&mut self, placed: &Placed) {
        if let Some(hash) = self.hash(placed) {
            let count = self.counts.entry(hash).or_default();
            *count += 1;
            self.doubles += usize::from(*count == 2);
        }
    }

    /// Notes that an article that was there is there no more.
    pub(super) fn remove(&mut self, placed: &Placed) {
        let Some(hash) = self.hash(placed) else { return };
        let Some(count) = self.counts.get_mut(&hash) else { return };
        *count -= 1;
        match *count {
            0 => _ = self.counts.remove(&hash),
            1 => self.doubles -= 1,
            _ => {}
        }
    }

    fn hash(&self, placed: &Placed) -> Option<u64> {
        // Most sites have none, and articles are not looked at for nothing.
        let id = if placed.facts.has.has(Has::ID) { Name::Id.of(&placed.article) } else { None };
        id.map(|id| self.hasher.hash_one(id))
    }
}
