//! A page for every article.

use super::{Origin, Output, Recipe, Render, Renderer, Sheet};

pub(super) const OUTPUT: Output = Output {
    name: "articles",
    about: "an article",
    plan: |site, _, plan| {
        plan.reserve(site.stories.len());
        for story in &site.stories {
            plan.add(story.url.clone(), (story.index, 0), Origin::Story(story.index));
        }
    },
    render: Render::Sheet(render),
};

fn render(renderer: &Renderer, (index, _): Recipe) -> Sheet {
    let head = renderer.views.article_head(&renderer.site().stories[index as usize]);
    Sheet::new("article.html", head).with("article", renderer.views.article(index))
}
