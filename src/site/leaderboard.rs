//! How often each publisher is cited by some of the articles.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::{Site, StoryIndex};

/// A publisher and how often it is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cited {
    /// Its index in [`Site::publishers`].
    pub publisher: u32,
    /// How many distinct sources of it the articles list.
    pub sources: usize,
    /// How many of the articles list one.
    pub stories: usize,
}

/// The publishers that the articles cite, most cited first; equal ones in the order of the site's.
#[must_use]
pub fn leaderboard<'a>(site: &Site, stories: impl Iterator<Item = &'a StoryIndex>) -> Vec<Cited> {
    let mut counts: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    let mut seen = HashSet::new();
    for story in stories.map(|index| &site.stories[*index as usize]) {
        for (publisher, source) in site.source_publishers(story).iter().zip(site.sources_of(story)) {
            // Articles may name different publishers for one source: it counts for each, as on the publishers' own pages.
            counts.entry(*publisher).or_default().0 += usize::from(seen.insert((*publisher, *source)));
        }
        let publishers = &site.groups.publishers.of_stories[story.index as usize];
        publishers.iter().for_each(|publisher| counts.entry(*publisher).or_default().1 += 1);
    }
    let mut ranked: Vec<Cited> =
        counts.into_iter().map(|(publisher, (sources, stories))| Cited { publisher, sources, stories }).collect();
    ranked.sort_by_key(|cited| Reverse((cited.sources, cited.stories)));
    ranked
}
