//! Links that name a path on the site (`/about/`) must lead to a page of the plan.

use std::borrow::Cow;

use super::clashes::folder_of_index;
use super::{Page, Planned};
use crate::diagnostics::{Diagnostic, FileText, MOST_SUGGESTIONS, Place, Span, codes, nearest};
use crate::markdown::{Link, LinkTarget};
use crate::paths::percent_decoded;
use crate::site::Site;
use crate::theme::Theme;
use crate::views::lists::is_still_empty;

/// So many addresses are looked for one by one.
const FEW: usize = 12;

/// Reports every link of the content to a path of the site that no page has.
#[must_use]
pub fn check_site_links(site: &Site, theme: &Theme, pages: &Planned) -> Vec<Diagnostic> {
    let of_stories = site.with_links().map(|s| (&s.article.file, &s.article.prose().citations.links));
    let of_pages = site.pages.iter().map(|p| (&p.page.file, &p.page.citations.links));
    let notes = site.editions.iter().chain(&site.weeks).filter_map(|digest| digest.note.as_ref());
    let of_notes = notes.map(|note| (&note.file, &note.citations.links));
    let links = of_stories.chain(of_pages).chain(of_notes);
    let links = links.flat_map(|(file, links)| links.iter().map(move |link| (file, link)));
    let to_site: Vec<(&FileText, &Link, &str)> = links
        .filter_map(|(file, link)| match &link.target {
            LinkTarget::SitePath(path) => Some((file, link, path.as_str())),
            _ => None,
        })
        .collect();
    let menu = site.config.menu.iter().filter(|item| item.url.starts_with('/'));
    let menu = menu.filter(|item| !is_still_empty(&item.url, site, theme));
    let images = images(site);
    if to_site.is_empty() && site.config.menu.is_empty() && images.is_empty() {
        return Vec::new();
    }
    if to_site.len() + site.config.menu.len() + images.len() > FEW {
        pages.index();
    }
    let is_known = |address: &str| pages.find(address).is_some();
    let links = to_site.into_iter().map(|(file, link, path)| (file, link.span, path));
    let of_menu = menu.map(|item| (&site.config.file, span_of(&site.config.file, &item.url), item.url.as_str()));
    let broken = links.chain(of_menu).filter(|(_, _, path)| !leads_somewhere(path, is_known));
    let mut found = report_all(broken.collect(), pages);
    let missing = images.into_iter().filter(|(_, _, path)| !leads_somewhere(path, is_known));
    found.extend(missing.map(|(file, span, path)| missing_image(file, span, path)));
    found
}

/// Pictures of front matter and configuration that name a path on the site.
fn images(site: &Site) -> Vec<(&FileText, Span, &str)> {
    let of_stories = site.with_image_paths().map(|s| (&s.article.file, &s.article.image));
    let of_pages = site.pages.iter().map(|p| (&p.page.file, &p.page.image));
    let written = of_stories.chain(of_pages).filter_map(|(file, image)| Some((file, image.as_ref()?)));
    let mut images: Vec<_> = written.map(|(file, image)| (file, image.src.span, image.src.value.as_str())).collect();
    if let Some(image) = &site.config.image {
        images.push((&site.config.file, span_of(&site.config.file, image), image));
    }
    images.retain(|(_, _, path)| path.starts_with('/'));
    images
}

/// Where a value stands in the configuration, which keeps no places of its values.
fn span_of(file: &FileText, value: &str) -> Span {
    file.text.find(value).map_or(Span::default(), |at| Span::new(at..at + value.len()))
}

fn missing_image(file: &FileText, span: Span, path: &str) -> Diagnostic {
    let message = format!("there is no image `{path}`");
    Diagnostic::error(codes::MISSING_IMAGE, Place::of(file, span), message).help("put it into `static/`")
}

/// Whether a path on the site, as links are written, is the address of a page; `is_known` tells which addresses are.
#[must_use]
pub fn leads_somewhere(path: &str, is_known: impl Fn(&str) -> bool) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decoded(path);
    let has_page = |address: &str| names(address).any(|name| is_known(&name));
    has_page(&decoded) || has_page(&format!("{decoded}/"))
}

/// An address, and the other name that static hosts know a folder's page by: `/a/` for `/a/index.html`, and the other way round.
pub(crate) fn names(address: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let other = if address.ends_with('/') {
        Some(Cow::Owned(format!("{address}index.html")))
    } else {
        folder_of_index(address).map(Cow::Borrowed)
    };
    std::iter::once(Cow::Borrowed(address)).chain(other)
}

/// Reports paths that lead nowhere; the first ones with the address that was meant.
fn report_all(broken: Vec<(&FileText, Span, &str)>, pages: &[Page]) -> Vec<Diagnostic> {
    let pages = if broken.is_empty() { &[] } else { pages };
    let mut candidates: Vec<&str> = pages.iter().map(|page| page.url.as_str()).collect();
    candidates.sort_unstable();
    let report = |(place, (file, span, path)): (usize, (&FileText, Span, &str))| {
        report(file, span, path, if place < MOST_SUGGESTIONS { &candidates } else { &[] })
    };
    broken.into_iter().enumerate().map(report).collect()
}

fn report(file: &FileText, span: Span, path: &str, candidates: &[&str]) -> Diagnostic {
    let help = match nearest(path, candidates.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a link to another content file may name the file itself: `../pages/about.md`".to_owned(),
    };
    Diagnostic::error(codes::BROKEN_LINK, Place::of(file, span), format!("no page has the address `{path}`")).help(help)
}
