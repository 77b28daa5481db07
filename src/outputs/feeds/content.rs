//! The text of an article as a feed reader shows it: markup with full URLs that needs no styles.

use crate::content::article::Source;
use crate::site::{Site, Story};
use crate::views::ai_sentence;
use crate::views::fill::{Filler, Medium, escape};

/// Summary, change notes, body and sources, as a reader's window shows them.
pub(super) fn of_story(site: &Site, story: &Story) -> String {
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
    if let Some(summary) = article.prose().summary.as_ref().filter(|_| article.summary_written) {
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
    html.push_str(&filler.html(&article.prose().body.html));
    if let Some(why) = &article.why {
        paragraph(&mut html, "Why it matters", &filler.html(&why.html));
    }
    if let Some(ai) = &article.ai {
        let mut sentence = String::new();
        escape(&ai_sentence(ai), &mut sentence);
        paragraph(&mut html, "", &format!("<em>{sentence}</em>"));
    }
    sources(story, &mut html);
    html
}

/// The summary only, and a way to the rest.
pub(super) fn shortened(site: &Site, story: &Story, url: &str) -> String {
    let filler = Filler::of_story(site, story, Medium::Feed);
    let mut html = String::new();
    if let Some(summary) = &story.article.prose().summary {
        html.push_str(&format!("<p>{}</p>\n", filler.html(&summary.html)));
    }
    html.push_str("<p><a href=\"");
    escape(url, &mut html);
    html.push_str("\">Read the rest</a></p>\n");
    html
}

fn sources(story: &Story, html: &mut String) {
    let article = &*story.article;
    if article.sources.is_empty() {
        return;
    }
    html.push_str("\n<h2>Sources</h2>\n<ol>\n");
    let all = article.prose().citations.cited_first(article.sources.len());
    for source in all.filter_map(|index| article.sources.get(index as usize)) {
        html.push_str("<li>");
        escape(&source.publisher, html);
        html.push_str(": <a href=\"");
        escape(crate::views::fill::shown_url(source), html);
        html.push_str("\">");
        escape(source.title.as_deref().unwrap_or(&source.url.value), html);
        html.push_str("</a>");
        if source.dead {
            dead(source, html);
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ol>\n");
}

/// What a reader has to know of a link that is dead, and the original if the link leads to a copy.
fn dead(source: &Source, html: &mut String) {
    if source.archive_url.is_none() {
        return html.push_str(". Dead link");
    }
    html.push_str(". Archived copy; the original was at <a href=\"");
    escape(&source.url.value, html);
    html.push_str("\">");
    escape(&source.url.value, html);
    html.push_str("</a>");
}
