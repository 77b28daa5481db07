//! The values of an article's own page, and of a standalone page.

use super::fill::{Filler, Medium};
use super::shown::if_shown;
use super::sources::Listed;
use super::{
    ArticleTermsView, ArticleView, Card, HeadingView, LinkView, PageView, SourceView, UpdateView, Views, date, sources,
};
use crate::content::article::{AiLevel, AiUse, Source, Update};
use crate::markdown::{Body, Citations, Inline};
use crate::paths::encode_query_value;
use crate::site::{PlacedPage, Story, StoryIndex};

/// Related stories below an article.
const RELATED: usize = 4;

/// Other stories named below a source that lists it, too.
const ALSO: usize = 3;

impl Views {
    /// An article on its own page; of a retracted one, the notice only.
    #[must_use]
    pub fn article(&self, index: StoryIndex) -> ArticleView {
        let site = &*self.site;
        let story = &site.stories[index as usize];
        let article = &*story.article;
        let filler = Filler::of_story(site, story, Medium::Page).with(self.theme.markup);
        let (notices, updates) = self.updates(&article.updates, &filler);
        let bare = self.bare_article(index, notices);
        if bare.retracted {
            return bare;
        }
        let inline = |inline: &Inline| filler.html(&inline.html);
        let written_summary = article.prose().summary.as_deref().filter(|_| article.summary_written);
        let (sources, further) = self.article_sources(story, index);
        let shown = self.shown;
        // The dear ones only for a theme that shows them.
        ArticleView {
            summary_html: written_summary.map(inline).unwrap_or_default(),
            takeaways_html: article.takeaways.iter().map(inline).collect(),
            why_html: article.why.as_ref().map(inline).unwrap_or_default(),
            body_html: filler.html(&article.prose().body.html),
            headings: if_shown(shown.headings, || headings(&article.prose().body)),
            sources,
            further,
            bibliography: if article.sources.is_empty() { Vec::new() } else { self.bibliography(&story.url.folder()) },
            updates,
            ai: article.ai.as_ref().map(ai_sentence).unwrap_or_default(),
            storyline: self.storyline_place(index),
            related: self.related(index),
            share: if_shown(shown.share, || self.share(story)),
            newer: if_shown(shown.newer, || self.neighbour(index, |index| index.checked_sub(1))),
            older: if_shown(shown.older, || self.neighbour(index, |index| index.checked_add(1))),
            words: article.prose().body.words,
            ..bare
        }
    }

    fn related(&self, index: StoryIndex) -> Vec<Card> {
        if_shown(self.shown.related, || self.cards(&crate::site::related(&self.site, index, RELATED)))
    }

    /// What even a retracted article shows.
    fn bare_article(&self, index: StoryIndex, notices: Vec<UpdateView>) -> ArticleView {
        let story = &self.site.stories[index as usize];
        let article = &*story.article;
        ArticleView {
            card: self.own_card(index),
            permalink: self.permalink(&story.url.encoded()),
            retracted: !story.is_listed(),
            notices,
            modified: (!article.updates.is_empty()).then(|| date::moment(&self.site.config, &article.changed())),
            taxonomies: if_shown(self.shown.taxonomies, || self.article_terms(story)),
            editor: article.editor.clone(),
            extra: article.extra.clone(),
            summary_html: String::new(),
            takeaways_html: Vec::new(),
            why_html: String::new(),
            body_html: String::new(),
            headings: Vec::new(),
            sources: Vec::new(),
            further: Vec::new(),
            bibliography: Vec::new(),
            updates: Vec::new(),
            ai: String::new(),
            storyline: None,
            related: Vec::new(),
            share: Vec::new(),
            newer: None,
            older: None,
            words: 0,
        }
    }

    /// The lists of cited and of further sources, each with the page of its publisher and the stories that list it, too.
    fn article_sources(&self, story: &Story, index: StoryIndex) -> (Vec<SourceView>, Vec<SourceView>) {
        let article = &*story.article;
        sources::lists(self.sources_of(&article.sources, &article.prose().citations), |source, view| {
            view.publisher_url = self.publisher_url(self.site.source_publishers(story)[source]);
            if !self.shown.also && !self.shown.also_more {
                return;
            }
            // This story is among them, once.
            let cited = self.site.sources_of(story).get(source);
            let stories = cited.map_or(&[][..], |cited| &self.site.cited[*cited as usize]);
            let others = stories.iter().filter(|other| **other != index).take(ALSO);
            view.also = others.map(|other| self.story_link(&self.site.stories[*other as usize])).collect();
            view.also_more = stories.len().saturating_sub(1 + view.also.len());
        })
    }

