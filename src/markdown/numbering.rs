//! Numbers the citations of an article in the order in which a reader meets them.

use ahash::AHashMap as HashMap;
use smallvec::SmallVec;

use super::{CitationGroup, CitationItem, Citations};

/// With more sources than this, keys are looked up in a table.
const SCAN_LIMIT: usize = 24;

/// The citations found so far.
pub(super) struct Numbering<'a> {
    /// What was found.
    pub(super) citations: Citations,
    sources: &'a [&'a str],
    table: HashMap<&'a str, u32>,
    /// For each source its number, 0 if it is not cited yet.
    numbers: Vec<u32>,
}

/// What a citation key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// The source of this index.
    Source(u32),
    /// A number beyond the list.
    OutOfRange,
    /// Nothing.
    Unknown,
}

impl<'a> Numbering<'a> {
    pub(super) fn new(sources: &'a [&'a str]) -> Self {
        let mut table = HashMap::new();
        if sources.len() > SCAN_LIMIT {
            sources.iter().zip(0..).for_each(|(key, index)| _ = table.entry(*key).or_insert(index));
        }
        Self { citations: Citations::default(), sources, table, numbers: vec![0; sources.len()] }
    }

    /// The keys of all sources.
    pub(super) fn sources(&self) -> &'a [&'a str] {
        self.sources
    }

    /// Looks a key up: the id of a source, else its place in the list, counted from 1.
    pub(super) fn find(&self, key: &str) -> Key {
        let index = match self.table.get(key) {
            Some(index) => Some(*index),
            None if self.table.is_empty() => self.sources.iter().position(|id| *id == key).map(index),
            None => None,
        };
        if let Some(index) = index {
            return Key::Source(index);
        }
        if key.is_empty() || !key.bytes().all(|b| b.is_ascii_digit()) {
            return Key::Unknown;
        }
        match key.parse::<usize>() {
            Ok(number) if (1..=self.sources.len()).contains(&number) => Key::Source(index_of(number)),
            _ => Key::OutOfRange,
        }
    }

    /// Starts a group.
    pub(super) fn new_group(&mut self) -> u32 {
        self.citations.groups.push(CitationGroup { items: SmallVec::new() });
        index(self.citations.groups.len() - 1)
    }

    /// Adds a source to a group, which must be the newest one.
    pub(super) fn cite(&mut self, group: u32, source: u32, locator: Option<&str>) {
        let number = self.number(source);
        let items = &mut self.citations.groups[group as usize].items;
        match items.binary_search_by_key(&number, |item| item.number) {
            Ok(at) => add_locator(&mut items[at], locator),
            Err(at) => {
                items.insert(at, CitationItem { source, number, locator: locator.map(Box::from) });
                self.citations.places[number as usize - 1].push(group);
            }
        }
    }

    /// The number of a source, 0 if it is not cited yet.
    pub(super) fn number_of(&self, source: u32) -> u32 {
        self.numbers[source as usize]
    }

    fn number(&mut self, source: u32) -> u32 {
        let number = &mut self.numbers[source as usize];
        if *number == 0 {
            self.citations.order.push(source);
            self.citations.places.push(SmallVec::new());
            *number = index(self.citations.order.len());
        }
        *number
    }
}

fn add_locator(item: &mut CitationItem, locator: Option<&str>) {
    match (&mut item.locator, locator) {
        (Some(known), Some(new)) if known.split("; ").all(|part| part != new) => {
            *known = [known, "; ", new].concat().into();
        }
        (none @ None, Some(new)) => *none = Some(new.into()),
        _ => {}
    }
}

fn index_of(number: usize) -> u32 {
    index(number - 1)
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
