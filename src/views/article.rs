//! The values of an article's own page, and of a standalone page.

use std::fmt::Write;

use super::fill::{Filler, Medium};
use super::{
    ArticleTermsView, ArticleView, HeadingView, LinkView, PageView, Rendered, UpdateView, Views, date, sources,
};
use crate::content::article::{AiLevel, AiUse, Update};
use crate::markdown::{Body, Inline};
use crate::site::{PlacedPage, Story, StoryIndex};

impl Views {
    /// An article on its own page.
    ///
    /// # Errors
    /// As [`card`](Self::card).
    pub fn article(&self, index: StoryIndex) -> Rendered<ArticleView> {
        let site = &*self.site;
        let story = &site.stories[index as usize];
        let article = &*story.article;
        let filler = Filler::of_story(site, story, Medium::Page);
        let inline = |inline: &Inline| filler.html(&inline.html);
        let publisher_url =
            |source: usize| self.shared.publisher_urls[story.source_publishers[source] as usize].clone();
        let (sources, further) = sources::lists(&site.config, &article.sources, &article.citations, publisher_url);
        let (notices, updates) = self.updates(&article.updates, &filler);
        let neighbour = |index: Option<u32>| index.and_then(|i| site.stories.get(i as usize)).map(|s| self.link(s));
        Ok(ArticleView {
            card: self.card(index)?,
            permalink: self.permalink(&story.url.encoded()),
            summary_html: article.summary.as_ref().filter(|_| article.summary_written).map(inline).unwrap_or_default(),
            takeaways_html: article.takeaways.iter().map(inline).collect(),
            why_html: article.why.as_ref().map(inline).unwrap_or_default(),
            body_html: filler.html(&article.body.html),
            headings: headings(&article.body),
            sources,
            further,
            bibliography: if article.sources.is_empty() { Vec::new() } else { self.bibliography(&story.url.encoded()) },
            notices,
            updates,
            modified: article.updates.iter().map(|u| u.date.value).max().map(|at| date::moment(&site.config, &at)),
            taxonomies: self.article_terms(story),
            editor: article.editor.clone(),
            ai: article.ai.as_ref().map(ai_sentence).unwrap_or_default(),
            share: self.share(story),
            newer: neighbour(index.checked_sub(1)),
            older: neighbour(index.checked_add(1)),
            words: article.body.words,
            extra: article.extra.clone(),
        })
    }

    /// A standalone page.
    #[must_use]
    pub fn page(&self, placed: &PlacedPage) -> PageView {
        let page = &*placed.page;
        let filler = Filler::of_page(&self.site, placed);
        let (sources, further) = sources::lists(&self.site.config, &page.sources, &page.citations, |_| "".into());
        let section = self.section(placed);
        let here = section.iter().position(|link| link.current);
        let at = |index: Option<usize>| {
            index.and_then(|i| section.get(i)).map(|l| LinkView { title: l.title.clone(), url: l.url.clone() })
        };
        PageView {
            title: page.title.value.clone(),
            body_html: filler.html(&page.body.html),
            headings: headings(&page.body),
            sources,
            further,
            previous: at(here.and_then(|i| i.checked_sub(1))),
            next: at(here.map(|i| i + 1)),
            section,
            extra: page.extra.clone(),
        }
    }

    fn link(&self, story: &Story) -> LinkView {
        LinkView { title: story.article.title.value.clone(), url: self.url(&story.url.encoded()) }
    }

    fn article_terms(&self, story: &Story) -> Vec<ArticleTermsView> {
        (self.site.taxonomies.iter().zip(&self.shared.terms).zip(&*story.terms))
            .filter(|(_, terms)| !terms.is_empty())
            .map(|((taxonomy, links), terms)| ArticleTermsView {
                name: taxonomy.config.name.clone(),
                title: taxonomy.config.title.clone(),
                terms: terms.iter().map(|term| links[*term as usize].clone()).collect(),
            })
            .collect()
    }

    /// Notes that change what the reader should believe stand on top, the others below; newest first.
    fn updates(&self, updates: &[Update], filler: &Filler<'_>) -> (Vec<UpdateView>, Vec<UpdateView>) {
        let view = |update: &Update| UpdateView {
            kind: update.kind.word(),
            label: update.kind.label(),
            date: date::moment(&self.site.config, &update.date.value),
            html: filler.html(&update.text.html),
        };
        let (top, below): (Vec<_>, Vec<_>) = updates.iter().rev().partition(|update| update.kind.is_notice());
        (top.into_iter().map(view).collect(), below.into_iter().map(view).collect())
    }

    fn share(&self, story: &Story) -> Vec<LinkView> {
        let url = query(&self.permalink(&story.url.encoded()));
        let title = query(&story.article.title.value);
        let link = |title: &str, url: String| LinkView { title: title.to_owned(), url };
        vec![
            link("E-mail", format!("mailto:?subject={title}&body={url}")),
            link("Bluesky", format!("https://bsky.app/intent/compose?text={title}%20{url}")),
            link("LinkedIn", format!("https://www.linkedin.com/sharing/share-offsite/?url={url}")),
            link("Hacker News", format!("https://news.ycombinator.com/submitlink?u={url}&t={title}")),
        ]
    }
}

fn headings(body: &Body) -> Vec<HeadingView> {
    let view = |h: &crate::markdown::Heading| HeadingView { level: h.level, id: h.id.clone(), text: h.text.clone() };
    body.headings.iter().map(view).collect()
}

fn ai_sentence(ai: &AiUse) -> String {
    let with = if ai.tools.is_empty() { String::new() } else { format!(" ({})", ai.tools.join(", ")) };
    let reviewed = ai.reviewed_by.as_ref().map(|who| format!(" and reviewed by {who}")).unwrap_or_default();
    match ai.level {
        AiLevel::None => "Written without AI.".to_owned(),
        AiLevel::Assisted => format!("Written with the help of AI{with}{reviewed}."),
        AiLevel::Generated => format!("Generated by AI{with}{reviewed}."),
    }
}

/// Percent-encodes a text for use as a value in a query.
fn query(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
            out.push(char::from(b));
        } else {
            _ = write!(out, "%{b:02X}");
        }
    }
    out
}
