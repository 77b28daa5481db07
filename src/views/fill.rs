//! Rendered Markdown as it is shown: the holes filled for the place where it stands.

use smallvec::{SmallVec, smallvec};

use crate::config::{BaseUrl, Config};
use crate::content::Editorial;
use crate::content::article::Source;
use crate::markdown::{Body, CitationItem, Citations, HoleKind, Html};
use crate::paths::{UrlPath, last_part};
use crate::site::{Digest, Links, PlacedPage, ResolvedLink, Site, Story};
use crate::theme::Markup;

/// Where the markup is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// On the content file's own page: anchors, cards, addresses with base path.
    Page,
    /// On another page of the site: as in a feed, with the base path, and no ids.
    List,
    /// In a feed: full URLs, markers that lead straight to the source, nothing that needs a stylesheet.
    Feed,
    /// In an e-mail: as in a feed, and no ids, since mail programs lead to none.
    Email,
}

/// Fills the holes of one content file's markup.
pub struct Filler<'a> {
    config: &'a Config,
    sources: &'a [Source],
    citations: &'a Citations,
    links: Links<'a>,
    body: &'a Body,
    url: &'a UrlPath,
    /// The last part of the address: what stands before ids in a feed.
    name: &'a str,
    medium: Medium,
    /// Whether markers are shown: of a retracted article, no source is published.
    cites: bool,
    markup: Markup,
}

impl<'a> Filler<'a> {
    /// For an article.
    #[must_use]
    pub fn of_story(site: &'a Site, story: &'a Story, medium: Medium) -> Self {
        let article = &*story.article;
        Self {
            config: &site.config,
            sources: &article.sources,
            citations: &article.prose().citations,
            links: story.all_links(),
            body: &article.prose().body,
            url: &story.url,
            name: last_part(story.url.as_str()),
            medium,
            cites: story.is_listed(),
            markup: Markup::default(),
        }
    }

    /// For the editors' note of a digest.
    #[must_use]
    pub fn of_digest(site: &'a Site, digest: &'a Digest, note: &'a Editorial, medium: Medium) -> Self {
        Self {
            config: &site.config,
            sources: &[],
            citations: &note.citations,
            links: Links::of(&digest.links),
            body: &note.body,
            url: &digest.url,
            name: last_part(digest.url.as_str()),
            medium,
            cites: true,
            markup: Markup::default(),
        }
    }

    /// For a standalone page.
    #[must_use]
    pub fn of_page(site: &'a Site, placed: &'a PlacedPage) -> Self {
        let page = &*placed.page;
        Self {
            config: &site.config,
            sources: &page.sources,
            citations: &page.citations,
            links: Links::of(&placed.links),
            body: &page.body,
            url: &placed.url,
            name: last_part(placed.url.as_str()),
            medium: Medium::Page,
            cites: true,
            markup: Markup::default(),
        }
    }

    /// With what a theme wants, instead of everything.
    #[must_use]
    pub fn with(self, markup: Markup) -> Self {
        Self { markup, ..self }
    }

    /// The markup with every hole filled.
    #[must_use]
    pub fn html(&self, html: &Html) -> String {
        let room = if self.medium == Medium::Page && self.markup.cards { 400 } else { 160 };
        let mut out = String::with_capacity(html.text.len() + html.holes.len() * room);
        html.fill(&mut out, |hole, out| self.hole(hole, out));
        out
    }

    fn base(&self) -> &BaseUrl {
        &self.config.base_url
    }

    fn hole(&self, hole: &HoleKind, out: &mut String) {
        match *hole {
            HoleKind::Link(index) => self.link(index, out),
            // One article a page; a feed's readers show several in one document.
            HoleKind::IdPrefix if self.medium != Medium::Feed => {}
            HoleKind::IdPrefix => {
                escape(self.name, out);
                out.push('-');
            }
            HoleKind::Citation(index) => self.citation(index, out),
            HoleKind::HeadingAnchor(index) => self.heading_anchor(index, out),
        }
    }

    fn link(&self, index: u32, out: &mut String) {
        let address = |path: &str| match self.medium {
            Medium::Page | Medium::List => self.base().relative(path),
            Medium::Feed | Medium::Email => self.base().absolute(path),
        };
        let url = match self.links.get(index).as_deref() {
            Some(ResolvedLink::Site(path)) => address(path),
            Some(ResolvedLink::Fragment(id)) if self.medium == Medium::Page => format!("#{id}"),
            Some(ResolvedLink::Fragment(id)) => format!("{}#{id}", address(&self.url.encoded())),
            None => String::new(),
        };
        escape(&url, out);
    }

