//! The files of `data/`: publishers and vocabularies.

use std::collections::HashMap;

use super::{PublisherRecord, TermRecord, address, keys};
use crate::diagnostics::{Diagnostic, FileText, Span, Spanned, codes};
use crate::paths::check_segment;
use crate::yaml::{self, Fields, Shape};

/// Parses `data/publishers.yaml`.
#[must_use]
pub fn publishers(file: FileText) -> (Vec<PublisherRecord>, Vec<Diagnostic>) {
    let mut seen = Seen::default();
    records(&file, &keys::PUBLISHER, |mut fields| {
        seen.records += 1;
        let name = fields.required("name", "name: The name that readers see");
        let mut hosts = fields.texts("hosts");
        hosts.extend(fields.text("host"));
        let kind = fields.string("kind");
        let country = country(&mut fields);
        let access = fields.word("access", |word| keys::ACCESS.contains(&word).then(|| word.to_owned()));
        let url = url(&mut fields);
        hosts.retain_mut(|host| check_host(&mut fields, host));
        seen.check(&mut fields, "host", &hosts);
        seen.check(&mut fields, "name", &name);
        fields.finish();
        let hosts = hosts.into_iter().map(|host| host.value).collect();
        Some(PublisherRecord { name: name?.value.into(), hosts, kind, country, access, url })
    })
}

fn country(fields: &mut Fields<'_>) -> Option<String> {
    let country = fields.text("country")?;
    if country.value.len() == 2 && country.value.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(country.value);
    }
    let message = format!("`{}` is not the code of a country", country.value);
    fields.report(codes::BAD_VALUE, country.span, message, "write the two capital letters of ISO 3166: country: DE");
    None
}

/// Brings a host to the form in which sources are compared: `https://www.Example.com/blog/` is `example.com/blog`.
fn check_host(fields: &mut Fields<'_>, host: &mut Spanned<String>) -> bool {
    let text = host.value.as_str();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest).trim_end_matches('/');
    let (name, path) = text.split_at(text.find('/').unwrap_or(text.len()));
    let name = name.to_lowercase();
    let name = name.strip_prefix("www.").unwrap_or(&name);
    let name = name.strip_suffix('.').unwrap_or(name);
    // As in the addresses of sources, a host beyond ASCII is compared in its encoded form.
    match url::Host::parse(name) {
        Ok(parsed) if !path.contains(char::is_whitespace) && !name.contains('*') => {
            host.value = format!("{parsed}{path}");
            true
        }
        _ => {
            let message = format!("`{}` is not a host", host.value);
            let help = match name.strip_prefix("*.") {
                Some(domain) => format!("a host covers its subdomains: {domain}"),
                None => "write it without scheme: example.org or example.org/blog".to_owned(),
            };
            fields.report(codes::BAD_VALUE, host.span, message, help);
            false
        }
    }
}

fn url(fields: &mut Fields<'_>) -> Option<String> {
    let url = fields.text("url")?;
    if address::is_web(&url.value) {
        return Some(url.value);
    }
    fields.report(codes::BAD_URL, url.span, format!("`{}` is not a full URL", url.value), "url: https://example.org/");
    None
}

/// Parses `data/<taxonomy>.yaml`.
#[must_use]
pub fn terms(file: FileText) -> (Vec<TermRecord>, Vec<Diagnostic>) {
    let mut seen = Seen::default();
    records(&file, &keys::TERM, |mut fields| {
        seen.records += 1;
        let slug = fields.required("slug", "slug: the-end-of-its-address");
        let name = fields.text("name");
        let aliases = fields.texts("aliases");
        let description = fields.text("description");
        let url = url(&mut fields);
        let same_as = same_as(&mut fields);
        let slug = slug.filter(|slug| check_slug(&mut fields, slug));
        seen.check(&mut fields, "spelling", slug.iter().chain(&name).chain(&aliases));
        fields.finish();
        let slug = slug?;
        let name = name.map_or_else(|| slug.value.clone(), |name| name.value).into();
        let aliases = aliases.into_iter().map(|alias| alias.value).collect();
        Some(TermRecord { slug: slug.value, name, aliases, description, url, same_as })
    })
}

fn check_slug(fields: &mut Fields<'_>, slug: &Spanned<String>) -> bool {
    let Err(error) = check_segment(&slug.value) else { return true };
    fields.report(codes::BAD_PATH, slug.span, format!("a slug {error}"), "use lower-case letters, digits and `-`");
    false
}

fn same_as(fields: &mut Fields<'_>) -> Vec<String> {
    let mut urls = Vec::new();
    for url in fields.texts("same_as") {
        if address::is_web(&url.value) {
            urls.push(url.value);
        } else {
            let message = format!("`{}` is not a full URL", url.value);
            fields.report(codes::BAD_URL, url.span, message, "same_as: [https://www.wikidata.org/wiki/Q1]");
        }
    }
    urls
}

fn records<T>(
    file: &FileText,
    shape: &'static Shape,
    mut read: impl FnMut(Fields<'_>) -> Option<T>,
) -> (Vec<T>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut records = Vec::new();
    if let Some(node) = yaml::read(file, Span::new(0..file.text.len()), &mut diagnostics) {
        for entry in yaml::list(file, &node, &mut diagnostics) {
            records.extend(Fields::new(file, entry, shape, &mut diagnostics).and_then(&mut read));
        }
    }
    (records, diagnostics)
}

/// What only one record may have.
#[derive(Default)]
struct Seen {
    records: usize,
    /// Where each was seen first, and in which record.
    first: HashMap<(&'static str, String), (usize, Span)>,
}

impl Seen {
    /// Notes what a record has; the same record may say a thing twice.
    fn check<'v>(
        &mut self,
        fields: &mut Fields<'_>,
        what: &'static str,
        values: impl IntoIterator<Item = &'v Spanned<String>>,
    ) {
        for value in values {
            let here = (self.records, value.span);
            let (record, first) = *self.first.entry((what, value.value.to_lowercase())).or_insert(here);
            if record != self.records {
                let message = format!("the {what} `{}` belongs to two entries", value.value);
                let help = "keep it in one of them".to_owned();
                fields.report_twice(codes::DUPLICATE_ID, (value.span, first), message, "first used here", help);
            }
        }
    }
}
