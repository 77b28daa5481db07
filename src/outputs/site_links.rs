//! Links that name a path on the site (`/about/`) must lead to a page of the plan.

use std::collections::HashSet;

use super::Page;
use crate::diagnostics::{Diagnostic, FileText, Place, codes, nearest};
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
    if to_site.is_empty() {
        return Vec::new();
    }
    let known: HashSet<&str> = pages.iter().map(|page| page.url.as_str()).collect();
    let broken = to_site.into_iter().filter(|(_, _, path)| !leads_somewhere(path, &known));
    broken.map(|(file, link, path)| report(file, link, path, &known)).collect()
}

fn leads_somewhere(path: &str, known: &HashSet<&str>) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decoded(path);
    known.contains(decoded.as_str())
        || known.contains(format!("{decoded}/").as_str())
        || decoded.strip_suffix("index.html").is_some_and(|folder| known.contains(folder))
}

fn percent_decoded(path: &str) -> String {
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

fn report(file: &FileText, link: &Link, path: &str, known: &HashSet<&str>) -> Diagnostic {
    let mut candidates: Vec<&str> = known.iter().copied().collect();
    candidates.sort_unstable();
    let help = match nearest(path, candidates) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a link to another content file may name the file itself: `../pages/about.md`".to_owned(),
    };
    Diagnostic::error(codes::BROKEN_LINK, Place::of(file, link.span), format!("no page has the address `{path}`"))
        .help(help)
}
