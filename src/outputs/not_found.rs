//! The page that hosts show for an address that does not exist.

use super::{Output, Recipe, Render, Renderer, Sheet};
use crate::paths::UrlPath;

pub(super) const OUTPUT: Output = Output {
    name: "404",
    about: "the page for addresses that do not exist",
    plan: |_, _, plan| plan.add_own("/404.html", (0, 0)),
    render: Render::Sheet(render),
};

fn render(renderer: &Renderer, _: Recipe) -> Sheet {
    let url = UrlPath::new("/404.html").expect("a fixed address");
    let mut head = renderer.views.head("Page not found", "", &url);
    head.noindex = true;
    Sheet::new("404.html", head)
}
