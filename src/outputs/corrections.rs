//! Corrections: every correction and retraction on one list.

use super::pager::Pages;
use super::{Output, Recipe, Render, Renderer, Sheet};
use crate::paths::UrlPath;
use crate::views::corrections::CORRECTIONS;
use crate::views::lists;

pub(super) const OUTPUT: Output = Output {
    name: "corrections",
    about: "all corrections",
    plan: |site, theme, plan| {
        if lists::CORRECTIONS.is_written(site, theme) {
            Pages::new(site.corrections.len(), site.config.paginate).plan(plan, &address(), 0);
        }
    },
    render: Render::Sheet(render),
};

fn address() -> UrlPath {
    UrlPath::new(lists::CORRECTIONS.path).expect("a fixed address")
}

fn render(renderer: &Renderer, (_, number): Recipe) -> Sheet {
    let (site, views, number) = (renderer.site(), &renderer.views, number as usize);
    let pages = Pages::new(site.corrections.len(), site.config.paginate);
    let description = format!("What {} got wrong, and put right.", site.config.title);
    let mut head = views.head(&Pages::title("Corrections", number), &description, &Pages::address(&address(), number));
    head.feeds.extend(views.feed_links("Corrections", &address().encoded()));
    let corrections = &site.corrections[pages.range(number)];
    let corrections: Vec<_> = corrections.iter().map(|correction| views.correction(*correction)).collect();
    let pager = pages.view(&views.url(&address().encoded()), number);
    Sheet::new(CORRECTIONS, head).with_whole("corrections", corrections).with_whole("pager", pager)
}
