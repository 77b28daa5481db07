//! One source: its address, and everything that is said about it.

use super::article::{Access, PartialDate, Role, Source, SourceDetails, SourceKind};
use super::common;
use super::date::{self, BadDate};
use super::identity::{Address, arxiv_id, canonical, check_url, host_of, printed};
use super::parse::Context;
use super::slug::slugify;
use super::source_record::Identity;
use crate::config::PublisherRecord;
use crate::diagnostics::{Span, Spanned, codes};
use crate::markdown::is_citation_key;
use crate::paths::{encode_path, is_invisible, percent_decoded};
use crate::yaml::{Fields, Node, Value};

/// A source that is only a URL: allowed while drafting.
pub(super) fn bare(context: &Context<'_>, fields: &mut Fields<'_>, text: &str, span: Span) -> Option<Source> {
    let text = Spanned::new(text.to_owned(), span);
    let url = checked(fields, &text)?;
    Some(of_address(context, Spanned::new(Box::default(), span), (&text, &url), None))
}

/// A source that is a record.
pub(super) fn read(context: &Context<'_>, fields: &mut Fields<'_>, node: &Node<'_>) -> Option<Source> {
    let mut fields = fields.open("sources", node)?;
    let at = first_key(node);
    let id = id(&mut fields);
    let written = fields.raw_text("url");
    let doi = fields.text("doi").and_then(|doi| check_doi(&mut fields, doi));
    let arxiv = fields.text("arxiv").and_then(|arxiv| check_arxiv(&mut fields, arxiv));
    let address = written.or_else(|| match (&doi, &arxiv) {
        (Some(doi), _) => Some(Spanned::new(format!("https://doi.org/{}", encode_path(&doi.value)), doi.span)),
        (None, Some((arxiv, version))) => {
            let url = format!("https://arxiv.org/abs/{}{version}", arxiv.value);
            Some(Spanned::new(url, arxiv.span))
        }
        (None, None) => None,
    });
    if address.is_none() && !["url", "doi", "arxiv"].iter().any(|key| fields.has(key)) {
        fields.report(
            codes::MISSING_KEY,
            at,
            "this source has no address",
            "add: url: https://… (or `doi`, or `arxiv`)",
        );
    }
    let url = address.as_ref().and_then(|address| checked(&mut fields, address));
    let details = Details::read(&mut fields);
    fields.finish();
    let id = id.map_or_else(|| Spanned::new(Box::default(), at), |id| id.map(Into::into));
    let mut source = of_address(context, id, (address.as_ref()?, &url?), details.publisher);
    details.fill(&mut source, doi.map(|doi| doi.value), arxiv.map(|(arxiv, _)| arxiv.value));
    Some(source)
}

fn first_key(node: &Node<'_>) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |(key, _)| key.span),
        _ => node.span,
    }
}

/// A source of which only the address is known, and perhaps what its publisher is called.
fn of_address(
    context: &Context<'_>,
    id: Spanned<Box<str>>,
    (text, url): (&Spanned<String>, &Address<'_>),
    publisher: Option<&str>,
) -> Source {
    let more = &context.config.tracking_parameters;
    let identity = canonical(url, more);
    let by_address = context.publishers.of_address(&identity);
    let record = publisher.map_or(by_address, |name| context.publishers.named(name));
    let name = record.map(|record| &*record.name).or(publisher);
    let access = |record: &PublisherRecord| record.access.as_deref().and_then(Access::from_word);
    let publisher = name.unwrap_or_else(|| host_of(&identity)).into();
    let url = Spanned::new(Box::from(printed(&text.value, more)), text.span);
    Source {
        id,
        title: None,
        identity: Identity::of(&url.value, identity),
        url,
        publisher,
        published: None,
        dead: false,
        access: record.and_then(access).or_else(|| by_address.and_then(access)),
        kind: None,
        primary: false,
        role: None,
        details: None,
    }
}

fn id(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let id = fields.text("id")?;
    let has_letter = id.value.chars().any(char::is_alphabetic);
    if is_citation_key(&id.value) && has_letter {
        return Some(id);
    }
    let made = slugify(&id.value);
    let example = if made.chars().any(char::is_alphabetic) { made } else { "reuters-2".to_owned() };
    let message = format!("`{}` cannot be the id of a source", id.value);
    let help = if has_letter {
        format!("letters and digits, and `_ - . : / +` between them: id: {example}")
    } else {
        format!("an id holds a letter, since [@1] is the first source of the list: id: {example}")
    };
    fields.report(codes::BAD_ID, id.span, message, help);
    None
}

/// Checks a URL; a mistake is reported at its place inside of the value, if the value is written as it is.
fn checked<'t>(fields: &mut Fields<'_>, text: &'t Spanned<String>) -> Option<Address<'t>> {
    let problem = match check_url(&text.value) {
        Ok(url) => return Some(url),
        Err(problem) => problem,
    };
    let written = &fields.file().text[text.span.range()];
    let span = match written.find(&text.value) {
        Some(before) if !text.value.is_empty() => {
            let start = text.span.start as usize + before;
            Span::new(start + problem.range.start..start + problem.range.end)
        }
        _ => text.span,
    };
    fields.report(codes::BAD_URL, span, problem.message, "write the full address: https://example.org/report");
    None
}

fn check_doi(fields: &mut Fields<'_>, doi: Spanned<String>) -> Option<Spanned<String>> {
    let text = doi.value.as_str();
    let prefixes = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:", "DOI:"];
    let (text, is_link) = match prefixes.iter().find_map(|prefix| text.strip_prefix(prefix).map(|rest| (prefix, rest)))
    {
        Some((prefix, rest)) => (rest.trim(), prefix.ends_with('/')),
        None => (text.trim(), false),
    };
    let text = if is_link { &*percent_decoded(text) } else { text };
    let good = text.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(|(registrant, suffix)| {
        let number = !registrant.is_empty() && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        number
            && !suffix.is_empty()
            && !suffix.contains(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c))
    });
    if good {
        return Some(Spanned::new(text.to_owned(), doi.span));
    }
    fields.report(codes::BAD_VALUE, doi.span, format!("`{text}` is not a DOI"), "doi: 10.1038/s41586-021-03819-2");
    None
}

