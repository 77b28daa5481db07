//! BibTeX that both old and new readers take: classic entry types and fields, with those of BibLaTeX besides.

use std::fmt::Write;

use super::csl::genre;
use super::names::Name;
use super::work::{Class, Work, usual_length};
use crate::bytes;
use crate::content::article::PartialDate;
use crate::views::date::partial_iso;

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
    bib.extend(["@", entry_type(work.class), "{", work.key, ",\n"]);
    field(bib, "title", |bib| {
        bib.push('{');
        text(bib, work.title());
        bib.push('}');
    });
    if !work.names.is_empty() {
        field(bib, "author", |bib| names(bib, &work.names));
    }
    publisher(bib, work);
    if let Some(date) = source.published {
        field(bib, "year", |bib| bib.push_str(&partial_iso(PartialDate { month: None, day: None, ..date })));
        if let Some(month) = date.month.and_then(|month| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)) {
            bib.extend(["  month = ", month, ",\n"]);
        }
        if let Some(day) = date.day {
            field(bib, "day", |bib| bib.push_str(itoa::Buffer::new().format(day.unsigned_abs())));
        }
    }
    if let Some(arxiv) = work.arxiv {
        field(bib, "eprint", |bib| verbatim(bib, arxiv));
        field(bib, "archiveprefix", |bib| bib.push_str("arXiv"));
    }
    if let Some(doi) = work.doi {
        field(bib, "doi", |bib| verbatim(bib, doi));
    }
    field(bib, "url", |bib| verbatim(bib, &source.url.value));
    remarks(bib, work);
    bib.push_str("}\n");
}

/// What few works have.
fn remarks(bib: &mut String, work: &Work<'_>) {
    let source = work.source;
    let mut optional = |name, value: Option<&str>| {
        if let Some(value) = value {
            field(bib, name, |bib| text(bib, value));
        }
    };
    optional("urldate", source.accessed.map(|day| day.to_string()).as_deref());
    optional("language", source.lang.as_deref());
    optional("type", genre(work.class));
    optional("note", Some(work.remarks().join("; ")).filter(|remarks| !remarks.is_empty()).as_deref());
    optional("annote", source.quote.as_deref().map(|quote| format!("“{quote}”")).as_deref());
}

/// Where each reader looks for it: classic styles print `howpublished`, BibLaTeX `organization`.
fn publisher(bib: &mut String, work: &Work<'_>) {
    let mut named = |field_name| field(bib, field_name, |bib| text(bib, &work.source.publisher));
    match (work.class, entry_type(work.class)) {
        (Class::Preprint, _) => field(bib, "publisher", |bib| bib.push_str("arXiv")),
        (_, "article") => named("journal"),
        (_, "online") => {
            named("organization");
            named("howpublished");
        }
        _ => {
            named("publisher");
            named("howpublished");
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

fn field(bib: &mut String, name: &str, value: impl FnOnce(&mut String)) {
    for part in ["  ", name, " = {"] {
        bib.push_str(part);
    }
    value(bib);
    bib.push_str("},\n");
}

fn names(bib: &mut String, names: &[Name]) {
    for (at, name) in names.iter().enumerate() {
        if at > 0 {
            bib.push_str(" and ");
        }
        match name {
            // Braces keep an organisation's name from being parted.
            Name::Whole(whole) => {
                bib.push('{');
                text(bib, whole);
                bib.push('}');
            }
            Name::Person { family, given, suffix } => {
                for (at, part) in [Some(family), suffix.as_ref(), Some(given)].into_iter().flatten().enumerate() {
                    bib.push_str(if at > 0 { ", " } else { "" });
                    text(bib, part);
                }
            }
        }
    }
}

/// Characters of ASCII that are written as they are, whatever stands before them.
static MEANS_ITSELF: [bool; 256] = {
    let (mut table, mut byte) = ([false; 256], 0);
    while byte < 128 {
        let special = matches!(byte as u8, b'\\' | b'{' | b'}' | b'~' | b'^' | b'`' | b'%' | b'&' | b'$' | b'#' | b'_');
        table[byte] = (byte as u8).is_ascii_graphic() && !special && !matches!(byte as u8, b'-' | b'\'');
        byte += 1;
    }
    table
};

/// Text for LaTeX. Braces are written as words, since BibTeX counts even escaped ones; two hyphens or quotes would be read as
/// a dash or a quotation mark.
fn text(out: &mut String, plain: &str) {
    let (start, mut last, mut rest) = (out.len(), ' ', plain);
    loop {
        // Most of a text means itself: words, and one blank between two.
        let mut is_behind_blank = last == ' ';
        let plain = rest.bytes().position(|byte| {
            let is_plain = MEANS_ITSELF[usize::from(byte)] || (byte == b' ' && !is_behind_blank);
            is_behind_blank = byte == b' ';
            !is_plain
        });
        let (words, behind) = rest.split_at(plain.unwrap_or(rest.len()));
        out.push_str(words);
        last = words.chars().next_back().unwrap_or(last);
        let Some(c) = behind.chars().next() else { break };
        rest = &behind[c.len_utf8()..];
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
    out.truncate(start + out[start..].trim_end().len());
}

/// An address or a number: readers take it as it stands, so what would end the field is percent-encoded.
fn verbatim(out: &mut String, address: &str) {
    let is_other = |b: u8| (b <= b' ') | (b >= 0x7F) | (b == b'{') | (b == b'}') | (b == b'\\');
    if bytes::find(address.as_bytes(), is_other).is_none() {
        return out.push_str(address);
    }
    for c in address.chars() {
        match c {
            // Writing to a string cannot fail.
            '{' | '}' | '\\' => _ = write!(out, "%{:02X}", u32::from(c)),
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
}
