//! The files of `data/`: the publishers' registry and the vocabularies.

use std::path::Path;

use super::{reach, read};
use crate::config::{Config, PublisherRecord};
use crate::diagnostics::{Diagnostic, FileText};
use crate::site::Vocabulary;

/// Reads the registry and the vocabulary of every configured taxonomy; a file that is not there is an empty one.
pub(super) fn load(
    root: &Path,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<PublisherRecord>, Vec<Vocabulary>) {
    let mut publishers = Vec::new();
    if let Some(file) = file(root, "data/publishers.yaml", config, diagnostics) {
        let (records, found) = crate::config::publishers(file);
        diagnostics.extend(found);
        publishers = records;
    }
    let vocabulary = |taxonomy: &crate::config::TaxonomyConfig| {
        let path = format!("data/{}.yaml", taxonomy.name);
        match file(root, &path, config, diagnostics) {
            Some(file) => {
                let (terms, found) = crate::config::terms(file.clone());
                diagnostics.extend(found);
                Vocabulary { file, terms }
            }
            None => Vocabulary { file: FileText { path: path.into(), text: "".into() }, terms: Vec::new() },
        }
    };
    let storylines = crate::config::TaxonomyConfig::storylines();
    let vocabularies = config.taxonomies.iter().chain([&storylines]).map(vocabulary).collect();
    (publishers, vocabularies)
}

fn file(root: &Path, path: &str, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Option<FileText> {
    let disk = root.join(path);
    let text = || read::text(&disk, path.into(), read::Limit::of_site(config.max_file_bytes));
    match reach::is_there(root, &disk).and_then(|there| there.then(text).transpose()) {
        Ok(file) => file,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}
