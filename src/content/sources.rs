//! The sources of a content file: each read, named, and different from all others.

use ahash::{AHashMap, AHashSet};

use super::article::Source;
use super::parse::Context;
use super::slug::slugify;
use super::source;
use crate::diagnostics::{Span, codes};
use crate::yaml::{Fields, Value};

/// The sources that could be read.
pub(super) struct Sources {
    /// In the author's order.
    pub(super) all: Vec<Source>,
    /// Whether none is left out, or has lost its id, because of a mistake.
    pub(super) complete: bool,
}

impl Sources {
    /// The citation keys, in order.
    pub(super) fn ids(&self) -> Vec<&str> {
        self.all.iter().map(|source| source.id.value.as_str()).collect()
    }
}

/// Reads `sources`.
pub(super) fn read(context: &Context<'_>, fields: &mut Fields<'_>) -> Sources {
    let before = fields.diagnostics().len();
    let nodes = fields.records("sources");
    let mut all: Vec<Source> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let source = match &node.value {
            Value::Scalar { text, .. } => source::bare(context, fields, text, node.span),
            _ => source::read(context, fields, node),
        };
        all.extend(source);
    }
    let found = &fields.diagnostics()[before..];
    let named = !found.iter().any(|diagnostic| diagnostic.code == codes::BAD_ID);
    let complete = named && all.len() == nodes.len() && fields.is_list_or_absent("sources");
    name(&mut all);
    report_doubles(fields, &all);
    Sources { all, complete }
}

/// Gives an id to every source that has none: its publisher's name, numbered from the second on.
fn name(sources: &mut [Source]) {
    let chosen = sources.iter().map(|source| &source.id.value).filter(|id| !id.is_empty());
    let mut taken: AHashSet<String> = chosen.cloned().collect();
    let mut numbers: AHashMap<String, u32> = AHashMap::new();
    for source in sources.iter_mut().filter(|source| source.id.value.is_empty()) {
        let stem = stem(&source.publisher);
        let next = numbers.entry(stem.clone()).or_insert(1);
        source.id.value = loop {
            let id = if *next == 1 { stem.clone() } else { format!("{stem}-{next}") };
            *next += 1;
            if taken.insert(id.clone()) {
                break id;
            }
        };
    }
}

/// A publisher's name as a citation key: `The Verge` is `the-verge`.
fn stem(publisher: &str) -> String {
    let mut made = slugify(publisher);
    made.retain(|c| c.is_alphanumeric() || c == '-');
    let made = made.trim_matches('-');
    if made.chars().any(char::is_alphabetic) { made.to_owned() } else { "source".to_owned() }
}

fn report_doubles(fields: &mut Fields<'_>, sources: &[Source]) {
    let mut ids: AHashMap<&str, Span> = AHashMap::with_capacity(sources.len());
    let mut identities: AHashMap<&str, &Source> = AHashMap::with_capacity(sources.len());
    for source in sources {
        let id = &source.id;
        let first = *ids.entry(&id.value).or_insert(id.span);
        if first != id.span {
            let message = format!("two sources have the id `{}`", id.value);
            let help = "give one of them another id".to_owned();
            fields.report_twice(codes::DUPLICATE_ID, (id.span, first), message, "the first one", help);
        }
        let first = *identities.entry(&source.identity).or_insert(source);
        if first.url.span != source.url.span {
            let message = format!("`{}` is the same source as `{}`", id.value, first.id.value);
            let help = format!("list it once and cite it as often as you like: [@{}]", first.id.value);
            let spans = (source.url.span, first.url.span);
            fields.report_twice(codes::DUPLICATE_SOURCE, spans, message, "listed here", help);
        }
    }
}
