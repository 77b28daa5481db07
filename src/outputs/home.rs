//! The home page: the day's digest.

use tera::Value;

use super::{Output, Recipe, Rendered, Renderer};
use crate::diagnostics::Diagnostic;
use crate::paths::UrlPath;

pub(super) const OUTPUT: Output =
    Output { name: "home", about: "the home page", plan: |_, _, plan| plan.add_own("/", (0, 0)), render };

fn render(renderer: &Renderer, _: Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let config = &renderer.site().config;
    let url = UrlPath::new("/").expect("the root is an address");
    let head = renderer.views.head(&config.title, config.description.as_deref().unwrap_or_default(), &url);
    renderer.template("home.html", &head, [("home", Value::from_serializable(&renderer.views.home()?))])
}
