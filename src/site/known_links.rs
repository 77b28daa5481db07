//! Links of the last site that still lead where they led: an edit changes few of many.

use std::sync::Arc;

use ahash::{AHashSet as HashSet, RandomState};
use rayon::prelude::*;

use super::links::file_named;
use super::memo::Since;
use super::placed::NONE;
use super::{Digest, Parts, PlacedPage, ResolvedLink, Site, Story};
use crate::content::{Editorial, Page};
use crate::paths::UrlPath;

/// With more changed articles than this, all links are resolved.
const FEW: usize = 1_000;

/// What the last site knows of links.
pub(super) struct KnownLinks<'l> {
    last: &'l Site,
    since: &'l Since,
    hasher: RandomState,
    /// The hashes of the paths of all articles that are new, gone or different: where a link leads to one, it is asked again.
    changed: HashSet<u64>,
}

impl<'l> KnownLinks<'l> {
    /// Of a last site in which nothing was wrong with any link; nothing if what changed is not only a few articles.
    pub(super) fn new(
        parts: &Parts<'_>,
        (stories, since): (&[Story], &'l Since),
        pages: &[PlacedPage],
        digests: &[Digest],
        last: &'l Site,
    ) -> Option<Self> {
        let is_alike = parts.unread.is_empty()
            && Arc::ptr_eq(&parts.config, &last.config)
            && pages.iter().map(of_page).eq(last.pages.iter().map(of_page))
            && noted(digests.iter()) == noted(last.editions.iter().chain(&last.weeks));
        let new = since.new_stories().map(|story| &stories[story as usize]);
        let changed = new.chain(since.gone(last.stories.len()).map(|story| &last.stories[story as usize]));
        let changed: Vec<&Story> = changed.take(FEW + 1).collect();
        if !is_alike || changed.len() > FEW {
            return None;
        }
        let hasher = RandomState::new();
        let changed = changed.into_iter().map(|story| hasher.hash_one(&*story.article.file.path)).collect();
        Some(Self { last, since, changed, hasher })
    }

    /// The links of these stories, as far as they are as they were.
    pub(super) fn links(&self, stories: &[&Story]) -> Vec<Option<Vec<ResolvedLink>>> {
        stories.par_iter().with_min_len(64).map(|story| self.links_of(story)).collect()
    }

    fn links_of(&self, story: &Story) -> Option<Vec<ResolvedLink>> {
        let last = self.since.last_of(story.index);
        let is_changed = |path: &str| self.changed.contains(&self.hasher.hash_one(path));
        let is_same = last != NONE && !story.article.citations.links.iter().filter_map(file_named).any(is_changed);
        is_same.then(|| self.last.stories[last as usize].links.clone())
    }
}

fn of_page(placed: &PlacedPage) -> (*const Page, &UrlPath) {
    (Arc::as_ptr(&placed.page), &placed.url)
}

/// The digests with notes, by address, and these.
fn noted<'d>(digests: impl Iterator<Item = &'d Digest>) -> Vec<(&'d UrlPath, *const Editorial)> {
    let mut noted: Vec<_> =
        digests.filter_map(|digest| Some((&digest.url, Arc::as_ptr(digest.note.as_ref()?)))).collect();
    noted.sort_unstable();
    noted
}
