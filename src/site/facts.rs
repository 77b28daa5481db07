//! What steps ask of every article, and nearly all answer alike.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{HeldReason, Site, Story};
use crate::content::Article;

/// The answers of one article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    /// The moment from which it is shown: `publish_at`, else when it was published.
    pub(super) due: Timestamp,
    expires: Timestamp,
    /// When it was published.
    pub(super) instant: Timestamp,
    /// The day of that in the site's zone.
    pub(super) day: Date,
    pub(super) edition: Date,
    pub(super) importance: u8,
    is_draft: bool,
    pub(super) has: Has,
}

/// Which rare things an article has, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Has(u8);

impl Has {
    pub(super) const ID: Self = Self(1);
    pub(super) const RELATED: Self = Self(1 << 1);
    /// Not of an outline whose text is not rendered: what it links to is not known.
    pub(super) const LINKS: Self = Self(1 << 2);
    pub(super) const ALIASES: Self = Self(1 << 3);
    /// A picture that is named by its path on the site: that may lead nowhere.
    pub(super) const IMAGE_PATH: Self = Self(1 << 4);
    pub(super) const UPDATES: Self = Self(1 << 5);
    pub(super) const RETRACTION: Self = Self(1 << 6);
    pub(super) const ASSETS: Self = Self(1 << 7);

    fn of(article: &Article) -> Self {
        let rare = [
            (Self::ID, article.id.is_some()),
            (Self::RELATED, !article.related.is_empty()),
            (Self::LINKS, article.rendered().is_some_and(|prose| !prose.citations.links.is_empty())),
            (Self::ALIASES, !article.aliases.is_empty()),
            (Self::IMAGE_PATH, article.image.as_ref().is_some_and(|image| image.src.value.starts_with('/'))),
            (Self::UPDATES, !article.updates.is_empty()),
            (Self::RETRACTION, article.is_retracted()),
            (Self::ASSETS, !article.assets.is_empty()),
        ];
        Self(rare.into_iter().filter(|(_, is_there)| *is_there).map(|(bit, _)| bit.0).sum())
    }

    /// What any of these stories has.
    pub(super) fn of_any(stories: &[Story]) -> Self {
        Self(stories.iter().fold(0, |all, story| all | story.has.0))
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
}

impl Site {
    /// The stories of articles that are known to hold links.
    pub(crate) fn with_links(&self) -> impl Iterator<Item = &Story> {
        self.having(Has::LINKS)
    }

    /// Those of articles with a picture that is named by its path on the site.
    pub(crate) fn with_image_paths(&self) -> impl Iterator<Item = &Story> {
        self.having(Has::IMAGE_PATH)
    }

    fn having(&self, what: Has) -> impl Iterator<Item = &Story> {
        // Where nothing has it, none is asked.
        let stories = if self.has.has(what) { &self.stories[..] } else { &[] };
        stories.iter().filter(move |story| story.has(what))
    }
}

impl Facts {
    pub(super) fn of(article: &Article) -> Self {
        Self {
            due: article.publish_at.as_ref().map_or(article.date.value.instant, |at| at.value.instant),
            expires: article.expires.as_ref().map_or(Timestamp::MAX, |at| at.value.instant),
            instant: article.date.value.instant,
            day: article.date.value.local.date(),
            edition: article.edition,
            importance: article.importance,
            is_draft: article.draft,
            has: Has::of(article),
        }
    }

    /// Whether its date alone decides what is shown of it.
    pub(super) fn are_usual(&self) -> bool {
        !self.is_draft && self.expires == Timestamp::MAX && !self.has.has(Has::UPDATES)
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

#[cfg(test)]
mod tests {
    use super::super::placed::tests::article;
    use super::*;

    #[test]
    fn each_rare_thing_is_noted_and_no_other() {
        let retracted = "updates:\n  - {date: 2026-11-21, kind: retraction, text: No.}\n";
        for (front, text, has) in [
            ("", "Text.", &[][..]),
            ("id: a-b\n", "Text.", &[Has::ID]),
            ("related: [b]\n", "Text.", &[Has::RELATED]),
            ("", "[Home](/about/)", &[Has::LINKS]),
            ("aliases: [/old/]\n", "Text.", &[Has::ALIASES]),
            ("image: {src: /a.png, alt: A}\n", "Text.", &[Has::IMAGE_PATH]),
            ("image: {src: https://a.example/a.png, alt: A}\n", "Text.", &[]),
            (retracted, "Text.", &[Has::UPDATES, Has::RETRACTION]),
        ] {
            let noted = Facts::of(&article(front, text)).has;
            assert_eq!(noted.0, has.iter().map(|bit| bit.0).sum::<u8>(), "{front}{text}");
        }
    }

    #[test]
    fn an_article_is_held_back_for_a_reason() {
        let reason = |front: &str, now: &str| {
            Facts::of(&article(front, "Text.")).reason(now.parse().unwrap()).map(HeldReason::word)
        };
        let span = "publish_at: 2026-11-22T00:00:00Z\nexpires: 2026-11-24T00:00:00Z\n";
        for (now, expected) in
            [("2026-11-21", Some("scheduled")), ("2026-11-22", None), ("2026-11-24", Some("expired"))]
        {
            assert_eq!(reason(span, &format!("{now}T00:00:00Z")), expected, "{now}");
        }
        assert_eq!(reason("draft: true\n", "2026-12-01T00:00:00Z"), Some("draft"));
        assert_eq!(reason("", "2026-12-01T00:00:00Z"), None);
        assert_eq!(reason("", "2026-11-01T00:00:00Z"), Some("scheduled"));
    }
}
