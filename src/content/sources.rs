//! The sources of a content file: each checked, named, and different from all others.

use std::collections::HashMap;

use url::Url;

use super::article::{Access, Source};
use super::common;
use super::details::Details;
use super::identity::{arxiv_id, canonical, check_url, printed};
use super::parse::Context;
use super::slug::slugify;
use crate::diagnostics::{Diagnostic, Place, Span, Spanned, codes};
use crate::markdown::is_citation_key;
use crate::yaml::{Fields, Node, Value};

/// Reads `sources`.
pub(super) fn read(context: &Context<'_>, fields: &mut Fields<'_>) -> Vec<Source> {
    let nodes = fields.records("sources");
    let mut sources: Vec<Source> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let source = match &node.value {
            Value::Scalar { text, .. } => bare(context, fields, &Spanned::new(text.clone(), node.span)),
            _ => record(context, fields, node),
        };
        sources.extend(source);
    }
    name(&mut sources);
    report_doubles(context, fields, &sources);
    sources
}

/// A source that is only a URL: allowed while drafting.
fn bare(context: &Context<'_>, fields: &mut Fields<'_>, text: &Spanned<String>) -> Option<Source> {
    let url = checked(context, fields, text)?;
    Some(blank(context, text.span, text.span, &text.value, &url))
}

fn record(context: &Context<'_>, fields: &mut Fields<'_>, node: &Node) -> Option<Source> {
    let mut inner = Fields::new(context.file(), node, "a source", fields.diagnostics())?;
    let id = key(&mut inner);
    let written = inner.text("url");
    let doi = inner.text("doi").and_then(|doi| check_doi(&mut inner, doi));
    let arxiv = inner.text("arxiv").and_then(|arxiv| check_arxiv(&mut inner, arxiv));
    let (text, span) = match (&written, &doi, &arxiv) {
        (Some(url), _, _) => (url.value.clone(), url.span),
        (None, Some(doi), _) => (format!("https://doi.org/{}", doi.value), doi.span),
        (None, None, Some(arxiv)) => (format!("https://arxiv.org/abs/{}", arxiv.value), arxiv.span),
        (None, None, None) => {
            let at = first_key(node);
            inner.report(codes::MISSING_KEY, at, "this source has no `url`", "url: https://… (or `doi`, or `arxiv`)");
            (String::new(), node.span)
        }
    };
    let url = if text.is_empty() { None } else { checked(context, &mut inner, &Spanned::new(text.clone(), span)) };
    let mut source = url.map(|url| blank(context, first_key(node), span, &text, &url));
    let mut details = Details::read(context, &mut inner);
    inner.finish("");
    if let Some(source) = &mut source {
        if let Some(id) = id {
            source.id = id;
        }
        source.doi = doi.map(|doi| doi.value);
        source.arxiv = arxiv.map(|arxiv| arxiv.value);
        details.fill(context, source);
    }
    source
}

fn first_key(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |(key, _)| key.span),
        _ => node.span,
    }
}

/// A source of which only the address is known; its id is made later.
fn blank(context: &Context<'_>, at: Span, url_span: Span, text: &str, url: &Url) -> Source {
    let identity = canonical(url, &context.config.tracking_parameters);
    let record = context.publishers.of_address(&identity);
    let host = identity.split(['/', '?', ':']).next().unwrap_or_default().to_owned();
    Source {
        id: Spanned::new(String::new(), at),
        title: None,
        url: Spanned::new(printed(text, &context.config.tracking_parameters), url_span),
        identity,
        publisher: record.map_or(host, |record| record.name.to_string()),
        authors: Vec::new(),
        published: None,
        accessed: None,
        archive_url: None,
        archived: None,
        dead: false,
        access: record.and_then(|r| r.access.as_deref()).and_then(Access::from_word),
        kind: None,
        primary: false,
        role: None,
        lang: None,
        quote: None,
        via: None,
        doi: None,
        arxiv: None,
    }
}

fn key(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let id = fields.text("id")?;
    let has_letter = id.value.chars().any(char::is_alphabetic);
    if is_citation_key(&id.value) && has_letter {
        return Some(id);
    }
    let message = format!("`{}` cannot be the id of a source", id.value);
    let made = slugify(&id.value);
    let example = if made.chars().any(char::is_alphabetic) && made.is_ascii() { made } else { "reuters-2".to_owned() };
    let help = format!("letters, digits and `_ . : -`, at least one letter: id: {example}");
    fields.report(codes::BAD_ID, id.span, message, help);
    None
}

