//! Publishers: who is cited by which article, and how often.

use std::borrow::Cow;
use std::sync::Arc;

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use super::memo::{Since, Step};
use super::numbers::Numbered;
use super::placed::NONE;
use super::spellings::Spellings;
use super::{Parts, Publisher, Rows, Story};
use crate::config::PublisherRecord;
use crate::content::Article;
use crate::content::slug::slugify;
use crate::paths::UrlPath;

/// The publishers while they are being counted.
struct Counting<'a> {
    names: Spellings<'a>,
    by_slug: HashMap<String, u32>,
    publishers: Vec<Counted>,
    /// By the number of a source, the first publisher that it was met with: mostly the only one.
    first: Vec<u32>,
    /// The others, each with the number of the source.
    others: HashSet<(u32, u32)>,
}

struct Counted {
    slug: String,
    source_count: usize,
}

/// All publishers, and what belongs to each story.
#[derive(Debug)]
pub(super) struct Grouped {
    pub(super) publishers: Arc<Vec<Publisher>>,
    /// For each story, the publisher of each source.
    pub(super) by_source: Arc<Rows>,
    /// For each story, distinct ones, in the order of its sources.
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

fn alike(a: &Article, b: &Article) -> bool {
    fn reads(article: &Article) -> impl Iterator<Item = (&str, &str)> {
        article.sources.iter().map(|source| (&*source.publisher, source.identity()))
    }
    reads(a).eq(reads(b)) && a.is_retracted() == b.is_retracted()
}

fn group_all(parts: &Parts<'_>, stories: &[Story], numbered: &Numbered<'_>) -> Grouped {
    let mut counting = Counting::new(numbered);
    let (names, identities) = (numbered.publishers, numbered.identities);
    let mut by_source = Rows::with_capacity(stories.len(), names.rows.total());
    let numbers = names.rows.iter().zip(identities.rows.iter());
    for (story, (names, identities)) in stories.iter().zip(numbers) {
        // A retracted story shows no sources, and its page links to no publisher.
        let count = if story.is_listed() { names.len() } else { 0 };
        by_source.push((0..count).map(|source| counting.source(story, source, names[source], identities[source])));
    }
    let (publishers, new_index) = counting.finish(parts, &by_source.distinct());
    by_source.renumber(|number| new_index[number as usize]);
    let by_source = Arc::new(by_source);
    let of_stories = match by_source.distinct() {
        Cow::Borrowed(_) => by_source.clone(),
        Cow::Owned(distinct) => Arc::new(distinct),
    };
    Grouped { publishers: Arc::new(publishers), by_source, of_stories }
}

impl<'a> Counting<'a> {
    fn new(numbered: &Numbered<'_>) -> Self {
        Self {
            names: Spellings::new(numbered.publishers.bound),
            by_slug: HashMap::new(),
            publishers: Vec::new(),
            first: vec![NONE; numbered.identities.bound],
            others: HashSet::new(),
        }
    }

    /// Counts a source of a story; returns its publisher.
    fn source(&mut self, story: &'a Story, source: usize, name: u32, identity: u32) -> u32 {
        let number = self.number_of(name, || &story.article.sources[source].publisher);
        let publisher = &mut self.publishers[number as usize];
        let first = &mut self.first[identity as usize];
        let is_new = match *first {
            NONE => {
                *first = number;
                true
            }
            first => first != number && self.others.insert((number, identity)),
        };
        publisher.source_count += usize::from(is_new);
        number
    }

    /// The publisher that a name means.
    fn number_of(&mut self, number: u32, text: impl FnOnce() -> &'a str) -> u32 {
        if let Some(known) = self.names.count(number) {
            return known;
        }
        let text = text();
        let publisher = self.new_name(text);
        self.names.meet(number, text, publisher);
        publisher
    }

    fn new_name(&mut self, name: &str) -> u32 {
        let mut slug = slugify(name);
        if slug.is_empty() {
            slug = format!("publisher-{}", &blake3::hash(name.as_bytes()).to_hex()[..8]);
        }
        let next = u32::try_from(self.publishers.len()).unwrap_or(u32::MAX);
        *self.by_slug.entry(slug.clone()).or_insert_with(|| {
            self.publishers.push(Counted { slug, source_count: 0 });
            next
        })
    }

    /// Orders the publishers by distinct sources, then by articles, as [`leaderboard`](super::leaderboard()) does; tells where
    /// each has gone.
    fn finish(self, parts: &Parts<'_>, of_stories: &Rows) -> (Vec<Publisher>, Vec<u32>) {
        let registry: HashMap<String, &PublisherRecord> =
            parts.publishers.iter().map(|r| (slugify(&r.name), r)).collect();
        let names = self.names.commonest(self.publishers.len());
        let stories = of_stories.inverted(self.publishers.len());
        let publisher = |((counted, name), stories): ((Counted, &str), &[u32])| {
            let record = registry.get(&counted.slug).copied();
            let name = record.map_or_else(|| name.into(), |r| r.name.clone());
            let path = format!("/publishers/{}/", counted.slug);
            let url = UrlPath::new(path).expect("a slug is one good path segment");
            let (source_count, stories) = (counted.source_count, stories.to_vec());
            Publisher { name, url, record: record.cloned(), source_count, stories }
        };
        let mut publishers: Vec<(usize, Publisher)> =
            self.publishers.into_iter().zip(names).zip(stories.iter()).map(publisher).enumerate().collect();
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
