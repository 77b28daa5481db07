//! CSL-JSON: the format that citation processors and reference managers read (citationstyles.org, schema 1.0.2).

use serde::{Serialize, Serializer};

use super::names::Name;
use super::work::{Class, Work, usual_length};
use crate::content::article::PartialDate;

/// An item; the names of its fields are those of the schema.
#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    class: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<CslName<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Date>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<&'static str>,
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    doi: Option<&'a str>,
    #[serde(rename = "URL")]
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive_location: Option<&'a str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum CslName<'a> {
    Whole {
        literal: &'a str,
    },
    Person {
        family: &'a str,
        given: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<&'a str>,
    },
}

#[derive(Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    parts: [DateParts; 1],
}

/// Year, month and day, as far as they are known.
struct DateParts([Option<i16>; 3]);

impl Serialize for DateParts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map_while(|part| *part))
    }
}

/// Writes a list of works. One item is made at a time: a site has many.
pub(super) fn write<'a>(works: impl Iterator<Item = Work<'a>>) -> Vec<u8> {
    let mut json = Vec::with_capacity(usual_length(&works));
    let written = serde_json::Serializer::new(&mut json).collect_seq(works.map(AsItem));
    written.expect("texts and numbers under fixed names are always JSON");
    json.push(b'\n');
    json
}

/// A work that is written as an item.
struct AsItem<'a>(Work<'a>);

impl Serialize for AsItem<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        item(&self.0).serialize(serializer)
    }
}

fn item<'a>(work: &'a Work<'_>) -> Item<'a> {
    let source = work.source;
    let publisher = Some(&*source.publisher);
    let (container_title, publisher) = match work.class {
        Class::Preprint => (None, Some("arXiv")),
        class if is_in_container(class) => (publisher, None),
        _ => (None, publisher),
    };
    let quote = source.quote.as_ref().map(|quote| format!("“{quote}”"));
    let archive = source.archive_url.as_ref().map(|url| &*url.value);
    Item {
        id: work.key,
        class: class(work.class),
        title: work.title(),
        author: work.names.iter().map(name).collect(),
        issued: source.published.map(|date| issued(&date)),
        accessed: source
            .accessed
            .map(|day| date([Some(day.year()), Some(i16::from(day.month())), Some(i16::from(day.day()))])),
        container_title,
        publisher,
        number: work.arxiv.map(|number| format!("arXiv:{number}")),
        genre: genre(work.class),
        doi: work.doi,
        url: &source.url.value,
        language: source.lang.as_deref(),
        archive: archive.and_then(archive_name),
        archive_location: archive,
        note: quote.into_iter().chain(work.remarks()).collect::<Vec<_>>().join("\n"),
    }
}

fn name(name: &Name) -> CslName<'_> {
    match name {
        Name::Whole(literal) => CslName::Whole { literal },
        Name::Person { family, given, suffix } => CslName::Person { family, given, suffix: suffix.as_deref() },
    }
}

fn issued(date: &PartialDate) -> Date {
    self::date([Some(date.year), date.month.map(i16::from), date.day.map(i16::from)])
}

fn date(parts: [Option<i16>; 3]) -> Date {
    Date { parts: [DateParts(parts)] }
}

/// Whether a work is a part of what its publisher publishes, such as a newspaper or a site.
fn is_in_container(class: Class) -> bool {
    use Class::{BlogPost, News, Paper, Podcast, SocialPost, Webpage};
    matches!(class, News | Paper | BlogPost | SocialPost | Podcast | Webpage)
}

fn class(class: Class) -> &'static str {
    match class {
        Class::News => "article-newspaper",
        Class::Preprint => "article",
        Class::Paper => "article-journal",
        Class::PressRelease => "report",
        Class::Software | Class::Model => "software",
        Class::BlogPost => "post-weblog",
        Class::SocialPost => "post",
        Class::Video => "motion_picture",
        Class::Podcast => "broadcast",
        Class::Dataset => "dataset",
        Class::Webpage => "webpage",
    }
}

/// What the type does not tell.
pub(super) fn genre(class: Class) -> Option<&'static str> {
    match class {
        Class::Preprint => Some("Preprint"),
        Class::PressRelease => Some("Press release"),
        Class::Model => Some("Machine learning model"),
        Class::Video => Some("Video"),
        Class::Podcast => Some("Podcast"),
        _ => None,
    }
}

fn archive_name(url: &str) -> Option<&'static str> {
    let host = url.split_once("://")?.1.split('/').next()?;
    match host {
        "web.archive.org" | "archive.org" => Some("Internet Archive"),
        "archive.today" | "archive.ph" | "archive.is" | "archive.li" | "archive.vn" => Some("archive.today"),
        "perma.cc" => Some("Perma.cc"),
        _ => None,
    }
}
