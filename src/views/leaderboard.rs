//! The values of the publishers' index: of all time, of a year, of a month.

use std::collections::BTreeSet;

use super::lists::PUBLISHERS as ALL_TIME;
use super::{PublisherView, SectionLinkView, Views, date};
use crate::site::{Month, Site, leaderboard};

/// The template of the index of publishers.
pub const PUBLISHERS: &str = "publishers.html";

/// The template of a publisher.
pub const PUBLISHER: &str = "publisher.html";

/// The publishers' index.
#[derive(Debug)]
pub struct LeaderboardView {
    /// `2026` or `November 2026`; empty for all time.
    pub period: String,
    /// Who is cited then, most cited first.
    pub publishers: Vec<PublisherView>,
    /// All time, and every year with articles, newest first.
    pub years: Vec<SectionLinkView>,
    /// Every month of the year in question, newest first; empty for all time.
    pub months: Vec<SectionLinkView>,
}

/// The year and month of a leaderboard; a month of 0 is the whole year, a year of 0 is all time.
pub type When = (u32, u32);

/// Those of every year and every month with articles.
#[must_use]
pub fn leaderboards(site: &Site) -> BTreeSet<When> {
    site.months.iter().map(of_month).flat_map(|(year, month)| [(year, 0), (year, month)]).collect()
}

/// A month's own leaderboard.
fn of_month(month: &Month) -> When {
    let year = u32::try_from(month.first.year()).unwrap_or(0);
    (year, u32::from(month.first.month().unsigned_abs()))
}

/// Its address.
#[must_use]
pub fn leaderboard_path(when: When) -> String {
    match when {
        (0, _) => ALL_TIME.path.to_owned(),
        (year, 0) => format!("/publishers/in/{year:04}/"),
        (year, month) => format!("/publishers/in/{year:04}/{month:02}/"),
    }
}

impl Views {
    /// The publishers' index of all time, of a year or of a month.
    #[must_use]
    pub fn leaderboard(&self, (year, month): When) -> LeaderboardView {
        let site = &*self.site;
        let is_in = |of: &When| year == of.0 && (month == 0 || month == of.1);
        let link = |title: String, to: When| SectionLinkView {
            title,
            url: self.url(&leaderboard_path(to)),
            current: to == (year, month),
        };
        let all: Vec<(When, &Month)> = site.months.iter().map(|month| (of_month(month), month)).collect();
        let mut years: Vec<u32> = all.iter().map(|(when, _)| when.0).collect();
        years.dedup();
        let years = years.into_iter().map(|year| link(year.to_string(), (year, 0)));
        let title = |month: &Month| date::month(&site.config, month.first);
        let of_year = all.iter().filter(|(when, _)| when.0 == year);
        let publishers = if year == 0 {
            site.publishers.iter().map(|publisher| self.publisher(publisher)).collect()
        } else {
            self.cited_in(all.iter().filter(|(when, _)| is_in(when)).map(|(_, month)| *month))
        };
        LeaderboardView {
            period: match all.iter().find(|(when, _)| *when == (year, month)) {
                Some((_, month)) => title(month),
                None if year > 0 => year.to_string(),
                None => String::new(),
            },
            publishers,
            years: std::iter::once(link("All time".to_owned(), (0, 0))).chain(years).collect(),
            months: of_year.map(|(when, month)| link(title(month), *when)).collect(),
        }
    }

    /// The publishers that the articles of some months cite, counted for these months.
    fn cited_in<'a>(&self, months: impl Iterator<Item = &'a Month>) -> Vec<PublisherView> {
        let cited = leaderboard(&self.site, months.flat_map(|month| &month.stories));
        let view = |cited: crate::site::Cited| PublisherView {
            source_count: cited.sources,
            article_count: cited.stories,
            ..self.publisher(&self.site.publishers[cited.publisher as usize])
        };
        cited.into_iter().map(view).collect()
    }
}
