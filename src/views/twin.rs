//! Twins of pages for machines: where the Markdown of an article or a page is.

use super::Views;
use crate::paths::UrlPath;
use crate::site::{PlacedPage, Story};

/// The file name of a twin, below the address of its page.
pub const FILE: &str = "index.md";

/// Whether an article has a twin.
#[must_use]
pub fn has_story(story: &Story) -> bool {
    story.is_listed()
}

impl Views {
    /// The full URL of an article's twin; empty if it has none.
    #[must_use]
    pub fn story_twin(&self, story: &Story) -> String {
        if has_story(story) { self.twin(&story.url) } else { String::new() }
    }

    /// The full URL of a standalone page's twin.
    #[must_use]
    pub fn page_twin(&self, placed: &PlacedPage) -> String {
        self.twin(&placed.url)
    }

    fn twin(&self, page: &UrlPath) -> String {
        self.permalink(&[&page.encoded(), FILE].concat())
    }
}
