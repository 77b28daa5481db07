//! Storylines: an index, and the timeline of each.

use super::pager::Pages;
use super::{Output, Recipe, Render, Renderer, Sheet};
use crate::views::lists;
use crate::views::storyline::{STORYLINE, STORYLINES};

pub(super) const INDEX: Output = Output {
    name: "storylines",
    about: "the index of storylines",
    plan: |site, theme, plan| {
        if lists::STORYLINES.is_written(site, theme) {
            plan.add_own(site.storylines.url.as_str(), (0, 0));
        }
    },
    render: Render::Sheet(render_index),
};

pub(super) const PAGE: Output = Output {
    name: "storyline pages",
    about: "the timeline of a storyline",
    plan: |site, theme, plan| {
        if theme.engine.has(STORYLINE) {
            let lines = (0u32..).zip(&site.storylines.terms);
            for (index, line, url) in lines.filter_map(|(index, line)| Some((index, line, line.url.as_ref()?))) {
                Pages::new(line.stories.len(), site.config.paginate).plan(plan, url, index);
            }
        }
    },
    render: Render::Sheet(render_page),
};

fn render_index(renderer: &Renderer, _: Recipe) -> Sheet {
    let views = &renderer.views;
    let head = views.head("Storylines", "Stories that go on over time.", &renderer.site().storylines.url);
    Sheet::new(STORYLINES, head).with_whole("storylines", views.storylines())
}

fn render_page(renderer: &Renderer, (index, number): Recipe) -> Sheet {
    let (site, views, number) = (renderer.site(), &renderer.views, number as usize);
    let line = &site.storylines.terms[index as usize];
    let url = line.url.as_ref().expect("only storylines with a page are planned");
    let pages = Pages::new(line.stories.len(), site.config.paginate);
    let view = views.storyline(line);
    let head = views.head(&Pages::title(&view.name, number), &view.description, &Pages::address(url, number));
    let cards = views.cards(&line.stories[pages.range(number)]);
    let pager = pages.view(&view.url, number);
    Sheet::new(STORYLINE, head).with_whole("storyline", view).with("cards", cards).with_whole("pager", pager)
}
