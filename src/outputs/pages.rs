//! A page for every standalone page.

use super::{Origin, Output, Recipe, Render, Renderer, Sheet};

pub(super) const OUTPUT: Output = Output {
    name: "pages",
    about: "a standalone page",
    plan: |site, _, plan| {
        for (index, placed) in (0u32..).zip(&site.pages) {
            plan.add(placed.url.clone(), (index, 0), Origin::Page(index));
        }
    },
    render: Render::Sheet(render),
};

fn render(renderer: &Renderer, (index, _): Recipe) -> Sheet {
    let placed = &renderer.site().pages[index as usize];
    Sheet::new("page.html", renderer.views.page_head(placed)).with_whole("page", renderer.views.page(placed))
}
