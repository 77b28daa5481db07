//! What a step made of all articles the last time, for one that assembles a site again and again.
//!
//! Placing ten thousand articles and grouping them by term and by publisher takes most of the time of assembling, and an
//! edit of one body changes nothing in it. Each step says itself what it reads of an article, next to the code that reads it.

use std::sync::Arc;

use super::{Parts, Story, Vocabulary, address, cited, digests, publishers, terms};
use crate::config::{Config, PublisherRecord};
use crate::content::Article;

/// What one assembly leaves for the next. The default knows of none.
#[derive(Debug, Default)]
pub struct Memo {
    pub(super) addresses: Step<Vec<address::Placed>>,
    pub(super) terms: Step<terms::Grouped>,
    pub(super) publishers: Step<publishers::Grouped>,
    pub(super) cited: Step<cited::Grouped>,
    pub(super) digests: Step<digests::ByPeriod>,
}

/// The last result of one step, and what it was made of.
#[derive(Debug)]
pub(super) struct Step<T>(Option<Last<T>>);

#[derive(Debug)]
struct Last<T> {
    config: Arc<Config>,
    registry: Arc<Vec<PublisherRecord>>,
    vocabularies: Arc<Vec<Vocabulary>>,
    articles: Vec<Arc<Article>>,
    result: Arc<T>,
}

impl<T> Default for Step<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Step<T> {
    /// The last result, if the step would make the same of these articles; `alike` compares what it reads of an article.
    pub(super) fn recall<'a>(
        &mut self,
        parts: &Parts,
        articles: impl ExactSizeIterator<Item = &'a Arc<Article>> + Clone,
        alike: impl Fn(&Article, &Article) -> bool,
    ) -> Option<Arc<T>> {
        let last = self.0.as_mut()?;
        let same_parts = Arc::ptr_eq(&last.config, &parts.config)
            && Arc::ptr_eq(&last.registry, &parts.publishers)
            && Arc::ptr_eq(&last.vocabularies, &parts.vocabularies);
        let same_count = last.articles.len() == articles.len();
        let mut pairs = last.articles.iter().zip(articles.clone());
        let is_as_it_was =
            same_parts && same_count && pairs.all(|(last, now)| Arc::ptr_eq(last, now) || alike(last, now));
        is_as_it_was.then(|| {
            // The old ones would be kept for as long as the result, with their texts.
            last.articles.iter_mut().zip(articles).for_each(|(last, now)| last.clone_from(now));
            last.result.clone()
        })
    }

    /// The last result for these stories if the step would make the same of them, else what it makes now.
    pub(super) fn recall_or_make(
        &mut self,
        parts: &Parts,
        stories: &[Story],
        alike: impl Fn(&Article, &Article) -> bool,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        let last = self.recall(parts, articles(stories), alike);
        last.unwrap_or_else(|| self.keep(parts, articles(stories), make()))
    }

    /// Keeps a result for the next time.
    pub(super) fn keep<'a>(
        &mut self,
        parts: &Parts,
        articles: impl Iterator<Item = &'a Arc<Article>>,
        result: T,
    ) -> Arc<T> {
        let result = Arc::new(result);
        self.0 = Some(Last {
            config: parts.config.clone(),
            registry: parts.publishers.clone(),
            vocabularies: parts.vocabularies.clone(),
            articles: articles.cloned().collect(),
            result: result.clone(),
        });
        result
    }
}

/// The articles of stories, in their order.
pub(super) fn articles(stories: &[Story]) -> impl ExactSizeIterator<Item = &Arc<Article>> + Clone {
    stories.iter().map(|story| &story.article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Publishers;
    use crate::content::{ContentFile, ContentKind, Record, parse};
    use crate::diagnostics::FileText;

    #[test]
    fn an_article_that_was_edited_is_not_kept_for_its_result() {
        let text = "title: T\nbase_url: https://a.example\n";
        let file = FileText { path: "citewire.yaml".into(), text: text.into() };
        let config = Arc::new(crate::config::parse(file).0);
        let article = || {
            let text = "---\ntitle: A\ndate: 2026-11-20\nkind: opinion\n---\nText.\n";
            let file = FileText { path: "content/articles/a.md".into(), text: text.into() };
            let content = ContentFile { kind: ContentKind::Article, file, assets: Vec::new() };
            match parse(&content, &config, &Publishers::new(&[])).0 {
                Some(Record::Article(article)) => article,
                _ => panic!("an article"),
            }
        };
        let parts = Parts {
            config: config.clone(),
            publishers: Arc::default(),
            vocabularies: Arc::default(),
            articles: Vec::new(),
            pages: Vec::new(),
            editorials: Vec::new(),
            unread: Vec::new(),
            static_files: Arc::default(),
        };
        let (old, new) = (article(), article());
        let mut step = Step::default();
        step.keep(&parts, [&old].into_iter(), 1);
        assert_eq!(step.recall(&parts, [&new].into_iter(), |_, _| true), Some(Arc::new(1)));
        assert_eq!((Arc::strong_count(&old), Arc::strong_count(&new)), (1, 2));
        assert_eq!(step.recall(&parts, [&old].into_iter(), |_, _| false), None);
    }
}