    fn sources_of<'a>(&'a self, sources: &'a [Source], citations: &'a Citations) -> Listed<'a> {
        let (config, shown, backlinks) = (&self.site.config, self.shown, &self.shared.backlinks);
        Listed { config, shown, sources, citations, backlinks }
    }

    /// The next story in one direction that lists hold.
    fn neighbour(&self, index: StoryIndex, step: fn(StoryIndex) -> Option<StoryIndex>) -> Option<LinkView> {
        let at = |index: StoryIndex| self.site.stories.get(index as usize);
        let mut next = step(index)?;
        while at(next).is_some_and(|story| !story.is_listed()) {
            next = step(next)?;
        }
        at(next).map(|story| self.story_link(story))
    }

    /// A standalone page.
    #[must_use]
    pub fn page(&self, placed: &PlacedPage) -> PageView {
        let page = &*placed.page;
        let filler = Filler::of_page(&self.site, placed).with(self.theme.markup);
        let (sources, further) = sources::lists(self.sources_of(&page.sources, &page.citations), |_, _| {});
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

    /// A link to a story.
    pub(super) fn story_link(&self, story: &Story) -> LinkView {
        LinkView { title: story.article.title.value.clone(), url: self.url(&story.url.encoded()) }
    }

    fn article_terms(&self, story: &Story) -> Vec<ArticleTermsView> {
        let taxonomies = self.site.taxonomies.iter().enumerate();
        (taxonomies.map(|(number, taxonomy)| (number, taxonomy, self.site.terms_of(story, number))))
            .filter(|(_, _, terms)| !terms.is_empty())
            .map(|(number, taxonomy, terms)| ArticleTermsView {
                name: taxonomy.config.name.clone(),
                title: taxonomy.config.title.clone(),
                terms: terms.iter().map(|term| self.term_link(number, *term)).collect(),
            })
            .collect()
    }

    /// Notes that change what the reader should believe stand on top, the others below; newest first.
    fn updates(&self, updates: &[Update], filler: &Filler<'_>) -> (Vec<UpdateView>, Vec<UpdateView>) {
        let view = |update: &Update| self.update(update, filler);
        let (top, below): (Vec<_>, Vec<_>) = updates.iter().rev().partition(|update| update.kind.is_notice());
        (top.into_iter().map(view).collect(), below.into_iter().map(view).collect())
    }

    /// A change note.
    pub(super) fn update(&self, update: &Update, filler: &Filler<'_>) -> UpdateView {
        UpdateView {
            kind: update.kind.word(),
            label: update.kind.label(),
            date: date::moment(&self.site.config, &update.date.value),
            html: filler.html(&update.text.html),
        }
    }

    fn share(&self, story: &Story) -> Vec<LinkView> {
        let url = encode_query_value(&self.permalink(&story.url.encoded()));
        let title = encode_query_value(&story.article.title.value);
        let link = |title: &str, url: &[&str]| LinkView { title: title.to_owned(), url: url.concat() };
        vec![
            link("E-mail", &["mailto:?subject=", &title, "&body=", &url]),
            link("Bluesky", &["https://bsky.app/intent/compose?text=", &title, "%20", &url]),
            link("LinkedIn", &["https://www.linkedin.com/sharing/share-offsite/?url=", &url]),
            link("Hacker News", &["https://news.ycombinator.com/submitlink?u=", &url, "&t=", &title]),
        ]
    }
}

fn headings(body: &Body) -> Vec<HeadingView> {
    let view =
        |h: &crate::markdown::Heading| HeadingView { level: h.level, id: h.id.to_string(), text: h.text.to_string() };
    body.headings.iter().map(view).collect()
}

/// How models were used, as a sentence.
pub(crate) fn ai_sentence(ai: &AiUse) -> String {
    let with = if ai.tools.is_empty() { String::new() } else { format!(" ({})", ai.tools.join(", ")) };
    let reviewed = ai.reviewed_by.as_ref().map(|who| format!(" and reviewed by {who}")).unwrap_or_default();
    match ai.level {
        AiLevel::None => "Written without AI.".to_owned(),
        AiLevel::Assisted => format!("Written with the help of AI{with}{reviewed}."),
        AiLevel::Generated => format!("Generated by AI{with}{reviewed}."),
    }
}
