//! A twin from top to bottom: title, facts, summary, text, sources.

use std::fmt::Write;

use super::splice::Text;
use crate::bytes;
use crate::content::article::{ArticleKind, Moment, Source, Update};
use crate::diagnostics::Diagnostic;
use crate::markdown::{Body, Citations, HoleKind, Inline};
use crate::outputs::Renderer;
use crate::outputs::plain_markdown::{address, escape};
use crate::site::{Links, PlacedPage, Story};
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
    let citations = &article.prose().citations;
    let permalink = renderer.views.permalink(&story.url.encoded());
    let canonical = article.canonical_url.as_ref().unwrap_or(&permalink);
    let mut parts = Parts::titled(&article.title.value);
    parts.add(|out| facts(out, story, canonical, config.author.as_deref().unwrap_or(&config.title)));
    parts.quote(summary(article.prose().summary.as_deref(), &article.prose().body), citations);
    let (notices, updates): (Vec<_>, Vec<_>) = article.updates.iter().rev().partition(|update| update.kind.is_notice());
    notices.into_iter().for_each(|notice| parts.add(|out| change(out, notice, citations)));
    parts.list("Key points", &article.takeaways, |out, takeaway| inline(out, takeaway, citations));
    let (file, body, links) = (&article.file, &article.prose().body, story.all_links());
    let text = Text { file, body, citations, links, base: &config.base_url, permalink: &permalink }.spliced()?;
    parts.add(|out| out.push_str(&text));
    parts.list("Why it matters", &article.why, |out, why| inline(out, why, citations));
    parts.list("Updates", updates, |out, update| change(out, update, citations));
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
    parts.add(|out| _ = write!(out, "- URL: <{permalink}>"));
    parts.quote(summary(page.summary.as_ref(), &page.body), citations);
    let (file, body, links) = (&page.file, &page.body, Links::of(&placed.links));
    let base = &renderer.site().config.base_url;
    let text = Text { file, body, citations, links, base, permalink: &permalink }.spliced()?;
    parts.add(|out| out.push_str(&text));
    parts.sources(&page.sources, citations);
    Ok(parts.finish())
}

/// Bytes that most twins fit in: a text should not be copied while it grows.
const USUAL_LENGTH: usize = 4_096;

/// Blocks of Markdown with an empty line between them. Writing to a string cannot fail, here and below.
struct Parts(String);

impl Parts {
    fn titled(title: &str) -> Self {
        let mut text = String::with_capacity(USUAL_LENGTH);
        text.push_str("# ");
        escape(&mut text, title);
        text.push('\n');
        Self(text)
    }

    /// Adds a block, unless nothing is written.
    fn add(&mut self, write: impl FnOnce(&mut String)) {
        let end = self.0.len();
        self.0.push('\n');
        write(&mut self.0);
        if self.0.len() == end + 1 {
            self.0.truncate(end);
        } else {
            self.0.push('\n');
        }
    }

    fn quote(&mut self, text: Option<&Inline>, citations: &Citations) {
        let Some(text) = text else { return };
        self.add(|out| {
            let start = out.len();
            out.push_str("> ");
            inline(out, text, citations);
            if out.len() == start + 2 {
                out.truncate(start);
            }
        });
    }

    fn list<T>(&mut self, heading: &str, items: impl IntoIterator<Item = T>, item: impl Fn(&mut String, T)) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_none() {
            return;
        }
        self.add(|out| {
            out.extend(["## ", heading, "\n"]);
            for of_list in items {
                out.push_str("\n- ");
                item(out, of_list);
            }
        });
    }

    /// The cited sources as the footnotes that the text refers to, and the others as a list.
    fn sources(&mut self, sources: &[Source], citations: &Citations) {
        if sources.is_empty() {
            return;
        }
        self.add(|out| out.push_str("## Sources"));
        let cited = citations.order.iter().filter_map(|index| sources.get(*index as usize));
        self.add(|out| {
            for (source, number) in cited.zip(1..) {
                let gap = if number > 1 { "\n" } else { "" };
                _ = write!(out, "{gap}[^{number}]: ");
                line(out, source);
            }
        });
        self.add(|out| {
            for (at, index) in citations.uncited(sources.len()).enumerate() {
                out.push_str(if at > 0 { "\n- " } else { "- " });
                line(out, &sources[index as usize]);
            }
        });
    }

    fn finish(self) -> String {
        self.0
    }
}

