//! Which articles are published at the moment of the build, and why the others are not.

use std::sync::Arc;

use jiff::Timestamp;

use super::facts::Has;
use super::placed::{AllPlaced, Placed};
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

/// The articles that are shown.
#[derive(Default)]
pub(super) struct Shown {
    /// Their places among all, in their order.
    pub(super) places: Vec<u32>,
    /// The few that are not shown just as they are, by place.
    special: Vec<(u32, Special)>,
    /// Those without a possible address.
    pub(super) mistaken: Vec<u32>,
}

/// What is special about an article that is shown.
struct Special {
    /// Made for this moment, if some of its updates are not shown yet.
    momentary: Option<Arc<Placed>>,
    /// Why it is shown only in a preview.
    preview: Option<HeldReason>,
}

impl Shown {
    fn special(&self, place: u32) -> Option<&Special> {
        let at = self.special.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        Some(&self.special[at].1)
    }

    /// Those that were made for this moment, by the places of their articles.
    pub(super) fn momentary(&self) -> impl Iterator<Item = u32> {
        self.special.iter().filter(|(_, special)| special.momentary.is_some()).map(|(place, _)| *place)
    }

    /// What is shown of the article at a place among `all`; whether it was made for this moment.
    pub(super) fn of<'a>(&'a self, place: u32, all: &'a [Arc<Placed>]) -> (&'a Arc<Placed>, bool) {
        match self.special(place).and_then(|special| special.momentary.as_ref()) {
            Some(momentary) => (momentary, true),
            None => (&all[place as usize], false),
        }
    }

    /// Why it is shown only in a preview.
    pub(super) fn preview(&self, place: u32) -> Option<HeldReason> {
        self.special(place)?.preview
    }
}

/// Splits the articles into those that are shown and those that are held back.
pub(super) fn published(parts: &Parts<'_>, clock: Clock, all: &AllPlaced) -> (Shown, Vec<Held>) {
    let (mut shown, mut held) = (Shown { places: Vec::with_capacity(all.all().len()), ..Shown::default() }, Vec::new());
    for ((place, brief), placed) in (0u32..).zip(all.briefs()).zip(all.all()) {
        if !brief.is_just_shown(clock.now) {
            match special(parts, clock, placed, &mut held) {
                Some(Special { momentary: None, preview: None }) => {}
                Some(special) => shown.special.push((place, special)),
                None => continue,
            }
        }
        shown.places.push(place);
        if brief.has_mistake {
            shown.mistaken.push(place);
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

/// What is special about an article, if it is shown.
fn special(parts: &Parts<'_>, clock: Clock, placed: &Placed, held: &mut Vec<Held>) -> Option<Special> {
    let article = &placed.article;
    match placed.facts.reason(clock.now) {
        Some(reason) if !reason.shown(clock) => {
            held.push(Held::of(article, reason));
            None
        }
        // Of a draft that is shown, too, no update that lies ahead.
        preview if !clock.future && placed.facts.has.has(Has::UPDATES) => {
            held.extend(later_updates(article, clock.now));
            let earlier = article.without_updates_after(clock.now);
            let momentary = earlier.map(|article| Arc::new(Placed::new(&Arc::new(article), &parts.config.permalink)));
            Some(Special { momentary, preview })
        }
        preview => Some(Special { momentary: None, preview }),
    }
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
