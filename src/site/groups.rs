//! Groups the stories by term, by publisher and by source, and tells what each story belongs to.

use std::sync::Arc;

use super::memo::Since;
use super::numbers::{Numbered, Numbers};
use super::{Memo, Parts, Rows, Site, Story, cited, publishers, terms};
use crate::diagnostics::Diagnostic;

/// The groups of a site.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    pub(super) terms: Arc<terms::Grouped>,
    pub(super) publishers: Arc<publishers::Grouped>,
    pub(super) cited: Arc<cited::Grouped>,
}

/// Those of the last assembly that are still right.
struct Last {
    terms: Option<Arc<terms::Grouped>>,
    publishers: Option<Arc<publishers::Grouped>>,
    cited: Option<Arc<cited::Grouped>>,
}

impl Groups {
    /// Groups the stories, and notes in each what it belongs to.
    pub(super) fn of(
        parts: &Parts<'_>,
        stories: &mut [Story],
        since: &Since,
        diagnostics: &mut Vec<Diagnostic>,
        memo: &mut Memo,
    ) -> Self {
        let last = Last {
            terms: terms::recall(parts, stories, since, &memo.terms),
            publishers: publishers::recall(parts, stories, since, &memo.publishers),
            cited: cited::recall(stories, since, &memo.cited),
        };
        let groups = match last {
            // As long as nothing that has a number changes, the numbers stay as they are, too.
            Last { terms: Some(terms), publishers: Some(publishers), cited: Some(cited) } => {
                Self { terms, publishers, cited }
            }
            last => {
                let (taxonomies, mut once, mut kept) =
                    (parts.config.taxonomies.len(), Numbers::<&str>::default(), None);
                let numbered = match memo.is_kept {
                    true => kept.insert(std::mem::take(&mut memo.numbers)).update(taxonomies, stories, since),
                    // Whatever the memo holds, there are no numbers of the last time.
                    false => once.update(taxonomies, stories, &since.forgotten()),
                };
                let groups = last.completed(parts, stories, &numbered, diagnostics, memo);
                memo.numbers = kept.unwrap_or_default();
                groups
            }
        };
        groups.note_in(stories);
        groups
    }

    /// Notes in each story its storyline, and how many publishers it cites.
    fn note_in(&self, stories: &mut [Story]) {
        let of_stories = self.terms.storyline_of.iter().zip(self.publishers.of_stories.iter());
        for (story, (storyline, publishers)) in stories.iter_mut().zip(of_stories) {
            (story.storyline, story.publisher_count) = (*storyline, publishers.len());
        }
    }
}

impl Last {
    /// Makes what is missing, side by side.
    fn completed(
        self,
        parts: &Parts<'_>,
        stories: &[Story],
        numbered: &Numbered<'_>,
        diagnostics: &mut Vec<Diagnostic>,
        memo: &mut Memo,
    ) -> Groups {
        let Memo { terms, publishers, cited, .. } = memo;
        let group_terms = || terms::group(parts, stories, numbered, diagnostics, terms);
        let group_publishers = || publishers::group(parts, stories, numbered, publishers);
        let group_cited = || cited::group(stories, numbered, cited);
        let others = || {
            rayon::join(|| self.publishers.unwrap_or_else(group_publishers), || self.cited.unwrap_or_else(group_cited))
        };
        let (terms, (publishers, cited)) = rayon::join(|| self.terms.unwrap_or_else(group_terms), others);
        Groups { terms, publishers, cited }
    }
}

impl Site {
    /// Indices of a story's terms of a taxonomy, which is given by its number.
    #[must_use]
    pub fn terms_of(&self, story: &Story, taxonomy: usize) -> &[u32] {
        self.groups.terms.of_stories.get(taxonomy).map_or(&[], |of_stories| &of_stories[story.index as usize])
    }

    /// For each source of a story, the index of its publisher; none if the story is retracted.
    #[must_use]
    pub fn source_publishers(&self, story: &Story) -> &[u32] {
        &self.groups.publishers.by_source[story.index as usize]
    }

    /// A story's distinct publishers, in order of first citation, uncited ones last.
    #[must_use]
    pub fn publishers_of(&self, story: &Story) -> Vec<u32> {
        let by_source = self.source_publishers(story);
        let cited_first = story.article.prose().citations.cited_first(by_source.len());
        let mut rows = Rows::default();
        // A retracted story has none.
        rows.push_once(cited_first.filter_map(|source| by_source.get(source as usize).copied()));
        rows.into_numbers()
    }

    /// For each source of a story, its index in [`Site::cited`]; none if the story is retracted.
    #[must_use]
    pub fn sources_of(&self, story: &Story) -> &[u32] {
        &self.groups.cited.of_stories[story.index as usize]
    }
}
