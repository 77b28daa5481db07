//! What the last assembly leaves, for one that assembles a site again and again.
//!
//! Placing ten thousand articles and grouping them by term and by publisher takes most of the time of assembling, and an
//! edit of one body changes nothing in it. Each step says itself what it reads of an article and of the settings, next to
//! the code that reads it, and takes its last result if that is equal. A step that cannot looks at what is new only
//! ([`Since`]), where that is dear.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::numbers::Numbers;
use super::order::LastOrder;
use super::placed::{AllPlaced, NONE, Placed};
use super::{Correction, Month, Site, Story, StoryIndex, cited, periods, publishers, terms};
use crate::content::Article;
use crate::paths::UrlPath;

/// More than so many are not noted as new ones: what is looked at for each may take a while.
const FEW_NEW: usize = if cfg!(test) { 2 } else { 8 };

/// What one assembly leaves for the next. The default knows of none, and keeps less: it is for a site that is made once.
#[derive(Debug, Default)]
pub struct Memo {
    /// Whether there will be a next assembly.
    pub(super) is_kept: bool,
    pub(super) placed: AllPlaced,
    pub(super) order: LastOrder,
    pub(super) numbers: Numbers<Box<str>>,
    pub(super) terms: Step<terms::Reads, terms::Grouped>,
    pub(super) publishers: Step<publishers::Reads, publishers::Grouped>,
    pub(super) cited: Step<(), cited::Grouped>,
    pub(super) digests: Step<periods::Reads, periods::ByPeriod>,
    pub(super) months: Step<(), Vec<Month>>,
    pub(super) corrections: Step<(), Vec<Correction>>,
    /// Whether most stories are of other articles than the last ones were.
    is_mostly_new: bool,
    /// Addresses of stories that were new in some assembly, where few were.
    new: BTreeSet<UrlPath>,
    /// Whether nothing was wrong with any link the last time.
    pub(super) links_are_right: bool,
    /// The site of the last assembly, and that of the one before: this one is nobody's any more when the next is made.
    sites: [Option<Arc<Site>>; 2],
}

impl Memo {
    /// For a site that is assembled again and again.
    #[must_use]
    pub fn for_more() -> Self {
        Self { is_kept: true, ..Self::default() }
    }

    /// Keeps what was assembled, for the next site and for the one after that.
    pub fn keep(&mut self, site: &Arc<Site>) {
        if self.is_kept {
            self.sites[0] = Some(site.clone());
        }
        if self.is_mostly_new {
            // It would hold all former articles, and save nothing.
            self.sites[1] = None;
        }
    }

    /// Notes which stories are new since the last site, which was [taken](Self::take_sites).
    pub(super) fn note_new(&mut self, stories: &[Story], since: &Since) {
        let count = since.new_stories().count();
        self.is_mostly_new = count > stories.len() / 2;
        if self.sites[1].is_some() && count <= FEW_NEW {
            self.new.extend(since.new_stories().map(|story| stories[story as usize].url.clone()));
        }
    }

    /// The addresses of the stories that have become new since this was asked the last time, as far as few did at once.
    pub fn take_new(&mut self) -> BTreeSet<UrlPath> {
        std::mem::take(&mut self.new)
    }

    /// For an assembly: the last site, if it was kept, and the stories of the one before, to be made into others; none if
    /// somebody still holds that.
    pub(super) fn take_sites(&mut self) -> (Option<Arc<Site>>, Vec<Story>) {
        let last = self.sites[0].take();
        let former = std::mem::replace(&mut self.sites[1], last.clone());
        let former = former.and_then(|site| Arc::try_unwrap(site).ok());
        (last, former.map(|site| site.stories).unwrap_or_default())
    }
}

/// What has become of the stories of the last assembly.
#[derive(Debug, Default)]
pub(super) struct Since {
    /// For each story, which of the last ones was of the very same article, or [`NONE`].
    last_of: Vec<u32>,
    /// The stories in whose places others were, with what these were of; `None` if there are more or fewer than there were.
    replaced: Option<Vec<(StoryIndex, Arc<Placed>)>>,
}

/// Stories in a row: behind each other now, and behind each other the last time, or all new.
pub(super) struct Run {
    pub(super) stories: Range<usize>,
    /// Where they began the last time.
    pub(super) last: Option<usize>,
}

