//! Parse: every content file by itself, in parallel; files that did not change keep what they were parsed to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::cache::Cache;
use crate::config::{Config, PublisherRecord, Publishers};
use crate::content::{self, Article, ContentFile, Editorial, Outlining, Page, Record};
use crate::diagnostics::Diagnostic;
use crate::load::{Change, FILES_AT_ONCE, Found, Inputs};
use crate::markdown;
use crate::site::Parts;

/// All content files, parsed.
#[derive(Debug, Default)]
pub struct Parsed {
    /// What they were parsed from, if they may have to be parsed again.
    files: BTreeMap<Arc<str>, Arc<ContentFile>>,
    articles: Vec<Arc<Article>>,
    pages: Vec<Arc<Page>>,
    editorials: Vec<Arc<Editorial>>,
    /// What is wrong in those files in which something is.
    diagnostics: BTreeMap<Arc<str>, Vec<Diagnostic>>,
    /// Files without a record.
    unread: BTreeSet<Arc<str>>,
    /// What the files were parsed with: another configuration or registry parses them all again.
    with: Option<(Arc<Config>, Arc<Vec<PublisherRecord>>)>,
}

/// A content file as the loader gave it, by its path.
type Loaded<'a> = (&'a Arc<str>, &'a Arc<ContentFile>);

/// A content file, and what it was parsed to.
type ParsedFile = (Arc<str>, Option<Record>, Vec<Diagnostic>);

impl Parsed {
    /// Reads files for a site that is made once, and parses them, or asks the cache. Each file's record is made small as soon
    /// as it is there, so that the memory holds no more texts than there are threads. What cannot be read is reported among
    /// the inputs.
    pub fn once(inputs: &mut Inputs, found: Vec<Found>, cache: &Cache) -> Self {
        let registry = inputs.publishers.clone();
        let publishers = Publishers::new(&registry);
        let files = inputs.read_each(found, |inputs, file| {
            let (mut record, diagnostics) = cache.parse(&file, &inputs.config, &publishers, None);
            let path = file.file.path.clone();
            drop(file);
            record.iter_mut().for_each(|record| record.compact(&inputs.config));
            (path, record, diagnostics)
        });
        rayon::broadcast(|_| markdown::forget_lines());
        let mut all = Self::default();
        all.put(files);
        all
    }

    /// Reads files into the inputs, for a site that is going to change, and parses them, or asks the cache. They get no
    /// findings, which only `citewire check` reads; files that are parsed later do, and do not ask the cache. What cannot be
    /// read is reported among the inputs. With `outlining`, articles may be outlines until [`complete`](Self::complete).
    pub fn first(inputs: &mut Inputs, found: Vec<Found>, cache: &Cache, outlining: Option<&Arc<Outlining>>) -> Self {
        let mut all = Self::default();
        all.forget_if_parsed_otherwise(inputs);
        let registry = inputs.publishers.clone();
        let publishers = Publishers::new(&registry);
        let read = inputs.read_each(found, |inputs, file| {
            let (record, diagnostics) = cache.parse(&file, &inputs.config, &publishers, outlining);
            let path = file.file.path.clone();
            ((path.clone(), Arc::new(file)), (path, record, diagnostics))
        });
        let (files, records): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        all.put(records);
        all.files = files.iter().cloned().collect();
        inputs.files = files.into_iter().collect();
        all
    }

    /// Renders the texts of outlines, and adds what is wrong in them to the diagnostics.
    pub fn complete(&mut self) {
        let found_in = |article: &Arc<Article>| {
            let found = article.found_late();
            (!found.is_empty()).then(|| (article.file.path.clone(), found.to_vec()))
        };
        let found: Vec<_> = self.articles.par_iter().with_max_len(FILES_AT_ONCE).filter_map(found_in).collect();
        for (path, found) in found {
            self.diagnostics.entry(path).or_default().extend(found);
        }
    }

    /// All articles.
    #[must_use]
    pub fn articles(&self) -> &[Arc<Article>] {
        &self.articles
    }

