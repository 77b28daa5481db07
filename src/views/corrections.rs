//! The values of the list of corrections.

use serde::Serialize;

use super::fill::{Filler, Medium};
use super::{LinkView, UpdateView, Views};
use crate::site::Correction;

/// The template; a theme without it has no such list.
pub const CORRECTIONS: &str = "corrections.html";

/// A correction or retraction in the list of all (`corrections.html`, in `corrections`).
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionView {
    /// The article.
    pub story: LinkView,
    /// The article's language, if it differs from the site's; else empty.
    pub lang: String,
    /// What was wrong. Citation markers lead to the sources themselves.
    pub update: UpdateView,
}

impl Views {
    /// A correction.
    #[must_use]
    pub fn correction(&self, correction: Correction) -> CorrectionView {
        let story = &self.site.stories[correction.story as usize];
        let filler = Filler::of_story(&self.site, story, Medium::List);
        let lang = story.article.lang.clone().filter(|lang| *lang != self.site.config.language);
        CorrectionView {
            story: self.story_link(story),
            lang: lang.unwrap_or_default(),
            update: self.update(&story.article.updates[correction.update], &filler),
        }
    }
}
