//! Atom feeds (RFC 4287): full content, full URLs, the sources as a list at the end.

use super::xml::Xml;
use super::{Output, Rendered, Renderer};
use crate::content::article::Moment;
use crate::site::{Site, Story, StoryIndex};
use crate::views::date::iso;
use crate::views::fill::{Filler, Medium, escape};

pub(super) const OUTPUT: Output = Output {
    name: "feed",
    about: "the site's Atom feed",
    plan: |_, _, plan| plan.add_own("/feed.xml", (0, 0)),
    render: |renderer, _| {
        let site = renderer.site();
        let stories: Vec<StoryIndex> = (0u32..).take(site.stories.len()).collect();
        let title = site.config.title.clone();
        let feed = Feed { title, page: "/".to_owned(), feed: "/feed.xml".to_owned(), stories: &stories };
        Ok(Rendered::Bytes(write(renderer, &feed)))
    },
};

/// What a feed is about.
pub(super) struct Feed<'a> {
    pub(super) title: String,
    /// Path of the page whose feed it is, encoded.
    pub(super) page: String,
    /// Path of the feed itself, encoded.
    pub(super) feed: String,
    /// Its stories, newest first; as many are written as the configuration says.
    pub(super) stories: &'a [StoryIndex],
}

/// Writes a feed.
pub(super) fn write(renderer: &Renderer, feed: &Feed<'_>) -> Vec<u8> {
    let (site, config) = (renderer.site(), &renderer.site().config);
    let absolute = |path: &str| renderer.views.permalink(path);
    let stories = feed.stories.iter().map(|i| &site.stories[*i as usize]);
    let stories: Vec<&Story> =
        stories.filter(|s| s.preview.is_none() && s.is_listed()).take(config.feed_limit).collect();
    let updated = stories.iter().map(|s| updated(s)).max();
    let mut xml = Xml::new();
    let language = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", config.language.as_str())];
    xml.element("feed", &language, |xml| {
        xml.text("title", &[], &feed.title);
        if let Some(description) = config.description.as_ref().filter(|_| feed.page == "/") {
            xml.text("subtitle", &[], description);
        }
        xml.text("id", &[], &absolute(&feed.page));
        // A feed must say when it was updated; one without entries never was.
        xml.text("updated", &[], &updated.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |at| iso(&at)));
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &absolute(&feed.page))]);
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &absolute(&feed.feed))]);
        let version = [("uri", env!("CARGO_PKG_REPOSITORY")), ("version", env!("CARGO_PKG_VERSION"))];
        xml.text("generator", if version[0].1.is_empty() { &version[1..] } else { &version }, "Citewire");
        xml.element("author", &[], |xml| xml.text("name", &[], config.author.as_ref().unwrap_or(&config.title)));
        stories.iter().for_each(|story| entry(xml, site, story, &absolute(&story.url.encoded())));
    });
    xml.finish()
}

fn entry(xml: &mut Xml, site: &Site, story: &Story, permalink: &str) {
    let article = &*story.article;
    xml.element("entry", &[], |xml| {
        xml.text("title", &[], &article.title.value);
        xml.text("id", &[], &guid(article.id.as_ref().map(|id| id.value.as_str()), permalink));
        xml.text("published", &[], &iso(&article.date.value));
        xml.text("updated", &[], &iso(&updated(story)));
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", permalink)]);
        for author in &article.authors {
            xml.element("author", &[], |xml| xml.text("name", &[], author));
        }
        for (taxonomy, terms) in site.taxonomies.iter().zip(&*story.terms).take(1) {
            terms.iter().for_each(|t| xml.empty("category", &[("term", &taxonomy.terms[*t as usize].name)]));
        }
        if let Some(summary) = article.summary.as_ref().filter(|s| !s.plain.is_empty()) {
            xml.text("summary", &[], &summary.plain);
        }
        xml.text("content", &[("type", "html")], &content(site, story));
    });
}

/// An entry's id never changes: the article's own, as a URN, else its address.
fn guid(id: Option<&str>, permalink: &str) -> String {
    match id {
        Some(id) if id.contains(':') => id.to_owned(),
        Some(id) if is_uuid(id) => format!("urn:uuid:{id}"),
        Some(id) => format!("urn:citewire:{}", crate::paths::encode_path(id)),
        None => permalink.to_owned(),
    }
}

fn is_uuid(id: &str) -> bool {
    let parts: Vec<usize> = id.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && id.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

fn updated(story: &Story) -> Moment {
    story.article.changed()
}

/// Summary, change notes, body and sources, as a reader's window shows them.
fn content(site: &Site, story: &Story) -> String {
    let article = &*story.article;
    let filler = Filler::of_story(site, story, Medium::Feed);
    let mut html = String::new();
    let paragraph = |html: &mut String, label: &str, text: &str| {
        html.push_str("<p>");
        if !label.is_empty() {
            html.push_str("<strong>");
            escape(label, html);
            html.push_str(":</strong> ");
        }
        html.push_str(text);
        html.push_str("</p>\n");
    };
    if let Some(summary) = article.summary.as_ref().filter(|_| article.summary_written) {
        paragraph(&mut html, "", &format!("<em>{}</em>", filler.html(&summary.html)));
    }
    for update in article.updates.iter().rev() {
        let day = update.date.value.local.date();
        paragraph(&mut html, &format!("{} ({day})", update.kind.label()), &filler.html(&update.text.html));
    }
    if !article.takeaways.is_empty() {
        html.push_str("<ul>\n");
        article.takeaways.iter().for_each(|t| html.push_str(&format!("<li>{}</li>\n", filler.html(&t.html))));
        html.push_str("</ul>\n");
    }
    html.push_str(&filler.html(&article.body.html));
    if let Some(why) = &article.why {
        paragraph(&mut html, "Why it matters", &filler.html(&why.html));
    }
    sources(story, &mut html);
    html
}

fn sources(story: &Story, html: &mut String) {
    let article = &*story.article;
    let order = &article.citations.order;
    let uncited = (0u32..).take(article.sources.len()).filter(|i| !order.contains(i));
    let all: Vec<u32> = order.iter().copied().chain(uncited).collect();
    if all.is_empty() {
        return;
    }
    html.push_str("\n<h2>Sources</h2>\n<ol>\n");
    for source in all.iter().filter_map(|i| article.sources.get(*i as usize)) {
        html.push_str("<li>");
        escape(&source.publisher, html);
        html.push_str(": <a href=\"");
        escape(crate::views::fill::shown_url(source), html);
        html.push_str("\">");
        escape(source.title.as_deref().unwrap_or(&source.url.value), html);
        html.push_str("</a></li>\n");
    }
    html.push_str("</ol>\n");
}
