//! Every source of the site once, with the key that it has in all bibliographies.

use std::borrow::Cow;
use std::fmt::Write;

use ahash::AHashMap as HashMap;
use unicode_normalization::UnicodeNormalization;

use super::work::shown_title;
use crate::content::article::Source;
use crate::content::identity::host_of;
use crate::content::slug::slugify;
use crate::site::{Site, Story};

/// All sources of a site's articles. Keys are given from the oldest article on, so that a new one changes none of them.
#[derive(Debug)]
pub(in crate::outputs) struct Catalogue {
    entries: Vec<Entry>,
    /// For each story, the entry of each of its sources.
    of_stories: Vec<Box<[u32]>>,
    /// Entries by key.
    by_key: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    key: String,
    /// Story and source that describe it best.
    best: (u32, u32),
    /// How many fields that description fills.
    filled: usize,
    /// Whether a published article lists it, and not only one that is retracted or in a preview.
    published: bool,
}

impl Catalogue {
    /// Collects the sources of a site.
    pub(in crate::outputs) fn new(site: &Site) -> Self {
        let mut collecting = Collecting::default();
        let mut of_stories = vec![Box::default(); site.stories.len()];
        let mut oldest_first: Vec<&Story> = site.stories.iter().rev().collect();
        oldest_first.sort_by_key(|story| story.preview.is_some());
        for story in oldest_first {
            of_stories[story.index as usize] = collecting.story(story.index, story);
        }
        let entries = collecting.entries;
        let mut by_key: Vec<u32> = (0u32..).take(entries.len()).collect();
        by_key.sort_unstable_by_key(|entry| &entries[*entry as usize].key);
        Self { entries, of_stories, by_key }
    }

    /// The keys of a story's sources, in its order.
    pub(super) fn keys(&self, story: u32) -> impl Iterator<Item = &str> {
        self.of_stories[story as usize].iter().map(|entry| self.entries[*entry as usize].key.as_str())
    }

    /// Every source of published articles with its key, as the article describes it that says most; by key.
    pub(super) fn published<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = (&'a str, &'a Source)> {
        let entries = self.by_key.iter().map(|entry| &self.entries[*entry as usize]).filter(|entry| entry.published);
        entries.map(|entry| {
            let (story, source) = entry.best;
            (entry.key.as_str(), &site.stories[story as usize].article.sources[source as usize])
        })
    }
}

#[derive(Default)]
struct Collecting<'a> {
    entries: Vec<Entry>,
    by_identity: HashMap<&'a str, u32>,
    /// Every key that is taken, with the next number to try behind it.
    taken: HashMap<String, u32>,
    /// What keys call each publisher.
    publishers: HashMap<&'a str, String>,
}

impl<'a> Collecting<'a> {
    /// Adds the sources of a story; the entry of each.
    fn story(&mut self, index: u32, story: &'a Story) -> Box<[u32]> {
        let published = story.preview.is_none() && story.is_listed();
        let entry = |(place, source)| self.source((index, place), source, published);
        (0u32..).zip(&story.article.sources).map(entry).collect()
    }

