//! `taxonomies` of the configuration.

use super::{Config, TaxonomyConfig, UnknownTerm};
use crate::diagnostics::{Span, codes};
use crate::yaml::{Fields, Node, Value};

/// Names that are keys of articles or addresses of their own.
pub(crate) const TAKEN: &[&str] = &[
    "aliases",
    "ai",
    "archive",
    "articles",
    "assets",
    "authors",
    "canonical_url",
    "check",
    "corrections",
    "date",
    "digest",
    "draft",
    "edition",
    "editor",
    "email",
    "expires",
    "extra",
    "feed",
    "id",
    "image",
    "importance",
    "kind",
    "lang",
    "order",
    "page",
    "publish_at",
    "publishers",
    "related",
    "search",
    "slug",
    "sources",
    "static",
    "storyline",
    "storylines",
    "summary",
    "takeaways",
    "title",
    "updates",
    "why",
];

/// Reads them; the default stays if there are none.
pub(super) fn read(fields: &mut Fields<'_>, config: &mut Config) {
    let nodes = fields.records("taxonomies");
    if nodes.is_empty() {
        return;
    }
    let mut seen: Vec<Span> = Vec::new();
    config.taxonomies.clear();
    for node in nodes {
        let Some((taxonomy, span)) = one(fields, node) else { continue };
        let first = config.taxonomies.iter().position(|known| known.name == taxonomy.name);
        if let Some(first) = first {
            let message = format!("the taxonomy `{}` stands here twice", taxonomy.name);
            let help = "take one of the two out".to_owned();
            fields.report_twice(codes::CONFIG, (span, seen[first]), message, "the first one", help);
        } else if check_name(fields, &taxonomy.name, span) {
            config.taxonomies.push(taxonomy);
            seen.push(span);
        }
    }
}

fn check_name(fields: &mut Fields<'_>, name: &str, span: Span) -> bool {
    let first = name.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    let message = if !first || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        format!("`{name}` cannot be the name of a taxonomy: those are lower-case letters, digits and `-`")
    } else if TAKEN.contains(&name) {
        format!("`{name}` cannot be the name of a taxonomy: it is an address or a key of its own")
    } else if let Err(error) = crate::paths::check_segment(name) {
        format!("the name of a taxonomy {error}")
    } else {
        return true;
    };
    fields.report(codes::CONFIG, span, message, "choose another: taxonomies: [tags, companies]");
    false
}

fn one(fields: &mut Fields<'_>, node: &Node<'_>) -> Option<(TaxonomyConfig, Span)> {
    if let Value::Scalar { text, .. } = &node.value {
        return Some((TaxonomyConfig::named(text), node.span));
    }
    let mut fields = fields.open("taxonomies", node)?;
    let name = fields.required("name", "name: companies");
    let title = fields.string("title");
    let min_pages = fields.integer("min_pages").and_then(|n| usize::try_from(n).ok());
    let unknown = fields.word("unknown", |word| match word {
        "allow" => Some(UnknownTerm::Allow),
        "warn" => Some(UnknownTerm::Warn),
        "refuse" => Some(UnknownTerm::Refuse),
        _ => None,
    });
    fields.finish();
    let name = name?;
    let default = TaxonomyConfig::named(&name.value);
    let taxonomy = TaxonomyConfig {
        title: title.unwrap_or(default.title),
        min_pages: min_pages.unwrap_or(default.min_pages),
        unknown: unknown.unwrap_or(default.unknown),
        name: default.name,
    };
    Some((taxonomy, name.span))
}
