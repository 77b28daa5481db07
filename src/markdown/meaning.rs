//! What a marker means in this article, and what to say if it means nothing.

use std::ops::Range;

use smallvec::SmallVec;

use super::citation::{self, Mistake};
use super::marker::{Broken, Marker, Why};
use super::numbering::Key;
use super::walk::Walk;
use crate::diagnostics::{codes, nearest};

/// Sources of a marker, mostly one, with what their locators say.
pub(super) type Items = SmallVec<[(u32, Option<String>); 1]>;

/// What a marker stands for.
pub(super) enum Meaning {
    /// A note: index of its definition.
    Note(usize),
    /// Sources with locators; none if the marker stays text.
    Sources { items: Items, faults: Vec<Fault> },
}

/// What is wrong with a marker or one of its keys; ranges are those of the label.
pub(super) enum Fault {
    /// It cannot be read.
    Unreadable(Mistake),
    /// A key that no source has.
    Unknown { key: String, range: Range<usize>, number: bool, note: bool },
}

impl Meaning {
    /// Whether something takes the place of the marker.
    fn is_some(&self) -> bool {
        match self {
            Self::Note(_) => true,
            Self::Sources { items, .. } => !items.is_empty(),
        }
    }
}

impl Walk<'_, '_> {
    /// Whether a marker is taken out of the text.
    pub(super) fn is_marker(&self, marker: &Marker<'_>) -> bool {
        self.meaning(marker).is_some()
    }

    /// What a marker means.
    pub(super) fn meaning(&self, marker: &Marker<'_>) -> Meaning {
        match marker.label.text.strip_prefix('^') {
            Some(label) => self.note_meaning(label),
            None => self.citation_meaning(&marker.label.text),
        }
    }

    fn note_meaning(&self, label: &str) -> Meaning {
        if let Some(definition) = self.facts.note(label) {
            return Meaning::Note(definition);
        }
        let key = label.trim();
        let found = self.session.numbering.find(key);
        let mut items = Items::new();
        let mut faults = Vec::new();
        match found {
            Key::Source(source) => items.push((source, None)),
            _ if key.is_empty() => {}
            _ => {
                let number = found == Key::OutOfRange;
                faults.push(Fault::Unknown { key: key.to_owned(), range: 0..label.len() + 1, number, note: true });
            }
        }
        Meaning::Sources { items, faults }
    }

    fn citation_meaning(&self, label: &str) -> Meaning {
        let mut items = Items::new();
        let mut faults = Vec::new();
        match citation::parse(label) {
            Err(mistake) => faults.push(Fault::Unreadable(mistake)),
            Ok(parsed) => {
                for item in parsed {
                    let found = self.session.numbering.find(item.key);
                    let (key, range) = (item.key.to_owned(), item.range);
                    match found {
                        Key::Source(source) => items.push((source, item.locator.map(str::to_owned))),
                        _ => faults.push(Fault::Unknown { key, range, number: found == Key::OutOfRange, note: false }),
                    }
                }
            }
        }
        Meaning::Sources { items, faults }
    }

    /// Reports what is wrong with a marker.
    pub(super) fn report_faults(&mut self, marker: &Marker<'_>, faults: Vec<Fault>) {
        for fault in faults {
            match fault {
                Fault::Unreadable(mistake) => {
                    let span = self.origin.span(marker.label.source(mistake.range));
                    self.session.report.error(codes::BAD_CITATION, span, || (mistake.message, mistake.help));
                }
                Fault::Unknown { key, range, number, note } => {
                    let span = self.origin.span(marker.label.source(range));
                    let sources = self.session.numbering.sources();
                    let text = || if number { out_of_range(&key, sources) } else { unknown(&key, note, sources) };
                    self.session.report.error(codes::UNKNOWN_CITATION, span, text);
                }
            }
        }
    }

    /// Reports a `[@` without a proper end.
    pub(super) fn report_broken(&mut self, broken: &Broken) {
        let (message, help) = match broken.why {
            Why::Unclosed => (
                "a citation that begins with `[@` has no closing bracket",
                "write `[@id]`; inside a table cell write `\\|` for `|`, and `\\[@` if it is no citation",
            ),
            Why::Nested => (
                "a bracket stands inside a citation",
                "write `[@id]` or `[@id, p. 3]`, with `\\[` for a bracket in the locator",
            ),
            Why::NotText => ("a citation holds something other than text", "write `[@id]` or `[@id, p. 3]`"),
        };
        let span = self.origin.span(broken.range.clone());
        self.session.report.error(codes::BAD_CITATION, span, || (message.to_owned(), help.to_owned()));
    }
}

fn out_of_range(key: &str, sources: &[&str]) -> (String, String) {
    let count = match sources.len() {
        0 => "this file lists no sources".to_owned(),
        1 => "this file lists 1 source".to_owned(),
        count => format!("this file lists {count} sources"),
    };
    (format!("there is no source number {key}: {count}"), known(sources))
}

fn unknown(key: &str, note: bool, sources: &[&str]) -> (String, String) {
    let similar = nearest(key, sources.iter().copied());
    if note {
        let cite = match similar {
            Some(id) => format!("`[@{id}]`"),
            None => "a source that stands under `sources`".to_owned(),
        };
        let message = format!("`[^{key}]` is neither a note with a definition nor the id of a source");
        return (message, format!("define the note with a line `[^{key}]: …`, or cite {cite}"));
    }
    let help = similar.map_or_else(|| known(sources), |id| format!("did you mean `[@{id}]`?"));
    (format!("no source of this file has the id `{key}`"), help)
}

/// Names the ids that can be cited.
fn known(sources: &[&str]) -> String {
    const SHOWN: usize = 12;
    if sources.is_empty() {
        return "list the source under `sources` in the front matter".to_owned();
    }
    let ids: Vec<_> = sources.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
    let more = if sources.len() > SHOWN { format!(" and {} more", sources.len() - SHOWN) } else { String::new() };
    format!("the sources are {}{more}", ids.join(", "))
}