fn facts(out: &mut String, story: &Story, canonical: &str, site_author: &str) {
    let article = &*story.article;
    _ = write!(out, "- Published: {}", moment(&article.date.value));
    if let Some(at) = article.updates.iter().map(|update| update.date.value).max() {
        _ = write!(out, "\n- Updated: {}", moment(&at));
    }
    out.push_str("\n- By: ");
    if article.authors.is_empty() {
        escape(out, site_author);
    } else {
        escape(out, &article.authors.join(", "));
    }
    if article.kind != ArticleKind::News {
        _ = write!(out, "\n- Kind: {}", article.kind.word());
    }
    if let Some(ai) = &article.ai {
        out.push_str("\n- Use of AI: ");
        escape(out, &ai_sentence(ai));
    }
    _ = write!(out, "\n- URL: <{canonical}>");
}

fn moment(moment: &Moment) -> String {
    if moment.date_only { moment.local.date().to_string() } else { iso(moment) }
}

/// The summary, unless it is only the beginning of the text.
fn summary<'a>(summary: Option<&'a Inline>, body: &Body) -> Option<&'a Inline> {
    summary.filter(|summary| summary.plain() != body.excerpt.trim())
}

fn change(out: &mut String, update: &Update, citations: &Citations) {
    let (label, day) = (update.kind.label(), update.date.value.local.date());
    _ = write!(out, "**{label} ({day}):** ");
    inline(out, &update.text, citations);
}

/// A short text without its markup, and its citations behind it.
fn inline(out: &mut String, text: &Inline, citations: &Citations) {
    let mut numbers = Vec::new();
    for hole in &text.html.holes {
        if let HoleKind::Citation(group) = hole.kind {
            let items = citations.groups.get(group as usize).map_or(&[][..], |group| &group.items);
            numbers.extend(items.iter().map(|item| item.number));
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    escape(out, text.plain());
    for (at, number) in numbers.into_iter().enumerate() {
        let gap = if at == 0 { " " } else { "" };
        _ = write!(out, "{gap}[^{number}]");
    }
}

/// `Publisher: Title. URL (date)`, and whether the link is dead, and what is known of an archived copy.
fn line(out: &mut String, source: &Source) {
    let title = source.title.as_deref().unwrap_or_else(|| without_scheme(&source.url.value)).trim_end();
    escape(out, &source.publisher);
    out.push_str(": ");
    escape(out, title);
    out.push_str(if title.ends_with(['.', '!', '?', '…', '。', '！', '？']) { " " } else { ". " });
    autolink(out, shown_url(source));
    if let Some(date) = source.published {
        out.extend([" (", &partial_iso(date), ")"]);
    }
    match &source.archive_url {
        Some(_) if source.dead => {
            out.push_str(". Archived copy; the original was at ");
            autolink(out, &source.url.value);
        }
        Some(archive) => {
            out.push_str(". Archived: ");
            autolink(out, &archive.value);
        }
        None if source.dead => out.push_str(". Dead link"),
        None => {}
    }
}

fn autolink(out: &mut String, url: &str) {
    // Addresses are checked before: this holds also if one is not. Only what is not of ASCII is looked at by characters.
    let may_end = |byte: u8| (byte == b'<') | (byte == b'>') | (byte == b'\\') | (byte <= b' ') | !byte.is_ascii();
    let ends = |c: char| c == '<' || c == '>' || c == '\\' || c.is_whitespace();
    out.push('<');
    if bytes::find(url.as_bytes(), may_end).is_none() || !url.contains(ends) {
        out.push_str(url);
    } else {
        out.push_str(&address(url).replace("&amp;", "&"));
    }
    out.push('>');
}
