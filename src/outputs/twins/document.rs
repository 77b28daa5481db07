//! A twin from top to bottom: title, facts, summary, text, sources.

use super::splice::Text;
use crate::content::article::{ArticleKind, Moment, Source, Update};
use crate::diagnostics::Diagnostic;
use crate::markdown::{Body, Citations, HoleKind, Inline};
use crate::outputs::Renderer;
use crate::outputs::plain_markdown::{address, escaped};
use crate::site::{PlacedPage, Story};
use crate::views::ai_sentence;
use crate::views::date::{iso, partial_iso};
use crate::views::fill::{shown_url, without_scheme};

/// The twin of an article.
///
/// # Errors
/// If its file has changed since it was parsed.
pub(super) fn of_story(renderer: &Renderer, story: &Story) -> Result<String, Box<Diagnostic>> {
    let article = &*story.article;
    let config = &renderer.site().config;
    let citations = &article.citations;
    let permalink = renderer.views.permalink(&story.url.encoded());
    let canonical = article.canonical_url.as_ref().unwrap_or(&permalink);
    let mut parts = Parts::titled(&article.title.value);
    parts.add(facts(story, canonical, config.author.as_deref().unwrap_or(&config.title)));
    parts.quote(summary(article.summary.as_ref(), &article.body), citations);
    let (notices, updates): (Vec<_>, Vec<_>) = article.updates.iter().rev().partition(|update| update.kind.is_notice());
    notices.into_iter().for_each(|notice| parts.add(change(notice, citations)));
    parts.list("Key points", article.takeaways.iter().map(|takeaway| inline(takeaway, citations)));
    let (file, body, links) = (&article.file, &article.body, &story.links);
    parts.add(Text { file, body, citations, links, base: &config.base_url, permalink: &permalink }.spliced()?);
    parts.list("Why it matters", article.why.iter().map(|why| inline(why, citations)));
    parts.list("Updates", updates.into_iter().map(|update| change(update, citations)));
    parts.sources(&article.sources, citations);
    Ok(parts.finish())
}

/// The twin of a standalone page.
///
/// # Errors
/// As [`of_story`].
pub(super) fn of_page(renderer: &Renderer, placed: &PlacedPage) -> Result<String, Box<Diagnostic>> {
    let page = &*placed.page;
    let citations = &page.citations;
    let permalink = renderer.views.permalink(&placed.url.encoded());
    let mut parts = Parts::titled(&page.title.value);
    parts.add(format!("- URL: <{permalink}>"));
    parts.quote(summary(page.summary.as_ref(), &page.body), citations);
    let (file, body, links) = (&page.file, &page.body, &placed.links);
    let base = &renderer.site().config.base_url;
    parts.add(Text { file, body, citations, links, base, permalink: &permalink }.spliced()?);
    parts.sources(&page.sources, citations);
    Ok(parts.finish())
}

/// Blocks of Markdown with an empty line between them.
struct Parts(String);

impl Parts {
    fn titled(title: &str) -> Self {
        Self(format!("# {}\n", escaped(title)))
    }

    fn add(&mut self, block: String) {
        if !block.is_empty() {
            self.0.push('\n');
            self.0.push_str(&block);
            self.0.push('\n');
        }
    }

    fn quote(&mut self, text: Option<&Inline>, citations: &Citations) {
        if let Some(text) = text.map(|text| inline(text, citations)).filter(|text| !text.is_empty()) {
            self.add(format!("> {text}"));
        }
    }

    fn list(&mut self, heading: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.map(|item| format!("- {item}")).collect();
        if !items.is_empty() {
            self.add(format!("## {heading}\n\n{}", items.join("\n")));
        }
    }

    /// The cited sources as the footnotes that the text refers to, and the others as a list.
    fn sources(&mut self, sources: &[Source], citations: &Citations) {
        if sources.is_empty() {
            return;
        }
        self.add("## Sources".to_owned());
        let cited = citations.order.iter().filter_map(|index| sources.get(*index as usize));
        let notes: Vec<String> =
            cited.zip(1..).map(|(source, number)| format!("[^{number}]: {}", line(source))).collect();
        self.add(notes.join("\n"));
        let further = citations.uncited(sources.len()).map(|index| &sources[index as usize]);
        let further: Vec<String> = further.map(|source| format!("- {}", line(source))).collect();
        self.add(further.join("\n"));
    }

    fn finish(self) -> String {
        self.0
    }
}

fn facts(story: &Story, canonical: &str, site_author: &str) -> String {
    let article = &*story.article;
    let authors = if article.authors.is_empty() { escaped(site_author) } else { escaped(&article.authors.join(", ")) };
    let mut facts = vec![format!("- Published: {}", moment(&article.date.value))];
    facts.extend(article.updates.iter().map(|u| u.date.value).max().map(|at| format!("- Updated: {}", moment(&at))));
    facts.push(format!("- By: {authors}"));
    if article.kind != ArticleKind::News {
        facts.push(format!("- Kind: {}", article.kind.word()));
    }
    facts.extend(article.ai.as_ref().map(|ai| format!("- Use of AI: {}", escaped(&ai_sentence(ai)))));
    facts.push(format!("- URL: <{canonical}>"));
    facts.join("\n")
}

fn moment(moment: &Moment) -> String {
    if moment.date_only { moment.local.date().to_string() } else { iso(moment) }
}

/// The summary, unless it is only the beginning of the text.
fn summary<'a>(summary: Option<&'a Inline>, body: &Body) -> Option<&'a Inline> {
    summary.filter(|summary| summary.plain != body.excerpt.trim())
}

fn change(update: &Update, citations: &Citations) -> String {
    let (label, day) = (update.kind.label(), update.date.value.local.date());
    format!("**{label} ({day}):** {}", inline(&update.text, citations))
}

/// A short text without its markup, and its citations behind it.
fn inline(text: &Inline, citations: &Citations) -> String {
    let mut numbers = Vec::new();
    for hole in &text.html.holes {
        if let HoleKind::Citation(group) = hole.kind {
            let items = citations.groups.get(group as usize).map_or(&[][..], |group| &group.items);
            numbers.extend(items.iter().map(|item| item.number));
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    let markers: String = numbers.into_iter().map(|number| format!("[^{number}]")).collect();
    let gap = if markers.is_empty() { "" } else { " " };
    format!("{}{gap}{markers}", escaped(&text.plain))
}

/// `Publisher: Title. URL (date)`, and whether the link is dead, and what is known of an archived copy.
fn line(source: &Source) -> String {
    let title = source.title.as_deref().unwrap_or_else(|| without_scheme(&source.url.value)).trim_end();
    let stop = if title.ends_with(['.', '!', '?', '…', '。', '！', '？']) { "" } else { "." };
    let published = source.published.map(|date| format!(" ({})", partial_iso(date))).unwrap_or_default();
    let url = shown_url(source);
    let other = match &source.archive_url {
        Some(_) if source.dead => format!(". Archived copy; the original was at {}", autolink(&source.url.value)),
        Some(archive) => format!(". Archived: {}", autolink(&archive.value)),
        None if source.dead => ". Dead link".to_owned(),
        None => String::new(),
    };
    let publisher = escaped(&source.publisher);
    format!("{publisher}: {}{stop} {}{published}{other}", escaped(title), autolink(url))
}

fn autolink(url: &str) -> String {
    let clean = !url.contains(|c: char| c == '<' || c == '>' || c == '\\' || c.is_whitespace());
    if clean { format!("<{url}>") } else { format!("<{}>", address(url).replace("&amp;", "&")) }
}
