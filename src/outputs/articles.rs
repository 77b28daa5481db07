//! A page for every article.

use super::{Origin, Output, Recipe, Rendered, Renderer};
use crate::diagnostics::Diagnostic;

pub(super) const OUTPUT: Output = Output {
    name: "articles",
    about: "an article",
    plan: |site, _, plan| {
        plan.reserve(site.stories.len());
        for story in &site.stories {
            plan.add(story.url.clone(), (story.index, 0), Origin::Story(story.index));
        }
    },
    render,
};

fn render(renderer: &Renderer, (index, _): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let head = renderer.views.article_head(&renderer.site().stories[index as usize]);
    let article = renderer.views.value(&renderer.views.article(index)?);
    renderer.template("article.html", &head, [("article", article)])
}
