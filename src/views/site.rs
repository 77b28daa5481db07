//! What every page says of the site.

use super::{LinkView, SiteView};
use crate::site::{PlacedPage, Site};
use crate::theme::ThemeAsset;

/// The site, with the addresses of its theme's assets.
pub(super) fn view(site: &Site, assets: &[ThemeAsset]) -> SiteView {
    let (config, base) = (&site.config, &site.config.base_url);
    let taxonomies: Vec<LinkView> = (site.taxonomies.iter())
        .filter(|t| !t.terms.is_empty())
        .map(|t| LinkView { title: t.config.title.clone(), url: base.relative(&t.url.encoded()) })
        .collect();
    let publishers_url = if site.publishers.is_empty() { String::new() } else { base.relative("/publishers/") };
    let mut pages: Vec<&PlacedPage> = site.pages.iter().filter(|p| p.page.path.value.len() == 1).collect();
    pages.sort_by_key(|p| (p.page.order, p.page.title.value.clone()));
    let pages: Vec<LinkView> = (pages.into_iter())
        .map(|p| LinkView { title: p.page.title.value.clone(), url: base.relative(&p.url.encoded()) })
        .collect();
    let menu: Vec<LinkView> = if config.menu.is_empty() {
        let publishers = LinkView { title: "Publishers".to_owned(), url: publishers_url.clone() };
        taxonomies.iter().cloned().chain((!publishers_url.is_empty()).then_some(publishers)).collect()
    } else {
        let url = |url: &str| if url.starts_with('/') { base.relative(url) } else { url.to_owned() };
        config.menu.iter().map(|item| LinkView { title: item.title.clone(), url: url(&item.url) }).collect()
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
        feed_url: base.relative("/feed.xml"),
        favicon_url: favicon.map(|path| base.relative(path)).unwrap_or_default(),
        assets: assets.iter().map(|a| (a.name.clone(), base.relative(&a.url.encoded()))).collect(),
        generator: concat!("Citewire ", env!("CARGO_PKG_VERSION")).to_owned(),
        extra: config.extra.clone(),
    }
}
