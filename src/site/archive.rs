//! The archive: all listed stories by the month in which they were published.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Story, StoryIndex};
use crate::paths::UrlPath;

/// A month with stories.
#[derive(Debug, Clone)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// Its page.
    pub url: UrlPath,
    /// Its stories, newest first.
    pub stories: Vec<StoryIndex>,
}

/// Every month with stories, newest first.
pub(super) fn months(stories: &[Story]) -> Vec<Month> {
    let mut by_month: BTreeMap<Date, Vec<StoryIndex>> = BTreeMap::new();
    for (index, story) in (0u32..).zip(stories).filter(|(_, story)| story.is_listed()) {
        let first = story.article.date.value.local.date().first_of_month();
        by_month.entry(first).or_default().push(index);
    }
    let month = |(first, stories): (Date, Vec<StoryIndex>)| {
        let url = UrlPath::new(format!("/archive/{:04}/{:02}/", first.year(), first.month()));
        Month { first, url: url.expect("numbers are good path segments"), stories }
    };
    by_month.into_iter().rev().map(month).collect()
}
