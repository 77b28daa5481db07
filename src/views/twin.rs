//! Twins of pages for machines: where the Markdown of an article or a page is.

use super::Views;
use crate::paths::{UrlPath, encode_path};
use crate::site::{PlacedPage, Story};

/// The path of an article's twin, not encoded, if it has one.
#[must_use]
pub fn of_story(story: &Story) -> Option<String> {
    Some(below(&story.url))
}

/// The path of a standalone page's twin, not encoded, if it has one.
#[must_use]
pub fn of_page(placed: &PlacedPage) -> Option<String> {
    Some(below(&placed.url))
}

fn below(url: &UrlPath) -> String {
    format!("{url}index.md")
}

impl Views {
    /// A twin's full URL, from its path; empty if there is none.
    #[must_use]
    pub fn twin_url(&self, path: Option<String>) -> String {
        path.map(|path| self.permalink(&encode_path(&path))).unwrap_or_default()
    }
}