    /// Parses what is new or different in the inputs, and forgets what is gone.
    pub fn update(&mut self, inputs: &Inputs) {
        self.forget_if_parsed_otherwise(inputs);
        let (stale, gone) = self.differences(inputs);
        self.forget(gone);
        self.parse(inputs, stale);
    }

    /// The same after a change of the inputs: only the files that it names are looked at.
    pub fn follow(&mut self, inputs: &Inputs, change: &Change) {
        match change {
            Change::Content(files) | Change::Files(files) => self.update_files(inputs, files),
            Change::Everything | Change::Nothing => self.update(inputs),
        }
    }

    fn update_files(&mut self, inputs: &Inputs, changed: &BTreeSet<Arc<str>>) {
        if self.forget_if_parsed_otherwise(inputs) {
            return self.update(inputs);
        }
        let (mut stale, mut gone) = (Vec::new(), Vec::new());
        for path in changed {
            match inputs.files.get_key_value(path) {
                Some((_, file)) if self.files.get(path).is_some_and(|known| Arc::ptr_eq(known, file)) => {}
                Some(file) => stale.push(file),
                None => gone.push(path.clone()),
            }
        }
        self.forget(gone);
        self.parse(inputs, stale);
    }

    /// Forgets everything that another configuration or registry may make something else of; whether it had to.
    fn forget_if_parsed_otherwise(&mut self, inputs: &Inputs) -> bool {
        let same = |(config, publishers): &(Arc<Config>, Arc<Vec<PublisherRecord>>)| {
            content::parses_alike(config, &inputs.config) && *publishers == inputs.publishers
        };
        let is_same = self.with.as_ref().is_some_and(same);
        if !is_same {
            *self = Self { with: Some((inputs.config.clone(), inputs.publishers.clone())), ..Self::default() };
        }
        !is_same
    }

    /// The files that have to be parsed, and the paths of those that are gone.
    fn differences<'a>(&self, inputs: &'a Inputs) -> (Vec<Loaded<'a>>, Vec<Arc<str>>) {
        let (mut stale, mut gone) = (Vec::new(), Vec::new());
        // Both are in the order of their paths: one walk over the two finds the differences.
        let mut files = inputs.files.iter().peekable();
        for (path, known) in &self.files {
            while let Some(new) = files.next_if(|(next, _)| *next < path) {
                stale.push(new);
            }
            match files.next_if(|(next, _)| *next == path) {
                Some((_, file)) if Arc::ptr_eq(file, known) => {}
                Some(different) => stale.push(different),
                None => gone.push(path.clone()),
            }
        }
        stale.extend(files);
        (stale, gone)
    }

    fn parse(&mut self, inputs: &Inputs, stale: Vec<Loaded<'_>>) {
        let publishers = Publishers::new(&inputs.publishers);
        let parse = |(path, file): &Loaded<'_>| {
            let (record, diagnostics) = content::parse(file, &inputs.config, &publishers);
            ((*path).clone(), record, diagnostics)
        };
        let fresh: Vec<ParsedFile> = stale.par_iter().with_max_len(FILES_AT_ONCE).map(parse).collect();
        self.put(fresh);
        let files = stale.into_iter().map(|(path, file)| (path.clone(), file.clone()));
        if self.files.is_empty() {
            // A map of all is made faster in one go.
            self.files = files.collect();
        } else {
            self.files.extend(files);
        }
    }

    /// Puts what files were parsed to in the place of what they were before. The files of a kind are in order.
    fn put(&mut self, files: Vec<ParsedFile>) {
        let (mut articles, mut pages, mut editorials) = (Vec::new(), Vec::new(), Vec::new());
        for (path, record, diagnostics) in files {
            match &record {
                Some(_) => self.unread.remove(&path),
                None => self.unread.insert(path.clone()),
            };
            if diagnostics.is_empty() {
                self.diagnostics.remove(&path);
            } else {
                self.diagnostics.insert(path.clone(), diagnostics);
            }
            match record {
                Some(Record::Article(article)) => articles.push((path, Some(article))),
                Some(Record::Page(page)) => pages.push((path, Some(page))),
                Some(Record::Editorial(editorial)) => editorials.push((path, Some(editorial))),
                // What a file is, its path says: of the three, two had none of this path.
                None => {
                    articles.push((path.clone(), None));
                    pages.push((path.clone(), None));
                    editorials.push((path, None));
                }
            }
        }
        put(&mut self.articles, |article| &article.file.path, articles);
        put(&mut self.pages, |page| &page.file.path, pages);
        put(&mut self.editorials, |editorial| &editorial.file.path, editorials);
    }

    /// Forgets files.
    fn forget(&mut self, gone: Vec<Arc<str>>) {
        gone.iter().for_each(|path| _ = self.files.remove(path));
        self.put(gone.iter().map(|path| (path.clone(), None, Vec::new())).collect());
        gone.iter().for_each(|path| _ = self.unread.remove(path));
    }

    /// What is wrong in single files.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.values().flatten()
    }

    /// Everything that a site is assembled of.
    #[must_use]
    pub fn parts(&self, inputs: &Inputs) -> Parts<'_> {
        let places = inputs.diagnostics.iter().filter(|d| d.is_error()).filter_map(|d| d.place.as_ref());
        let places = places.map(|place| place.file.clone()).filter(|file| file.starts_with("content/"));
        Parts {
            config: inputs.config.clone(),
            publishers: inputs.publishers.clone(),
            vocabularies: inputs.vocabularies.clone(),
            articles: &self.articles,
            pages: &self.pages,
            editorials: &self.editorials,
            unread: self.unread.iter().cloned().chain(places).collect(),
            static_files: inputs.static_files.clone(),
        }
    }
}

