//! What the template of a newsletter sees.

use serde::Serialize;

use super::fill::{Filler, Medium};
use super::shown::Shown;
use super::{DateView, LabelView, SourceView, UpdateView, Views, date, sources, sources::Listed};
use crate::content::article::{AiLevel, Article};
use crate::markdown::Inline;
use crate::site::{Site, Story, StoryIndex};
use crate::theme::Theme;

/// The template; a theme without it has no newsletters.
pub const EMAIL: &str = "email.html";

/// An edition as an e-mail (`email.html`, as `newsletter`). All addresses are full URLs.
#[derive(Debug, Clone, Serialize)]
pub struct NewsletterView {
    /// The subject: the title of the editors' note, else of the first story.
    pub subject: String,
    /// What the edition is called.
    pub title: String,
    /// Title of the editors' note; empty if it has none.
    pub note_title: String,
    /// The edition's page.
    pub permalink: String,
    /// What inboxes show beside the subject.
    pub preheader: String,
    /// The editors' introduction; empty if there is none.
    pub intro_html: String,
    /// The rest of the editors' note, block by block.
    pub note_blocks_html: Vec<String>,
    /// Whether the note goes on at `permalink`.
    pub note_cut: bool,
    /// The stories, most important first.
    pub stories: Vec<NewsletterStoryView>,
    /// How many further stories the edition's page holds, since they did not fit.
    pub more: usize,
    /// Where a reader unsubscribes, as the configuration says it.
    pub unsubscribe: String,
    /// The publisher's postal address, as the configuration says it; empty if it does not.
    pub address: String,
}

/// A story of a newsletter.
#[derive(Debug, Clone, Serialize)]
pub struct NewsletterStoryView {
    /// Title, plain text.
    pub title: String,
    /// Its page.
    pub permalink: String,
    /// What a reader has to know first, in order: `preview`, `retracted`, `corrected`, `updated`, `sponsored` or another
    /// kind, `ai`.
    pub labels: Vec<LabelView>,
    /// When it was published.
    pub date: DateView,
    /// Corrections, retractions and editors' notes, newest first.
    pub notices: Vec<UpdateView>,
    /// The summary with its citation markers; empty if it has none, or if its body follows and begins with the same words.
    pub summary_html: String,
    /// What to take away.
    pub takeaways_html: Vec<String>,
    /// Why it matters; empty if not said.
    pub why_html: String,
    /// The body, block by block; empty where only the summary is shown.
    pub blocks_html: Vec<String>,
    /// Whether the body goes on at `permalink`.
    pub cut: bool,
    /// Its sources: those that are cited, by number, then the others.
    pub sources: Vec<SourceView>,
    /// Language, if it differs from the site's; else empty.
    pub lang: String,
}

/// How many of the latest days, and of the latest weeks, are written as e-mails.
#[must_use]
pub fn newsletters(site: &Site, theme: &Theme) -> usize {
    let newsletter = &site.config.newsletter;
    if newsletter.enabled && theme.engine.has(EMAIL) { newsletter.editions } else { 0 }
}

impl Views {
    /// A story as a newsletter shows it: with its body if it is to be `full`.
    #[must_use]
    pub fn newsletter_story(&self, index: StoryIndex, full: bool) -> NewsletterStoryView {
        let site = &*self.site;
        let story = &site.stories[index as usize];
        let article = &*story.article;
        let filler = Filler::of_story(site, story, Medium::Email);
        let inline = |inline: &Inline| filler.html(&inline.html);
        // The text of the mail shows them all, whatever the template names.
        let (sources, citations) = (&article.sources[..], &article.prose().citations);
        let (config, backlinks) = (&site.config, &self.shared.backlinks);
        let listed = Listed { config, shown: Shown::ALL, sources, citations, backlinks };
        let (cited, further) = sources::lists(listed, |_, _| {});
        let summary = article.prose().summary.as_deref().filter(|_| article.summary_written || !full);
        let blocks = full.then(|| filler.html(&article.prose().body.html)).filter(|body| !body.trim().is_empty());
        NewsletterStoryView {
            title: article.title.value.clone(),
            permalink: self.permalink(&story.url.encoded()),
            labels: labels(story),
            date: date::moment(&site.config, &article.date.value),
            notices: article
                .updates
                .iter()
                .rev()
                .filter(|u| u.kind.is_notice())
                .map(|u| self.update(u, &filler))
                .collect(),
            summary_html: summary.map(inline).unwrap_or_default(),
            takeaways_html: article.takeaways.iter().map(inline).collect(),
            why_html: article.why.as_ref().map(inline).unwrap_or_default(),
            blocks_html: blocks.into_iter().collect(),
            cut: false,
            sources: cited.into_iter().chain(further).collect(),
            lang: article.lang.clone().filter(|lang| *lang != site.config.language).unwrap_or_default(),
        }
    }
}

fn labels(story: &Story) -> Vec<LabelView> {
    let article = &*story.article;
    let preview = story.preview.map(|reason| ("preview", capital(reason.word())));
    let badge = super::build::badge(article.updates.iter().map(|u| u.kind));
    let kind = article.kind.word();
    let kind_label = super::build::kind_label(kind);
    let found = [
        preview,
        (!badge.is_empty()).then(|| (badge, capital(badge))),
        (!kind_label.is_empty()).then(|| (kind, kind_label.to_owned())),
        ai(article).map(|text| ("ai", text.to_owned())),
    ];
    found.into_iter().flatten().map(|(name, text)| LabelView { name, text }).collect()
}

fn ai(article: &Article) -> Option<&'static str> {
    match article.ai.as_ref()?.level {
        AiLevel::None => None,
        AiLevel::Assisted => Some("Written with AI"),
        AiLevel::Generated => Some("Generated by AI"),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
