//! The values of storylines.

use serde::Serialize;

use super::{DateView, LinkView, Views, date};
use crate::config::TermRecord;
use crate::site::{Story, StoryIndex, Term};

/// The template of the index; a theme without it has none.
pub const STORYLINES: &str = "storylines.html";

/// The template of a timeline.
pub const STORYLINE: &str = "storyline.html";

/// A story that goes on over time (`storyline.html`, as `storyline`; a list of these in `storylines.html`).
#[derive(Debug, Clone, Serialize)]
pub struct StorylineView {
    /// Shown name.
    pub name: String,
    /// Address of its timeline.
    pub url: String,
    /// What it is about; empty if not said.
    pub description: String,
    /// How many articles it has.
    pub story_count: usize,
    /// The day of its first article.
    pub first: DateView,
    /// The day of its latest article.
    pub last: DateView,
    /// Its latest article.
    pub latest: LinkView,
    /// The index of all storylines.
    pub index: LinkView,
}

/// The storyline of an article, on the article's own page.
#[derive(Debug, Clone, Serialize)]
pub struct StorylinePlaceView {
    /// Shown name, and its timeline.
    pub storyline: LinkView,
    /// How many articles it has.
    pub story_count: usize,
    /// The one before this, in time.
    pub earlier: Option<LinkView>,
    /// The one after this, in time.
    pub later: Option<LinkView>,
}

impl Views {
    /// All storylines, the one with the newest article first.
    #[must_use]
    pub fn storylines(&self) -> Vec<StorylineView> {
        let mut lines: Vec<&Term> = self.site.storylines.terms.iter().collect();
        lines.sort_by_key(|line| line.stories.first().copied());
        lines.into_iter().map(|line| self.storyline(line)).collect()
    }

    /// A storyline.
    #[must_use]
    pub fn storyline(&self, line: &Term) -> StorylineView {
        let story = |index: Option<&StoryIndex>| &self.site.stories[index.map_or(0, |index| *index as usize)];
        let day = |story: &Story| date::day(&self.site.config, story.article.date.value.local.date());
        let (newest, oldest) = (story(line.stories.first()), story(line.stories.last()));
        let LinkView { title, url } = self.storyline_link(line);
        StorylineView {
            name: title,
            url,
            description: line.record.as_ref().map(TermRecord::description).unwrap_or_default(),
            story_count: line.stories.len(),
            first: day(oldest),
            last: day(newest),
            latest: self.story_link(newest),
            index: LinkView { title: "Storylines".to_owned(), url: self.url(&self.site.storylines.url.encoded()) },
        }
    }

    /// Where a story stands in its storyline; `None` without one, or if it is the only article of it so far.
    pub(super) fn storyline_place(&self, index: StoryIndex) -> Option<StorylinePlaceView> {
        let line = &self.site.storylines.terms[self.site.stories[index as usize].storyline? as usize];
        // Newest first, and a smaller index is newer.
        let place = line.stories.binary_search(&index).ok()?;
        let at = |place: Option<usize>| Some(self.story_link(&self.site.stories[*line.stories.get(place?)? as usize]));
        (line.stories.len() > 1 && self.has_template(STORYLINE)).then(|| StorylinePlaceView {
            storyline: self.storyline_link(line),
            story_count: line.stories.len(),
            earlier: at(Some(place + 1)),
            later: at(place.checked_sub(1)),
        })
    }

    fn storyline_link(&self, line: &Term) -> LinkView {
        let url = line.url.as_ref().map(|url| self.url(&url.encoded())).unwrap_or_default();
        LinkView { title: line.name.to_string(), url }
    }
}
