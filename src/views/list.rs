//! What templates see of pages that list things: home, terms, publishers.

use std::sync::Arc;

use serde::Serialize;

use super::{DateView, LinkView};
use crate::site::StoryIndex;

/// Names the story whose [`CardView`](super::CardView) a template gets. The card is made when it is asked for, once for all lists.
#[derive(Debug, Clone, Copy)]
pub struct Card {
    pub(super) index: StoryIndex,
    /// For the story's own page, which shows more than lists may.
    pub(super) own: bool,
}

/// The home page (`home.html`, as `home`).
#[derive(Debug, Clone)]
pub struct HomeView {
    /// The first story of the latest editions by rank; absent on a site without articles.
    pub lead: Option<Card>,
    /// The next stories of the latest editions by rank.
    pub top: Vec<Card>,
    /// The latest days with all their stories, newest day first; lead and top stories are not repeated.
    pub days: Vec<DayView>,
    /// How many articles the site has.
    pub article_count: usize,
    /// How many distinct sources they cite.
    pub source_count: usize,
}

/// One day of the river.
#[derive(Debug, Clone)]
pub struct DayView {
    /// The day.
    pub date: DateView,
    /// Its digest; empty if the theme has none.
    pub url: String,
    /// Its stories by rank.
    pub cards: Vec<Card>,
    /// How many further stories its digest holds.
    pub more: usize,
}

/// The digest of a day or a week (`digest.html`, as `digest`).
#[derive(Debug, Clone)]
pub struct DigestView {
    /// `day` or `week`.
    pub kind: &'static str,
    /// The title of the editors' note, else `period`.
    pub title: String,
    /// `Friday, 20 November 2026` or `Week 47 of 2026`; for a site whose language is not English, `2026-11-20` or `2026-W47`.
    pub period: String,
    /// Its first day.
    pub first: DateView,
    /// Its last day.
    pub last: DateView,
    /// The editors' introduction; empty if there is none.
    pub intro_html: String,
    /// The rest of the editors' note; empty if there is none.
    pub body_html: String,
    /// What the editors put on top, in their order.
    pub pinned: Vec<Card>,
    /// The other stories by rank: those of a day as one, those of a week by day, oldest first.
    pub days: Vec<DayView>,
    /// How many stories it holds.
    pub story_count: usize,
    /// The same as a newsletter; empty if none is written.
    pub email_url: String,
    /// The week that a day lies in.
    pub week: Option<LinkView>,
    /// The next newer digest of its kind that holds stories.
    pub newer: Option<LinkView>,
    /// The next older one.
    pub older: Option<LinkView>,
    /// `extra` of the editors' note; empty if there is none.
    pub extra: crate::config::Extra,
}

/// A week in the index of digests (`digests.html`, in `weeks`).
#[derive(Debug, Clone, Serialize)]
pub struct DigestWeekView {
    /// The week.
    pub week: DigestLinkView,
    /// Its days with articles, newest first.
    pub days: Vec<DigestLinkView>,
}

/// A digest in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DigestLinkView {
    /// As in [`DigestView`].
    pub period: String,
    /// Its first day.
    pub first: DateView,
    /// The title of the editors' note, else of its first story.
    pub title: String,
    /// Address.
    pub url: String,
    /// How many stories it holds.
    pub story_count: usize,
}

/// A taxonomy's index (`taxonomy.html`, as `taxonomy`).
#[derive(Debug, Clone, Serialize)]
pub struct TaxonomyView {
    /// `tags`.
    pub name: String,
    /// `Tags`.
    pub title: String,
    /// All terms by name.
    pub terms: Vec<Arc<TermView>>,
}

/// A term (`term.html`, as `term`).
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    /// Shown name.
    pub name: String,
    /// Address; empty if it has too few articles for a page.
    pub url: String,
    /// What it is; empty if not said.
    pub description: String,
    /// Its home page elsewhere; empty if not said.
    pub homepage: String,
    /// Number of articles.
    pub count: usize,
    /// Its feed's address; empty if it has no page, or the site wants no feeds of terms.
    pub feed_url: String,
    /// Its taxonomy's index.
    pub taxonomy: LinkView,
}

/// One page of a long list (as `pager`).
#[derive(Debug, Clone, Serialize)]
pub struct PagerView {
    /// The list's first page, with the newest entries, has number 0; the others are numbered from the oldest, which is 1, so
    /// that a new article changes the newest page only.
    pub number: usize,
    /// How many numbered pages there are.
    pub count: usize,
    /// The page with newer entries; empty on the first page.
    pub newer_url: String,
    /// The page with older entries; empty on the last.
    pub older_url: String,
}

/// The publishers' index, of all time or of a year or month (`publishers.html`, as `publishers`: a list of these, most cited
/// first, with `period`, `years` and `months` of [`LeaderboardView`](super::leaderboard::LeaderboardView)).
#[derive(Debug, Clone, Serialize)]
pub struct PublisherView {
    /// Display name.
    pub name: String,
    /// Address of its page.
    pub url: String,
    /// `news`, `journal`, `company` …; empty if unknown.
    pub kind: String,
    /// ISO 3166-1 alpha-2; empty if unknown.
    pub country: String,
    /// `free`, `registration`, `subscription`; empty if unknown.
    pub access: String,
    /// Its home page; empty if unknown.
    pub homepage: String,
    /// Distinct sources of it that the site cites.
    pub source_count: usize,
    /// Articles that cite it.
    pub article_count: usize,
}

/// An article on a publisher's page (`publisher.html`, as `stories`), with what it cites of that publisher.
#[derive(Debug, Clone)]
pub struct PublisherStoryView {
    /// The article.
    pub card: Card,
    /// The sources of this publisher in it.
    pub sources: Vec<LinkView>,
}
