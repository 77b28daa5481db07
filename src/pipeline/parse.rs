//! Parse: every content file by itself, in parallel; files that did not change keep what they were parsed to.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, PublisherRecord, Publishers};
use crate::content::{self, ContentFile, Record};
use crate::diagnostics::Diagnostic;
use crate::load::{Found, Inputs};
use crate::site::Parts;

/// All content files, parsed.
#[derive(Debug, Default)]
pub struct Parsed {
    files: BTreeMap<Arc<str>, ParsedFile>,
    /// What the files were parsed with: another configuration or registry parses them all again.
    with: Option<(Arc<Config>, Arc<Vec<PublisherRecord>>)>,
}

#[derive(Debug)]
struct ParsedFile {
    /// What it was parsed from, if it may have to be parsed again.
    file: Option<Arc<ContentFile>>,
    record: Option<Record>,
    diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Reads and parses files for a site that is made once. Each file's record is made small as soon as it is parsed,
    /// so that the memory holds no more texts than there are threads. What cannot be read is reported among the inputs.
    pub fn once(inputs: &mut Inputs, found: Vec<Found>) -> Self {
        let publishers = Publishers::new(&inputs.publishers);
        let parse = |found: Found| {
            let file = found.read(inputs.config.max_file_bytes)?;
            let (mut record, diagnostics) = content::parse(&file, &inputs.config, &publishers);
            drop(file);
            record.iter_mut().for_each(|record| record.compact(&inputs.config));
            Ok((found.path().clone(), ParsedFile { file: None, record, diagnostics }))
        };
        let parsed: Vec<Result<_, Box<Diagnostic>>> = found.into_par_iter().map(parse).collect();
        let mut report = |diagnostic: Box<Diagnostic>| inputs.diagnostics.push(*diagnostic);
        // Made of all at once, a map has no half-empty nodes.
        let files = parsed.into_iter().filter_map(|file| file.map_err(&mut report).ok()).collect();
        Self { files, with: None }
    }

    /// Parses what is new or different in the inputs, and forgets what is gone.
    pub fn update(&mut self, inputs: &Inputs) {
        let same = |(config, publishers): &(Arc<Config>, Arc<Vec<PublisherRecord>>)| {
            content::parses_alike(config, &inputs.config)
                && (Arc::ptr_eq(publishers, &inputs.publishers) || publishers == &inputs.publishers)
        };
        if !self.with.as_ref().is_some_and(same) {
            self.files.clear();
            self.with = Some((inputs.config.clone(), inputs.publishers.clone()));
        }
        let stale = self.forget_changed(inputs);
        let publishers = Publishers::new(&inputs.publishers);
        let parse = |(path, file): &(&Arc<str>, &Arc<ContentFile>)| {
            let (record, diagnostics) = content::parse(file, &inputs.config, &publishers);
            ((*path).clone(), ParsedFile { file: Some((*file).clone()), record, diagnostics })
        };
        let fresh: Vec<_> = stale.par_iter().map(parse).collect();
        self.files.extend(fresh);
    }

    /// Forgets the files that are gone or different; returns those that have to be parsed.
    fn forget_changed<'a>(&mut self, inputs: &'a Inputs) -> Vec<(&'a Arc<str>, &'a Arc<ContentFile>)> {
        let mut stale = Vec::new();
        // Both are in the order of their paths: one walk over the two finds the differences.
        let mut files = inputs.files.iter().peekable();
        self.files.retain(|path, known| {
            while let Some(new) = files.next_if(|(next, _)| *next < path) {
                stale.push(new);
            }
            let same = |file| known.file.as_ref().is_some_and(|known| Arc::ptr_eq(file, known));
            files.next_if(|(next, file)| *next == path && same(file)).is_some()
        });
        stale.extend(files);
        stale
    }

    /// What is wrong in single files.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.files.values().flat_map(|file| &file.diagnostics)
    }

    /// Everything that a site is assembled of.
    #[must_use]
    pub fn parts(&self, inputs: &Inputs) -> Parts {
        let (mut articles, mut pages, mut editorials) = (Vec::with_capacity(self.files.len()), Vec::new(), Vec::new());
        for record in self.files.values().filter_map(|file| file.record.as_ref()) {
            match record {
                Record::Article(article) => articles.push(article.clone()),
                Record::Page(page) => pages.push(page.clone()),
                Record::Editorial(editorial) => editorials.push(editorial.clone()),
            }
        }
        let failed = self.files.iter().filter(|(_, file)| file.record.is_none()).map(|(path, _)| path.clone());
        let places = inputs.diagnostics.iter().filter(|d| d.is_error()).filter_map(|d| d.place.as_ref());
        let unread = failed.chain(places.map(|place| place.file.clone()).filter(|file| file.starts_with("content/")));
        Parts {
            config: inputs.config.clone(),
            publishers: inputs.publishers.clone(),
            vocabularies: inputs.vocabularies.clone(),
            articles,
            pages,
            editorials,
            unread: unread.collect(),
            static_files: inputs.static_files.clone(),
        }
    }
}
