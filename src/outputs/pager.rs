//! Cutting long lists into pages that stay as they are.
//!
//! Pages are numbered from the oldest entries: page 1 holds the oldest and is full, so a new entry changes the newest page
//! only. The list's own address shows the newest entries: what is left over, and one full page more, so that it is never
//! nearly empty.

use std::ops::Range;

use super::Plan;
use crate::paths::UrlPath;
use crate::views::PagerView;

/// How a list is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pages {
    entries: usize,
    size: usize,
}

impl Pages {
    pub(super) fn new(entries: usize, size: usize) -> Self {
        Self { entries, size: size.max(1) }
    }

    /// How many numbered pages there are, besides the list's own address.
    pub(super) fn count(self) -> usize {
        (self.entries / self.size).saturating_sub(1)
    }

    /// Which entries, counted from the newest, a page shows; 0 is the list's own address.
    pub(super) fn range(self, number: usize) -> Range<usize> {
        if number == 0 {
            return 0..self.entries - self.count() * self.size;
        }
        let end = self.entries - (number - 1) * self.size;
        end - self.size..end
    }

    /// The address of a page below the list's own (which ends in `/`).
    pub(super) fn path(list: &str, number: usize) -> String {
        if number == 0 { list.to_owned() } else { format!("{list}page/{number}/") }
    }

    /// Adds all pages of a list; their recipes are its number among its kind, and the page's.
    pub(super) fn plan(self, plan: &mut Plan, list: &UrlPath, index: u32) {
        for number in 0..=self.count() {
            plan.add_own(&Self::path(list.as_str(), number), (index, u32::try_from(number).unwrap_or(u32::MAX)));
        }
    }

    /// The address of a page, as [`path`](Self::path) makes it.
    pub(super) fn address(list: &UrlPath, number: usize) -> UrlPath {
        UrlPath::new(Self::path(list.as_str(), number)).unwrap_or_else(|_| list.clone())
    }

    /// The title of a page of a list.
    pub(super) fn title(title: &str, number: usize) -> String {
        if number == 0 { title.to_owned() } else { format!("{title}, page {number}") }
    }

    /// What templates see of it; `list` is the list's own address with base path.
    pub(super) fn view(self, list: &str, number: usize) -> PagerView {
        let count = self.count();
        let newer = match number {
            0 => None,
            n if n == count => Some(0),
            n => Some(n + 1),
        };
        let older = match number {
            0 => Some(count),
            n => Some(n - 1),
        };
        PagerView {
            number,
            count,
            newer_url: newer.map(|n| Self::path(list, n)).unwrap_or_default(),
            older_url: older.filter(|n| *n > 0).map(|n| Self::path(list, n)).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_on_one_page_and_a_new_one_changes_the_newest_only() {
        for entries in 0..40 {
            let (now, then) = (Pages::new(entries, 5), Pages::new(entries + 1, 5));
            let all: Vec<usize> = (0..=now.count()).rev().map(|n| if n == 0 { 0 } else { n }).collect();
            let mut seen: Vec<usize> = all.iter().flat_map(|n| now.range(*n)).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..entries).collect::<Vec<_>>());
            for number in 1..=now.count() {
                let oldest_first = |pages: Pages, r: Range<usize>| pages.entries - r.end..pages.entries - r.start;
                assert_eq!(oldest_first(now, now.range(number)), oldest_first(then, then.range(number)));
            }
        }
    }

    #[test]
    fn a_reader_can_walk_from_the_newest_page_to_the_oldest_and_back() {
        let pages = Pages::new(23, 5);
        let mut path = vec![0];
        let mut at = pages.view("/t/", 0);
        while !at.older_url.is_empty() {
            let number = at.older_url.trim_end_matches('/').rsplit('/').next().unwrap().parse().unwrap();
            path.push(number);
            at = pages.view("/t/", number);
        }
        assert_eq!(path, [0, 3, 2, 1]);
        assert_eq!(pages.view("/t/", 3).newer_url, "/t/");
        assert_eq!(pages.view("/t/", 2).newer_url, "/t/page/3/");
    }
}
