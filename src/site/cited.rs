//! Sources across articles: which stories list the same source, whatever the way its address is written.

use std::sync::Arc;

use ahash::AHashMap as HashMap;
use smallvec::SmallVec;

use super::memo::Step;
use super::{Parts, Story, StoryIndex};
use crate::content::Article;

/// All sources by identity, and which of them each story lists.
#[derive(Debug)]
pub(super) struct Grouped {
    pub(super) stories: Arc<Vec<SmallVec<[StoryIndex; 4]>>>,
    of_stories: Vec<Arc<[u32]>>,
}

/// Groups the sources.
pub(super) fn group(parts: &Parts, stories: &[Story], memo: &mut Step<Grouped>) -> Arc<Grouped> {
    memo.recall_or_make(parts, stories, alike, || group_all(stories))
}

impl Grouped {
    /// Notes in each story which sources it lists.
    pub(super) fn note_in(&self, stories: &mut [Story]) {
        stories.iter_mut().zip(&self.of_stories).for_each(|(story, cited)| story.cited = cited.clone());
    }
}

fn alike(a: &Article, b: &Article) -> bool {
    let (a_sources, b_sources) = (a.sources.iter(), b.sources.iter());
    a.is_retracted() == b.is_retracted() && a_sources.map(|s| &s.identity).eq(b_sources.map(|s| &s.identity))
}

fn group_all(stories: &[Story]) -> Grouped {
    let most = stories.iter().map(|story| story.article.sources.len()).sum();
    let mut by_identity: HashMap<&str, u32> = HashMap::with_capacity(most);
    let mut listed_in: Vec<SmallVec<[StoryIndex; 4]>> = Vec::with_capacity(most);
    let mut of_stories = Vec::with_capacity(stories.len());
    for (index, story) in (0u32..).zip(stories) {
        let sources = if story.is_listed() { &story.article.sources[..] } else { &[] };
        let mut cited = Vec::with_capacity(sources.len());
        for source in sources {
            let next = u32::try_from(listed_in.len()).unwrap_or(u32::MAX);
            let number = *by_identity.entry(source.identity.as_str()).or_insert_with(|| {
                listed_in.push(SmallVec::new());
                next
            });
            let listed_in = &mut listed_in[number as usize];
            if listed_in.last() != Some(&index) {
                listed_in.push(index);
            }
            cited.push(number);
        }
        of_stories.push(cited.into());
    }
    Grouped { stories: Arc::new(listed_in), of_stories }
}