/// Puts the records of files, or that there is none of them, into a list in the order of paths.
fn put<T>(records: &mut Vec<Arc<T>>, path_of: fn(&T) -> &str, changes: Vec<(Arc<str>, Option<Arc<T>>)>) {
    let place_of = |path: &str| match records.last() {
        Some(last) if path_of(last) >= path => records.binary_search_by(|known| path_of(known).cmp(path)),
        _ => Err(records.len()),
    };
    let mut placed: Vec<_> = changes.into_iter().map(|(path, record)| (place_of(&path), record)).collect();
    placed.retain(|(place, record)| place.is_ok() || record.is_some());
    // Most edits leave the list as long as it was, so that nothing has to move.
    if placed.iter().all(|(place, record)| place.is_ok() && record.is_some()) {
        let pairs = placed.into_iter().filter_map(|(place, record)| place.ok().zip(record));
        pairs.for_each(|(place, record)| records[place] = record);
        return;
    }
    let mut rest = std::mem::take(records).into_iter();
    let mut passed = 0;
    records.reserve_exact(rest.len() + placed.len());
    for (place, record) in placed {
        let (Ok(at) | Err(at)) = place;
        records.extend(rest.by_ref().take(at - passed));
        passed = at;
        if place.is_ok() {
            rest.next();
            passed += 1;
        }
        records.extend(record);
    }
    records.extend(rest);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_list_is_what_a_map_would_be(steps in prop::collection::vec(prop::collection::btree_map("[a-d]{1,2}", any::<bool>(), 0..8), 0..6)) {
            let (mut records, mut map) = (Vec::<Arc<(String, usize)>>::new(), BTreeMap::new());
            for (step, changes) in steps.into_iter().enumerate() {
                let record = |(path, is_there): (String, bool)| {
                    let record = is_there.then(|| Arc::new((path.clone(), step)));
                    match &record {
                        Some(record) => map.insert(path.clone(), record.clone()),
                        None => map.remove(&path),
                    };
                    (path.as_str().into(), record)
                };
                let changes = changes.into_iter().map(record).collect();
                put(&mut records, |(path, _)| path, changes);
                prop_assert!(records.iter().eq(map.values()));
            }
        }
    }
}
