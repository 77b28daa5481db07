//! The last plan, for a site that is planned again and again: taken again where the next one would be the same.

use std::sync::Arc;

use super::apart::{Apart, Compared};
use super::clashes::{Searched, without_clashes};
use super::plan::{Asked, everything};
use super::spare::Spare;
use super::{Page, Planned, sitemap};
use crate::config::Config;
use crate::content::Asset;
use crate::diagnostics::Diagnostic;
use crate::paths::UrlPath;
use crate::site::{Digest, PlacedPage, Site, Story};
use crate::theme::Theme;

/// What one plan leaves for the next; nothing if two of its pages had one address.
#[derive(Debug, Default)]
pub struct LastPlan {
    last: Option<Last>,
    /// The pages of another plan before it, which nobody else has by the time of the next.
    former: Planned,
}

#[derive(Debug)]
struct Last {
    site: Arc<Site>,
    theme: Arc<Theme>,
    apart: Apart,
}

impl LastPlan {
    /// The last pages, if these would be the same.
    pub(super) fn again(&mut self, site: &Arc<Site>, theme: &Arc<Theme>) -> Option<Planned> {
        let is_alike = |last: &&mut Last| are_shown_alike(&last.theme, theme) && are_planned_alike(&last.site, site);
        let last = self.last.as_mut().filter(is_alike)?;
        debug_assert!(
            are_same(last.apart.pages(), &everything(site, theme, Spare::default()).pages),
            "a plan reads more than is compared"
        );
        (last.site, last.theme) = (site.clone(), theme.clone());
        Some(last.apart.pages().clone())
    }

    /// Pages to be made into others.
    pub(super) fn spare(&mut self) -> Spare {
        Spare::of(std::mem::take(&mut self.former))
    }

    /// Looks for clashes among pages, and keeps them if there are none.
    pub(super) fn keep(&mut self, site: &Arc<Site>, theme: &Arc<Theme>, asked: Asked) -> (Planned, Vec<Diagnostic>) {
        let mut compared = Compared::with_none(&asked);
        if let Some(last) = self.last.take() {
            self.former = last.apart.pages().clone();
            compared = compared.with(last.apart, &asked.pages);
        }
        let found = match compared.is_proven() {
            true => Searched { pages: asked.pages, diagnostics: Vec::new(), was_thorough: false },
            false => without_clashes(site, asked),
        };
        let pages = Planned::new(found.pages);
        if found.diagnostics.is_empty() {
            let apart = compared.keep(pages.clone(), found.was_thorough);
            self.last = Some(Last { site: site.clone(), theme: theme.clone(), apart });
        }
        (pages, found.diagnostics)
    }
}

fn are_same(a: &[Page], b: &[Page]) -> bool {
    let what = |page: &Page| (page.url.clone(), page.output.name, page.recipe);
    a.iter().map(what).eq(b.iter().map(what))
}

/// Whether two themes have the same plan with one site: mostly only the text of templates changes.
fn are_shown_alike(a: &Arc<Theme>, b: &Arc<Theme>) -> bool {
    Arc::ptr_eq(a, b)
        || a.engine.has_the_same(&b.engine)
            && a.assets.iter().map(|asset| &asset.url).eq(b.assets.iter().map(|asset| &asset.url))
}

/// Whether two sites have the same plan with one theme: all that any [`Output::plan`](super::Output::plan) reads is equal. Debug
/// builds plan anew, too, and compare.
fn are_planned_alike(a: &Site, b: &Site) -> bool {
    Arc::ptr_eq(&a.taxonomies, &b.taxonomies)
        && Arc::ptr_eq(&a.publishers, &b.publishers)
        && Arc::ptr_eq(&a.storylines, &b.storylines)
        && Arc::ptr_eq(&a.months, &b.months)
        && (Arc::ptr_eq(&a.static_files, &b.static_files) || a.static_files == b.static_files)
        && a.corrections.len() == b.corrections.len()
        && are_set_alike(&a.config, &b.config)
        && are_dated_alike(&a.editions, &b.editions)
        && are_dated_alike(&a.weeks, &b.weeks)
        && a.aliases.iter().map(|alias| &alias.from).eq(b.aliases.iter().map(|alias| &alias.from))
        && a.pages.iter().map(of_page).eq(b.pages.iter().map(of_page))
        && a.stories.len() == b.stories.len()
        && a.stories.iter().zip(&b.stories).all(|(a, b)| are_told_alike(a, b))
        && sitemap::has_news(a) == sitemap::has_news(b)
}

/// Of a page: whether it is a draft, a sitemap of several parts asks.
fn of_page(page: &PlacedPage) -> (&UrlPath, &[Asset], bool) {
    (&page.url, &page.page.assets, page.page.draft)
}

fn are_set_alike(a: &Arc<Config>, b: &Arc<Config>) -> bool {
    let reads = |c: &Config| (c.paginate, c.host, c.newsletter.enabled, c.newsletter.editions);
    Arc::ptr_eq(a, b)
        || (reads(a) == reads(b) && a.outputs == b.outputs && a.base_url == b.base_url)
            && a.menu.iter().map(|item| &item.url).eq(b.menu.iter().map(|item| &item.url))
}

fn are_dated_alike(a: &[Digest], b: &[Digest]) -> bool {
    a.iter().map(|digest| digest.period).eq(b.iter().map(|digest| digest.period))
}

/// An article's place, whether it is listed and published, and what lies beside its page.
fn are_told_alike(a: &Story, b: &Story) -> bool {
    if a.is_of_the_very_same(b) {
        return a.preview.is_none() == b.preview.is_none();
    }
    a.url == b.url
        && a.is_listed() == b.is_listed()
        && a.preview.is_none() == b.preview.is_none()
        && (Arc::ptr_eq(&a.article, &b.article)
            || (a.article.sources.is_empty() == b.article.sources.is_empty() && a.article.assets == b.article.assets))
}
