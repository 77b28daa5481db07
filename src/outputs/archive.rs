//! The archive: an index of months, one for each year, and the pages of each month.

use super::pager::Pages;
use super::{Output, Recipe, Render, Renderer, Sheet};
use crate::paths::UrlPath;
use crate::views::archive::{ARCHIVE, MONTH, year_path, years};
use crate::views::lists;

pub(super) const INDEX: Output = Output {
    name: "archive",
    about: "the index of the archive",
    plan: |site, theme, plan| {
        if lists::ARCHIVE.is_written(site, theme) {
            plan.add_own(lists::ARCHIVE.path, (0, 0));
            years(site).for_each(|year| plan.add_own(&year_path(year), (year.unsigned_abs().into(), 0)));
        }
    },
    render: Render::Sheet(render_index),
};

pub(super) const PAGES: Output = Output {
    name: "archive pages",
    about: "the articles of a month",
    plan: |site, theme, plan| {
        if theme.engine.has(MONTH) {
            for (index, month) in (0u32..).zip(&**site.months) {
                Pages::new(month.stories.len(), site.config.paginate).plan(plan, &month.url, index);
            }
        }
    },
    render: Render::Sheet(render_month),
};

/// All years, or the one that the recipe names.
fn render_index(renderer: &Renderer, (year, _): Recipe) -> Sheet {
    let views = &renderer.views;
    let only = i16::try_from(year).ok().filter(|year| *year > 0);
    let (title, path) = match only {
        None => ("Archive".to_owned(), lists::ARCHIVE.path.to_owned()),
        Some(year) => (year.to_string(), year_path(year)),
    };
    let url = UrlPath::new(path).expect("numbers are good path segments");
    let head = views.head(&title, &format!("Every story on {}, by month.", views.site.config.title), &url);
    Sheet::new(ARCHIVE, head).with_whole("archive", views.archive(only))
}

fn render_month(renderer: &Renderer, (index, number): Recipe) -> Sheet {
    let (site, views, number) = (renderer.site(), &renderer.views, number as usize);
    let month = &site.months[index as usize];
    let pages = Pages::new(month.stories.len(), site.config.paginate);
    let view = views.month(index as usize);
    let head = views.head(&Pages::title(&view.title, number), "", &Pages::address(&month.url, number));
    let cards = views.cards(&month.stories[pages.range(number)]);
    let pager = pages.view(&view.url, number);
    Sheet::new(MONTH, head).with_whole("month", view).with("cards", cards).with_whole("pager", pager)
}