    fn source(&mut self, place: (u32, u32), source: &'a Source, published: bool) -> u32 {
        let filled = filled(source);
        if let Some(known) = self.by_identity.get(source.identity()) {
            let entry = &mut self.entries[*known as usize];
            // What is published is described by published articles only: not by a retracted one, nor by a preview.
            let is_first = published && !entry.published;
            if is_first || (filled > entry.filled && entry.published == published) {
                (entry.best, entry.filled, entry.published) = (place, filled, published);
            }
            return *known;
        }
        let stem = self.stem(source);
        let key = self.free_key(stem);
        self.entries.push(Entry { key, best: place, filled, published });
        let number = u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX);
        self.by_identity.insert(source.identity(), number);
        number
    }

    /// `reuters-2026-openai-launches-browser`: publisher, year, the first words of the title. Only letters, digits and `-`
    /// of ASCII, since readers of BibTeX agree on no others.
    fn stem(&mut self, source: &'a Source) -> String {
        const TITLE_WORDS: usize = 3;
        let publisher = self.publishers.entry(&source.publisher).or_insert_with(|| ascii_slug(&source.publisher));
        let mut stem = publisher.clone();
        if stem.is_empty() {
            stem = ascii_slug(host_of(source.identity()));
        }
        if stem.is_empty() {
            stem.push_str("source");
        }
        if let Some(date) = source.published {
            _ = write!(stem, "-{:04}", date.year);
        }
        let title = source.title.as_deref().map(|_| ascii_slug(shown_title(source))).unwrap_or_default();
        let words = title.split('-').filter(|word| !word.is_empty() && !matches!(*word, "a" | "an" | "the"));
        for word in words.take(TITLE_WORDS) {
            stem.push('-');
            stem.push_str(word);
        }
        stem
    }

    /// The stem, with a number behind it if another source has it.
    fn free_key(&mut self, stem: String) -> String {
        let Some(mut next) = self.taken.get(&stem).copied() else { return self.take(stem) };
        let key = loop {
            let key = format!("{stem}-{next}");
            next += 1;
            if !self.taken.contains_key(&key) {
                break key;
            }
        };
        self.taken.insert(stem, next);
        self.take(key)
    }

    fn take(&mut self, key: String) -> String {
        self.taken.insert(key.clone(), 2);
        key
    }
}

/// How much a description says.
fn filled(source: &Source) -> usize {
    let published =
        source.published.map_or(0, |date| 1 + usize::from(date.month.is_some()) + usize::from(date.day.is_some()));
    let others = [
        source.title.is_some(),
        !source.authors.is_empty(),
        source.accessed.is_some(),
        source.archive_url.is_some(),
        source.archived.is_some(),
        source.access.is_some(),
        source.kind.is_some(),
        source.role.is_some(),
        source.lang.is_some(),
        source.quote.is_some(),
        source.via.is_some(),
        source.doi.is_some(),
        source.arxiv.is_some(),
    ];
    published + others.into_iter().filter(|filled| *filled).count()
}

/// A slug without accents and without letters of other scripts.
fn ascii_slug(text: &str) -> String {
    if text.is_ascii() {
        // The same without its detours; the test below holds it.
        let text = if text.contains('\'') { Cow::Owned(text.replace('\'', "")) } else { Cow::Borrowed(text) };
        return slugify(&text);
    }
    any_ascii_slug(text)
}

fn any_ascii_slug(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase) {
        match c {
            'ß' => ascii.push_str("ss"),
            'æ' => ascii.push_str("ae"),
            'œ' => ascii.push_str("oe"),
            'ø' => ascii.push('o'),
            'ł' => ascii.push('l'),
            'đ' | 'ð' => ascii.push('d'),
            '\'' | '’' | '\u{300}'..='\u{36F}' => {}
            c if c.is_ascii() => ascii.push(c),
            _ => ascii.push(' '),
        }
    }
    ascii_only(slugify(&ascii))
}

fn ascii_only(mut slug: String) -> String {
    slug.retain(|c| c.is_ascii_alphanumeric() || c == '-');
    slug
}

#[cfg(test)]
mod tests {
    use super::{Collecting, any_ascii_slug, ascii_slug};

    #[test]
    fn no_two_sources_have_one_key_also_where_one_looks_numbered() {
        let mut collecting = Collecting::default();
        let keys = ["a", "a-2", "a", "a", "a-2"].map(|stem| collecting.free_key(stem.to_owned()));
        assert_eq!(keys, ["a", "a-2", "a-3", "a-4", "a-2-2"]);
    }

    #[test]
    fn keys_are_made_of_ascii_only() {
        let made =
            ["Süddeutsche Zeitung", "Łódź: Straße & Co.", "南华早报", "C++ {x} \\cite", "İstanbul"].map(ascii_slug);
        assert_eq!(made, ["suddeutsche-zeitung", "lodz-strasse-and-co", "", "cpp-x-cite", "istanbul"]);
    }

    proptest::proptest! {
        #[test]
        fn of_ascii_the_short_way_is_the_long_way(text in "[ -~\t]{0,100}") {
            proptest::prop_assert_eq!(ascii_slug(&text), any_ascii_slug(&text));
        }
    }
}
