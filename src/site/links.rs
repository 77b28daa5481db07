//! Links between content files: each resolved to an address and verified with its anchor.

use std::collections::HashMap;

use super::{Digest, Parts, PlacedPage, ResolvedLink, Story};
use crate::content::Asset;
use crate::diagnostics::{Diagnostic, FileText, Place, codes, nearest};
use crate::markdown::{Body, Link, LinkTarget};
use crate::paths::{UrlPath, encode_path};

/// Resolves the links of all stories and pages; a link that leads nowhere is reported.
pub(super) fn resolve(
    parts: &Parts,
    stories: &mut [Story],
    pages: &mut [PlacedPage],
    digests: &mut [Digest],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let has_links = stories.iter().any(|s| !s.article.citations.links.is_empty())
        || pages.iter().any(|p| !p.page.citations.links.is_empty())
        || digests.iter().any(|d| d.note.as_ref().is_some_and(|note| !note.citations.links.is_empty()));
    if !has_links {
        return;
    }
    let (mut of_stories, mut of_pages, of_digests) = {
        let targets = Targets::collect(parts, stories, pages);
        let mut run = |file, links: &[Link], body, assets, url: &UrlPath| {
            let from = From { file, body, assets, url };
            links.iter().map(|link| targets.resolve(&from, link, diagnostics)).collect::<Vec<_>>()
        };
        let of_stories: Vec<_> = (stories.iter())
            .map(|s| run(&s.article.file, &s.article.citations.links, &s.article.body, &s.article.assets, &s.url))
            .collect();
        let of_pages: Vec<_> = (pages.iter())
            .map(|p| run(&p.page.file, &p.page.citations.links, &p.page.body, &p.page.assets, &p.url))
            .collect();
        let of_digests: Vec<_> = (digests.iter())
            .map(|d| match &d.note {
                Some(note) => run(&note.file, &note.citations.links, &note.body, &[], &d.url),
                None => Vec::new(),
            })
            .collect();
        (of_stories, of_pages, of_digests)
    };
    stories.iter_mut().zip(&mut of_stories).for_each(|(story, links)| story.links = std::mem::take(links));
    digests.iter_mut().zip(of_digests).for_each(|(digest, links)| digest.links = links);
    pages.iter_mut().zip(&mut of_pages).for_each(|(page, links)| page.links = std::mem::take(links));
}

/// What can be linked to.
struct Targets<'a> {
    published: HashMap<&'a str, (&'a UrlPath, &'a Body)>,
    unpublished: HashMap<&'a str, ()>,
}

/// The content file that a link stands in.
struct From<'a> {
    file: &'a FileText,
    body: &'a Body,
    assets: &'a [Asset],
    url: &'a UrlPath,
}

impl<'a> Targets<'a> {
    fn collect(parts: &'a Parts, stories: &'a [Story], pages: &'a [PlacedPage]) -> Self {
        let of_stories = stories.iter().map(|s| (&*s.article.file.path, (&s.url, &s.article.body)));
        let of_pages = pages.iter().map(|p| (&*p.page.file.path, (&p.url, &p.page.body)));
        let published = of_stories.chain(of_pages).collect();
        let articles = parts.articles.iter().map(|a| &*a.file.path);
        let all = articles.chain(parts.pages.iter().map(|p| &*p.file.path));
        Self { published, unpublished: all.map(|path| (path, ())).collect() }
    }

    fn resolve(&self, from: &From<'_>, link: &Link, diagnostics: &mut Vec<Diagnostic>) -> ResolvedLink {
        match &link.target {
            LinkTarget::SitePath(path) => ResolvedLink::Site(encode_path_only(path)),
            LinkTarget::Asset { name, rest } => {
                debug_assert!(from.assets.iter().any(|a| a.name == *name), "the parser checks names of assets");
                ResolvedLink::Site(format!("{}{}{rest}", from.url.encoded(), encode_path(name)))
            }
            LinkTarget::Fragment(id) => {
                self.check_anchor(from, link, id, from.body, diagnostics);
                ResolvedLink::Fragment(id.clone())
            }
            LinkTarget::ContentFile { path, fragment } => {
                let Some((url, body)) = self.published.get(path.as_str()) else {
                    diagnostics.push(self.missing_file(from, link, path));
                    return ResolvedLink::Fragment(String::new());
                };
                let mut address = url.encoded();
                if let Some(id) = fragment {
                    self.check_anchor(from, link, id, body, diagnostics);
                    address = format!("{address}#{id}");
                }
                ResolvedLink::Site(address)
            }
        }
    }

    fn check_anchor(&self, from: &From<'_>, link: &Link, id: &str, body: &Body, diagnostics: &mut Vec<Diagnostic>) {
        // Ids of sources, markers and notes are made by Citewire, and the source list by the theme.
        let made = ["source-", "cite-", "note-", "note-ref-"].iter().any(|prefix| id.starts_with(prefix));
        if id.is_empty() || id == "sources" || made || body.anchors.iter().any(|anchor| anchor == id) {
            return;
        }
        let place = Place::of(from.file, link.span);
        let help = match nearest(id, body.anchors.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `#{near}`?"),
            None => "an anchor is the heading in lower case with `-` for spaces".to_owned(),
        };
        diagnostics.push(
            Diagnostic::error(codes::BROKEN_LINK, place, format!("no heading has the anchor `#{id}`")).help(help),
        );
    }

    fn missing_file(&self, from: &From<'_>, link: &Link, path: &str) -> Diagnostic {
        let place = Place::of(from.file, link.span);
        if self.unpublished.contains_key(path) {
            return Diagnostic::error(codes::BROKEN_LINK, place, format!("`{path}` is not published"))
                .help("it is a draft, scheduled or expired: publish it, or take the link out until then");
        }
        let help = match nearest(path, self.published.keys().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "paths of links are relative to the file that they stand in".to_owned(),
        };
        Diagnostic::error(codes::BROKEN_LINK, place, format!("there is no file `{path}`")).help(help)
    }
}

/// Encodes what an author wrote as a path, leaving `%`, `?` and `#` as they are.
fn encode_path_only(path: &str) -> String {
    path.chars()
        .flat_map(|c| {
            let keep = c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
            if keep { vec![c] } else { encode_path(c.encode_utf8(&mut [0; 4])).chars().collect() }
        })
        .collect()
}
