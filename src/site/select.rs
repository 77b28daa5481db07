//! Which articles are published at the moment of the build, and why the others are not.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;

use super::facts::Has;
use super::placed::Placed;
use super::{Clock, Parts};
use crate::content::Article;

/// An article or page that is not published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its file.
    pub file: Arc<str>,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: HeldReason,
}

/// Why something is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeldReason {
    /// `draft: true`.
    Draft,
    /// Its date or `publish_at` lies ahead: a build is due then.
    Scheduled(Timestamp),
    /// `expires` has passed.
    Expired(Timestamp),
    /// The article is published, but an update of it is dated ahead: a build is due then.
    Update(Timestamp),
}

impl HeldReason {
    /// `draft`, `scheduled`, `expired` or `update`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled(_) => "scheduled",
            Self::Expired(_) => "expired",
            Self::Update(_) => "update",
        }
    }

    /// Whether a preview with this clock shows it all the same.
    fn shown(self, clock: Clock) -> bool {
        match self {
            Self::Draft => clock.drafts,
            Self::Scheduled(_) | Self::Expired(_) | Self::Update(_) => clock.future,
        }
    }
}

/// An article that is shown.
pub(super) struct Shown<'a> {
    /// Made for this moment, if some of its updates are not shown yet.
    pub(super) placed: Cow<'a, Arc<Placed>>,
    /// Its place among all articles.
    pub(super) place: u32,
    /// Why it is shown only in a preview.
    pub(super) preview: Option<HeldReason>,
}

impl Shown<'_> {
    /// Whether it was made for this moment.
    pub(super) fn is_momentary(&self) -> bool {
        matches!(self.placed, Cow::Owned(_))
    }
}

/// Splits the articles into those that are shown and those that are held back.
pub(super) fn published<'a>(parts: &Parts<'_>, clock: Clock, all: &'a [Arc<Placed>]) -> (Vec<Shown<'a>>, Vec<Held>) {
    let mut shown = Vec::with_capacity(all.len());
    let mut held = Vec::new();
    for (place, placed) in (0u32..).zip(all) {
        let article = &placed.article;
        match placed.facts.reason(clock.now) {
            Some(reason) if !reason.shown(clock) => held.push(Held::of(article, reason)),
            // Of a draft that is shown, too, no update that lies ahead.
            preview if !clock.future && placed.facts.has.has(Has::UPDATES) => {
                held.extend(later_updates(article, clock.now));
                let earlier = article.without_updates_after(clock.now);
                let earlier = earlier.map(|article| Arc::new(Placed::new(&Arc::new(article), &parts.config.permalink)));
                let placed = earlier.map_or(Cow::Borrowed(placed), Cow::Owned);
                shown.push(Shown { placed, place, preview });
            }
            preview => shown.push(Shown { placed: Cow::Borrowed(placed), place, preview }),
        }
    }
    let drafts = parts.pages.iter().filter(|p| p.draft && !clock.drafts);
    held.extend(drafts.map(|p| Held {
        file: p.file.path.clone(),
        title: p.title.value.clone(),
        reason: HeldReason::Draft,
    }));
    (shown, held)
}

impl Held {
    /// An article that is held back.
    #[must_use]
    pub fn of(article: &Article, reason: HeldReason) -> Self {
        Self { file: article.file.path.clone(), title: article.title.value.clone(), reason }
    }
}

/// The updates of a published article that are dated ahead.
pub fn later_updates(article: &Article, now: Timestamp) -> impl Iterator<Item = Held> {
    let moments = article.updates.iter().map(|update| update.date.value.instant);
    moments.filter(move |at| *at > now).map(|at| Held::of(article, HeldReason::Update(at)))
}
