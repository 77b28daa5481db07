//! Twins of articles and pages for machines: `index.md` beside the page, in plain Markdown with full addresses.

mod document;
mod splice;

use super::{Output, Recipe, Render, Rendered, Renderer};
use crate::diagnostics::Diagnostic;
use crate::views::twin;

pub(super) const STORY: Output = Output {
    name: "article twins",
    about: "the Markdown of an article",
    plan: |site, _, plan| {
        if !twin::are_written(site) {
            return;
        }
        plan.reserve(site.stories.len());
        let with_twin = site.stories.iter().filter(|story| twin::has_story(story));
        with_twin.for_each(|story| plan.add_beside(&story.url, twin::FILE, (story.index, 0)));
    },
    render: Render::Bytes(render_story),
};

pub(super) const PAGE: Output = Output {
    name: "page twins",
    about: "the Markdown of a standalone page",
    plan: |site, _, plan| {
        let pages = (0u32..).zip(&site.pages).filter(|_| twin::are_written(site));
        pages.for_each(|(index, placed)| plan.add_beside(&placed.url, twin::FILE, (index, 0)));
    },
    render: Render::Bytes(render_page),
};

fn render_story(renderer: &Renderer, (index, _): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    Ok(Rendered::Bytes(document::of_story(renderer, &renderer.site().stories[index as usize])?.into_bytes()))
}

fn render_page(renderer: &Renderer, (index, _): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    Ok(Rendered::Bytes(document::of_page(renderer, &renderer.site().pages[index as usize])?.into_bytes()))
}
