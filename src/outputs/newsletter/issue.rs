//! What one newsletter is made of: an edition, its stories, the editors' words.

use jiff::Timestamp;

use super::clean::{Form, clean};
use super::markup::top_level;
use crate::config::NewsletterContent;
use crate::paths::UrlPath;
use crate::site::StoryIndex;
use crate::views::{NewsletterStoryView, NewsletterView, Views};

/// Characters of a headline at most. No real one is longer, and a subject of many lines is none.
pub(super) const LONGEST_TITLE: usize = 300;

/// Characters that stand beside a subject at most: no inbox shows more.
const LONGEST_PREHEADER: usize = 160;

/// An edition to be written as an e-mail.
#[derive(Debug)]
pub(super) struct Issue<'s> {
    /// Address of its page.
    pub(super) url: &'s UrlPath,
    /// What it is called.
    pub(super) title: String,
    /// Its stories, most important first.
    pub(super) stories: &'s [StoryIndex],
    /// The editors' words.
    pub(super) note: Note,
}

/// What the editors say of an edition; all parts may be empty.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub(super) title: String,
    pub(super) intro_html: String,
    /// The introduction without markup.
    pub(super) intro: String,
    pub(super) body_html: String,
}

impl Issue<'_> {
    /// When its newest story was published; `None` without stories.
    pub(super) fn newest(&self, views: &Views) -> Option<Timestamp> {
        self.stories.iter().map(|index| views.site.stories[*index as usize].article.date.value.instant).max()
    }

    /// The values of its template, nothing cut.
    pub(super) fn view(&self, views: &Views, form: Form) -> NewsletterView {
        let config = &views.site.config.newsletter;
        let full = match config.content {
            NewsletterContent::Auto => self.stories.len() == 1,
            NewsletterContent::Full => true,
            NewsletterContent::Summary => false,
        };
        let permalink = views.permalink(&self.url.encoded());
        let lead = self.stories.first().map(|index| &*views.site.stories[*index as usize].article);
        let summary =
            lead.and_then(|article| article.prose().summary.as_ref()).map(|summary| summary.plain().to_owned());
        let first = [&self.note.title, lead.map_or(&self.title, |article| &article.title.value)];
        let subject = first.into_iter().find(|title| !title.is_empty()).cloned().unwrap_or_default();
        let preheader = Some(self.note.intro.clone()).filter(|intro| !intro.is_empty()).or(summary).unwrap_or_default();
        NewsletterView {
            subject: shortened(&subject, LONGEST_TITLE),
            title: self.title.clone(),
            note_title: self.note.title.clone(),
            preheader: shortened(&preheader, LONGEST_PREHEADER),
            intro_html: clean(&self.note.intro_html, &permalink, form),
            note_blocks_html: blocks(&self.note.body_html, &permalink, form),
            note_cut: false,
            stories: self.stories.iter().map(|index| cleaned(views.newsletter_story(*index, full), form)).collect(),
            more: 0,
            unsubscribe: config.unsubscribe.clone(),
            address: config.address.as_deref().map(one_line).unwrap_or_default(),
            permalink,
        }
    }
}

fn cleaned(mut story: NewsletterStoryView, form: Form) -> NewsletterStoryView {
    let page = std::mem::take(&mut story.permalink);
    let tidy = |markup: &mut String| *markup = clean(markup, &page, form);
    tidy(&mut story.summary_html);
    tidy(&mut story.why_html);
    story.takeaways_html.iter_mut().for_each(tidy);
    story.notices.iter_mut().for_each(|notice| tidy(&mut notice.html));
    story.blocks_html = story.blocks_html.iter().flat_map(|body| blocks(body, &page, form)).collect();
    story.permalink = page;
    story
}

fn blocks(body: &str, page: &str, form: Form) -> Vec<String> {
    top_level(&clean(body, page, form)).into_iter().map(|block| block.trim().to_owned()).collect()
}

/// The first words of a text, of so many characters at most.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let end = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", text[..end].trim_end_matches([',', ';', ':', '.', ' ']))
        }
    }
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}
