//! What the last assembly leaves, for one that assembles a site again and again.
//!
//! Placing ten thousand articles and grouping them by term and by publisher takes most of the time of assembling, and an
//! edit of one body changes nothing in it. Each step says itself what it reads of an article and of the settings, next to
//! the code that reads it, and takes its last result if that is equal. A step that cannot looks at what is new only
//! ([`Since`]), where that is dear.

use std::sync::Arc;

use ahash::AHashMap as HashMap;

use super::numbers::Numbers;
use super::{Correction, Month, Story, StoryIndex, address, cited, digests, facts, publishers, terms};
use crate::content::Article;

/// What one assembly leaves for the next. The default knows of none, and keeps none: it is for a site that is made once.
#[derive(Debug, Default)]
pub struct Memo {
    /// Whether there will be a next assembly.
    pub(super) is_kept: bool,
    pub(super) facts: facts::Last,
    pub(super) addresses: address::Last,
    pub(super) numbers: Numbers<Box<str>>,
    pub(super) terms: Step<terms::Reads, terms::Grouped>,
    pub(super) publishers: Step<publishers::Reads, publishers::Grouped>,
    pub(super) cited: Step<(), cited::Grouped>,
    pub(super) digests: Step<digests::Reads, digests::ByPeriod>,
    pub(super) months: Step<(), Vec<Month>>,
    pub(super) corrections: Step<(), Vec<Correction>>,
}

impl Memo {
    /// For a site that is assembled again and again.
    #[must_use]
    pub fn for_more() -> Self {
        Self { is_kept: true, ..Self::default() }
    }
}

/// What has become of the stories of the last assembly.
#[derive(Debug, Default)]
pub(super) struct Since {
    /// For each story, which of the last ones was of the very same article.
    last_of: Vec<Option<StoryIndex>>,
    /// The stories in whose places others were, with these; `None` if there are more or fewer than there were.
    replaced: Option<Vec<(StoryIndex, Arc<Article>)>>,
}

impl Since {
    /// Compares the articles of two assemblies, in the order of their stories.
    pub(super) fn new<'a>(last: &[&'a Arc<Article>], now: &[&'a Arc<Article>]) -> Self {
        let last_of = same_articles(last, now);
        // Without any, nothing is known: a memo that is not kept has none, whatever its steps were made of.
        let replaced = (last.len() == now.len() && !last.is_empty()).then(|| {
            let places = (0u32..).zip(last.iter().zip(&last_of));
            let others = places.filter(|(place, (_, from))| **from != Some(*place));
            others.map(|(place, (article, _))| (place, (*article).clone())).collect()
        });
        Self { last_of, replaced }
    }

    /// Which of the last stories was of the very same article.
    pub(super) fn last_of(&self, story: usize) -> Option<usize> {
        self.last_of.get(story).copied().flatten().map(|index| index as usize)
    }

    /// Whether each story stands where one of an article stood that is `alike`.
    pub(super) fn are_alike(&self, stories: &[Story], alike: impl Fn(&Article, &Article) -> bool) -> bool {
        let is_alike = |(place, last): &(StoryIndex, Arc<Article>)| alike(last, &stories[*place as usize].article);
        self.replaced.as_ref().is_some_and(|replaced| replaced.iter().all(is_alike))
    }
}

/// For each of the articles now, its place among the last ones. Most edits change few: what is the same before and behind
/// these is found by comparing.
pub(super) fn same_articles(last: &[&Arc<Article>], now: &[&Arc<Article>]) -> Vec<Option<u32>> {
    let is_same = |(a, b): &(&&Arc<Article>, &&Arc<Article>)| Arc::ptr_eq(a, b);
    let before = last.iter().zip(now).take_while(is_same).count();
    let (last_rest, now_rest) = (&last[before..], &now[before..]);
    let behind = last_rest.iter().rev().zip(now_rest.iter().rev()).take_while(is_same).count();
    let middle = last_rest.len() - behind;
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    let places: HashMap<*const Article, u32> =
        (last_rest[..middle].iter().map(|article| Arc::as_ptr(article))).zip(number(before)..).collect();
    let between = &now_rest[..now_rest.len() - behind];
    (0..number(before))
        .map(Some)
        .chain(between.iter().map(|article| places.get(&Arc::as_ptr(article)).copied()))
        .chain((number(before + middle)..number(last.len())).map(Some))
        .collect()
}

