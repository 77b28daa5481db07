//! Which articles are published at the moment of the build, and why the others are not.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;

use super::facts::{Facts, Has};
use super::{Clock, Memo, Parts};
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
    pub(super) article: Cow<'a, Arc<Article>>,
    /// Why it is shown only in a preview.
    pub(super) preview: Option<HeldReason>,
    pub(super) has: Has,
}

/// Splits the articles into those that are shown and those that are held back.
pub(super) fn published<'a>(parts: &Parts<'a>, clock: Clock, memo: &mut Memo) -> (Vec<Shown<'a>>, Vec<Held>) {
    let mut shown = Vec::with_capacity(parts.articles.len());
    let mut held = Vec::new();
    for (article, facts) in parts.articles.iter().zip(memo.facts.update(parts.articles, memo.is_kept)) {
        match facts.reason(clock.now) {
            Some(reason) if !reason.shown(clock) => held.push(Held::of(article, reason)),
            None if !clock.future && facts.has.has(Has::UPDATES) => {
                held.extend(later_updates(article, clock.now));
                let article = article
                    .without_updates_after(clock.now)
                    .map_or(Cow::Borrowed(article), |a| Cow::Owned(Arc::new(a)));
                let has = Facts::of(&article).has;
                shown.push(Shown { article, preview: None, has });
            }
            preview => shown.push(Shown { article: Cow::Borrowed(article), preview, has: facts.has }),
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
