//! Publishers: who is cited by which article, and how often.

use std::sync::Arc;

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use super::memo::Step;
use super::{Parts, Publisher, Story, StoryIndex};
use crate::config::PublisherRecord;
use crate::content::Article;
use crate::content::article::Source;
use crate::content::slug::slugify;
use crate::markdown::Citations;
use crate::paths::UrlPath;

/// The publishers while they are being counted.
#[derive(Default)]
struct Counting<'a> {
    /// Every name met so far, by its place in `names`.
    by_name: HashMap<&'a str, usize>,
    names: Vec<Name<'a>>,
    by_slug: HashMap<String, u32>,
    publishers: Vec<Counted>,
    /// Every publisher with each of its sources.
    sources: HashSet<(u32, &'a str)>,
}

/// A way to write a publisher's name.
struct Name<'a> {
    text: &'a str,
    publisher: u32,
    /// How often it was written.
    count: usize,
}

struct Counted {
    slug: String,
    source_count: usize,
    stories: Vec<StoryIndex>,
}

/// All publishers, and what belongs to each story.
#[derive(Debug)]
pub(super) struct Grouped {
    pub(super) publishers: Arc<Vec<Publisher>>,
    of_stories: Vec<OfStory>,
}

#[derive(Debug)]
struct OfStory {
    /// The publisher of each source.
    by_source: Arc<[u32]>,
    /// Distinct ones, in the order in which the text cites them, uncited ones last.
    cited: Arc<[u32]>,
}

/// Counts every publisher. Names that make one slug are one publisher.
pub(super) fn group(parts: &Parts, stories: &[Story], memo: &mut Step<Grouped>) -> Arc<Grouped> {
    let alike = |a: &Article, b: &Article| {
        reads(a).eq(reads(b)) && a.citations.order == b.citations.order && a.is_retracted() == b.is_retracted()
    };
    memo.recall_or_make(parts, stories, alike, || group_all(parts, stories))
}

impl Grouped {
    /// Notes in each story which publishers it cites.
    pub(super) fn note_in(&self, stories: &mut [Story]) {
        for (story, of_story) in stories.iter_mut().zip(&self.of_stories) {
            story.source_publishers = of_story.by_source.clone();
            story.publishers = of_story.cited.clone();
        }
    }
}

/// What is read of an article, besides the order of its citations.
fn reads(article: &Article) -> impl Iterator<Item = (&str, &str)> {
    article.sources.iter().map(|source| (source.publisher.as_str(), source.identity.as_str()))
}

fn group_all(parts: &Parts, stories: &[Story]) -> Grouped {
    let mut counting = Counting::default();
    counting.sources.reserve(stories.iter().map(|story| story.article.sources.len()).sum());
    let count = |(index, story)| counting.story(index, story);
    let numbers: Vec<Vec<u32>> = (0u32..).zip(stories).map(count).collect();
    let (publishers, new_index) = counting.finish(parts);
    let of_story = |(story, numbers): (&Story, Vec<u32>)| {
        let by_source: Arc<[u32]> = numbers.into_iter().map(|number| new_index[number as usize]).collect();
        let cited = in_order_of_citation(&story.article.citations, &by_source).into();
        OfStory { by_source, cited }
    };
    let of_stories = stories.iter().zip(numbers).map(of_story).collect();
    Grouped { publishers: Arc::new(publishers), of_stories }
}

impl<'a> Counting<'a> {
    /// Counts the publishers of a story; returns that of each source.
    fn story(&mut self, index: StoryIndex, story: &'a Story) -> Vec<u32> {
        let number = |source: &'a Source| {
            let number = self.number_of(&source.publisher);
            let publisher = &mut self.publishers[number as usize];
            if self.sources.insert((number, &source.identity)) {
                publisher.source_count += 1;
            }
            if publisher.stories.last() != Some(&index) {
                publisher.stories.push(index);
            }
            number
        };
        // A retracted story shows no sources, and its page links to no publisher.
        if story.is_listed() { story.article.sources.iter().map(number).collect() } else { Vec::new() }
    }

    /// The publisher that a name means.
    fn number_of(&mut self, text: &'a str) -> u32 {
        let name = match self.by_name.get(text) {
            Some(known) => *known,
            None => {
                let publisher = self.new_name(text);
                self.names.push(Name { text, publisher, count: 0 });
                self.by_name.insert(text, self.names.len() - 1);
                self.names.len() - 1
            }
        };
        self.names[name].count += 1;
        self.names[name].publisher
    }

    fn new_name(&mut self, name: &str) -> u32 {
        let mut slug = slugify(name);
        if slug.is_empty() {
            slug = format!("publisher-{}", &blake3::hash(name.as_bytes()).to_hex()[..8]);
        }
        let next = u32::try_from(self.publishers.len()).unwrap_or(u32::MAX);
        *self.by_slug.entry(slug.clone()).or_insert_with(|| {
            self.publishers.push(Counted { slug, source_count: 0, stories: Vec::new() });
            next
        })
    }

    /// Orders the publishers by distinct sources, then by articles, as [`leaderboard`](super::leaderboard()) does; tells where
    /// each has gone.
    fn finish(self, parts: &Parts) -> (Vec<Publisher>, Vec<u32>) {
        let registry: HashMap<String, &PublisherRecord> =
            parts.publishers.iter().map(|r| (slugify(&r.name), r)).collect();
        let names = commonest(&self.names, self.publishers.len());
        let publisher = |(counted, name): (Counted, &str)| {
            let record = registry.get(&counted.slug).copied();
            let name = record.map_or_else(|| name.into(), |r| r.name.clone());
            let path = format!("/publishers/{}/", counted.slug);
            let url = UrlPath::new(path).expect("a slug is one good path segment");
            let (source_count, stories) = (counted.source_count, counted.stories);
            Publisher { name, url, record: record.cloned(), source_count, stories }
        };
        let mut publishers: Vec<(usize, Publisher)> =
            self.publishers.into_iter().zip(names).map(publisher).enumerate().collect();
        publishers.sort_by(|(_, a), (_, b)| {
            (b.source_count, b.stories.len()).cmp(&(a.source_count, a.stories.len())).then_with(|| a.name.cmp(&b.name))
        });
        let mut new_index = vec![0; publishers.len()];
        for (new, (old, _)) in (0u32..).zip(&publishers) {
            new_index[*old] = new;
        }
        (publishers.into_iter().map(|(_, p)| p).collect(), new_index)
    }
}

/// The name that is written most often, for each publisher; of equally common ones the first in the alphabet.
fn commonest<'a>(names: &[Name<'a>], publishers: usize) -> Vec<&'a str> {
    let mut best: Vec<Option<&Name<'a>>> = vec![None; publishers];
    for name in names {
        let best = &mut best[name.publisher as usize];
        if best.is_none_or(|b| (name.count, b.text) > (b.count, name.text)) {
            *best = Some(name);
        }
    }
    best.into_iter().map(|best| best.map_or("", |name| name.text)).collect()
}

/// The distinct publishers of a story's sources.
fn in_order_of_citation(citations: &Citations, by_source: &[u32]) -> Vec<u32> {
    if by_source.is_empty() {
        return Vec::new();
    }
    let mut seen = HashSet::with_capacity(by_source.len());
    let publishers = citations.cited_first(by_source.len()).map(|source| by_source[source as usize]);
    publishers.filter(|publisher| seen.insert(*publisher)).collect()
}
