//! Values that many pages show: made once for a site, most of them when the first page asks for them, then shared by pointer.

use std::sync::OnceLock;

use tera::Value;

use super::cards::empty;
use super::feeds::{FeedLink, feed_links};
use super::leaderboard::PUBLISHER;
use super::lean::{self, Fields};
use super::sources::Backlinks;
use super::{ImageView, Link, LinkView, Property, PropertyView, Views};
use crate::site::Site;

/// Those values.
#[derive(Debug)]
pub(super) struct Shared {
    /// Links to terms, by taxonomy.
    terms: Vec<Vec<OnceLock<Link>>>,
    /// Links to publishers, and their addresses.
    publishers: Vec<OnceLock<(Link, Value)>>,
    /// What pages say to others of their tags: by term of the first taxonomy.
    tags: Vec<OnceLock<Property>>,
    /// The feeds of the site.
    pub(super) feeds: Vec<FeedLink>,
    /// Links from sources to where they are cited.
    pub(super) backlinks: Backlinks,
    /// The picture of pages that have none: the configuration's, else `static/og.png`.
    pub(super) image: Option<ImageView>,
}

impl Shared {
    pub(super) fn new(site: &Site, fields: &Fields) -> Self {
        let terms: Vec<usize> = site.taxonomies.iter().map(|taxonomy| taxonomy.terms.len()).collect();
        Self {
            tags: empty(terms.first().copied().unwrap_or_default()),
            terms: terms.into_iter().map(empty).collect(),
            publishers: empty(site.publishers.len()),
            feeds: feed_links(site, fields, &site.config.title, "/"),
            backlinks: Backlinks::new(),
            image: image(site),
        }
    }
}

impl Views {
    /// A link to a term of a taxonomy; without address if it has no page.
    pub(super) fn term_link(&self, taxonomy: usize, term: u32) -> Link {
        let make = || {
            let term = &self.site.taxonomies[taxonomy].terms[term as usize];
            let url = term.url.as_ref().map(|url| self.url(&url.encoded())).unwrap_or_default();
            Value::from_serializable(&LinkView { title: term.name.to_string(), url })
        };
        self.shared.terms[taxonomy][term as usize].get_or_init(make).clone()
    }

    /// `article:tag` of a term of the first taxonomy.
    pub(super) fn tag_property(&self, term: u32) -> Property {
        let name = || self.site.taxonomies[0].terms[term as usize].name.to_string();
        let make = || lean::value(&PropertyView { name: "article:tag", content: name() }, &self.fields);
        self.shared.tags[term as usize].get_or_init(make).clone()
    }

    /// A link to the page of a publisher; without address if there are no such pages.
    pub(super) fn publisher_link(&self, publisher: u32) -> Link {
        self.of_publisher(publisher).0.clone()
    }

    /// The address of that page.
    pub(super) fn publisher_url(&self, publisher: u32) -> Value {
        self.of_publisher(publisher).1.clone()
    }

    fn of_publisher(&self, publisher: u32) -> &(Link, Value) {
        self.shared.publishers[publisher as usize].get_or_init(|| {
            let publisher = &self.site.publishers[publisher as usize];
            let url = if self.has_template(PUBLISHER) { self.url(&publisher.url.encoded()) } else { String::new() };
            let link = Value::from_serializable(&LinkView { title: publisher.name.to_string(), url: url.clone() });
            (link, url.into())
        })
    }
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
