//! Storylines: an index, and the timeline of each.

use tera::Value;

use super::pager::Pages;
use super::{Output, Recipe, Rendered, Renderer};
use crate::diagnostics::Diagnostic;
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
    render: render_index,
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
    render: render_page,
};

fn render_index(renderer: &Renderer, _: Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let views = &renderer.views;
    let head = views.head("Storylines", "Stories that go on over time.", &renderer.site().storylines.url);
    renderer.template(STORYLINES, &head, [("storylines", Value::from_serializable(&views.storylines()))])
}

fn render_page(renderer: &Renderer, (index, number): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let (site, views, number) = (renderer.site(), &renderer.views, number as usize);
    let line = &site.storylines.terms[index as usize];
    let url = line.url.as_ref().expect("only storylines with a page are planned");
    let pages = Pages::new(line.stories.len(), site.config.paginate);
    let view = views.storyline(line);
    let head = views.head(&Pages::title(&view.name, number), &view.description, &Pages::address(url, number));
    let cards = Value::from(views.cards(&line.stories[pages.range(number)])?);
    let pager = Value::from_serializable(&pages.view(&view.url, number));
    let storyline = Value::from_serializable(&view);
    renderer.template(STORYLINE, &head, [("storyline", storyline), ("cards", cards), ("pager", pager)])
}
