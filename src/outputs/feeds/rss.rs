//! RSS 2.0, for readers that take nothing else: <https://www.rssboard.org/rss-specification>.

use super::super::xml::Xml;
use super::{Entry, Feed};
use crate::content::article::Moment;
use crate::markdown::escape;
use crate::outputs::Renderer;

/// Writes a feed.
pub(super) fn write(renderer: &Renderer, feed: &Feed) -> Vec<u8> {
    let config = &renderer.site().config;
    let spaces = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    let own = feed.own_url(renderer, "rss.xml");
    let mut xml = Xml::with_room(feed.room());
    xml.element("rss", &spaces, |xml| {
        xml.element("channel", &[], |xml| {
            xml.text("title", &[], &feed.title);
            xml.text("link", &[], &renderer.views.permalink(&feed.page.encoded()));
            // It must have one.
            let about = if feed.description.is_empty() { &feed.title } else { &feed.description };
            xml.text("description", &[], &as_markup(about));
            xml.text("language", &[], &config.language);
            if let Some(updated) = feed.updated() {
                xml.text("lastBuildDate", &[], &rfc822(&updated));
            }
            xml.text("generator", &[], concat!("Citewire ", env!("CARGO_PKG_VERSION")));
            xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &own)]);
            let house = config.author.as_ref().unwrap_or(&config.title);
            feed.entries.iter().for_each(|entry| item(xml, entry, house));
        });
    });
    xml.finish()
}

fn item(xml: &mut Xml, entry: &Entry, house: &str) {
    xml.element("item", &[], |xml| {
        xml.text("title", &[], &entry.title);
        xml.text("link", &[], &entry.url);
        let is_link = if entry.id == entry.url { "true" } else { "false" };
        xml.text("guid", &[("isPermaLink", is_link)], &entry.id);
        xml.text("pubDate", &[], &rfc822(&entry.published));
        let authors = entry.authors.iter().map(String::as_str);
        let house = entry.authors.is_empty().then_some(house);
        authors.chain(house).for_each(|author| xml.text("dc:creator", &[], author));
        entry.categories.iter().for_each(|category| xml.text("category", &[], category));
        if !entry.summary.is_empty() {
            xml.text("description", &[], &as_markup(&entry.summary));
        }
        xml.markup("content:encoded", &[], &entry.content);
    });
}

/// A text as markup, which readers take every description for: `<b>` would be an element, and be gone.
fn as_markup(text: &str) -> String {
    let mut markup = String::with_capacity(text.len());
    escape(&mut markup, text);
    markup
}

/// RFC 822 as RSS takes it, with four digits for the year: `Fri, 20 Nov 2026 09:30:00 +0100`.
fn rfc822(moment: &Moment) -> String {
    let minutes = moment.offset.unsigned_abs() / 60;
    let sign = if moment.offset < 0 { '-' } else { '+' };
    let local = moment.local.strftime("%a, %d %b %Y %H:%M:%S");
    format!("{local} {sign}{:02}{:02}", minutes / 60, minutes % 60)
}
