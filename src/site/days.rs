//! Days: the articles of each edition, by rank.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Day, Story, StoryIndex};

/// Groups the stories by edition, newest day first, each day by rank.
pub(super) fn group(stories: &[Story]) -> Vec<Day> {
    let mut by_date: BTreeMap<Date, Vec<StoryIndex>> = BTreeMap::new();
    for (index, story) in (0u32..).zip(stories) {
        by_date.entry(story.article.edition).or_default().push(index);
    }
    let day = |(date, mut indices): (Date, Vec<StoryIndex>)| {
        indices.sort_by(|a, b| rank(&stories[*a as usize], &stories[*b as usize]));
        Day { date, stories: indices }
    };
    by_date.into_iter().rev().map(day).collect()
}

/// The order of stories in a digest: importance, then distinct publishers, then time, then id (else address).
///
/// A total order without a clock in it, so that an editor can predict it.
pub(crate) fn rank(a: &Story, b: &Story) -> Ordering {
    let id = |s: &Story| s.article.id.as_ref().map_or(s.url.as_str().to_owned(), |id| id.value.clone());
    (b.article.importance.cmp(&a.article.importance))
        .then(b.publishers.len().cmp(&a.publishers.len()))
        .then(b.article.date.value.instant.cmp(&a.article.date.value.instant))
        .then_with(|| id(a).cmp(&id(b)))
        .then_with(|| a.url.cmp(&b.url))
}
