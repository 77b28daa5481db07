//! The archive: all listed stories by the month in which they were published.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::memo::{Since, Step};
use super::{Story, StoryIndex};
use crate::content::Article;
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
pub(super) fn months(stories: &[Story], since: &Since, memo: &mut Step<(), Vec<Month>>) -> Arc<Vec<Month>> {
    memo.recall_or_make((), since.are_alike(stories, alike), || by_month(stories))
}

fn first_day(article: &Article) -> Date {
    article.date.value.local.date().first_of_month()
}

fn alike(a: &Article, b: &Article) -> bool {
    first_day(a) == first_day(b) && a.is_retracted() == b.is_retracted()
}

fn by_month(stories: &[Story]) -> Vec<Month> {
    let mut by_month: BTreeMap<Date, Vec<StoryIndex>> = BTreeMap::new();
    let first_day = |story: &Story| story.day.first_of_month();
    // Neighbours are mostly of one month.
    for of_month in stories.chunk_by(|a, b| first_day(a) == first_day(b)) {
        let listed = of_month.iter().filter(|story| story.is_listed()).map(|story| story.index);
        let mut listed = listed.peekable();
        if listed.peek().is_some() {
            by_month.entry(first_day(&of_month[0])).or_default().extend(listed);
        }
    }
    let month = |(first, stories): (Date, Vec<StoryIndex>)| {
        let url = UrlPath::new(format!("/archive/{:04}/{:02}/", first.year(), first.month()));
        Month { first, url: url.expect("numbers are good path segments"), stories }
    };
    by_month.into_iter().rev().map(month).collect()
}
