//! What every page says of the site.

use tera::{Context, Value};

use super::lists::{ARCHIVE, CORRECTIONS, DIGESTS, List, PUBLISHERS, STORYLINES, is_still_empty};
use super::{LinkView, SiteView};
use crate::site::{PlacedPage, Site};
use crate::theme::Theme;

/// A template that sees the site and no page.
const FOOTER: &str = "footer.html";

/// The site as templates take it, with its footer.
pub(super) fn value(site: &Site, theme: &Theme) -> Value {
    let mut view = view(site, theme);
    let bare = Value::from_serializable(&view);
    if !theme.engine.has(FOOTER) || !theme.mentions.has("footer_html") {
        return bare;
    }
    let mut context = Context::new();
    context.insert_value("site", bare);
    // A page without it includes the template itself, and says what is wrong with that at its place.
    view.footer_html = theme.engine.render(FOOTER, &context).unwrap_or_default();
    Value::from_serializable(&view)
}

/// The site, with the addresses of its theme's assets.
fn view(site: &Site, theme: &Theme) -> SiteView {
    let (config, base) = (&site.config, &site.config.base_url);
    let address = |list: &List| if list.is_written(site, theme) { base.relative(list.path) } else { String::new() };
    let (digests_url, storylines_url) = (address(&DIGESTS), address(&STORYLINES));
    let taxonomies: Vec<LinkView> = (site.taxonomies.iter())
        .filter(|t| !t.terms.is_empty())
        .map(|t| LinkView { title: t.config.title.clone(), url: base.relative(&t.url.encoded()) })
        .collect();
    let publishers_url = address(&PUBLISHERS);
    let mut pages: Vec<&PlacedPage> = site.pages.iter().filter(|p| p.page.path.value.len() == 1).collect();
    pages.sort_by_key(|p| (p.page.order, p.page.title.value.clone()));
    let pages: Vec<LinkView> = (pages.into_iter())
        .map(|p| LinkView { title: p.page.title.value.clone(), url: base.relative(&p.url.encoded()) })
        .collect();
    let menu: Vec<LinkView> = if config.menu.is_empty() {
        let link = |title: &str, url: &String| LinkView { title: title.to_owned(), url: url.clone() };
        let own = [link("Digests", &digests_url), link("Storylines", &storylines_url)];
        let menu = own.into_iter().chain(taxonomies.iter().cloned()).chain([link("Publishers", &publishers_url)]);
        menu.filter(|link| !link.url.is_empty()).collect()
    } else {
        let url = |url: &str| if url.starts_with('/') { base.relative(url) } else { url.to_owned() };
        let shown = config.menu.iter().filter(|item| !is_still_empty(&item.url, site, theme));
        shown.map(|item| LinkView { title: item.title.clone(), url: url(&item.url) }).collect()
    };
    let favicon = ["/favicon.svg", "/favicon.ico", "/favicon.png"]
        .into_iter()
        .find(|path| site.static_files.iter().any(|file| file.url.as_str() == *path));
    SiteView {
        title: config.title.clone(),
        description: config.description.clone().unwrap_or_default(),
        url: base.relative("/"),
        permalink: base.absolute("/"),
        language: config.language.clone(),
        author: config.author.clone().unwrap_or_else(|| config.title.clone()),
        pages: pages.into_iter().filter(|page| !menu.contains(page)).collect(),
        menu,
        taxonomies,
        publishers_url,
        digests_url,
        storylines_url,
        archive_url: address(&ARCHIVE),
        corrections_url: address(&CORRECTIONS),
        feed_url: base.relative("/feed.xml"),
        favicon_url: favicon.map(|path| base.relative(path)).unwrap_or_default(),
        assets: theme.assets.iter().map(|a| (a.name.clone(), base.relative(&a.url.encoded()))).collect(),
        generator: concat!("Citewire ", env!("CARGO_PKG_VERSION")).to_owned(),
        footer_html: String::new(),
        extra: config.extra.clone(),
    }
}
