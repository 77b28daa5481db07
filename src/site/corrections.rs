//! Corrections and retractions of all stories.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::{Story, StoryIndex};
use crate::content::article::UpdateKind;
use crate::diagnostics::{Diagnostic, Place, codes};

/// A correction or retraction of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// The story.
    pub story: StoryIndex,
    /// Which of its updates.
    pub update: usize,
}

/// All of them, newest first; those of one moment in the order of the stories.
pub(super) fn collect(stories: &[Story]) -> Vec<Correction> {
    let of_story = |(story, it): (StoryIndex, &Story)| {
        let kinds = it.article.updates.iter().map(|update| update.kind).enumerate().rev();
        let wrong = kinds.filter(|(_, kind)| matches!(kind, UpdateKind::Correction | UpdateKind::Retraction));
        wrong.map(move |(update, _)| Correction { story, update }).collect::<Vec<_>>()
    };
    let mut all: Vec<Correction> = (0u32..).zip(stories).flat_map(of_story).collect();
    all.sort_by_key(|c| Reverse(stories[c.story as usize].article.updates[c.update].date.value.instant));
    all
}

/// Warns of updates of published articles that are dated after the build: they are shown now, and date the article ahead.
pub(super) fn of_the_future(stories: &[Story], now: Timestamp) -> Vec<Diagnostic> {
    let live = stories.iter().filter(|story| story.preview.is_none());
    let updates = live.flat_map(|story| story.article.updates.iter().map(move |update| (story, update)));
    let ahead = updates.filter(|(_, update)| update.date.value.instant > now);
    ahead
        .map(|(story, update)| {
            let place = Place::of(&story.article.file, update.date.span);
            let message = "this update is dated after the moment of the build, and is published now all the same";
            Diagnostic::warning(codes::BAD_DATE, place, message).help("correct the date")
        })
        .collect()
}
