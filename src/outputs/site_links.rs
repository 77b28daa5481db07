//! Links that name a path on the site (`/about/`) must lead to a page of the plan.

use std::collections::HashSet;

use super::Page;
use crate::diagnostics::{Diagnostic, FileText, Place, Span, codes, nearest};
use crate::markdown::{Link, LinkTarget};
use crate::site::Site;

/// Reports every link of the content to a path of the site that no page has.
#[must_use]
pub fn check_site_links(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    let of_stories = site.stories.iter().map(|s| (&s.article.file, &s.article.citations.links));
    let of_pages = site.pages.iter().map(|p| (&p.page.file, &p.page.citations.links));
    let links = of_stories.chain(of_pages).flat_map(|(file, links)| links.iter().map(move |link| (file, link)));
    let to_site: Vec<(&FileText, &Link, &str)> = links
        .filter_map(|(file, link)| match &link.target {
            LinkTarget::SitePath(path) => Some((file, link, path.as_str())),
            _ => None,
        })
        .collect();
    let menu = site.config.menu.iter().filter(|item| item.url.starts_with('/'));
    let images = images(site);
    if to_site.is_empty() && site.config.menu.is_empty() && images.is_empty() {
        return Vec::new();
    }
    let known: HashSet<&str> = pages.iter().map(|page| page.url.as_str()).collect();
    let broken = to_site.into_iter().filter(|(_, _, path)| !leads_somewhere(path, &known));
    let mut found: Vec<_> = broken.map(|(file, link, path)| report(file, link.span, path, &known)).collect();
    let dead = menu.filter(|item| !leads_somewhere(&item.url, &known));
    found.extend(dead.map(|item| report(&site.config.file, span_of(&site.config.file, &item.url), &item.url, &known)));
    let missing = images.into_iter().filter(|(_, _, path)| !leads_somewhere(path, &known));
    found.extend(missing.map(|(file, span, path)| missing_image(file, span, path)));
    found
}

/// Pictures of front matter and configuration that name a path on the site.
fn images(site: &Site) -> Vec<(&FileText, Span, &str)> {
    let of_stories = site.stories.iter().map(|s| (&s.article.file, &s.article.image));
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

/// Whether a path on the site, as links are written, is the address of a page; `known` are all addresses.
#[must_use]
pub fn leads_somewhere(path: &str, known: &HashSet<&str>) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decoded(path);
    known.contains(decoded.as_str())
        || known.contains(format!("{decoded}/").as_str())
        || decoded.strip_suffix("index.html").is_some_and(|folder| known.contains(folder))
}

/// A path without percent-encoding.
#[must_use]
pub fn percent_decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = path.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn report(file: &FileText, span: Span, path: &str, known: &HashSet<&str>) -> Diagnostic {
    let mut candidates: Vec<&str> = known.iter().copied().collect();
    candidates.sort_unstable();
    let help = match nearest(path, candidates) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a link to another content file may name the file itself: `../pages/about.md`".to_owned(),
    };
    Diagnostic::error(codes::BROKEN_LINK, Place::of(file, span), format!("no page has the address `{path}`")).help(help)
}
