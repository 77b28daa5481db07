//! What steps ask of every article. Articles lie all over the memory, and nearly all answer "no": each is asked once, and those
//! that stay are not asked again the next time.

use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;

use super::memo::{kept, same_articles};
use super::{HeldReason, Story};
use crate::content::Article;

/// The answers of one article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    due: Timestamp,
    expires: Timestamp,
    is_draft: bool,
    pub(super) has: Has,
}

/// Which rare things an article has, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Has(u8);

impl Has {
    pub(super) const ID: Self = Self(1);
    pub(super) const RELATED: Self = Self(1 << 1);
    pub(super) const LINKS: Self = Self(1 << 2);
    pub(super) const ALIASES: Self = Self(1 << 3);
    pub(super) const IMAGE: Self = Self(1 << 4);
    pub(super) const UPDATES: Self = Self(1 << 5);
    pub(super) const RETRACTION: Self = Self(1 << 6);

    fn of(article: &Article) -> Self {
        let rare = [
            (Self::ID, article.id.is_some()),
            (Self::RELATED, !article.related.is_empty()),
            (Self::LINKS, !article.citations.links.is_empty()),
            (Self::ALIASES, !article.aliases.is_empty()),
            (Self::IMAGE, article.image.is_some()),
            (Self::UPDATES, !article.updates.is_empty()),
            (Self::RETRACTION, article.is_retracted()),
        ];
        Self(rare.into_iter().filter(|(_, is_there)| *is_there).map(|(bit, _)| bit.0).sum())
    }

    /// Whether it has this.
    pub(super) fn has(self, what: Self) -> bool {
        self.0 & what.0 != 0
    }
}

impl Story {
    pub(super) fn has(&self, what: Has) -> bool {
        self.has.has(what)
    }

    /// Whether its article holds links, or has a picture.
    pub(crate) fn may_lead_on(&self) -> bool {
        self.has(Has::LINKS) || self.has(Has::IMAGE)
    }
}

impl Facts {
    pub(super) fn of(article: &Article) -> Self {
        Self {
            due: article.publish_at.as_ref().map_or(article.date.value.instant, |at| at.value.instant),
            expires: article.expires.as_ref().map_or(Timestamp::MAX, |at| at.value.instant),
            is_draft: article.draft,
            has: Has::of(article),
        }
    }

    /// Why the article is held back at a moment, if it is.
    pub(super) fn reason(&self, now: Timestamp) -> Option<HeldReason> {
        if self.is_draft {
            Some(HeldReason::Draft)
        } else if self.due > now {
            Some(HeldReason::Scheduled(self.due))
        } else {
            (self.expires <= now).then_some(HeldReason::Expired(self.expires))
        }
    }
}

/// The facts of the last time.
#[derive(Debug, Default)]
pub(super) struct Last {
    articles: Vec<Arc<Article>>,
    facts: Vec<Facts>,
}

impl Last {
    /// The facts of these articles; only those that were not among the last ones are asked. The next time they are known, if
    /// that `is_wanted`.
    pub(super) fn update(&mut self, articles: &[Arc<Article>], is_wanted: bool) -> &[Facts] {
        let last = std::mem::take(self);
        let now: Vec<&Arc<Article>> = articles.iter().collect();
        let last_of = same_articles(&last.articles.iter().collect::<Vec<_>>(), &now);
        let known = |(article, last_of): (&Arc<Article>, &Option<u32>)| match last_of {
            Some(place) => last.facts[*place as usize],
            None => Facts::of(article),
        };
        self.facts = articles.par_iter().zip(&last_of).with_min_len(512).map(known).collect();
        if is_wanted {
            self.articles = kept(last.articles, &now, &last_of);
        }
        &self.facts
    }
}
