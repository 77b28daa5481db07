//! Publishers: who is cited how often, and every story that cites one.

use super::pager::Pages;
use super::{Output, Recipe, Render, Renderer, Sheet};
use crate::paths::UrlPath;
use crate::views::leaderboard::{PUBLISHER as PUBLISHER_TEMPLATE, PUBLISHERS, leaderboard_path, leaderboards};
use crate::views::lists;

pub(super) const INDEX: Output = Output {
    name: "publishers",
    about: "the index of publishers",
    plan: |site, theme, plan| {
        if lists::PUBLISHERS.is_written(site, theme) {
            plan.add_own(lists::PUBLISHERS.path, (0, 0));
            leaderboards(site).into_iter().for_each(|when| plan.add_own(&leaderboard_path(when), when));
        }
    },
    render: Render::Sheet(render_index),
};

pub(super) const PUBLISHER: Output = Output {
    name: "publisher pages",
    about: "the page of a publisher",
    plan: |site, theme, plan| {
        if !theme.engine.has(PUBLISHER_TEMPLATE) {
            return;
        }
        for (index, publisher) in (0u32..).zip(&**site.publishers) {
            Pages::new(publisher.stories.len(), site.config.paginate).plan(plan, &publisher.url, index);
        }
    },
    render: Render::Sheet(render_publisher),
};

/// All publishers, or those that the articles of a year or month cite.
fn render_index(renderer: &Renderer, recipe: Recipe) -> Sheet {
    let views = &renderer.views;
    let url = UrlPath::new(leaderboard_path(recipe)).expect("numbers are good path segments");
    let board = views.leaderboard(recipe);
    let title = if board.period.is_empty() { "Publishers".to_owned() } else { format!("Publishers, {}", board.period) };
    let head = views.head(&title, "Who is cited here, and how often.", &url);
    Sheet::new(PUBLISHERS, head)
        .with_whole("publishers", board.publishers)
        .with_whole("period", board.period)
        .with_whole("years", board.years)
        .with_whole("months", board.months)
        .with_whole("bibliography", views.bibliography("/"))
}

fn render_publisher(renderer: &Renderer, (index, number): Recipe) -> Sheet {
    let (site, views, number) = (renderer.site(), &renderer.views, number as usize);
    let publisher = &site.publishers[index as usize];
    let pages = Pages::new(publisher.stories.len(), site.config.paginate);
    let (title, here) = (Pages::title(&publisher.name, number), Pages::address(&publisher.url, number));
    let description = format!("Every story on {} that cites {}.", site.config.title, publisher.name);
    let head = views.head(&title, &description, &here);
    let stories = &publisher.stories[pages.range(number)];
    let stories: Vec<_> = stories.iter().map(|story| views.publisher_story(index, *story)).collect();
    let pager = pages.view(&views.url(&publisher.url.encoded()), number);
    Sheet::new(PUBLISHER_TEMPLATE, head)
        .with_whole("publisher", views.publisher(publisher))
        .with("stories", stories)
        .with_whole("pager", pager)
}
