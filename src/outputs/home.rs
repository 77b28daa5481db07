//! The home page: the day's digest.

use super::{Output, Recipe, Render, Renderer, Sheet};
use crate::paths::UrlPath;

pub(super) const OUTPUT: Output = Output {
    name: "home",
    about: "the home page",
    plan: |_, _, plan| plan.add_own("/", (0, 0)),
    render: Render::Sheet(render),
};

fn render(renderer: &Renderer, _: Recipe) -> Sheet {
    let config = &renderer.site().config;
    let url = UrlPath::new("/").expect("the root is an address");
    let head = renderer.views.head(&config.title, config.description.as_deref().unwrap_or_default(), &url);
    Sheet::new("home.html", head).with("home", renderer.views.home())
}