    fn heading_anchor(&self, index: u32, out: &mut String) {
        let Some(heading) = self.body.headings.get(index as usize).filter(|_| self.links_headings()) else { return };
        out.push_str("<a class=\"heading-anchor\" href=\"#");
        escape(&heading.id, out);
        out.push_str("\" aria-label=\"Link to “");
        escape(&heading.text, out);
        out.push_str("”\">#</a>");
    }

    fn links_headings(&self) -> bool {
        self.medium == Medium::Page && self.markup.heading_links
    }

    fn citation(&self, index: u32, out: &mut String) {
        let Some(group) = self.citations.groups.get(index as usize).filter(|_| self.cites) else { return };
        match self.medium {
            Medium::Page => self.citation_on_page(index, &group.items, out),
            Medium::Feed | Medium::List => {
                out.push_str("<sup>");
                self.marks(&group.items, out, |_, source, out| {
                    out.push_str("<a href=\"");
                    escape(shown_url(source), out);
                    out.push_str("\" title=\"");
                    escape(&source.publisher, out);
                    out.push_str("\">");
                });
                out.push_str("</sup>");
            }
            Medium::Email => {
                out.push_str("<sup class=\"cite\">");
                self.marks(&group.items, out, |_, source, out| {
                    out.push_str("<a href=\"");
                    crate::markdown::escape_url(out, shown_url(source));
                    out.push_str("\">");
                });
                out.push_str("</sup>");
            }
        }
    }

    fn citation_on_page(&self, index: u32, items: &[CitationItem], out: &mut String) {
        out.push_str("<span class=\"cite\" id=\"cite-");
        out.push_str(itoa::Buffer::new().format(index + 1));
        out.push_str("\"><sup class=\"cite-marks\">");
        self.marks(items, out, |item, source, out| {
            out.push_str("<a href=\"#source-");
            escape(&source.id.value, out);
            out.push_str("\" role=\"doc-biblioref\" aria-label=\"Source ");
            out.push_str(itoa::Buffer::new().format(item.number));
            out.push_str(": ");
            escape(&source.publisher, out);
            out.push_str("\">");
        });
        out.push_str("</sup>");
        if self.markup.cards {
            out.push_str("<span class=\"cite-card\">");
            items.iter().for_each(|item| self.card_entry(item, out));
            out.push_str("</span>");
        }
        out.push_str("</span>");
    }

    /// `[1–3, 5]`: three and more consecutive numbers become a range whose ends are links.
    fn marks(&self, items: &[CitationItem], out: &mut String, open: impl Fn(&CitationItem, &Source, &mut String)) {
        out.push('[');
        let mut at = 0;
        while at < items.len() {
            let run = run_length(&items[at..]);
            let shown: SmallVec<[usize; 2]> = match run {
                3.. => smallvec![at, at + run - 1],
                _ => (at..at + run).collect(),
            };
            for (position, &index) in shown.iter().enumerate() {
                match position {
                    0 if at > 0 => out.push_str(", "),
                    0 => {}
                    _ if run >= 3 => out.push('–'),
                    _ => out.push_str(", "),
                }
                let item = &items[index];
                if let Some(source) = self.sources.get(item.source as usize) {
                    open(item, source, out);
                    out.push_str(itoa::Buffer::new().format(item.number));
                    out.push_str("</a>");
                }
            }
            at += run;
        }
        out.push(']');
    }

    fn card_entry(&self, item: &CitationItem, out: &mut String) {
        let Some(source) = self.sources.get(item.source as usize) else { return };
        out.push_str("<span class=\"cite-entry\"><span class=\"cite-publisher\">");
        escape(&source.publisher, out);
        out.push_str("</span> <a class=\"cite-title\" href=\"");
        escape(shown_url(source), out);
        out.push_str("\">");
        escape(source.title.as_deref().unwrap_or_else(|| without_scheme(&source.url.value)), out);
        out.push_str("</a>");
        let published = source.published.map(|date| super::date::partial_words(self.config, date));
        for (position, meta) in published.as_deref().into_iter().chain(item.locator.as_deref()).enumerate() {
            out.push_str(if position == 0 { " <span class=\"cite-meta\">" } else { " · " });
            escape(meta, out);
        }
        if published.is_some() || item.locator.is_some() {
            out.push_str("</span>");
        }
        out.push_str("</span>");
    }
}

fn run_length(items: &[CitationItem]) -> usize {
    items.windows(2).take_while(|pair| pair[1].number == pair[0].number + 1).count() + 1
}

/// What a link to a source opens: the archived copy if the source is dead.
#[must_use]
pub fn shown_url(source: &Source) -> &str {
    match &source.archive_url {
        Some(archive) if source.dead => &archive.value,
        _ => &source.url.value,
    }
}

/// A URL as people read it.
#[must_use]
pub fn without_scheme(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

/// Escapes text for HTML text and quoted attributes.
pub fn escape(text: &str, out: &mut String) {
    crate::markdown::escape_attribute(out, text);
}
