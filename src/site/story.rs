//! A story: a published article with its place on the site.

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::facts::Has;
use super::select::HeldReason;
use super::{Placed, ResolvedLink, StoryIndex};
use crate::paths::UrlPath;

/// A published article and its place on the site. Reads as its [`Placed`] article, too, which has the same address, and `has`
/// and `day` among its facts.
#[derive(Debug, Clone)]
pub struct Story {
    /// Its place among the stories of the site.
    pub index: StoryIndex,
    /// The article with its address.
    placed: Arc<Placed>,
    /// Its address, here too: it is asked of all stories in a row, whose articles lie apart.
    pub url: UrlPath,
    /// What its article has, for the same reason.
    pub(super) has: Has,
    /// The day on which it was published, in the site's zone.
    pub(super) day: Date,
    /// How many distinct publishers it cites: stories are ranked before there is a site to ask for them.
    pub publisher_count: usize,
    /// The storyline that it belongs to, in [`Site::storylines`](super::Site::storylines).
    pub storyline: Option<u32>,
    /// What its author names as related.
    pub related: Vec<StoryIndex>,
    /// For each link with a hole, where it leads; read it with [`all_links`](Self::all_links).
    pub(super) links: Vec<ResolvedLink>,
    /// Why it is only in a preview.
    pub preview: Option<HeldReason>,
}

impl Deref for Story {
    type Target = Placed;

    fn deref(&self) -> &Placed {
        &self.placed
    }
}

impl Story {
    /// Of an article; its number and what later steps find are still to come.
    pub(super) fn of(placed: &Arc<Placed>) -> Self {
        Self {
            index: 0,
            placed: Arc::clone(placed),
            url: placed.url.clone(),
            has: placed.facts.has,
            day: placed.facts.day,
            publisher_count: 0,
            storyline: None,
            related: Vec::new(),
            links: Vec::new(),
            preview: None,
        }
    }

    /// Gives it its number, and takes back all that another site may have found.
    pub(super) fn reset(&mut self, number: StoryIndex, reason: Option<HeldReason>) {
        let Self { index, placed: _, url: _, has: _, day: _, publisher_count, storyline, related, links, preview } =
            self;
        (*index, *publisher_count, *storyline, *preview) = (number, 0, None, reason);
        (*related, *links) = (Vec::new(), Vec::new());
    }

    /// Whether it is of this article.
    pub(super) fn is_of(&self, placed: &Arc<Placed>) -> bool {
        Arc::ptr_eq(&self.placed, placed)
    }

    /// Whether both are of one article that is placed alike: not only equal, but one value.
    pub(crate) fn is_of_the_very_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.placed, &other.placed)
    }

    /// Whether lists and feeds hold it: a retracted story keeps its address, and nothing else.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        !self.has.has(Has::RETRACTION)
    }

    /// When it will be held back again, if it is published at this moment and that is known.
    #[must_use]
    pub fn will_expire(&self, now: Timestamp) -> Option<Timestamp> {
        let expires = self.article.expires.as_ref().filter(|_| self.preview.is_none());
        expires.map(|at| at.value.instant).filter(|at| *at > now)
    }
}
