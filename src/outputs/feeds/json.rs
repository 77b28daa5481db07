//! JSON Feed 1.1: <https://www.jsonfeed.org/version/1.1/>. The sources of each entry stand under `_citewire`.

use serde::Serialize;

use super::{CitedSource, Entry, Feed};
use crate::outputs::Renderer;
use crate::views::date::iso;

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    authors: Vec<Author<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(rename = "_citewire", skip_serializing_if = "Option::is_none")]
    extension: Option<Extension<'a>>,
}

#[derive(Serialize)]
struct Extension<'a> {
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_url: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dead: bool,
    title: &'a str,
    publisher: &'a str,
}

/// Writes a feed.
pub(super) fn write(renderer: &Renderer, feed: &Feed) -> Vec<u8> {
    let config = &renderer.site().config;
    let json = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: renderer.views.permalink(&feed.page.encoded()),
        feed_url: feed.own_url(renderer, "feed.json"),
        description: &feed.description,
        language: &config.language,
        authors: vec![Author { name: config.author.as_ref().unwrap_or(&config.title) }],
        items: feed.entries.iter().map(item).collect(),
    };
    let mut bytes = Vec::with_capacity(feed.room());
    serde_json::to_writer(&mut bytes, &json).expect("writing to memory cannot fail");
    bytes.push(b'\n');
    bytes
}

fn item(entry: &Entry) -> Item<'_> {
    Item {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        content_html: &entry.content,
        summary: &entry.summary,
        image: entry.image.as_deref(),
        date_published: iso(&entry.published),
        date_modified: iso(&entry.updated),
        authors: entry.authors.iter().map(|name| Author { name }).collect(),
        tags: &entry.categories,
        language: entry.lang.as_deref(),
        extension: (!entry.sources.is_empty())
            .then(|| Extension { sources: entry.sources.iter().map(source).collect() }),
    }
}

fn source(source: &CitedSource) -> Source<'_> {
    Source {
        id: &source.id,
        url: &source.url,
        original_url: source.original_url.as_deref(),
        dead: source.dead,
        title: &source.title,
        publisher: &source.publisher,
    }
}
