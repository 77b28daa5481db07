//! Corrections and retractions of all stories.

use std::cmp::Reverse;
use std::sync::Arc;

use super::facts::Has;
use super::memo::{Since, Step};
use super::{Story, StoryIndex};
use crate::content::Article;
use crate::content::article::UpdateKind;

/// A correction or retraction of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// The story.
    pub story: StoryIndex,
    /// Which of its updates.
    pub update: usize,
}

/// All of them, newest first; those of one moment in the order of the stories.
pub(super) fn collect(stories: &[Story], since: &Since, memo: &mut Step<(), Vec<Correction>>) -> Arc<Vec<Correction>> {
    memo.recall_or_make((), since.are_alike(stories, alike), || collect_all(stories))
}

/// Whether two articles were corrected alike, as far as it is read here.
fn alike(a: &Article, b: &Article) -> bool {
    let facts = |article: &Article| -> Vec<_> {
        article.updates.iter().map(|update| (update.kind, update.date.value.instant)).collect()
    };
    facts(a) == facts(b)
}

fn collect_all(stories: &[Story]) -> Vec<Correction> {
    let of_story = |story: &Story| {
        let (index, kinds) = (story.index, story.article.updates.iter().map(|update| update.kind).enumerate().rev());
        let wrong = kinds.filter(|(_, kind)| matches!(kind, UpdateKind::Correction | UpdateKind::Retraction));
        wrong.map(move |(update, _)| Correction { story: index, update }).collect::<Vec<_>>()
    };
    let mut all: Vec<Correction> = stories.iter().filter(|story| story.has(Has::UPDATES)).flat_map(of_story).collect();
    all.sort_by_key(|c| Reverse(stories[c.story as usize].article.updates[c.update].date.value.instant));
    all
}
