//! Twins of articles and pages for machines: `index.md` beside the page, in plain Markdown with full addresses.

mod document;
mod splice;

use super::{Origin, Output, Recipe, Rendered, Renderer};
use crate::diagnostics::Diagnostic;
use crate::paths::UrlPath;
use crate::views::twin;

pub(super) const STORY: Output = Output {
    name: "article twins",
    about: "the Markdown of an article",
    plan: |site, _, plan| {
        for (index, story) in (0u32..).zip(&site.stories) {
            if let Some(url) = twin::of_story(story).and_then(|path| UrlPath::new(path).ok()) {
                let article = &story.article;
                plan.add(url, (index, 0), Origin::Content(article.file.clone(), article.slug.span));
            }
        }
    },
    render: render_story,
};

pub(super) const PAGE: Output = Output {
    name: "page twins",
    about: "the Markdown of a standalone page",
    plan: |site, _, plan| {
        for (index, placed) in (0u32..).zip(&site.pages) {
            if let Some(url) = twin::of_page(placed).and_then(|path| UrlPath::new(path).ok()) {
                plan.add(url, (index, 0), Origin::Content(placed.page.file.clone(), placed.page.path.span));
            }
        }
    },
    render: render_page,
};

fn render_story(renderer: &Renderer, (index, _): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    Ok(Rendered::Bytes(document::of_story(renderer, &renderer.site().stories[index as usize]).into_bytes()))
}

fn render_page(renderer: &Renderer, (index, _): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    Ok(Rendered::Bytes(document::of_page(renderer, &renderer.site().pages[index as usize]).into_bytes()))
}