impl Since {
    /// From the last place of each story, how many there were, and what each of them was of.
    pub(super) fn new<'a>(last_of: Vec<u32>, last: usize, of: impl Fn(StoryIndex) -> Option<&'a Arc<Placed>>) -> Self {
        // Without any, nothing is known: a memo that is not kept has none, whatever its steps were made of.
        let replaced = (last == last_of.len() && last > 0).then(|| {
            let others = (0u32..).zip(&last_of).filter(|(story, last)| story != *last);
            others.map(|(story, _)| Some((story, of(story)?.clone()))).collect::<Option<_>>()
        });
        Self { last_of, replaced: replaced.flatten() }
    }

    /// As many stories, of which nothing is known.
    pub(super) fn forgotten(&self) -> Self {
        Self { last_of: vec![NONE; self.last_of.len()], replaced: None }
    }

    /// All stories, in runs.
    pub(super) fn runs(&self) -> impl Iterator<Item = Run> {
        let go_on = |a: &u32, b: &u32| if *a == NONE { *b == NONE } else { b.checked_sub(1) == Some(*a) };
        self.last_of.chunk_by(go_on).scan(0, |start, run| {
            let stories = *start..*start + run.len();
            *start = stories.end;
            Some(Run { stories, last: (run[0] != NONE).then_some(run[0] as usize) })
        })
    }

    /// Which of the last stories this one was, or [`NONE`].
    pub(super) fn last_of(&self, story: StoryIndex) -> u32 {
        self.last_of[story as usize]
    }

    /// Those of so many last stories that are none any more.
    pub(super) fn gone(&self, count: usize) -> impl Iterator<Item = StoryIndex> {
        let mut is_there = vec![false; count];
        self.last_of.iter().filter(|last| **last != NONE).for_each(|last| is_there[*last as usize] = true);
        (0..).zip(is_there).filter(|(_, is_there)| !is_there).map(|(last, _)| last)
    }

    /// The stories of which nothing is known.
    pub(super) fn new_stories(&self) -> impl Iterator<Item = StoryIndex> {
        (0..).zip(&self.last_of).filter(|(_, last)| **last == NONE).map(|(story, _)| story)
    }

    /// For each story of the last time, which one it is now, or [`NONE`]; those at the end that are gone are left out.
    pub(super) fn now_of(&self) -> Vec<StoryIndex> {
        let known = || (0..).zip(&self.last_of).filter(|(_, last)| **last != NONE);
        let mut now_of = vec![NONE; known().map(|(_, last)| *last as usize + 1).max().unwrap_or(0)];
        known().for_each(|(story, last): (StoryIndex, _)| now_of[*last as usize] = story);
        now_of
    }

    /// Whether each story stands where one of an article stood that is `alike`.
    pub(super) fn are_alike(&self, stories: &[Story], alike: impl Fn(&Article, &Article) -> bool) -> bool {
        let is_alike = |(place, last): &(StoryIndex, Arc<Placed>)| {
            let (last, now) = (&last.article, &stories[*place as usize].article);
            Arc::ptr_eq(last, now) || alike(last, now)
        };
        self.replaced.as_ref().is_some_and(|replaced| replaced.iter().all(is_alike))
    }
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
pub(super) mod tests {
    use super::super::placed::tests::{PERMALINK, article, config};
    use super::super::{Clock, Parts, assemble};
    use super::*;
    use crate::config::Config;
    use crate::diagnostics::Diagnostic;

    /// Assembles a site of these articles, and keeps it.
    pub(in crate::site) fn assembled_with(
        config: &Arc<Config>,
        articles: &[Arc<Article>],
        memo: &mut Memo,
    ) -> (Arc<Site>, Vec<Diagnostic>) {
        let parts = Parts {
            config: config.clone(),
            publishers: Arc::default(),
            vocabularies: Arc::default(),
            articles,
            pages: &[],
            editorials: &[],
            unread: Vec::new(),
            static_files: Arc::default(),
        };
        let clock = Clock { now: "2026-11-26T00:00:00Z".parse().unwrap(), drafts: false, future: false };
        let (site, diagnostics) = assemble(&parts, clock, memo);
        let site = Arc::new(site);
        memo.keep(&site);
        (site, diagnostics)
    }

    fn assembled(articles: &[Arc<Article>], memo: &mut Memo) -> Arc<Site> {
        assembled_with(&config(), articles, memo).0
    }

    #[test]
    fn the_last_site_but_one_is_used_once_it_is_nobodys() {
        let articles: Vec<_> = ["a", "b", "c"].map(|slug| article(&format!("slug: {slug}\n"), "Text.")).into();
        let others: Vec<_> = ["d", "e"].map(|slug| article(&format!("slug: {slug}\n"), "Text.")).into();
        let former = |memo: &mut Memo| memo.take_sites().1.len();
        for (is_held, second, expected) in [(false, &articles, 3), (true, &articles, 0), (false, &others, 0)] {
            let mut memo = Memo::for_more();
            let first = assembled(&articles, &mut memo);
            let held = is_held.then_some(first);
            let second = assembled(second, &mut memo);
            assert_eq!(former(&mut memo), expected, "{is_held}");
            drop((held, second));
        }
        let mut once = Memo::default();
        drop((assembled(&articles, &mut once), assembled(&articles, &mut once)));
        assert!(once.take_sites().0.is_none(), "a site that is made once keeps none");
    }

    #[test]
    fn only_what_was_replaced_is_compared_and_held() {
        let placed = |slug: &str| Arc::new(Placed::new(&article(&format!("slug: {slug}\n"), "Text."), &PERMALINK()));
        let last = [placed("first"), placed("old")];
        let since = |last_of: &[u32]| Since::new(last_of.to_vec(), 2, |story| last.get(story as usize));
        let one = since(&[0, NONE]);
        assert_eq!(one.replaced.as_ref().map(Vec::len), Some(1));
        assert_eq!((Arc::strong_count(&last[0]), Arc::strong_count(&last[1])), (1, 2));
        assert!(since(&[0, 1, NONE]).replaced.is_none());
        assert!(!Since::new(Vec::new(), 0, |_| None).are_alike(&[], |_, _| true));
    }

    #[test]
    fn runs_hold_what_goes_on_alike() {
        let runs = |last_of: &[u32]| {
            let since = Since { last_of: last_of.to_vec(), replaced: None };
            since.runs().map(|run| (run.stories, run.last)).collect::<Vec<_>>()
        };
        assert_eq!(runs(&[]), []);
        assert_eq!(runs(&[0, 1, 2]), [(0..3, Some(0))]);
        assert_eq!(
            runs(&[0, 2, 3, NONE, NONE, 1, 0]),
            [(0..1, Some(0)), (1..3, Some(2)), (3..5, None), (5..6, Some(1)), (6..7, Some(0))]
        );
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
