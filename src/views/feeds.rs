//! The feeds that a page announces.

use serde::Serialize;

use super::Views;
use crate::site::Story;

/// File name and media type of every format in which feeds are written.
pub const FORMATS: [(&str, &str); 3] =
    [("feed.xml", "application/atom+xml"), ("rss.xml", "application/rss+xml"), ("feed.json", "application/feed+json")];

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

impl Views {
    /// The picture of a story, as a full URL.
    #[must_use]
    pub fn story_image(&self, story: &Story) -> Option<String> {
        story.article.image.as_ref().map(|image| self.image(image, &story.url.encoded()).permalink)
    }

    /// The feeds beside a page, given by its encoded path. RSS is left out: who reads it reads Atom, too.
    #[must_use]
    pub fn feed_links(&self, title: &str, page: &str) -> Vec<FeedLinkView> {
        let announced = FORMATS.iter().filter(|(file, _)| *file != "rss.xml");
        let link = |(file, mime): &(&str, &'static str)| FeedLinkView {
            title: title.to_owned(),
            url: self.permalink(&format!("{page}{file}")),
            mime,
        };
        announced.map(link).collect()
    }
}
