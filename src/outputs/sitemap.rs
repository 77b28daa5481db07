//! `sitemap.xml`: every page that search engines should know (sitemaps.org, protocol 0.9).

use super::xml::Xml;
use super::{Output, Recipe, Rendered, Renderer};
use crate::diagnostics::Diagnostic;
use crate::site::Site;
use crate::views::date::iso;

pub(super) const OUTPUT: Output =
    Output { name: "sitemap", about: "`sitemap.xml`", plan: |_, _, plan| plan.add_own("/sitemap.xml", (0, 0)), render };

fn render(renderer: &Renderer, _: Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let mut xml = Xml::new();
    xml.element("urlset", &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")], |xml| {
        for (path, modified) in entries(renderer.site()) {
            xml.element("url", &[], |xml| {
                xml.text("loc", &[], &renderer.views.permalink(&path));
                if let Some(modified) = modified {
                    xml.text("lastmod", &[], &modified);
                }
            });
        }
    });
    Ok(Rendered::Bytes(xml.finish()))
}

/// Addresses with the moment of the last change, where one is known. Numbered pages of lists are left out: they hold
/// nothing that is not found elsewhere.
fn entries(site: &Site) -> impl Iterator<Item = (String, Option<String>)> {
    let newest = site.listed().next().map(|s| iso(&s.article.date.value));
    let home = std::iter::once(("/".to_owned(), newest));
    let stories = site.listed().filter(|story| story.preview.is_none());
    let stories = stories.map(|story| (story.url.encoded(), Some(iso(&story.article.changed()))));
    let pages = site.pages.iter().filter(|p| !p.page.draft).map(|p| (p.url.encoded(), None));
    let taxonomies = site.taxonomies.iter().filter(|t| !t.terms.is_empty()).map(|t| (t.url.encoded(), None));
    let newest_of = |stories: &[u32]| stories.first().map(|i| iso(&site.stories[*i as usize].article.date.value));
    let terms = (site.taxonomies.iter().flat_map(|t| &t.terms))
        .filter_map(move |term| Some((term.url.as_ref()?.encoded(), newest_of(&term.stories))));
    let index = (!site.publishers.is_empty()).then(|| ("/publishers/".to_owned(), None));
    let publishers = site.publishers.iter().map(move |p| (p.url.encoded(), newest_of(&p.stories)));
    home.chain(stories).chain(pages).chain(taxonomies).chain(terms).chain(index).chain(publishers)
}
