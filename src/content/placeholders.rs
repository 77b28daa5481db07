//! Placeholders in the texts of front matter that are no Markdown: no walk sees those, and readers do.

use crate::bytes;
use crate::diagnostics::{FileText, Span};
use crate::markdown::{Finding, FindingKind, placeholder, placeholders};
use crate::yaml::{Node, Value};

/// Keys whose texts readers see as they are, in every record.
const SHOWN: &[&str] = &[
    "title",
    "authors",
    "editor",
    "storyline",
    "publisher",
    "quote",
    "via",
    "alt",
    "credit",
    "caption",
    "tools",
    "reviewed_by",
];

/// Keys of records that hold such texts.
const WITHIN: &[&str] = &["sources", "image", "ai"];

/// Notes those of the front matter at `yaml`; `terms` are the keys of the configured taxonomies.
pub(super) fn find(file: &FileText, yaml: Span, front: &Node<'_>, terms: &[&str]) -> Vec<Finding> {
    let mut found = Vec::new();
    let Value::Map(entries) = &front.value else { return found };
    // What is not written there can only come of an escape.
    let written = &file.text[yaml.range()];
    if placeholder(written).is_none() && !bytes::contain(written.as_bytes(), b'\\') {
        return found;
    }
    for (key, node) in entries.iter().filter(|(key, _)| terms.contains(&&*key.value)) {
        if !SHOWN.contains(&&*key.value) {
            note_all(file, node, &mut found);
        }
    }
    search(file, front, &mut found);
    found
}

fn search(file: &FileText, node: &Node<'_>, found: &mut Vec<Finding>) {
    match &node.value {
        Value::Seq(items) => items.iter().for_each(|item| search(file, item, found)),
        Value::Map(entries) => entries.iter().for_each(|(key, node)| match &*key.value {
            key if SHOWN.contains(&key) => note_all(file, node, found),
            key if WITHIN.contains(&key) => search(file, node, found),
            _ => {}
        }),
        _ => {}
    }
}

/// The placeholders of a text, or of the texts of a list.
fn note_all(file: &FileText, node: &Node<'_>, found: &mut Vec<Finding>) {
    match &node.value {
        Value::Seq(items) => items.iter().for_each(|item| note_all(file, item, found)),
        Value::Scalar { text, .. } => {
            found.extend(spans(file, text, node.span).map(|span| Finding { kind: FindingKind::Placeholder, span }));
        }
        _ => {}
    }
}

/// Where the placeholders of a text stand; `span` is its place in the file, where it may be written with quotes and escapes.
pub fn spans(file: &FileText, text: &str, span: Span) -> impl Iterator<Item = Span> {
    let count = placeholders(text).count();
    let written: Vec<_> = match count {
        0 => Vec::new(),
        _ => placeholders(file.text.get(span.range()).unwrap_or_default()).collect(),
    };
    let is_written = written.len() == count;
    let exact = written.into_iter().map(move |range| Span::new(range).shifted(span.start)).filter(move |_| is_written);
    exact.chain((count > 0 && !is_written).then_some(span))
}
