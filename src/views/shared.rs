//! Values that many pages show: made once for a site, then shared by pointer.

use tera::Value;

use super::feeds::{FeedLink, feed_links};
use super::leaderboard::PUBLISHER;
use super::lean::{self, Fields};
use super::sources::Backlinks;
use super::{ImageView, Link, LinkView, Property, PropertyView};
use crate::site::{Publisher, Site, Term};
use crate::theme::Theme;

/// Those values.
#[derive(Debug)]
pub(super) struct Shared {
    /// A link to every term, by taxonomy; without address if it has no page.
    pub(super) terms: Vec<Vec<Link>>,
    /// A link to every publisher's page; without address if there are no such pages.
    pub(super) publishers: Vec<Link>,
    /// The addresses of those pages.
    pub(super) publisher_urls: Vec<Value>,
    /// The feeds of the site.
    pub(super) feeds: Vec<FeedLink>,
    /// `article:tag` of every term of the first taxonomy.
    pub(super) tags: Vec<Property>,
    /// Links from sources to where they are cited.
    pub(super) backlinks: Backlinks,
    /// The picture of pages that have none: the configuration's, else `static/og.png`.
    pub(super) image: Option<ImageView>,
}

impl Shared {
    pub(super) fn new(site: &Site, theme: &Theme, fields: &Fields) -> Self {
        let url_of = |publisher: &Publisher| match theme.engine.has(PUBLISHER) {
            true => site.config.base_url.relative(&publisher.url.encoded()),
            false => String::new(),
        };
        let link = |publisher: &Publisher| LinkView { title: publisher.name.to_string(), url: url_of(publisher) };
        let terms =
            site.taxonomies.iter().map(|taxonomy| taxonomy.terms.iter().map(|term| of_term(site, term)).collect());
        let tag = |term: &Term| PropertyView { name: "article:tag", content: term.name.to_string() };
        let tags = site.taxonomies.first().map_or(&[][..], |taxonomy| &taxonomy.terms);
        Self {
            terms: terms.collect(),
            feeds: feed_links(site, fields, &site.config.title, "/"),
            tags: tags.iter().map(|term| lean::value(&tag(term), fields)).collect(),
            publishers: site.publishers.iter().map(|publisher| Value::from_serializable(&link(publisher))).collect(),
            publisher_urls: site.publishers.iter().map(|publisher| Value::from(url_of(publisher))).collect(),
            backlinks: Backlinks::new(),
            image: image(site),
        }
    }
}

fn of_term(site: &Site, term: &Term) -> Link {
    let url = term.url.as_ref().map(|url| site.config.base_url.relative(&url.encoded())).unwrap_or_default();
    Value::from_serializable(&LinkView { title: term.name.to_string(), url })
}

fn image(site: &Site) -> Option<ImageView> {
    let config = &site.config;
    let standard = || site.static_files.iter().any(|f| f.url.as_str() == "/og.png").then(|| "/og.png".to_owned());
    let path = config.image.clone().or_else(standard)?;
    let full = path.contains("://");
    let encoded = crate::paths::encode_path(&path);
    Some(ImageView {
        url: if full { path.clone() } else { config.base_url.relative(&encoded) },
        permalink: if full { path } else { config.base_url.absolute(&encoded) },
        alt: config.title.clone(),
        width: None,
        height: None,
        credit: None,
        caption: None,
    })
}
