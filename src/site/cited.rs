//! Sources across articles: which stories list the same source, whatever the way its address is written.

use std::sync::Arc;

use super::memo::{Since, Step};
use super::numbers::{Numbered, OfStories};
use super::{Rows, Story};
use crate::content::Article;
use crate::content::article::Source;

/// All sources by identity, and which of them each story lists.
#[derive(Debug)]
pub(super) struct Grouped {
    /// For each number of a source, the stories that list it; none for a number whose source is gone.
    pub(super) stories: Arc<Rows>,
    /// For each story, what it lists.
    pub(super) of_stories: Arc<Rows>,
    /// How many sources some story lists.
    pub(super) count: usize,
}

/// The last groups, if they would be the same for these stories.
pub(super) fn recall(stories: &[Story], since: &Since, memo: &Step<(), Grouped>) -> Option<Arc<Grouped>> {
    memo.recall(&(), since.are_alike(stories, alike))
}

/// Groups the sources.
pub(super) fn group(stories: &[Story], numbered: &Numbered<'_>, memo: &mut Step<(), Grouped>) -> Arc<Grouped> {
    memo.keep((), group_all(stories, numbered.identities))
}

fn alike(a: &Article, b: &Article) -> bool {
    let (a_sources, b_sources) = (a.sources.iter(), b.sources.iter());
    a.is_retracted() == b.is_retracted() && a_sources.map(Source::identity).eq(b_sources.map(Source::identity))
}

fn group_all(stories: &[Story], identities: OfStories<'_>) -> Grouped {
    // Mostly no story is retracted, and all lists are as they are.
    let of_stories = if stories.iter().all(Story::is_listed) {
        identities.rows.clone()
    } else {
        let mut of_stories = Rows::with_capacity(stories.len(), identities.rows.total());
        for (story, identities) in stories.iter().zip(identities.rows.iter()) {
            of_stories.push(identities.iter().copied().filter(|_| story.is_listed()));
        }
        of_stories
    };
    let stories = of_stories.distinct().inverted(identities.bound);
    let count = stories.iter().filter(|stories| !stories.is_empty()).count();
    Grouped { stories: Arc::new(stories), of_stories: Arc::new(of_stories), count }
}
