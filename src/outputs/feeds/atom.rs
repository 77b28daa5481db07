//! Atom (RFC 4287).

use super::super::xml::Xml;
use super::{Entry, Feed};
use crate::outputs::Renderer;
use crate::views::date::iso;

/// Writes a feed.
pub(super) fn write(renderer: &Renderer, feed: &Feed) -> Vec<u8> {
    let config = &renderer.site().config;
    let (page, own) = (renderer.views.permalink(&feed.page.encoded()), feed.own_url(renderer, "feed.xml"));
    let mut xml = Xml::with_room(feed.room());
    let language = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", config.language.as_str())];
    xml.element("feed", &language, |xml| {
        xml.text("title", &[], &feed.title);
        if !feed.description.is_empty() {
            xml.text("subtitle", &[], &feed.description);
        }
        xml.text("id", &[], &page);
        // A feed must say when it was updated; one without entries never was.
        xml.text("updated", &[], &feed.updated().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |at| iso(&at)));
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)]);
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
        let version = [("uri", env!("CARGO_PKG_REPOSITORY")), ("version", env!("CARGO_PKG_VERSION"))];
        xml.text("generator", if version[0].1.is_empty() { &version[1..] } else { &version }, "Citewire");
        xml.element("author", &[], |xml| xml.text("name", &[], config.author.as_ref().unwrap_or(&config.title)));
        feed.entries.iter().for_each(|of_feed| entry(xml, of_feed));
    });
    xml.finish()
}

fn entry(xml: &mut Xml, entry: &Entry) {
    let language = entry.lang.as_ref().map(|lang| ("xml:lang", lang.as_str()));
    xml.element("entry", language.as_slice(), |xml| {
        xml.text("title", &[], &entry.title);
        xml.text("id", &[], &entry.id);
        xml.text("published", &[], &iso(&entry.published));
        xml.text("updated", &[], &iso(&entry.updated));
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)]);
        for author in &entry.authors {
            xml.element("author", &[], |xml| xml.text("name", &[], author));
        }
        entry.categories.iter().for_each(|category| xml.empty("category", &[("term", category)]));
        if !entry.summary.is_empty() {
            xml.text("summary", &[], &entry.summary);
        }
        xml.markup("content", &[("type", "html")], &entry.content);
    });
}
