//! The sources of a content file: each read, named, and different from all others.

use ahash::{AHashMap, AHashSet};

use super::article::Source;
use super::parse::Context;
use super::slug::slugify;
use super::source;
use crate::diagnostics::codes;
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
        self.all.iter().map(|source| &*source.id.value).collect()
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
    if sources.iter().all(|source| !source.id.value.is_empty()) {
        return;
    }
    let mut taken: AHashSet<Box<str>> = AHashSet::with_capacity(sources.len());
    taken.extend(sources.iter().map(|source| &source.id.value).filter(|id| !id.is_empty()).cloned());
    let unnamed: Vec<&mut Source> = sources.iter_mut().filter(|source| source.id.value.is_empty()).collect();
    let stems: Vec<String> = unnamed.iter().map(|source| stem(&source.publisher)).collect();
    let mut numbers = vec![1_u32; unnamed.len()];
    for ((source, stem), first) in unnamed.into_iter().zip(&stems).zip(firsts(&stems)) {
        let next = &mut numbers[first];
        source.id.value = loop {
            let id: Box<str> = if *next == 1 { stem.as_str().into() } else { format!("{stem}-{next}").into() };
            *next += 1;
            if taken.insert(id.clone()) {
                break id;
            }
        };
    }
}

/// For each text the place of the first that is equal. Few are compared, many looked up.
pub(super) fn firsts<T: AsRef<str>>(texts: &[T]) -> Vec<usize> {
    const FEW: usize = 16;
    let of_few = |(at, text): (usize, &T)| texts[..at].iter().position(|e| e.as_ref() == text.as_ref()).unwrap_or(at);
    if texts.len() <= FEW {
        return texts.iter().enumerate().map(of_few).collect();
    }
    let mut known: AHashMap<&str, usize> = AHashMap::with_capacity(texts.len());
    texts.iter().enumerate().map(|(at, text)| *known.entry(text.as_ref()).or_insert(at)).collect()
}

/// A publisher's name as a citation key: `The Verge` is `the-verge`.
fn stem(publisher: &str) -> String {
    let mut made = slugify(publisher);
    if !made.is_ascii() {
        made.retain(|c| c.is_alphanumeric() || c == '-');
        made = made.trim_matches('-').to_owned();
    }
    if made.chars().any(char::is_alphabetic) { made } else { "source".to_owned() }
}

fn report_doubles(fields: &mut Fields<'_>, sources: &[Source]) {
    let ids: Vec<&str> = sources.iter().map(|source| &*source.id.value).collect();
    let identities: Vec<&str> = sources.iter().map(|source| source.identity()).collect();
    for ((source, same_id), same) in sources.iter().zip(firsts(&ids)).zip(firsts(&identities)) {
        let id = &source.id;
        let first = sources[same_id].id.span;
        if first != id.span {
            let message = format!("two sources have the id `{}`", id.value);
            let help = "give one of them another id".to_owned();
            fields.report_twice(codes::DUPLICATE_ID, (id.span, first), message, "the first one", help);
        }
        let first = &sources[same];
        if first.url.span != source.url.span {
            let message = format!("`{}` is the same source as `{}`", id.value, first.id.value);
            let help = format!("list it once and cite it as often as you like: [@{}]", first.id.value);
            let spans = (source.url.span, first.url.span);
            fields.report_twice(codes::DUPLICATE_SOURCE, spans, message, "listed here", help);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn few_and_many_are_found_alike(texts in proptest::collection::vec("[ab]{1,3}", 0..40)) {
            let wanted: Vec<_> = texts.iter().map(|text| texts.iter().position(|t| t == text).unwrap()).collect();
            prop_assert_eq!(firsts(&texts), wanted);
        }
    }
}
