//! The taxonomies that a site configures.

use super::{Config, TaxonomyConfig, UnknownTerm};
use crate::diagnostics::{Diagnostic, FileText, Spanned, codes};
use crate::yaml::{Fields, Node, Value};

/// Names that are addresses or keys of their own.
const TAKEN: &[&str] = &[
    "articles",
    "aliases",
    "archive",
    "assets",
    "authors",
    "corrections",
    "digest",
    "draft",
    "date",
    "edition",
    "extra",
    "feed",
    "id",
    "image",
    "kind",
    "lang",
    "page",
    "publishers",
    "related",
    "search",
    "slug",
    "sources",
    "storyline",
    "storylines",
    "summary",
    "title",
    "updates",
];

/// Reads `taxonomies`.
pub(super) fn read(fields: &mut Fields<'_>, config: &mut Config) {
    let file = config.file.clone();
    let nodes = fields.records("taxonomies");
    if nodes.is_empty() {
        return;
    }
    config.taxonomies.clear();
    for node in nodes {
        let Some((name, taxonomy)) = one_taxonomy(&file, node, fields.diagnostics()) else { continue };
        let first = taxonomy.name.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let message = if !first || !taxonomy.name.bytes().all(good) {
            "a taxonomy's name is lower-case letters, digits and `-`".to_owned()
        } else if TAKEN.contains(&taxonomy.name.as_str()) {
            format!("`{}` cannot be a taxonomy: it is an address or a key of its own", taxonomy.name)
        } else if config.taxonomies.iter().any(|known| known.name == taxonomy.name) {
            format!("the taxonomy `{}` stands here twice", taxonomy.name)
        } else {
            config.taxonomies.push(taxonomy);
            continue;
        };
        fields.report(codes::CONFIG, name.span, message, "taxonomies: [tags, companies]");
    }
}

fn one_taxonomy(
    file: &FileText,
    node: &Node,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Spanned<String>, TaxonomyConfig)> {
    if let Value::Scalar { text, .. } = &node.value {
        return Some((Spanned::new(text.clone(), node.span), taxonomy(text)));
    }
    let mut fields = Fields::new(file, node, "a taxonomy", diagnostics)?;
    let name = fields.required("name", "name: companies");
    let mut made = taxonomy(name.as_ref().map_or("", |name| &name.value));
    if let Some(title) = fields.string("title") {
        made.title = title;
    }
    if let Some(number) = fields.integer("min_pages", 1..=1_000) {
        made.min_pages = usize::try_from(number).unwrap_or(1);
    }
    let words = &["allow", "warn", "refuse"];
    made.unknown = fields.word("unknown", words, unknown_word).unwrap_or(UnknownTerm::Allow);
    fields.finish("");
    Some((name?, made))
}

fn unknown_word(word: &str) -> Option<UnknownTerm> {
    match word {
        "allow" => Some(UnknownTerm::Allow),
        "warn" => Some(UnknownTerm::Warn),
        "refuse" => Some(UnknownTerm::Refuse),
        _ => None,
    }
}

/// A taxonomy with nothing but its name.
pub(super) fn taxonomy(name: &str) -> TaxonomyConfig {
    let mut chars = name.replace('-', " ").chars().collect::<Vec<_>>().into_iter();
    let title = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
    TaxonomyConfig { name: name.to_owned(), title, min_pages: 1, unknown: UnknownTerm::Allow }
}
