//! BibTeX that both old and new readers take: classic entry types and fields, with those of BibLaTeX besides.

use std::fmt::Write;

use super::csl::genre;
use super::names::Name;
use super::work::{Class, Work, usual_length};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes entries.
pub(super) fn write<'a>(works: impl Iterator<Item = Work<'a>>) -> String {
    let mut bib = String::with_capacity(usual_length(&works));
    for work in works {
        if !bib.is_empty() {
            bib.push('\n');
        }
        entry(&mut bib, &work);
    }
    bib
}

fn entry(bib: &mut String, work: &Work<'_>) {
    let source = work.source;
    // Writing to a string cannot fail, here and below.
    _ = writeln!(bib, "@{}{{{},", entry_type(work.class), work.key);
    field(bib, "title", &format!("{{{}}}", text(work.title())));
    if !work.names.is_empty() {
        field(bib, "author", &work.names.iter().map(name).collect::<Vec<_>>().join(" and "));
    }
    publisher(bib, work);
    if let Some(date) = source.published {
        field(bib, "year", &format!("{:04}", date.year));
        if let Some(month) = date.month.and_then(|month| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)) {
            _ = writeln!(bib, "  month = {month},");
        }
        if let Some(day) = date.day {
            field(bib, "day", &day.to_string());
        }
    }
    if let Some(arxiv) = work.arxiv {
        field(bib, "eprint", &verbatim(arxiv));
        field(bib, "archiveprefix", "arXiv");
    }
    let mut optional = |name, value: Option<String>| {
        if let Some(value) = value {
            field(bib, name, &value);
        }
    };
    optional("doi", work.doi.map(verbatim));
    optional("url", Some(verbatim(&source.url.value)));
    optional("urldate", source.accessed.map(|day| day.to_string()));
    optional("language", source.lang.as_deref().map(text));
    optional("type", genre(work.class).map(text));
    let remarks = work.remarks().join("; ");
    optional("note", (!remarks.is_empty()).then(|| text(&remarks)));
    optional("annote", source.quote.as_deref().map(|quote| text(&format!("“{quote}”"))));
    bib.push_str("}\n");
}

/// Where each reader looks for it: classic styles print `howpublished`, BibLaTeX `organization`.
fn publisher(bib: &mut String, work: &Work<'_>) {
    let name = text(&work.source.publisher);
    match (work.class, entry_type(work.class)) {
        (Class::Preprint, _) => field(bib, "publisher", "arXiv"),
        (_, "article") => field(bib, "journal", &name),
        (_, "online") => {
            field(bib, "organization", &name);
            field(bib, "howpublished", &name);
        }
        _ => {
            field(bib, "publisher", &name);
            field(bib, "howpublished", &name);
        }
    }
}

fn entry_type(class: Class) -> &'static str {
    match class {
        Class::News | Class::Paper => "article",
        Class::BlogPost | Class::SocialPost | Class::Podcast | Class::Video | Class::Webpage => "online",
        Class::Preprint | Class::PressRelease | Class::Software | Class::Model | Class::Dataset => "misc",
    }
}

fn field(bib: &mut String, name: &str, value: &str) {
    _ = writeln!(bib, "  {name} = {{{value}}},");
}

fn name(name: &Name) -> String {
    match name {
        // Braces keep an organisation's name from being parted.
        Name::Whole(whole) => format!("{{{}}}", text(whole)),
        Name::Person { family, given, suffix: None } => format!("{}, {}", text(family), text(given)),
        Name::Person { family, given, suffix: Some(suffix) } => {
            format!("{}, {}, {}", text(family), text(suffix), text(given))
        }
    }
}

/// Text for LaTeX. Braces are written as words, since BibTeX counts even escaped ones; two hyphens or quotes would be read as
/// a dash or a quotation mark.
fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len() + 8);
    let mut last = ' ';
    for c in plain.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '`' => out.push_str("\\textasciigrave{}"),
            '%' | '&' | '$' | '#' | '_' => out.extend(['\\', c]),
            '-' | '\'' if last == c => out.extend(["{}", c.encode_utf8(&mut [0; 4])]),
            c if c.is_whitespace() || c.is_control() => {
                if last != ' ' {
                    out.push(' ');
                }
                last = ' ';
                continue;
            }
            c => out.push(c),
        }
        last = c;
    }
    out.truncate(out.trim_end().len());
    out
}

/// An address or a number: readers take it as it stands, so what would end the field is percent-encoded.
fn verbatim(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '{' | '}' | '\\' => _ = write!(out, "%{:02X}", u32::from(c)),
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