/// The id, and the version if one is named: `v2`.
fn check_arxiv(fields: &mut Fields<'_>, arxiv: Spanned<String>) -> Option<(Spanned<String>, String)> {
    let text = arxiv.value.as_str();
    let prefixes = ["https://arxiv.org/abs/", "https://arxiv.org/pdf/", "arXiv:", "arxiv:"];
    let text = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text);
    let id = arxiv_id(text);
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let new = id.split_once('.').is_some_and(|(month, number)| {
        month.len() == 4 && (4..=5).contains(&number.len()) && digits(month) && digits(number)
    });
    let old = id.split_once('/').is_some_and(|(archive, number)| {
        let word = |b: u8| b.is_ascii_alphabetic() || matches!(b, b'-' | b'.');
        !archive.is_empty() && archive.bytes().all(word) && number.len() == 7 && digits(number)
    });
    if new || old {
        let behind = text.trim().strip_prefix(id).unwrap_or_default();
        let version = behind.strip_prefix(['v', 'V']).unwrap_or_default();
        let version: String = version.chars().take_while(char::is_ascii_digit).collect();
        let version = if version.is_empty() { version } else { format!("v{version}") };
        return Some((Spanned::new(id.to_owned(), arxiv.span), version));
    }
    fields.report(codes::BAD_VALUE, arxiv.span, format!("`{text}` is not an arXiv id"), "arxiv: 2501.12948");
    None
}

/// Everything about a source but its address and id.
struct Details<'n> {
    title: Option<&'n str>,
    publisher: Option<&'n str>,
    authors: Vec<String>,
    published: Option<PartialDate>,
    accessed: Option<jiff::civil::Date>,
    archive_url: Option<Spanned<String>>,
    archived: Option<jiff::civil::Date>,
    dead: bool,
    access: Option<Access>,
    kind: Option<SourceKind>,
    role: Option<Role>,
    lang: Option<String>,
    quote: Option<String>,
    via: Option<String>,
}

impl<'n> Details<'n> {
    fn read(fields: &mut Fields<'n>) -> Self {
        let dead = |word: &str| matches!(word, "live" | "dead").then_some(word == "dead");
        let archive_url = fields.raw_text("archive_url").filter(|url| checked(fields, url).is_some());
        Self {
            title: fields.borrowed("title").map(|title| title.value),
            publisher: fields.borrowed("publisher").map(|publisher| publisher.value),
            authors: fields.strings("authors"),
            published: day(fields, "published", date::partial, "write 2026-11-19, 2026-11 or 2026"),
            accessed: day(fields, "accessed", date::day, "write 2026-11-19"),
            archive_url,
            archived: day(fields, "archived", date::day, "write 2026-11-19"),
            dead: fields.word("status", dead).unwrap_or(false),
            access: fields.word("access", Access::from_word),
            kind: fields.word("kind", SourceKind::from_word),
            role: fields.word("role", Role::from_word),
            lang: common::lang(fields),
            quote: fields.string("quote"),
            via: fields.string("via"),
        }
    }

    fn fill(self, source: &mut Source, doi: Option<String>, arxiv: Option<String>) {
        source.title = self.title.map(Into::into);
        source.published = self.published;
        source.dead = self.dead;
        source.access = self.access.or(source.access);
        source.kind = self.kind;
        source.role = self.role;
        source.primary = self.role == Some(Role::Primary);
        let details = SourceDetails {
            authors: self.authors,
            accessed: self.accessed,
            archived: self.archived.or_else(|| wayback_day(&self.archive_url.as_ref()?.value)),
            archive_url: self.archive_url.map(|url| url.map(Into::into)),
            lang: self.lang,
            quote: self.quote,
            via: self.via,
            doi,
            arxiv,
        };
        source.details = (details != SourceDetails::default()).then(|| Box::new(details));
    }
}

fn day<T>(fields: &mut Fields<'_>, key: &'static str, read: fn(&str) -> Result<T, BadDate>, form: &str) -> Option<T> {
    let text = fields.borrowed(key)?;
    match read(text.value) {
        Ok(date) => Some(date),
        Err(bad) => {
            let message = format!("`{key}`: `{}` is not a date: {}", text.value, bad.message);
            let help = bad.help.unwrap_or_else(|| form.to_owned());
            fields.report(codes::BAD_DATE, text.span, message, help);
            None
        }
    }
}

/// The day in the address of a copy at the Wayback Machine: `web.archive.org/web/20261119…/`.
fn wayback_day(url: &str) -> Option<jiff::civil::Date> {
    let stamp = url.split_once("web.archive.org/web/")?.1.get(..8)?;
    date::day(&format!("{}-{}-{}", stamp.get(..4)?, stamp.get(4..6)?, stamp.get(6..8)?)).ok()
}
