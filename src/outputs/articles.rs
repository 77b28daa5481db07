//! A page for every article.

use super::{Output, Recipe, Render, Renderer, Sheet};

pub(super) const OUTPUT: Output = Output {
    name: "articles",
    about: "an article",
    plan: |site, _, plan| plan.add_stories(&site.stories),
    render: Render::Sheet(render),
};

fn render(renderer: &Renderer, (index, _): Recipe) -> Sheet {
    let head = renderer.views.article_head(&renderer.site().stories[index as usize]);
    Sheet::new("article.html", head).with("article", renderer.views.article(index))
}
