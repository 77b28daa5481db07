//! Rules about single sources: what is missing, and what nothing cites.

use super::{Checked, Document, Found, Report};
use crate::content::article::{Source, SourceKind};

/// Reports the sources of which something is missing, at their URLs.
fn missing(checked: &Checked<'_>, report: &mut Report<'_>, what: fn(&Source) -> Option<[&'static str; 2]>) {
    for document in &checked.documents {
        for source in document.sources {
            if let Some([what, help]) = what(source) {
                let message = format!("the source `{}` {what}", source.id.value);
                report.add(Found::new(document.file, source.url.span, message, help));
            }
        }
    }
}

pub(super) fn title(checked: &Checked<'_>, report: &mut Report<'_>) {
    const MISSING: [&str; 2] = [
        "has no title: readers see its URL",
        "add: title: What it is called (a bare URL becomes `- url: …` with `title` below it)",
    ];
    missing(checked, report, |source| source.title.is_none().then_some(MISSING));
}

pub(super) fn date(checked: &Checked<'_>, report: &mut Report<'_>) {
    const PUBLISHED: [&str; 2] =
        ["does not say when it was published", "add: published: 2026-11-19 (2026-11 or 2026 if that is all you know)"];
    const ACCESSED: [&str; 2] =
        ["says neither when it was published nor when it was read", "it may change: add: accessed: 2026-11-19"];
    missing(checked, report, |source| {
        use SourceKind::{Dataset, Documentation, Model, Repository};
        let changes = matches!(source.kind, Some(Dataset | Documentation | Model | Repository));
        match source.published {
            Some(_) => None,
            None if changes => source.accessed.is_none().then_some(ACCESSED),
            None => Some(PUBLISHED),
        }
    });
}

pub(super) fn archive(checked: &Checked<'_>, report: &mut Report<'_>) {
    const MISSING: [&str; 2] =
        ["has no archived copy", "add: archive_url: https://web.archive.org/web/… (web.archive.org/save makes a copy)"];
    missing(checked, report, |source| source.archive_url.is_none().then_some(MISSING));
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
