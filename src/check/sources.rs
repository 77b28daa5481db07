//! Rules about single sources: what is missing, and what nothing cites.

use super::{Checked, Document, Found, Report};
use crate::content::article::{Source, SourceKind};

/// Reports the sources of which something is missing, at their URLs.
fn missing(checked: &Checked<'_>, report: &mut Report<'_>, is_missing: fn(&Source) -> bool, what: &str, help: &str) {
    for document in &checked.documents {
        for source in document.sources.iter().filter(|source| is_missing(source)) {
            let message = format!("the source `{}` {what}", source.id.value);
            report.add(Found::new(document.file, source.url.span, message, help));
        }
    }
}

pub(super) fn title(checked: &Checked<'_>, report: &mut Report<'_>) {
    let help = "add: title: What it is called (a bare URL becomes `- url: …` with `title` below it)";
    missing(checked, report, |source| source.title.is_none(), "has no title: readers see its URL", help);
}

pub(super) fn date(checked: &Checked<'_>, report: &mut Report<'_>) {
    let is_missing = |source: &Source| {
        use SourceKind::{Dataset, Documentation, Model, Repository};
        let grows = matches!(source.kind, Some(Dataset | Documentation | Model | Repository));
        source.published.is_none() && !(grows && source.accessed.is_some())
    };
    let help = "add: published: 2026-11-19 (2026-11 or 2026 if that is all you know)";
    missing(checked, report, is_missing, "does not say when it was published", help);
}

pub(super) fn archive(checked: &Checked<'_>, report: &mut Report<'_>) {
    let help = "add: archive_url: https://web.archive.org/web/… (web.archive.org/save makes a copy)";
    missing(checked, report, |source| source.archive_url.is_none(), "has no archived copy", help);
}

pub(super) fn unused(checked: &Checked<'_>, report: &mut Report<'_>) {
    for document in &checked.documents {
        let unused = unused_of(document);
        for source in unused {
            let id = &source.id.value;
            let message = format!("nothing cites the source `{id}`");
            let help = format!("cite it as [@{id}], or take it out");
            report.add(Found::new(document.file, source.url.span, message, help));
        }
    }
}

/// The sources that are not cited, if others are.
fn unused_of<'a>(document: &Document<'a>) -> impl Iterator<Item = &'a Source> {
    let cited = &document.citations.order;
    let mut is_cited = vec![cited.is_empty(); document.sources.len()];
    cited.iter().for_each(|index| is_cited[*index as usize] = true);
    document.sources.iter().zip(is_cited).filter(|(_, is_cited)| !is_cited).map(|(source, _)| source)
}
