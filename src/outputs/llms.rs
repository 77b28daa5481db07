//! `llms.txt`: where machines find the texts of the site as Markdown (llmstxt.org).

use std::collections::BTreeMap;

use super::plain_markdown::{escaped, link};
use super::{Output, Render, Rendered, Renderer};
use crate::config::Switch;
use crate::paths::UrlPath;
use crate::site::{PlacedPage, Site};
use crate::views::bibliography::{BIBTEX, CSL_JSON};
use crate::views::lists::PUBLISHERS;
use crate::views::twin;

/// How many of the newest articles are listed.
const LATEST: usize = 50;

pub(super) const OUTPUT: Output = Output {
    name: "llms",
    about: "`llms.txt`",
    plan: |site, _, plan| {
        if site.config.outputs.writes(Switch::Llms) {
            plan.add_own("/llms.txt", (0, 0));
        }
    },
    render: Render::Bytes(|renderer, _| Ok(Rendered::Bytes(write(renderer).into_bytes()))),
};

fn write(renderer: &Renderer) -> String {
    let site = renderer.site();
    let mut text = format!("# {}\n", escaped(&site.config.title));
    if let Some(description) = &site.config.description {
        text.push_str(&format!("\n> {}\n", escaped(description)));
    }
    for (title, pages) in folders(site) {
        let lines = pages.iter().map(|placed| page_line(renderer, placed)).collect();
        section(&mut text, &title, lines);
    }
    section(&mut text, "Latest articles", latest(renderer));
    section(&mut text, "Optional", optional(renderer));
    text
}

fn section(text: &mut String, title: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        text.push_str(&format!("\n## {}\n\n{}\n", escaped(title), lines.join("\n")));
    }
}

/// Pages by the first part of their address: those at the top under "Pages", each folder under the title of its index.
fn folders(site: &Site) -> Vec<(String, Vec<&PlacedPage>)> {
    let mut pages: Vec<&PlacedPage> = site.pages.iter().filter(|placed| !placed.page.draft).collect();
    pages.sort_by_key(|placed| (placed.page.order, placed.page.title.value.clone()));
    let below = pages.iter().map(|placed| &placed.page.path.value).filter(|path| path.len() > 1);
    let mut folders: BTreeMap<&str, Vec<&PlacedPage>> = below.map(|path| (path[0].as_str(), Vec::new())).collect();
    let mut top = Vec::new();
    for placed in pages {
        let folder = placed.page.path.value.first().map_or("", String::as_str);
        folders.get_mut(folder).unwrap_or(&mut top).push(placed);
    }
    let titled = folders.into_iter().map(|(name, listed)| (title_of(name, &listed), listed));
    titled.chain([("Pages".to_owned(), top)]).collect()
}

/// The title of a folder's index, else the folder's name.
fn title_of(folder: &str, pages: &[&PlacedPage]) -> String {
    let index = pages.iter().find(|placed| placed.page.path.value.len() == 1);
    index.map_or_else(|| folder.to_owned(), |placed| placed.page.title.value.clone())
}

fn page_line(renderer: &Renderer, placed: &PlacedPage) -> String {
    let summary = placed.page.summary.as_ref().map_or("", |summary| summary.plain());
    let url = text_of(renderer, renderer.views.page_twin(placed), &placed.url);
    line(&placed.page.title.value, &url, summary)
}

/// A twin, or the page itself on a site without twins.
fn text_of(renderer: &Renderer, twin: String, page: &UrlPath) -> String {
    if twin.is_empty() { renderer.views.permalink(&page.encoded()) } else { twin }
}

fn latest(renderer: &Renderer) -> Vec<String> {
    let published = renderer.site().stories.iter().filter(|story| story.preview.is_none() && twin::has_story(story));
    let newest = published.take(LATEST).map(|story| {
        let summary = story.article.prose().summary.as_ref().map_or("", |summary| summary.plain());
        let url = text_of(renderer, renderer.views.story_twin(story), &story.url);
        line(&story.article.title.value, &url, summary)
    });
    newest.collect()
}

/// What can be left out where space is short.
fn optional(renderer: &Renderer) -> Vec<String> {
    let (site, views) = (renderer.site(), &renderer.views);
    let entry = |title: &str, path: &str, about: &str| line(title, &views.permalink(path), about);
    let indexes = site.taxonomies.iter().filter(|taxonomy| !taxonomy.terms.is_empty());
    let mut lines: Vec<String> =
        indexes.map(|t| entry(&t.config.title, &t.url.encoded(), "articles by term, with a feed each")).collect();
    lines.push(entry("Atom feed", "/feed.xml", "the newest articles in full, with their sources"));
    lines.push(entry("Sitemap", "/sitemap.xml", "every page"));
    if PUBLISHERS.is_written(site, &renderer.theme) {
        lines.push(entry("Publishers", PUBLISHERS.path, "who is cited, and how often"));
    }
    if !site.publishers.is_empty() && site.config.outputs.writes(Switch::Bibliographies) {
        lines.push(entry("Sources as CSL-JSON", &format!("/{CSL_JSON}"), "everything that articles cite"));
        lines.push(entry("Sources as BibTeX", &format!("/{BIBTEX}"), "the same for LaTeX"));
    }
    lines
}

fn line(title: &str, url: &str, about: &str) -> String {
    let about = escaped(about);
    let gap = if about.is_empty() { "" } else { ": " };
    format!("- {}{gap}{about}", link(title, url))
}
