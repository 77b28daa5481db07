//! Publishers: who is cited by which article, and how often.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Parts, Publisher, Story, StoryIndex};
use crate::config::PublisherRecord;
use crate::content::slug::slugify;
use crate::paths::UrlPath;

/// A publisher while it is being counted.
struct Counted<'a> {
    slug: String,
    names: HashMap<&'a str, usize>,
    sources: HashSet<&'a str>,
    stories: Vec<StoryIndex>,
}

/// Counts every publisher and notes in each story which it cites. Names that make one slug are one publisher.
pub(super) fn group(parts: &Parts, stories: &mut [Story]) -> Vec<Publisher> {
    let articles: Vec<_> = stories.iter().map(|s| s.article.clone()).collect();
    let mut by_name: HashMap<&str, u32> = HashMap::new();
    let mut by_slug: HashMap<String, u32> = HashMap::new();
    let mut counted: Vec<Counted<'_>> = Vec::new();
    for ((index, story), article) in (0u32..).zip(stories.iter_mut()).zip(&articles) {
        for source in &article.sources {
            let name = source.publisher.as_str();
            let number = *by_name.entry(name).or_insert_with(|| number_of(name, &mut by_slug, &mut counted));
            let publisher = &mut counted[number as usize];
            *publisher.names.entry(name).or_default() += 1;
            publisher.sources.insert(&source.identity);
            if publisher.stories.last() != Some(&index) {
                publisher.stories.push(index);
            }
            story.source_publishers.push(number);
        }
    }
    let (publishers, new_index) = finish(parts, counted);
    stories.iter_mut().for_each(|story| renumber(story, &new_index));
    publishers
}

fn number_of(name: &str, by_slug: &mut HashMap<String, u32>, counted: &mut Vec<Counted<'_>>) -> u32 {
    let mut slug = slugify(name);
    if slug.is_empty() {
        slug = format!("publisher-{}", &blake3::hash(name.as_bytes()).to_hex()[..8]);
    }
    let next = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    *by_slug.entry(slug.clone()).or_insert_with(|| {
        counted.push(Counted { slug, names: HashMap::new(), sources: HashSet::new(), stories: Vec::new() });
        next
    })
}

/// Orders the publishers, most cited first, and tells where each has gone.
fn finish(parts: &Parts, counted: Vec<Counted<'_>>) -> (Vec<Publisher>, Vec<u32>) {
    let registry: HashMap<String, &PublisherRecord> = parts.publishers.iter().map(|r| (slugify(&r.name), r)).collect();
    let mut publishers: Vec<(usize, Publisher)> = counted
        .into_iter()
        .map(|c| {
            let record = registry.get(&c.slug).copied();
            let name = record.map_or_else(|| commonest(&c.names), |r| r.name.clone());
            let path = format!("/publishers/{}/", c.slug);
            let url = UrlPath::new(path).expect("a slug is one good path segment");
            let source_count = c.sources.len();
            Publisher { name, url, record: record.cloned(), source_count, stories: c.stories }
        })
        .enumerate()
        .collect();
    publishers.sort_by(|(_, a), (_, b)| {
        (b.stories.len(), b.source_count).cmp(&(a.stories.len(), a.source_count)).then_with(|| a.name.cmp(&b.name))
    });
    let mut new_index = vec![0; publishers.len()];
    for (new, (old, _)) in (0u32..).zip(&publishers) {
        new_index[*old] = new;
    }
    (publishers.into_iter().map(|(_, p)| p).collect(), new_index)
}

fn commonest(names: &HashMap<&str, usize>) -> Arc<str> {
    let best = names.iter().max_by(|(a, n), (b, m)| n.cmp(m).then_with(|| b.cmp(a)));
    best.map_or("", |(name, _)| name).into()
}

fn renumber(story: &mut Story, new_index: &[u32]) {
    for number in &mut story.source_publishers {
        *number = new_index[*number as usize];
    }
    let cited = &story.article.citations.order;
    let uncited = (0u32..).take(story.article.sources.len()).filter(|i| !cited.contains(i));
    for source in cited.iter().copied().chain(uncited) {
        let publisher = story.source_publishers[source as usize];
        if !story.publishers.contains(&publisher) {
            story.publishers.push(publisher);
        }
    }
}
