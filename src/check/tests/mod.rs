//! Tests of the rules: a site in memory, and what is said about it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::RULES;
use super::sitemap::{self, Sitemap};
use crate::config;
use crate::content::{ContentFile, ContentKind};
use crate::diagnostics::{Diagnostic, FileText, codes};
use crate::load::Inputs;
use crate::pipeline::{CheckOptions, CheckReport, Parsed, check};
use crate::site::{Clock, Vocabulary};
use crate::theme;

mod allows;
mod balance;
mod notes;
mod scheduled;
mod sources;
mod terms;
mod texts;
mod urls;
mod vanished;

/// A good source, to be cited as `[@a]`.
const A: &str = "  - {id: a, title: A, url: https://a.example/, published: 2026-11-01}\n";

/// Another one, of another publisher.
const B: &str = "  - {id: b, title: B, url: https://b.example/, published: 2026-11-01}\n";

/// A site in memory.
struct Desk {
    config: String,
    files: Vec<(String, String)>,
    tags: String,
    old: Vec<Sitemap>,
    drafts: bool,
}

impl Desk {
    /// A site with this below `check:`.
    fn new(check: &str) -> Self {
        let check = if check.is_empty() { String::new() } else { format!("check: {check}\n") };
        let config = format!("title: T\nbase_url: https://t.example/base\n{check}");
        Self { config, files: Vec::new(), tags: String::new(), old: Vec::new(), drafts: false }
    }

    fn file(mut self, path: &str, text: &str) -> Self {
        self.files.push((path.to_owned(), text.to_owned()));
        self
    }

    /// An article with a summary and the sources `a` and `b`, which nobody has anything to say about but for what is added.
    fn article(self, name: &str, front: &str, body: &str) -> Self {
        self.with_sources(name, front, &format!("{A}{B}"), body)
    }

    fn with_sources(self, name: &str, front: &str, sources: &str, body: &str) -> Self {
        let text =
            format!("---\ntitle: {name}\ndate: 2026-11-20\nsummary: S [@1].\n{front}sources:\n{sources}---\n{body}\n");
        self.file(&format!("content/articles/{name}.md"), &text)
    }

    fn inputs(&self) -> Inputs {
        let file = |path: &str, text: &str| FileText { path: path.into(), text: text.into() };
        let (config, found) = config::parse(file("citewire.yaml", &self.config));
        assert_eq!(found, [], "{}", self.config);
        let (terms, found) = config::terms(file("data/tags.yaml", &self.tags));
        assert_eq!(found, [], "{}", self.tags);
        let content = |(path, text): &(String, String)| {
            let kind = match path.split('/').nth(1) {
                Some("pages") => ContentKind::Page,
                Some("digests") => ContentKind::Editorial,
                _ => ContentKind::Article,
            };
            let file = file(path, text);
            (file.path.clone(), Arc::new(ContentFile { kind, file, assets: Vec::new() }))
        };
        Inputs {
            root: "/".into(),
            config: Arc::new(config),
            publishers: Arc::default(),
            vocabularies: Arc::new(vec![Vocabulary { file: file("data/tags.yaml", &self.tags), terms }]),
            files: self.files.iter().map(content).collect::<BTreeMap<_, _>>(),
            static_files: Arc::default(),
            theme: Arc::new(theme::builtin("default").unwrap()),
            diagnostics: Vec::new(),
            tied: OnceLock::new(),
        }
    }

    fn report(&self) -> CheckReport {
        let inputs = self.inputs();
        let mut parsed = Parsed::default();
        parsed.update(&inputs);
        let clock = Clock { now: "2026-11-23T12:00:00Z".parse().unwrap(), drafts: self.drafts, future: false };
        check(&inputs, &parsed, &CheckOptions { clock, old: self.old.clone() })
    }

    /// All that is said, in short.
    fn said(&self) -> Vec<String> {
        self.report().diagnostics.iter().map(brief).collect()
    }
}

/// `error code@file:line:column+length message | help`, the file without folder and `.md`.
fn brief(d: &Diagnostic) -> String {
    let place = d.place.as_ref().unwrap();
    let file = place.file.rsplit('/').next().unwrap().trim_end_matches(".md");
    let word = if d.is_error() { "error" } else { "warn" };
    let (line, column, length) = (place.line, place.column, place.length);
    format!(
        "{word} {}@{file}:{line}:{column}+{length} {} | {}",
        d.code.name,
        d.message,
        d.help.as_deref().unwrap_or("")
    )
}

#[test]
fn an_article_that_does_all_of_it_is_left_in_peace() {
    let desk = Desk::new("{rules: {http-link: error, citation-density: error}}");
    let desk =
        desk.article("one", "tags: [x]\n", "Text [@a; @b].").file("content/pages/p.md", "---\ntitle: P\n---\nText.\n");
    let report = desk.report();
    assert_eq!((report.diagnostics, report.articles, report.pages), (Vec::new(), 1, 1));
}

#[test]
fn the_registry_holds_every_rule_that_configuration_and_files_can_name() {
    let names: Vec<_> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(names, codes::RULES);
    assert!(RULES.iter().all(|rule| rule.why.ends_with('.')));
}

#[test]
fn a_site_decides_how_much_a_rule_matters() {
    let said = |level: &str| {
        Desk::new(&format!("{{rules: {{placeholder: {level}}}}}")).article("one", "", "TK [@a; @b]").said()
    };
    let text = "placeholder@one:9:1+2 `TK` stands for a text that is yet to be written | \
                write the text, or set `draft: true` until you have";
    assert_eq!(said("error"), [format!("error {text}")]);
    assert_eq!(said("warn"), [format!("warn {text}")]);
    assert_eq!(said("off"), [""; 0]);
}

#[test]
fn a_file_is_not_reported_without_end() {
    let desk = Desk::new("").article("one", "", &"TK [@a; @b]\n\n".repeat(70));
    let found = desk.report().diagnostics;
    let notes: Vec<_> = found.iter().flat_map(|d| &d.notes).map(|note| note.text.as_str()).collect();
    assert_eq!((found.len(), notes), (50, vec!["20 more of this kind in this file are not shown"]));
}
