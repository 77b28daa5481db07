//! The stories of each day and each week by rank.
//!
//! The ranks of a hundred thousand stories are looked up all over the memory. So after an edit only those stories are ranked
//! of which the last assembly knows nothing.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use ahash::AHashMap as HashMap;
use jiff::Timestamp;
use rayon::prelude::*;

use super::memo::{Since, Step};
use super::placed::NONE;
use super::{Story, StoryIndex};
use crate::config::Permalink;
use crate::content::{Article, Period};
use crate::paths::UrlPath;

/// The settings that ranking reads: addresses decide between equal articles.
pub(super) type Reads = Permalink;

/// The listed stories of every day and week by rank, the newest day or week first.
pub(super) type ByPeriod = Vec<(Period, UrlPath, Vec<StoryIndex>)>;

/// More new stories than this are ranked together with all others.
const FEW: usize = if cfg!(test) { 2 } else { 1_000 };

/// The stories by period and rank: those of the last time, as far as they are still right.
pub(super) fn ranked(
    stories: &[Story],
    since: &Since,
    reads: Reads,
    memo: &mut Step<Reads, ByPeriod>,
) -> Arc<ByPeriod> {
    let are_alike = since.are_alike(stories, alike);
    let last = memo.recall(&reads, true);
    memo.recall_or_make(reads, are_alike, || {
        let new: Vec<StoryIndex> = since.new_stories().collect();
        match last.filter(|_| new.len() <= FEW) {
            Some(last) => updated(&last, stories, since, &new),
            None => all(stories),
        }
    })
}

/// Whether two articles have the same place among the others: [`rank`] counts the publishers of their sources.
fn alike(a: &Article, b: &Article) -> bool {
    fn publishers(article: &Article) -> impl Iterator<Item = &str> {
        article.sources.iter().map(|source| &*source.publisher)
    }
    (a.edition, a.importance, a.date.value, a.is_retracted())
        == (b.edition, b.importance, b.date.value, b.is_retracted())
        && a.id.as_ref().map(|id| &id.value) == b.id.as_ref().map(|id| &id.value)
        && a.slug.value == b.slug.value
        && publishers(a).eq(publishers(b))
}

fn all(stories: &[Story]) -> ByPeriod {
    let mut found: HashMap<Period, Vec<StoryIndex>> = HashMap::new();
    // Neighbours are mostly of one day.
    for of_day in stories.chunk_by(|a, b| a.facts.edition == b.facts.edition) {
        let listed: Vec<StoryIndex> =
            of_day.iter().filter(|story| story.is_listed()).map(|story| story.index).collect();
        if !listed.is_empty() {
            for period in periods(&of_day[0]) {
                found.entry(period).or_default().extend(&listed);
            }
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_unstable_by_key(|(period, _)| Reverse(*period));
    found.par_iter_mut().for_each(|(_, indices)| {
        let story = |index: &StoryIndex| &stories[*index as usize];
        let mut ranked: Vec<(ByRank, StoryIndex)> =
            indices.iter().map(|index| (by_rank(story(index)), *index)).collect();
        ranked.sort_by(|(a, i), (b, j)| a.cmp(b).then_with(|| tied(story(i), story(j))));
        indices.iter_mut().zip(ranked).for_each(|(index, (_, ranked))| *index = ranked);
    });
    found.into_iter().map(addressed).collect()
}

/// The last lists with the present numbers, without the stories that are gone, and with the new ones.
fn updated(last: &ByPeriod, stories: &[Story], since: &Since, new: &[StoryIndex]) -> ByPeriod {
    let now_of = since.now_of();
    let now = |last: &StoryIndex| now_of.get(*last as usize).copied().filter(|now| *now != NONE);
    let mut lists: ByPeriod =
        last.iter().map(|(period, url, list)| (*period, url.clone(), list.iter().filter_map(now).collect())).collect();
    for story in new.iter().map(|index| &stories[*index as usize]).filter(|story| story.is_listed()) {
        for period in periods(story) {
            let place = lists.binary_search_by_key(&Reverse(period), |(other, ..)| Reverse(*other));
            let place = place.unwrap_or_else(|place| {
                lists.insert(place, addressed((period, Vec::new())));
                place
            });
            let list = &mut lists[place].2;
            // Two with one address are equal, which is a mistake: they stay in the order of the stories.
            let order = |other: &StoryIndex| rank(&stories[*other as usize], story).then(other.cmp(&story.index));
            list.insert(list.partition_point(|other| order(other).is_lt()), story.index);
        }
    }
    lists.retain(|(_, _, list)| !list.is_empty());
    debug_assert_eq!(lists, all(stories), "an edit ranks otherwise than a first time");
    lists
}

/// The day and the week of a story's edition.
fn periods(story: &Story) -> [Period; 2] {
    let day = story.facts.edition;
    [Period::Day(day), Period::week_of(day)]
}

fn addressed((period, indices): (Period, Vec<StoryIndex>)) -> (Period, UrlPath, Vec<StoryIndex>) {
    let url = UrlPath::new(format!("/digest/{}/", period.slug())).expect("a day or a week is a good path segment");
    (period, url, indices)
}

/// The order of stories in a digest: importance, then distinct publishers, then time, then id (else address).
///
/// A total order without a clock in it, so that an editor can predict it.
pub(crate) fn rank(a: &Story, b: &Story) -> Ordering {
    by_rank(a).cmp(&by_rank(b)).then_with(|| tied(a, b))
}

/// What [`rank`] compares first.
type ByRank = Reverse<(u8, usize, Timestamp)>;

fn by_rank(story: &Story) -> ByRank {
    Reverse((story.facts.importance, story.publisher_count, story.facts.instant))
}

/// What it compares last.
fn tied(a: &Story, b: &Story) -> Ordering {
    fn id(story: &Story) -> &str {
        story.article.id.as_ref().map_or(story.url.as_str(), |id| &id.value)
    }
    id(a).cmp(id(b)).then_with(|| a.url.cmp(&b.url))
}
