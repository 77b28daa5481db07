//! A page for every standalone page.

use tera::Value;

use super::{Origin, Output, Recipe, Rendered, Renderer};
use crate::diagnostics::Diagnostic;

pub(super) const OUTPUT: Output = Output {
    name: "pages",
    about: "a standalone page",
    plan: |site, _, plan| {
        for (index, placed) in (0u32..).zip(&site.pages) {
            plan.add(placed.url.clone(), (index, 0), Origin::Page(index));
        }
    },
    render,
};

fn render(renderer: &Renderer, (index, _): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let placed = &renderer.site().pages[index as usize];
    let page = Value::from_serializable(&renderer.views.page(placed));
    renderer.template("page.html", &renderer.views.page_head(placed), [("page", page)])
}
