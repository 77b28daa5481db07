//! The page that hosts show for an address that does not exist.

use super::{Output, Recipe, Rendered, Renderer};
use crate::diagnostics::Diagnostic;
use crate::paths::UrlPath;

pub(super) const OUTPUT: Output = Output {
    name: "404",
    about: "the page for addresses that do not exist",
    plan: |_, _, plan| plan.add_own("/404.html", (0, 0)),
    render,
};

fn render(renderer: &Renderer, _: Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let url = UrlPath::new("/404.html").expect("a fixed address");
    let mut head = renderer.views.head("Page not found", "", &url);
    head.noindex = true;
    renderer.template("404.html", &head, [])
}
