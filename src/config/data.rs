//! The files of `data/`: publishers and vocabularies.

use std::collections::HashMap;

use super::{PublisherRecord, TermRecord};
use crate::diagnostics::{Diagnostic, FileText, Place, Span, Spanned, codes};
use crate::yaml::{self, Fields, Node};

/// Parses `data/publishers.yaml`.
#[must_use]
pub fn publishers(file: FileText) -> (Vec<PublisherRecord>, Vec<Diagnostic>) {
    let mut seen = Seen::default();
    records(&file, "a publisher", |mut fields| {
        let name = fields.required("name", "name: The name that readers see");
        let mut hosts = fields.texts("hosts");
        hosts.extend(fields.text("host"));
        let kind = fields.string("kind");
        let country = fields.string("country");
        let access = fields.word("access", ACCESS, |word| ACCESS.contains(&word).then(|| word.to_owned()));
        let url = fields.string("url");
        for host in &mut hosts {
            host.value = host.value.to_lowercase().trim_start_matches("www.").trim_end_matches('/').to_owned();
            seen.check(&mut fields, &file, "host", host);
        }
        if let Some(name) = &name {
            seen.check(&mut fields, &file, "name", name);
        }
        fields.finish("");
        let hosts = hosts.into_iter().map(|host| host.value).collect();
        Some(PublisherRecord { name: name?.value.into(), hosts, kind, country, access, url })
    })
}

/// The words of `access`.
const ACCESS: &[&str] = &["free", "registration", "subscription"];

/// Parses `data/<taxonomy>.yaml`.
#[must_use]
pub fn terms(file: FileText) -> (Vec<TermRecord>, Vec<Diagnostic>) {
    let mut seen = Seen::default();
    records(&file, "a term", |mut fields| {
        let slug = fields.required("slug", "slug: the-end-of-its-address");
        let name = fields.text("name");
        let aliases = fields.texts("aliases");
        let description = fields.string("description");
        let url = fields.string("url");
        let same_as = fields.strings("same_as");
        let slug = slug.filter(|slug| match crate::paths::check_segment(&slug.value) {
            Ok(()) => true,
            Err(error) => {
                fields.report(
                    codes::BAD_PATH,
                    slug.span,
                    format!("a slug {error}"),
                    "use lower-case letters, digits and `-`",
                );
                false
            }
        });
        for spelling in slug.iter().chain(&aliases) {
            seen.check(&mut fields, &file, "spelling", spelling);
        }
        fields.finish("");
        let slug = slug?;
        let name = name.map_or_else(|| slug.value.clone(), |name| name.value).into();
        let aliases = aliases.into_iter().map(|alias| alias.value).collect();
        Some(TermRecord { slug: slug.value, name, aliases, description, url, same_as })
    })
}

fn records<T>(file: &FileText, what: &str, mut read: impl FnMut(Fields<'_>) -> Option<T>) -> (Vec<T>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let node: Node = match yaml::read(file, Span::new(0..file.text.len())) {
        Ok(node) => node,
        Err(found) => return (Vec::new(), found),
    };
    let mut records = Vec::new();
    let entries = yaml::list(file, &node, &mut diagnostics);
    for entry in entries {
        if let Some(fields) = Fields::new(file, entry, what, &mut diagnostics) {
            records.extend(read(fields));
        }
    }
    (records, diagnostics)
}

/// What only one record may have.
#[derive(Default)]
struct Seen(HashMap<(&'static str, String), Span>);

impl Seen {
    fn check(&mut self, fields: &mut Fields<'_>, file: &FileText, what: &'static str, value: &Spanned<String>) {
        let Some(first) = self.0.insert((what, value.value.to_lowercase()), value.span) else { return };
        let message = format!("the {what} `{}` belongs to two entries", value.value);
        let diagnostic = Diagnostic::error(codes::DUPLICATE_ID, Place::of(file, value.span), message)
            .note_at(Place::of(file, first), "first used here")
            .help("keep it in one of them");
        fields.diagnostics().push(diagnostic);
    }
}
