//! Parse: every content file by itself, in parallel; files that did not change keep what they were parsed to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::cache::Cache;
use crate::config::{Config, PublisherRecord, Publishers};
use crate::content::{self, Article, ContentFile, Editorial, Page, Record};
use crate::diagnostics::Diagnostic;
use crate::load::{Change, Found, Inputs};
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
    /// Reads and parses files for a site that is made once, or takes from the cache what they were parsed to. Each file's record is made small as soon as it is parsed,
    /// so that the memory holds no more texts than there are threads. What cannot be read is reported among the inputs.
    pub fn once(inputs: &mut Inputs, found: Vec<Found>, cache: &Cache) -> Self {
        let publishers = Publishers::new(&inputs.publishers);
        let parse = |found: Found| {
            let file = found.read(inputs.config.max_file_bytes)?;
            let (mut record, diagnostics) = cache.parse(&file, &inputs.config, &publishers);
            drop(file);
            record.iter_mut().for_each(|record| record.compact(&inputs.config));
            Ok((found.path().clone(), record, diagnostics))
        };
        let parsed: Vec<Result<ParsedFile, Box<Diagnostic>>> = found.into_par_iter().map(parse).collect();
        rayon::broadcast(|_| markdown::forget_lines());
        let mut all = Self::default();
        for file in parsed {
            match file {
                Ok(file) => all.put(file),
                Err(diagnostic) => inputs.diagnostics.push(*diagnostic),
            }
        }
        all
    }

    /// Parses all files for a site that is going to change, or takes from the cache what they were parsed to.
    #[must_use]
    pub fn first(inputs: &Inputs, cache: &Cache) -> Self {
        let mut parsed = Self::default();
        parsed.forget_if_parsed_otherwise(inputs);
        parsed.parse(inputs, inputs.files.iter().collect(), cache);
        parsed
    }

    /// The articles that a cache can keep: nothing was said about them, and they are all of their bundle.
    #[must_use]
    pub fn to_keep(&self) -> Vec<Arc<Article>> {
        let has_diagnostics = |article: &Article| self.diagnostics.contains_key(&article.file.path);
        let can_be_kept = |article: &&Arc<Article>| article.assets.is_empty() && !has_diagnostics(article);
        self.articles.iter().filter(can_be_kept).cloned().collect()
    }

    /// Parses what is new or different in the inputs, and forgets what is gone.
    pub fn update(&mut self, inputs: &Inputs) {
        self.forget_if_parsed_otherwise(inputs);
        let (stale, gone) = self.differences(inputs);
        gone.iter().for_each(|path| self.forget(path));
        self.parse(inputs, stale, &Cache::default());
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
        let mut stale = Vec::new();
        for path in changed {
            match inputs.files.get_key_value(path) {
                Some((_, file)) if self.files.get(path).is_some_and(|known| Arc::ptr_eq(known, file)) => {}
                Some(file) => stale.push(file),
                None => self.forget(path),
            }
        }
        self.parse(inputs, stale, &Cache::default());
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

    fn parse(&mut self, inputs: &Inputs, stale: Vec<Loaded<'_>>, cache: &Cache) {
        let publishers = Publishers::new(&inputs.publishers);
        let parse = |(path, file): &Loaded<'_>| {
            let (record, diagnostics) = cache.parse(file, &inputs.config, &publishers);
            ((*path).clone(), record, diagnostics)
        };
        let fresh: Vec<ParsedFile> = stale.par_iter().map(parse).collect();
        fresh.into_iter().for_each(|file| self.put(file));
        self.files.extend(stale.into_iter().map(|(path, file)| (path.clone(), file.clone())));
    }

    /// Puts what a file was parsed to in the place of what it was before.
    fn put(&mut self, (path, record, diagnostics): ParsedFile) {
        match &record {
            Some(_) => self.unread.remove(&path),
            None => self.unread.insert(path.clone()),
        };
        if diagnostics.is_empty() {
            self.diagnostics.remove(&path);
        } else {
            self.diagnostics.insert(path.clone(), diagnostics);
        }
        let (mut article, mut page, mut editorial) = (None, None, None);
        match record {
            Some(Record::Article(record)) => article = Some(record),
            Some(Record::Page(record)) => page = Some(record),
            Some(Record::Editorial(record)) => editorial = Some(record),
            None => {}
        }
        // What a file is, its path says: of the three, two had none of this path.
        put(&mut self.articles, &path, |article| &article.file.path, article);
        put(&mut self.pages, &path, |page| &page.file.path, page);
        put(&mut self.editorials, &path, |editorial| &editorial.file.path, editorial);
    }

    /// Forgets a file.
    fn forget(&mut self, path: &Arc<str>) {
        self.files.remove(path);
        self.put((path.clone(), None, Vec::new()));
        self.unread.remove(path);
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

/// Puts the record of a file, or that there is none, into a list in the order of paths.
fn put<T>(records: &mut Vec<Arc<T>>, path: &str, path_of: fn(&T) -> &str, record: Option<Arc<T>>) {
    // Files that come in their order are put at the end.
    let place = match records.last() {
        Some(last) if path_of(last) >= path => records.binary_search_by(|known| path_of(known).cmp(path)),
        _ => Err(records.len()),
    };
    match (place, record) {
        (Ok(place), Some(record)) => records[place] = record,
        (Err(place), Some(record)) => records.insert(place, record),
        (Ok(place), None) => _ = records.remove(place),
        (Err(_), None) => {}
    }
}
