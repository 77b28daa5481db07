//! The values of the archive's pages.

use serde::Serialize;

use super::lists::ARCHIVE as ARCHIVE_LIST;
use super::{LinkView, Views, date};
use crate::site::{Month, Site};

/// The template of the archive's index; a theme without it has none.
pub const ARCHIVE: &str = "archive.html";

/// The template of a month.
pub const MONTH: &str = "month.html";

/// Every year with articles, newest first.
pub fn years(site: &Site) -> impl Iterator<Item = i16> + '_ {
    let years = site.months.chunk_by(|a, b| a.first.year() == b.first.year());
    years.map(|months| months[0].first.year()).filter(|year| *year > 0)
}

/// The address of a year's index.
#[must_use]
pub fn year_path(year: i16) -> String {
    format!("/archive/{year:04}/")
}

/// The archive's index, or that of one year (`archive.html`, as `archive`).
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveView {
    /// The year that it shows; empty if it shows all.
    pub year: String,
    /// The index of all years.
    pub url: String,
    /// Years with articles, newest first.
    pub years: Vec<ArchiveYearView>,
}

/// A year of the archive.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveYearView {
    /// `2026`.
    pub title: String,
    /// Its own index.
    pub url: String,
    /// How many articles it holds.
    pub story_count: usize,
    /// Its months with articles, newest first.
    pub months: Vec<MonthView>,
}

/// A month of the archive (`month.html`, as `month`).
#[derive(Debug, Clone, Serialize)]
pub struct MonthView {
    /// `November 2026`; for a site whose language is not English, `2026-11`.
    pub title: String,
    /// Address.
    pub url: String,
    /// How many articles it holds.
    pub story_count: usize,
    /// The next newer month with articles.
    pub newer: Option<LinkView>,
    /// The next older one.
    pub older: Option<LinkView>,
    /// The index of its year.
    pub year: LinkView,
}

impl Views {
    /// The index of all years, or of one.
    #[must_use]
    pub fn archive(&self, only: Option<i16>) -> ArchiveView {
        let places: Vec<usize> = (0..self.site.months.len()).collect();
        let year_of = |place: &usize| self.site.months[*place].first.year();
        let years = places.chunk_by(|a, b| year_of(a) == year_of(b));
        let years = years.filter(|months| only.is_none_or(|year| year_of(&months[0]) == year)).map(|places| {
            let LinkView { title, url } = self.year(&self.site.months[places[0]]);
            let months: Vec<MonthView> = places.iter().map(|place| self.month(*place)).collect();
            ArchiveYearView { title, url, story_count: months.iter().map(|month| month.story_count).sum(), months }
        });
        let year = only.map(|year| year.to_string()).unwrap_or_default();
        ArchiveView { year, url: self.url(ARCHIVE_LIST.path), years: years.collect() }
    }

    /// A month, by its place in the site's.
    #[must_use]
    pub fn month(&self, index: usize) -> MonthView {
        let month = &self.site.months[index];
        let neighbour = |index: Option<usize>| self.site.months.get(index?).map(|month| self.month_link(month));
        let LinkView { title, url } = self.month_link(month);
        MonthView {
            title,
            url,
            story_count: month.stories.len(),
            newer: neighbour(index.checked_sub(1)),
            older: neighbour(Some(index + 1)),
            year: self.year(month),
        }
    }

    fn month_link(&self, month: &Month) -> LinkView {
        LinkView { title: date::month(&self.site.config, month.first), url: self.url(&month.url.encoded()) }
    }

    fn year(&self, month: &Month) -> LinkView {
        let year = month.first.year();
        LinkView { title: year.to_string(), url: self.url(&year_path(year)) }
    }
}
