//! What every template sees: the site, and the page's head.

use std::collections::BTreeMap;

use serde::Serialize;

use super::feeds::FeedLink;
use super::{ImageView, LinkView};
use crate::config::Extra;

/// The site (in every template, as `site`).
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// Name.
    pub title: String,
    /// One sentence; empty if not given.
    pub description: String,
    /// The home page.
    pub url: String,
    /// The home page as a full URL.
    pub permalink: String,
    /// BCP 47.
    pub language: String,
    /// Who publishes it; the site's title if not given.
    pub author: String,
    /// Links of the header, as configured; else the digests, the storylines, the taxonomies and the publishers.
    pub menu: Vec<LinkView>,
    /// Index pages of all taxonomies.
    pub taxonomies: Vec<LinkView>,
    /// The publishers' index; empty if no article cites anything.
    pub publishers_url: String,
    /// The index of digests; empty if the theme or the site has none.
    pub digests_url: String,
    /// The index of storylines; empty if the theme or the site has none.
    pub storylines_url: String,
    /// The archive; empty if the theme or the site has none.
    pub archive_url: String,
    /// The list of corrections; empty if the theme or the site has none.
    pub corrections_url: String,
    /// The site's Atom feed.
    pub feed_url: String,
    /// `static/favicon.svg` (or `.ico`, `.png`); empty if the site has none.
    pub favicon_url: String,
    /// Addresses of the theme's and the site's assets by their names: `assets["style.css"]`. The names in the addresses hold
    /// a hash of the content, so that browsers may keep them for ever.
    pub assets: BTreeMap<String, String>,
    /// Standalone pages at the top level that are not in the menu, for the footer.
    pub pages: Vec<LinkView>,
    /// `Citewire` and its version.
    pub generator: String,
    /// The theme's `footer.html` rendered once for all pages; empty if the theme has none, while that template itself is
    /// rendered, and if it cannot be rendered without a page.
    pub footer_html: String,
    /// `extra` of the configuration.
    pub extra: Extra,
}

/// What belongs into the page's head (in every template, as `head`).
#[derive(Debug, Clone, Serialize)]
pub struct HeadView {
    /// The page's title, without the site's.
    pub title: String,
    /// One sentence; empty if there is none.
    pub description: String,
    /// Address.
    pub url: String,
    /// Full URL: canonical, `og:url`.
    pub permalink: String,
    /// `article` or `website`: `og:type`.
    pub kind: &'static str,
    /// `og:image`.
    pub image: Option<ImageView>,
    /// Feeds to announce: the site's, then those of the page.
    pub feeds: Vec<FeedLink>,
    /// The page's text as Markdown, as a full URL; empty if there is none.
    pub markdown_url: String,
    /// Kept out of search engines.
    pub noindex: bool,
    /// JSON-LD, safe inside a script element; empty if there is none.
    pub json_ld: String,
    /// The page's language.
    pub lang: String,
    /// `og` properties of articles, in order: `article:published_time` and its like.
    pub properties: Vec<Property>,
}

/// A prebuilt [`PropertyView`]: cloning it copies a pointer.
pub type Property = tera::Value;

/// A property of Open Graph.
#[derive(Debug, Clone, Serialize)]
pub struct PropertyView {
    /// `article:tag`.
    pub name: &'static str,
    /// Its value.
    pub content: String,
}

/// A standalone page (`page.html`, as `page`).
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// Title.
    pub title: String,
    /// The body.
    pub body_html: String,
    /// Headings of the body.
    pub headings: Vec<super::HeadingView>,
    /// Cited sources, by number.
    pub sources: Vec<super::SourceView>,
    /// Listed sources that are not cited.
    pub further: Vec<super::SourceView>,
    /// All pages of its folder, in order, if it lies in one: a guide's table of contents.
    pub section: Vec<SectionLinkView>,
    /// The page before it in its folder.
    pub previous: Option<LinkView>,
    /// The page after it in its folder.
    pub next: Option<LinkView>,
    /// `extra` of the front matter.
    pub extra: Extra,
}

/// A page in a folder's list.
#[derive(Debug, Clone, Serialize)]
pub struct SectionLinkView {
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
    /// Whether it is the page that is shown.
    pub current: bool,
}
