//! Taxonomies: an index, and for each term its pages.

use super::pager::Pages;
use super::{Output, Recipe, Render, Renderer, Sheet};
use crate::config::{Switch, TermRecord};
use crate::site::{Site, Taxonomy, Term};

pub(super) const INDEX: Output = Output {
    name: "taxonomies",
    about: "the index of a taxonomy",
    plan: |site, _, plan| {
        // An index without terms is written only where the menu leads to it.
        let in_menu = |taxonomy: &Taxonomy| site.config.menu.iter().any(|item| item.url == taxonomy.url.as_str());
        let used = (0u32..).zip(&**site.taxonomies).filter(|(_, t)| !t.terms.is_empty() || in_menu(t));
        used.for_each(|(index, taxonomy)| plan.add_own(taxonomy.url.as_str(), (index, 0)));
    },
    render: Render::Sheet(render_index),
};

pub(super) const TERM: Output = Output {
    name: "terms",
    about: "the page of a term",
    plan: |site, _, plan| {
        let terms = site.taxonomies.iter().flat_map(|taxonomy| &taxonomy.terms);
        for (number, term, url) in
            (0u32..).zip(terms).filter_map(|(number, term)| Some((number, term, term.url.as_ref()?)))
        {
            Pages::new(term.stories.len(), site.config.paginate).plan(plan, url, number);
        }
    },
    render: Render::Sheet(render_term),
};

/// A term by its number among those of all taxonomies in a row.
fn by_number(site: &Site, mut number: usize) -> Option<(&Taxonomy, &Term)> {
    for taxonomy in &**site.taxonomies {
        match taxonomy.terms.get(number) {
            Some(term) => return Some((taxonomy, term)),
            None => number -= taxonomy.terms.len(),
        }
    }
    None
}

fn render_index(renderer: &Renderer, (index, _): Recipe) -> Sheet {
    let taxonomy = &renderer.site().taxonomies[index as usize];
    let head = renderer.views.head(&taxonomy.config.title, "", &taxonomy.url);
    Sheet::new("taxonomy.html", head).with_whole("taxonomy", renderer.views.taxonomy(taxonomy))
}

fn render_term(renderer: &Renderer, (term, number): Recipe) -> Sheet {
    let (site, views, number) = (renderer.site(), &renderer.views, number as usize);
    let (taxonomy, term) = by_number(site, term as usize).expect("a recipe comes from the plan of the same site");
    let pages = Pages::new(term.stories.len(), site.config.paginate);
    let url = term.url.as_ref().expect("only terms with a page are planned");
    let description = term.record.as_ref().map(TermRecord::description).unwrap_or_default();
    let mut head = views.head(&Pages::title(&term.name, number), &description, &Pages::address(url, number));
    if site.config.outputs.writes(Switch::TermFeeds) {
        head.feeds.extend(views.feed_links(&term.name, &url.encoded()));
    }
    let cards = views.cards(&term.stories[pages.range(number)]);
    let pager = pages.view(&views.url(&url.encoded()), number);
    Sheet::new("term.html", head)
        .with_whole("term", views.term(taxonomy, term))
        .with("cards", cards)
        .with_whole("pager", pager)
}