/// Checks a URL; a mistake is reported at its place inside of the value.
pub(super) fn checked(context: &Context<'_>, fields: &mut Fields<'_>, text: &Spanned<String>) -> Option<Url> {
    match check_url(&text.value) {
        Ok(url) => Some(url),
        Err(problem) => {
            let written = &context.file().text[text.span.range()];
            let quoted = written.len() == text.value.len() + 2 && written[1..].starts_with(&text.value);
            let exact = quoted || written == text.value;
            let span = if exact { common::within(text.span, &problem.range, quoted) } else { text.span };
            fields.report(
                codes::BAD_URL,
                span,
                problem.message,
                "a source's URL is a full one: https://example.org/report",
            );
            None
        }
    }
}

fn check_doi(fields: &mut Fields<'_>, doi: Spanned<String>) -> Option<Spanned<String>> {
    let text = doi.value.trim();
    let text =
        ["https://doi.org/", "http://doi.org/", "doi:"].iter().find_map(|p| text.strip_prefix(p)).unwrap_or(text);
    if text.starts_with("10.") && text.contains('/') && !text.contains(char::is_whitespace) {
        return Some(Spanned::new(text.to_owned(), doi.span));
    }
    fields.report(codes::BAD_VALUE, doi.span, format!("`{text}` is not a DOI"), "doi: 10.1038/s41586-021-03819-2");
    None
}

fn check_arxiv(fields: &mut Fields<'_>, arxiv: Spanned<String>) -> Option<Spanned<String>> {
    let text = arxiv.value.trim();
    let text = text.strip_prefix("arXiv:").or_else(|| text.strip_prefix("arxiv:")).unwrap_or(text);
    let id = arxiv_id(text);
    let new = id.split_once('.').is_some_and(|(month, number)| {
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        month.len() == 4 && (4..=5).contains(&number.len()) && digits(month) && digits(number)
    });
    let old = id.split_once('/').is_some_and(|(_, n)| n.len() == 7 && n.bytes().all(|b| b.is_ascii_digit()));
    if new || old {
        return Some(Spanned::new(id.to_owned(), arxiv.span));
    }
    fields.report(codes::BAD_VALUE, arxiv.span, format!("`{text}` is not an arXiv id"), "arxiv: \"2501.12948\"");
    None
}

/// Gives an id to every source that has none: its publisher's name, numbered from the second on.
fn name(sources: &mut [Source]) {
    let mut taken: Vec<String> = sources.iter().map(|s| s.id.value.clone()).filter(|id| !id.is_empty()).collect();
    for source in sources.iter_mut().filter(|source| source.id.value.is_empty()) {
        let made: String = slugify(&source.publisher).chars().filter(char::is_ascii).collect();
        let stem = match made.trim_matches('-') {
            stem if stem.chars().any(|c| c.is_ascii_alphabetic()) => stem.to_owned(),
            _ => "source".to_owned(),
        };
        let mut numbered = (2..).map(|n| format!("{stem}-{n}"));
        let id = std::iter::once(stem.clone()).chain(&mut numbered).find(|id| !taken.contains(id)).unwrap_or(stem);
        taken.push(id.clone());
        source.id.value = id;
    }
}

fn report_doubles(context: &Context<'_>, fields: &mut Fields<'_>, sources: &[Source]) {
    let mut ids: HashMap<&str, Span> = HashMap::new();
    let mut identities: HashMap<&str, &Source> = HashMap::new();
    for source in sources {
        if let Some(first) = ids.insert(&source.id.value, source.id.span) {
            let place = Place::of(context.file(), source.id.span);
            let message = format!("two sources have the id `{}`", source.id.value);
            let diagnostic = Diagnostic::error(codes::DUPLICATE_ID, place, message)
                .note_at(Place::of(context.file(), first), "the first one")
                .help("give one of them another id");
            fields.diagnostics().push(diagnostic);
        }
        if let Some(first) = identities.insert(&source.identity, source) {
            let place = Place::of(context.file(), source.url.span);
            let message = format!("`{}` is the same source as `{}`", source.id.value, first.id.value);
            let diagnostic = Diagnostic::error(codes::DUPLICATE_SOURCE, place, message)
                .note_at(Place::of(context.file(), first.url.span), "listed here")
                .help(format!("list it once and cite it as often as you like: [@{}]", first.id.value));
            fields.diagnostics().push(diagnostic);
        }
    }
}
