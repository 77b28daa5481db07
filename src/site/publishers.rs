//! Publishers: who is cited by which article, and how often.

use std::sync::Arc;

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use super::memo::{Since, Step};
use super::numbers::Numbered;
use super::{Parts, Publisher, Rows, Story, StoryIndex};
use crate::config::PublisherRecord;
use crate::content::Article;
use crate::content::slug::slugify;
use crate::markdown::Citations;
use crate::paths::UrlPath;

/// The publishers while they are being counted.
struct Counting<'a> {
    /// Every name met so far, by its number: its place in `names`.
    by_number: Vec<Option<usize>>,
    names: Vec<Name<'a>>,
    by_slug: HashMap<String, u32>,
    publishers: Vec<Counted>,
    /// Every publisher with the number of each of its sources.
    sources: HashSet<(u32, u32)>,
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
    /// For each story, the publisher of each source.
    pub(super) by_source: Arc<Rows>,
    /// For each story, distinct ones, in the order in which the text cites them, uncited ones last.
    pub(super) of_stories: Arc<Rows>,
}

/// The settings that counting reads: the registry.
pub(super) type Reads = Arc<Vec<PublisherRecord>>;

/// The last publishers, if they would be the same for these stories.
pub(super) fn recall(
    parts: &Parts<'_>,
    stories: &[Story],
    since: &Since,
    memo: &Step<Reads, Grouped>,
) -> Option<Arc<Grouped>> {
    memo.recall(&parts.publishers, since.are_alike(stories, alike))
}

/// Counts every publisher. Names that make one slug are one publisher.
pub(super) fn group(
    parts: &Parts<'_>,
    stories: &[Story],
    numbered: &Numbered<'_>,
    memo: &mut Step<Reads, Grouped>,
) -> Arc<Grouped> {
    memo.keep(parts.publishers.clone(), group_all(parts, stories, numbered))
}

impl Grouped {
    /// Notes in each story how many publishers it cites.
    pub(super) fn note_in(&self, stories: &mut [Story]) {
        stories
            .iter_mut()
            .zip(self.of_stories.iter())
            .for_each(|(story, of_story)| story.publisher_count = of_story.len());
    }
}

fn alike(a: &Article, b: &Article) -> bool {
    fn reads(article: &Article) -> impl Iterator<Item = (&str, &str)> {
        article.sources.iter().map(|source| (&*source.publisher, source.identity()))
    }
    reads(a).eq(reads(b)) && a.citations.order == b.citations.order && a.is_retracted() == b.is_retracted()
}

fn group_all(parts: &Parts<'_>, stories: &[Story], numbered: &Numbered<'_>) -> Grouped {
    let mut counting = Counting::new(numbered);
    let mut by_source = Rows::with_capacity(stories.len(), numbered.publishers.total());
    let numbers = numbered.publishers.iter().zip(numbered.identities.iter());
    for (story, (names, identities)) in stories.iter().zip(numbers) {
        // A retracted story shows no sources, and its page links to no publisher.
        let count = if story.is_listed() { names.len() } else { 0 };
        by_source.push((0..count).map(|source| counting.source(story, source, names[source], identities[source])));
    }
    let (publishers, new_index) = counting.finish(parts);
    by_source.renumber(|number| new_index[number as usize]);
    let mut of_stories = Rows::with_capacity(stories.len(), by_source.total());
    for (story, by_source) in stories.iter().zip(by_source.iter()) {
        of_stories.push(in_order_of_citation(&story.article.citations, by_source));
    }
    Grouped { publishers: Arc::new(publishers), by_source: Arc::new(by_source), of_stories: Arc::new(of_stories) }
}

impl<'a> Counting<'a> {
    fn new(numbered: &Numbered<'_>) -> Self {
        Self {
            by_number: vec![None; numbered.publishers.bound()],
            names: Vec::new(),
            by_slug: HashMap::new(),
            publishers: Vec::new(),
            sources: HashSet::with_capacity(numbered.identities.total()),
        }
    }

    /// Counts a source of a story; returns its publisher.
    fn source(&mut self, story: &'a Story, source: usize, name: u32, identity: u32) -> u32 {
        let number = self.number_of(name, || &story.article.sources[source].publisher);
        let publisher = &mut self.publishers[number as usize];
        if self.sources.insert((number, identity)) {
            publisher.source_count += 1;
        }
        if publisher.stories.last() != Some(&story.index) {
            publisher.stories.push(story.index);
        }
        number
    }

    /// The publisher that a name means.
    fn number_of(&mut self, number: u32, text: impl FnOnce() -> &'a str) -> u32 {
        let name = self.by_number[number as usize].unwrap_or_else(|| {
            let text = text();
            let publisher = self.new_name(text);
            self.names.push(Name { text, publisher, count: 0 });
            self.names.len() - 1
        });
        self.by_number[number as usize] = Some(name);
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
    fn finish(self, parts: &Parts<'_>) -> (Vec<Publisher>, Vec<u32>) {
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

/// The distinct publishers of a story's sources; these are few.
fn in_order_of_citation(citations: &Citations, by_source: &[u32]) -> Vec<u32> {
    let mut publishers = Vec::with_capacity(by_source.len());
    if by_source.is_empty() {
        return publishers;
    }
    for publisher in citations.cited_first(by_source.len()).map(|source| by_source[source as usize]) {
        if !publishers.contains(&publisher) {
            publishers.push(publisher);
        }
    }
    publishers
}
