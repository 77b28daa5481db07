//! `citewire check`.

use std::collections::HashSet;
use std::path::Path;

use serde_json::json;

use super::args::{CheckArgs, Format};
use super::build::{bad_clock, moment, site_root};
use super::git::{self, GitError};
use super::report::{Talk, count, is_configuration};
use super::{exit, github};
use crate::check::sitemap::{self, Sitemap};
use crate::diagnostics::{Diagnostic, FileText, codes};
use crate::load::{self, Inputs, LoadError, Overrides};
use crate::pipeline::{self, CheckOptions, CheckReport, Parsed};
use crate::site::Clock;

/// Checks a site and says what was found.
#[must_use]
pub fn run(args: &CheckArgs, talk: &Talk) -> u8 {
    if talk.json && args.format.is_some_and(|format| format != Format::Json) {
        talk.fail("`--json` and `--format` ask for two formats", Some("give one of the two"));
        return exit::USAGE;
    }
    let mut talk = *talk;
    talk.json |= args.format == Some(Format::Json);
    match check(args, &talk) {
        Ok(code) | Err(code) => code,
    }
}

/// `Err` is the code to exit with before anything was checked.
fn check(args: &CheckArgs, talk: &Talk) -> Result<u8, u8> {
    let now = moment(args.now.as_deref()).map_err(|message| bad_clock(&message, talk))?;
    let old = args.against.as_deref().map_or(Ok(Vec::new()), |file| old_sitemaps(file, talk))?;
    let inputs = load(args, talk)?;
    let changed = args.changed_since.as_deref().map(|commit| changed(&inputs.root, commit, talk)).transpose()?;
    let mut parsed = Parsed::default();
    parsed.update(&inputs);
    let clock = Clock { now, drafts: args.drafts, future: false };
    let mut report = pipeline::check(&inputs, &parsed, &CheckOptions { clock, old });
    let all = report.diagnostics.len();
    if let Some(changed) = &changed {
        report.diagnostics.retain(|diagnostic| concerns(diagnostic, changed));
    }
    show(&report.diagnostics, &inputs.root, args, talk);
    close(&report, all - report.diagnostics.len(), talk);
    Ok(code(&report.diagnostics, args.strict))
}

fn load(args: &CheckArgs, talk: &Talk) -> Result<Inputs, u8> {
    let root = site_root(args.dir.as_deref());
    load::load(&root, &Overrides::default()).map_err(|error| match error {
        LoadError::Config(diagnostics) => {
            show(&diagnostics, &root, args, talk);
            exit::USAGE
        }
        other => talk.load_error(&other),
    })
}

/// The files that differ from a commit.
fn changed(root: &Path, commit: &str, talk: &Talk) -> Result<HashSet<String>, u8> {
    git::changed_since(root, commit).map_err(|error| match error {
        GitError::Missing(error) => {
            talk.fail(&format!("--changed-since: git cannot be run: {error}"), Some("install git"));
            exit::ENVIRONMENT
        }
        GitError::Refused(message) => {
            let help =
                "name a branch, a tag or a commit of the repository that holds the site; a shallow clone may lack it";
            talk.fail(&format!("--changed-since: {message}"), Some(help));
            exit::USAGE
        }
    })
}

/// Whether a diagnostic has to do with one of the files, or with none of the site.
fn concerns(diagnostic: &Diagnostic, files: &HashSet<String>) -> bool {
    let places = diagnostic.place.iter().chain(diagnostic.notes.iter().filter_map(|note| note.place.as_ref()));
    diagnostic.code == codes::ADDRESS_VANISHES || places.into_iter().any(|place| files.contains(&*place.file))
}

/// The sitemap, or those that it is the index of, which lie beside it.
fn old_sitemaps(file: &Path, talk: &Talk) -> Result<Vec<Sitemap>, u8> {
    let first = old_sitemap(file, talk)?;
    if !first.is_index {
        return Ok(vec![first]);
    }
    let name = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
    let parts = first.addresses.iter().map(|address| file.with_file_name(name(&address.value)));
    parts.map(|part| old_sitemap(&part, talk)).collect()
}

fn old_sitemap(file: &Path, talk: &Talk) -> Result<Sitemap, u8> {
    let path = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| {
        talk.fail(&format!("--against: {path}: {error}"), Some("give the sitemap.xml of an earlier build"));
        exit::USAGE
    })?;
    sitemap::read(FileText { path: path.as_str().into(), text: text.into() }).map_err(|message| {
        talk.fail(&format!("--against: {path} is no sitemap: {message}"), None);
        exit::USAGE
    })
}

fn show(diagnostics: &[Diagnostic], root: &Path, args: &CheckArgs, talk: &Talk) {
    if args.format != Some(Format::Github) {
        return talk.findings(diagnostics);
    }
    let prefix = github::prefix(&root.canonicalize().unwrap_or_else(|_| root.to_path_buf()));
    for diagnostic in diagnostics {
        let of_site = diagnostic.code != codes::ADDRESS_VANISHES;
        talk.result(&github::line(diagnostic, if of_site { &prefix } else { Path::new("") }));
    }
}

/// The last line: `checked 50 articles, 3 pages: 2 errors, 5 warnings`.
fn close(report: &CheckReport, elsewhere: usize, talk: &Talk) {
    let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let warnings = report.diagnostics.len() - errors;
    if talk.json {
        let event = json!({
            "event": "checked",
            "articles": report.articles,
            "pages": report.pages,
            "notes": report.notes,
            "errors": errors,
            "warnings": warnings,
            "elsewhere": elsewhere,
        });
        return talk.result(&event.to_string());
    }
    let notes = if report.notes > 0 { format!(", {}", count(report.notes, "digest note")) } else { String::new() };
    let what = format!("checked {}, {}{notes}", count(report.articles, "article"), count(report.pages, "page"));
    let found = format!("{}, {}", count(errors, "error"), count(warnings, "warning"));
    let more = if elsewhere > 0 { format!(" ({elsewhere} more in files that did not change)") } else { String::new() };
    talk.say(&format!("{what}: {found}{more}"));
}

fn code(diagnostics: &[Diagnostic], strict: bool) -> u8 {
    if diagnostics.iter().any(is_configuration) {
        exit::USAGE
    } else if diagnostics.iter().any(|diagnostic| diagnostic.is_error() || strict) {
        exit::SITE
    } else {
        exit::DONE
    }
}