/// The articles as they are kept for the next time; of those that stayed, what was kept is moved, so that they are not touched.
pub(super) fn kept(last: Vec<Arc<Article>>, now: &[&Arc<Article>], last_of: &[Option<u32>]) -> Vec<Arc<Article>> {
    let mut last: Vec<Option<Arc<Article>>> = last.into_iter().map(Some).collect();
    let mut moved = |place: &Option<u32>| last[(*place)? as usize].take();
    now.iter().zip(last_of).map(|(article, place)| moved(place).unwrap_or_else(|| (*article).clone())).collect()
}

/// The last result of a step, and the settings that it was made with.
#[derive(Debug)]
pub(super) struct Step<S, T>(Option<(S, Arc<T>)>);

impl<S, T> Default for Step<S, T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<S: PartialEq, T> Step<S, T> {
    /// The last result, if it was made with these settings. That the articles are alike is for the caller to say.
    pub(super) fn recall(&self, settings: &S, are_alike: bool) -> Option<Arc<T>> {
        let last = self.0.as_ref().filter(|(last, _)| are_alike && last == settings);
        last.map(|(_, result)| result.clone())
    }

    /// Keeps a result for the next time.
    pub(super) fn keep(&mut self, settings: S, result: T) -> Arc<T> {
        let result = Arc::new(result);
        self.0 = Some((settings, result.clone()));
        result
    }

    /// The last result, as [`recall`](Self::recall) finds it, else what is made now.
    pub(super) fn recall_or_make(&mut self, settings: S, are_alike: bool, make: impl FnOnce() -> T) -> Arc<T> {
        self.recall(&settings, are_alike).unwrap_or_else(|| self.keep(settings, make()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Publishers;
    use crate::content::{ContentFile, ContentKind, Record, parse};
    use crate::diagnostics::FileText;

    fn article() -> Arc<Article> {
        let text = "title: T\nbase_url: https://a.example\n";
        let config = crate::config::parse(FileText { path: "citewire.yaml".into(), text: text.into() }).0;
        let text = "---\ntitle: A\ndate: 2026-11-20\nkind: opinion\n---\nText.\n";
        let file = FileText { path: "content/articles/a.md".into(), text: text.into() };
        let content = ContentFile { kind: ContentKind::Article, file, assets: Vec::new() };
        match parse(&content, &config, &Publishers::new(&[])).0 {
            Some(Record::Article(article)) => article,
            _ => panic!("an article"),
        }
    }

    #[test]
    fn every_article_is_found_wherever_it_has_gone() {
        let articles: Vec<_> = (0..6).map(|_| article()).collect();
        let row = |places: &[usize]| places.iter().map(|place| &articles[*place]).collect::<Vec<_>>();
        let last = row(&[0, 1, 2, 3, 4]);
        let rows: [&[usize]; 9] = [
            &[0, 1, 2, 3, 4],
            &[0, 1, 3, 4],
            &[0, 5, 1, 2, 3, 4],
            &[0, 1, 5, 3, 4],
            &[3, 0, 1, 2, 4],
            &[4, 3, 2, 1, 0],
            &[5],
            &[],
            &[1, 2, 3, 4, 5],
        ];
        for now in rows {
            let expected: Vec<_> = now.iter().map(|place| u32::try_from(*place).ok().filter(|p| *p < 5)).collect();
            assert_eq!(same_articles(&last, &row(now)), expected, "{now:?}");
            let owned = last.iter().map(|article| Arc::clone(article)).collect();
            let kept = kept(owned, &row(now), &expected);
            assert!(kept.iter().zip(row(now)).all(|(a, b)| Arc::ptr_eq(a, b)) && kept.len() == now.len(), "{now:?}");
        }
        assert_eq!(same_articles(&[], &row(&[0, 1])), [None, None]);
    }

    #[test]
    fn only_what_was_replaced_is_compared_and_held() {
        let (first, old, new) = (article(), article(), article());
        let since = Since::new(&[&first, &old], &[&first, &new]);
        assert_eq!(since.replaced.as_ref().map(Vec::len), Some(1));
        assert_eq!((Arc::strong_count(&first), Arc::strong_count(&old), Arc::strong_count(&new)), (1, 2, 1));
        assert_eq!(Since::new(&[&first], &[&first, &new]).replaced.map(|replaced| replaced.len()), None);
        assert!(!Since::new(&[], &[]).are_alike(&[], |_, _| true));
    }

    #[test]
    fn a_result_is_recalled_for_equal_settings_and_articles_only() {
        let mut step = Step::default();
        step.keep("a", 1);
        assert_eq!(step.recall(&"a", true), Some(Arc::new(1)));
        assert_eq!((step.recall(&"b", true), step.recall(&"a", false)), (None, None));
        assert_eq!(*step.recall_or_make("b", true, || 2), 2);
        assert_eq!(*step.recall_or_make("b", true, || 3), 2);
    }
}
