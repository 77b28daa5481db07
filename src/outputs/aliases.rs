//! A stub at every older address that leads to the page's present one.

use super::{Origin, Output, Recipe, Render, Renderer, Sheet};
use crate::views::LinkView;

pub(super) const OUTPUT: Output = Output {
    name: "aliases",
    about: "a redirect from an older address",
    plan: |site, _, plan| {
        for (index, alias) in (0u32..).zip(&site.aliases) {
            plan.add(alias.from.clone(), (index, 0), Origin::Alias(index));
        }
    },
    render: Render::Sheet(render),
};

fn render(renderer: &Renderer, (index, _): Recipe) -> Sheet {
    let alias = &renderer.site().aliases[index as usize];
    let mut head = renderer.views.head(&alias.title, "", &alias.to);
    head.noindex = true;
    let target = LinkView { title: alias.title.clone(), url: head.url.clone() };
    Sheet::new("alias.html", head).with_whole("target", target)
}
