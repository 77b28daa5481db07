//! Comparing what was built and served, and saying where it differs.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostic;

/// Pages by their file below the output folder.
pub(super) type Pages = BTreeMap<String, Vec<u8>>;

/// What a build came to: its warnings and pages, or what is wrong.
pub(super) type Built = Result<(Vec<Diagnostic>, Pages), Vec<Diagnostic>>;

pub(super) fn same_builds(who: &str, found: &Built, expected: &Built) -> Result<(), String> {
    match (found, expected) {
        (Ok((found_warnings, found_pages)), Ok((warnings, pages))) => {
            same_pages(who, found_pages, pages)?;
            same_words(who, found_warnings, warnings)
        }
        (Err(found), Err(expected)) => same_words(who, found, expected),
        (Ok(_), Err(errors)) => Err(format!("{who} is good, a clean one is not: {:#?}", lines(errors))),
        (Err(errors), Ok(_)) => Err(format!("{who} is not good, a clean one is: {:#?}", lines(errors))),
    }
}

/// What a message says, in a line.
pub(super) fn words(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref();
    let place = place.map(|place| format!("{}:{}:{}: ", place.file, place.line, place.column)).unwrap_or_default();
    format!("{place}{}", diagnostic.message)
}

pub(super) fn same_words(who: &str, said: &[Diagnostic], expected: &[Diagnostic]) -> Result<(), String> {
    if said == expected {
        return Ok(());
    }
    Err(format!("{who} says {:#?}, a build {:#?}", lines(said), lines(expected)))
}

fn lines(all: &[Diagnostic]) -> Vec<String> {
    all.iter().map(words).collect()
}

pub(super) fn same_pages(who: &str, found: &Pages, expected: &Pages) -> Result<(), String> {
    let names: BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
    let different: Vec<&String> = names.into_iter().filter(|name| found.get(*name) != expected.get(*name)).collect();
    let Some(first) = different.first() else { return Ok(()) };
    let detail = match (found.get(*first), expected.get(*first)) {
        (None, _) => "it is not there".to_owned(),
        (_, None) => "it should not be there".to_owned(),
        (Some(found), Some(expected)) => first_difference(found, expected),
    };
    Err(format!("{who} differs from a build in {different:?}\n{first}: {detail}"))
}

fn first_difference(found: &[u8], expected: &[u8]) -> String {
    let (found, expected) = (String::from_utf8_lossy(found), String::from_utf8_lossy(expected));
    let mut lines = found.lines().zip(expected.lines());
    match lines.find(|(found, expected)| found != expected) {
        Some((found, expected)) => format!("\n  found    {found}\n  expected {expected}"),
        None => format!("{} bytes instead of {}", found.len(), expected.len()),
    }
}
