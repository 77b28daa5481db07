//! Digests: a page for each day and each week with articles, and an index of them.

use super::pager::Pages;
use super::{Output, Plan, Recipe, Render, Renderer, Sheet};
use crate::paths::UrlPath;
use crate::site::{Digest, Site};
use crate::views::digest::{DIGEST, DIGESTS};
use crate::views::lists;

/// The recipes of days and weeks.
const DAY: u32 = 0;
const WEEK: u32 = 1;

pub(super) const INDEX: Output = Output {
    name: "digests",
    about: "the index of digests",
    plan: |site, theme, plan| {
        if lists::DIGESTS.is_written(site, theme) {
            Pages::new(site.weeks.len(), site.config.paginate).plan(plan, &index_address(), 0);
        }
    },
    render: Render::Sheet(render_index),
};

pub(super) const PAGE: Output = Output {
    name: "digest pages",
    about: "the digest of a day or a week",
    plan: |site, theme, plan| {
        if theme.engine.has(DIGEST) {
            add(plan, &site.editions, DAY);
            add(plan, &site.weeks, WEEK);
        }
    },
    render: Render::Sheet(render_page),
};

fn add(plan: &mut Plan, digests: &[Digest], kind: u32) {
    (0u32..).zip(digests).for_each(|(index, digest)| plan.add_own(digest.url.as_str(), (kind, index)));
}

fn of_kind(site: &Site, kind: u32) -> &[Digest] {
    if kind == DAY { &site.editions } else { &site.weeks }
}

fn index_address() -> UrlPath {
    UrlPath::new(lists::DIGESTS.path).expect("a fixed address")
}

/// The weeks, each with its days.
fn render_index(renderer: &Renderer, (_, number): Recipe) -> Sheet {
    let (site, views, number) = (renderer.site(), &renderer.views, number as usize);
    let pages = Pages::new(site.weeks.len(), site.config.paginate);
    let here = Pages::address(&index_address(), number);
    let mut head = views.head(&Pages::title("Digests", number), "Every day and every week at a glance.", &here);
    head.feeds.extend(views.feed_links("Digests", &index_address().encoded()));
    let weeks: Vec<_> = site.weeks[pages.range(number)].iter().map(|week| views.digest_week(week)).collect();
    let pager = pages.view(&views.url(&index_address().encoded()), number);
    Sheet::new(DIGESTS, head).with_whole("weeks", weeks).with_whole("pager", pager)
}

fn render_page(renderer: &Renderer, (kind, index): Recipe) -> Sheet {
    let (views, digests) = (&renderer.views, of_kind(renderer.site(), kind));
    let digest = &digests[index as usize];
    let view = views.digest(digests, index as usize);
    let head = views.digest_head(digest, &view);
    Sheet::new(DIGEST, head).with("digest", view)
}
