//! Twins of pages for machines: where the Markdown of an article or a page is.

use super::Views;
use crate::config::Switch;
use crate::paths::{UrlPath, encode_path};
use crate::site::{PlacedPage, Site, Story};

/// The file name of a twin, in the folder of its page.
pub const FILE: &str = "index.md";

/// Whether the site wants twins.
#[must_use]
pub fn are_written(site: &Site) -> bool {
    site.config.outputs.writes(Switch::Twins)
}

/// Whether an article has a twin, if the site wants them.
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

    /// The full URL of a standalone page's twin; empty if it has none.
    #[must_use]
    pub fn page_twin(&self, placed: &PlacedPage) -> String {
        self.twin(&placed.url)
    }

    fn twin(&self, page: &UrlPath) -> String {
        if are_written(&self.site) {
            self.permalink(&[&encode_path(&page.folder()), FILE].concat())
        } else {
            String::new()
        }
    }
}
