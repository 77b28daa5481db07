//! Taxonomies: an index, and for each term its pages.

use tera::Value;

use super::pager::Pages;
use super::{Output, Recipe, Rendered, Renderer};
use crate::config::{Switch, TermRecord};
use crate::diagnostics::Diagnostic;
use crate::paths::UrlPath;
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
    render: render_index,
};

pub(super) const TERM: Output = Output {
    name: "terms",
    about: "the page of a term",
    plan: |site, _, plan| {
        for (recipe, term, url) in with_page(site) {
            let pages = Pages::new(term.stories.len(), site.config.paginate);
            for number in 0..=pages.count() {
                let number_32 = u32::try_from(number).unwrap_or(u32::MAX);
                plan.add_own(&Pages::path(url.as_str(), number), (recipe.0, pack(recipe.1, number_32)));
            }
        }
    },
    render: render_term,
};

/// All terms with a page: (taxonomy, term) as a recipe, the term, its address.
fn with_page(site: &Site) -> impl Iterator<Item = (Recipe, &Term, &UrlPath)> {
    (0u32..).zip(&**site.taxonomies).flat_map(|(t, taxonomy)| {
        let terms = (0u32..).zip(&taxonomy.terms);
        terms.filter_map(move |(i, term)| Some(((t, i), term, term.url.as_ref()?)))
    })
}

/// Term and page number in one half of a recipe: a site has far fewer than 65,536 of each.
fn pack(term: u32, page: u32) -> u32 {
    term << 16 | page & 0xFFFF
}

fn render_index(renderer: &Renderer, (index, _): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let taxonomy = &renderer.site().taxonomies[index as usize];
    let head = renderer.views.head(&taxonomy.config.title, "", &taxonomy.url);
    let view = Value::from_serializable(&renderer.views.taxonomy(taxonomy));
    renderer.template("taxonomy.html", &head, [("taxonomy", view)])
}

fn render_term(renderer: &Renderer, (taxonomy, packed): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let (site, views) = (renderer.site(), &renderer.views);
    let taxonomy = &site.taxonomies[taxonomy as usize];
    let (term, number) = (&taxonomy.terms[(packed >> 16) as usize], (packed & 0xFFFF) as usize);
    let pages = Pages::new(term.stories.len(), site.config.paginate);
    let url = url_of(term);
    let here = UrlPath::new(Pages::path(url.as_str(), number)).unwrap_or_else(|_| url.clone());
    let title = if number == 0 { term.name.to_string() } else { format!("{}, page {number}", term.name) };
    let description = term.record.as_ref().map(TermRecord::description).unwrap_or_default();
    let mut head = views.head(&title, &description, &here);
    if site.config.outputs.writes(Switch::TermFeeds) {
        head.feeds.extend(views.feed_links(&term.name, &url.encoded()));
    }
    let cards = Value::from(views.cards(&term.stories[pages.range(number)])?);
    let pager = Value::from_serializable(&pages.view(&views.url(&url.encoded()), number));
    let term = Value::from_serializable(&views.term(taxonomy, term));
    renderer.template("term.html", &head, [("term", term), ("cards", cards), ("pager", pager)])
}

fn url_of(term: &Term) -> &UrlPath {
    term.url.as_ref().expect("only terms with a page are planned")
}
