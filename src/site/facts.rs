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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Publishers;
    use crate::content::{ContentFile, ContentKind, Record, parse};
    use crate::diagnostics::FileText;

    fn article(front: &str, text: &str) -> Arc<Article> {
        let config = FileText { path: "citewire.yaml".into(), text: "title: T\nbase_url: https://a.example\n".into() };
        let config = crate::config::parse(config).0;
        let text = format!("---\ntitle: A\nkind: opinion\ndate: 2026-11-20\n{front}---\n{text}\n");
        let file = FileText { path: "content/articles/a.md".into(), text: text.into() };
        match parse(
            &ContentFile { kind: ContentKind::Article, file, assets: Vec::new() },
            &config,
            &Publishers::new(&[]),
        )
        .0
        {
            Some(Record::Article(article)) => article,
            _ => panic!("an article"),
        }
    }

    #[test]
    fn each_rare_thing_is_noted_and_no_other() {
        let retracted = "updates:\n  - {date: 2026-11-21, kind: retraction, text: No.}\n";
        for (front, text, has) in [
            ("", "Text.", &[][..]),
            ("id: a-b\n", "Text.", &[Has::ID]),
            ("related: [b]\n", "Text.", &[Has::RELATED]),
            ("", "[Home](/about/)", &[Has::LINKS]),
            ("aliases: [/old/]\n", "Text.", &[Has::ALIASES]),
            ("image: {src: /a.png, alt: A}\n", "Text.", &[Has::IMAGE]),
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

    #[test]
    fn what_is_known_is_taken_again_for_the_same_article_only() {
        let (a, b, draft) = (article("", "A."), article("", "B."), article("draft: true\n", "C."));
        let mut last = Last::default();
        let drafts = |facts: &[Facts]| facts.iter().map(|facts| facts.is_draft).collect::<Vec<_>>();
        assert_eq!(drafts(last.update(&[a.clone(), draft.clone()], true)), [false, true]);
        assert_eq!(drafts(last.update(&[draft.clone(), b, a.clone()], true)), [true, false, false]);
        assert_eq!(drafts(last.update(&[a, draft], false)), [false, true]);
        assert!(last.articles.is_empty());
    }
}
