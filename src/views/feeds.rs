//! The feeds that a page announces.

use serde::Serialize;

use super::Views;
use super::lean::{self, Fields};
use crate::config::Switch;
use crate::site::Site;

/// A format in which feeds are written.
#[derive(Debug)]
pub struct Format {
    /// The file's name, beside the page that the feed is about.
    pub file: &'static str,
    /// Media type.
    pub mime: &'static str,
    /// What switches it off.
    switch: Option<Switch>,
}

/// Every format.
pub const FORMATS: [Format; 3] = [
    Format { file: "feed.xml", mime: "application/atom+xml", switch: None },
    Format { file: "rss.xml", mime: "application/rss+xml", switch: Some(Switch::Rss) },
    Format { file: "feed.json", mime: "application/feed+json", switch: Some(Switch::JsonFeed) },
];

impl Format {
    /// Whether the site wants it.
    #[must_use]
    pub fn is_written(&self, site: &Site) -> bool {
        self.switch.is_none_or(|switch| site.config.outputs.writes(switch))
    }
}

/// A feed to announce (in `head.feeds`).
#[derive(Debug, Clone, Serialize)]
pub struct FeedLinkView {
    /// What it is about.
    pub title: String,
    /// Full URL.
    pub url: String,
    /// Media type.
    pub mime: &'static str,
}

/// A prebuilt [`FeedLinkView`]: cloning it copies a pointer.
pub type FeedLink = tera::Value;

impl Views {
    /// The feeds beside a page, given by its encoded path.
    #[must_use]
    pub fn feed_links(&self, title: &str, page: &str) -> Vec<FeedLink> {
        feed_links(&self.site, &self.fields, title, page)
    }
}

/// The feeds beside a page. RSS is left out: who reads it reads Atom, too.
pub(super) fn feed_links(site: &Site, fields: &Fields, title: &str, page: &str) -> Vec<FeedLink> {
    let announced = FORMATS.iter().filter(|format| format.file != "rss.xml" && format.is_written(site));
    let link = |format: &Format| FeedLinkView {
        title: title.to_owned(),
        url: site.config.base_url.absolute(&[page, format.file].concat()),
        mime: format.mime,
    };
    announced.map(|format| lean::value(&link(format), fields)).collect()
}
