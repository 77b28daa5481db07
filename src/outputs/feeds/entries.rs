//! What stands in a feed: articles, editions, corrections. Nothing that is only in a preview; of what was retracted, the
//! retraction only.

use super::content;
use super::{CitedSource, Entry};
use crate::content::article::{Article, Moment, Update};
use crate::outputs::Renderer;
use crate::site::{Correction, Digest, Story, StoryIndex};
use crate::views::fill::{Filler, Medium, escape, shown_url};

/// The newest of some stories, as many as the configuration says. Contents of more than `whole` bytes are cut to the summary.
pub(super) fn of_stories(renderer: &Renderer, stories: &[StoryIndex], whole: usize) -> Vec<Entry> {
    let site = renderer.site();
    let stories = stories.iter().map(|index| &site.stories[*index as usize]).filter(|story| is_public(story));
    stories.take(site.config.feed_limit).map(|story| of_story(renderer, story, whole)).collect()
}

fn is_public(story: &Story) -> bool {
    story.preview.is_none() && story.is_listed()
}

fn of_story(renderer: &Renderer, story: &Story, whole: usize) -> Entry {
    let (site, article) = (renderer.site(), &*story.article);
    let url = renderer.views.permalink(&story.url.encoded());
    // A text that is plainly too long is not written to be thrown away.
    let is_short = article.prose().body.html.text.len() <= whole;
    let content = is_short.then(|| content::of_story(site, story)).filter(|content| content.len() <= whole);
    let listed = if content.is_some() { article.sources.as_slice() } else { &[] };
    let terms = site.taxonomies.first().map(|taxonomy| (taxonomy, site.terms_of(story, 0))).into_iter();
    let names = terms.flat_map(|(taxonomy, of)| of.iter().map(|term| taxonomy.terms[*term as usize].name.to_string()));
    let source = |source: &crate::content::article::Source| CitedSource {
        id: source.id.value.to_string(),
        url: shown_url(source).to_owned(),
        original_url: (source.dead && source.archive_url.is_some()).then(|| source.url.value.to_string()),
        dead: source.dead,
        title: source.title.as_deref().unwrap_or(&source.url.value).to_owned(),
        publisher: source.publisher.to_string(),
    };
    Entry {
        id: id(article, &url),
        title: article.title.value.clone(),
        published: article.date.value,
        updated: article.changed(),
        authors: article.authors.clone(),
        categories: names.collect(),
        summary: article.prose().summary.as_ref().map(|summary| summary.plain().to_owned()).unwrap_or_default(),
        content: content.unwrap_or_else(|| content::shortened(site, story, &url)),
        image: renderer.views.story_image(story),
        lang: article.lang.clone().filter(|lang| *lang != site.config.language),
        sources: listed.iter().map(source).collect(),
        url,
    }
}

/// An article's id never changes: its own, as a URN, else its address.
fn id(article: &Article, permalink: &str) -> String {
    match article.id.as_ref().map(|id| id.value.as_str()) {
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

/// The newest editions: the editors' note, then a list of the stories.
pub(super) fn of_editions(renderer: &Renderer) -> Vec<Entry> {
    let site = renderer.site();
    site.editions.iter().filter_map(|edition| of_edition(renderer, edition)).take(site.config.feed_limit).collect()
}

fn of_edition(renderer: &Renderer, edition: &Digest) -> Option<Entry> {
    let (site, views) = (renderer.site(), &renderer.views);
    let stories = edition.stories.iter().map(|index| &site.stories[*index as usize]);
    let stories: Vec<&Story> = stories.filter(|story| is_public(story)).collect();
    let published = stories.iter().map(|story| story.article.date.value).max()?;
    let period = views.period_title(edition.period);
    let title = edition.note.as_ref().and_then(|note| note.title.as_ref());
    let (intro, body) = views.digest_note(edition, Medium::Feed);
    let mut content = if intro.is_empty() { String::new() } else { format!("<p>{intro}</p>\n") };
    content.push_str(&body);
    content.push_str("<ul>\n");
    stories.iter().for_each(|story| list_item(&views.permalink(&story.url.encoded()), story, &mut content));
    content.push_str("</ul>\n");
    let url = views.permalink(&edition.url.encoded());
    Some(Entry {
        id: url.clone(),
        title: title.map_or_else(|| period.clone(), |title| format!("{}, {period}", title.value)),
        published,
        updated: stories.iter().map(|story| story.article.changed()).max().unwrap_or(published),
        summary: edition
            .note
            .as_ref()
            .and_then(|note| note.intro.as_ref())
            .map(|i| i.plain().to_owned())
            .unwrap_or_default(),
        content,
        ..Entry::bare(url, published)
    })
}

fn list_item(url: &str, story: &Story, html: &mut String) {
    html.push_str("<li><a href=\"");
    escape(url, html);
    html.push_str("\">");
    escape(&story.article.title.value, html);
    html.push_str("</a>");
    if let Some(summary) = story.article.prose().summary.as_ref().filter(|summary| !summary.plain().is_empty()) {
        html.push_str(": ");
        escape(summary.plain(), html);
    }
    html.push_str("</li>\n");
}

/// The newest corrections and retractions.
pub(super) fn of_corrections(renderer: &Renderer) -> Vec<Entry> {
    let site = renderer.site();
    let public = |correction: &&Correction| site.stories[correction.story as usize].preview.is_none();
    let corrections = site.corrections.iter().filter(public).take(site.config.feed_limit);
    corrections.map(|correction| of_correction(renderer, *correction)).collect()
}

fn of_correction(renderer: &Renderer, correction: Correction) -> Entry {
    let site = renderer.site();
    let story = &site.stories[correction.story as usize];
    let update = &story.article.updates[correction.update];
    let url = renderer.views.permalink(&story.url.encoded());
    Entry {
        id: format!("{}#{}", id(&story.article, &url), correction_name(&story.article.updates, correction.update)),
        title: format!("{}: {}", update.kind.label(), story.article.title.value),
        summary: update.text.plain().to_owned(),
        content: format!("<p>{}</p>\n", Filler::of_story(site, story, Medium::Feed).html(&update.text.html)),
        lang: story.article.lang.clone().filter(|lang| *lang != site.config.language),
        ..Entry::bare(url, update.date.value)
    }
}

/// What names a correction among the changes of an article, also after others were added, before it or behind it: its kind,
/// when it was made, and a number if that was not the only one then: `correction-2026-11-22`, `correction-2026-11-22-2`.
fn correction_name(updates: &[Update], index: usize) -> String {
    let name = |update: &Update| match update.date.value {
        // The instant of a day depends on the site's zone.
        at if at.date_only => format!("{}-{}", update.kind.word(), at.local.date()),
        at => format!("{}-{}", update.kind.word(), at.instant),
    };
    let own = name(&updates[index]);
    match updates[..index].iter().filter(|before| name(before) == own).count() {
        0 => own,
        before => format!("{own}-{}", before + 1),
    }
}

impl Entry {
    /// An entry of which nothing is known but where and when.
    fn bare(url: String, at: Moment) -> Self {
        Self {
            id: url.clone(),
            url,
            title: String::new(),
            published: at,
            updated: at,
            authors: Vec::new(),
            categories: Vec::new(),
            summary: String::new(),
            content: String::new(),
            image: None,
            lang: None,
            sources: Vec::new(),
        }
    }
}
