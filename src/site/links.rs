//! Links between content files: each resolved to an address and verified with its anchor.

use std::collections::{HashMap, HashSet};

use super::{Digest, Parts, PlacedPage, ResolvedLink, Story};
use crate::content::{Asset, Editorial};
use crate::diagnostics::{Diagnostic, FileText, Place, codes, nearest};
use crate::markdown::{Body, Hole, HoleKind, Link, LinkTarget};
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
        let mut run = |from: From<'_>, links: &[Link]| {
            (0..).zip(links).map(|(index, link)| targets.resolve(&from, index, link, diagnostics)).collect::<Vec<_>>()
        };
        let of_stories: Vec<_> = stories.iter().map(|s| run(From::story(s), &s.article.citations.links)).collect();
        let of_pages: Vec<_> = pages.iter().map(|p| run(From::page(p), &p.page.citations.links)).collect();
        let of_digests = digests.iter().map(|d| match &d.note {
            Some(note) => run(From::note(note, &d.url), &note.citations.links),
            None => Vec::new(),
        });
        (of_stories, of_pages, of_digests.collect::<Vec<_>>())
    };
    stories.iter_mut().zip(&mut of_stories).for_each(|(story, links)| story.links = std::mem::take(links));
    digests.iter_mut().zip(of_digests).for_each(|(digest, links)| digest.links = links);
    pages.iter_mut().zip(&mut of_pages).for_each(|(page, links)| page.links = std::mem::take(links));
}

/// What can be linked to.
struct Targets<'a> {
    published: HashMap<&'a str, Target<'a>>,
    unpublished: HashMap<&'a str, ()>,
}

/// A published content file.
struct Target<'a> {
    url: &'a UrlPath,
    body: &'a Body,
    /// Whether it is a retracted article, whose page shows its notice only.
    withdrawn: bool,
}

/// The content file that a link stands in.
struct From<'a> {
    file: &'a FileText,
    body: &'a Body,
    assets: &'a [Asset],
    url: &'a UrlPath,
    /// Of a retracted article, the links that are still shown: those of its updates.
    left: Option<HashSet<u32>>,
}

impl<'a> From<'a> {
    fn story(story: &'a Story) -> Self {
        let article = &*story.article;
        let link = |hole: &Hole| if let HoleKind::Link(index) = hole.kind { Some(index) } else { None };
        let left =
            || article.updates.iter().flat_map(|update| update.text.html.holes.iter().filter_map(link)).collect();
        let (body, assets) = (&article.body, &*article.assets);
        Self { file: &article.file, body, assets, url: &story.url, left: article.is_retracted().then(left) }
    }

    fn page(placed: &'a PlacedPage) -> Self {
        let page = &*placed.page;
        Self { file: &page.file, body: &page.body, assets: &page.assets, url: &placed.url, left: None }
    }

    fn note(note: &'a Editorial, url: &'a UrlPath) -> Self {
        Self { file: &note.file, body: &note.body, assets: &[], url, left: None }
    }

    /// The page of a retracted article, with a warning where the link can be seen.
    fn own_page(
        &self,
        left: &HashSet<u32>,
        index: u32,
        link: &Link,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> ResolvedLink {
        if left.contains(&index) {
            let place = Place::of(self.file, link.span);
            let message = "this leads to a part of a retracted article, which is not published any more";
            diagnostics.push(Diagnostic::warning(codes::BROKEN_LINK, place, message).help("take the link out"));
        }
        ResolvedLink::Site(self.url.encoded())
    }
}

impl<'a> Targets<'a> {
    fn collect(parts: &'a Parts, stories: &'a [Story], pages: &'a [PlacedPage]) -> Self {
        let of_stories = stories.iter().map(|s| {
            let target = Target { url: &s.url, body: &s.article.body, withdrawn: !s.is_listed() };
            (&*s.article.file.path, target)
        });
        let of_pages = pages.iter().map(|p| {
            let target = Target { url: &p.url, body: &p.page.body, withdrawn: false };
            (&*p.page.file.path, target)
        });
        let published = of_stories.chain(of_pages).collect();
        let articles = parts.articles.iter().map(|a| &*a.file.path);
        let all = articles.chain(parts.pages.iter().map(|p| &*p.file.path));
        Self { published, unpublished: all.map(|path| (path, ())).collect() }
    }

    fn resolve(&self, from: &From<'_>, index: u32, link: &Link, diagnostics: &mut Vec<Diagnostic>) -> ResolvedLink {
        match (&link.target, &from.left) {
            (LinkTarget::Asset { .. } | LinkTarget::Fragment(_), Some(left)) => {
                from.own_page(left, index, link, diagnostics)
            }
            (target, _) => self.resolve_target(from, link, target, diagnostics),
        }
    }

    fn resolve_target(
        &self,
        from: &From<'_>,
        link: &Link,
        target: &LinkTarget,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> ResolvedLink {
        match target {
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
                let Some(target) = self.published.get(path.as_str()) else {
                    diagnostics.push(self.missing_file(from, link, path));
                    return ResolvedLink::Fragment(String::new());
                };
                let address = target.url.encoded();
                match fragment {
                    Some(id) if target.withdrawn => {
                        diagnostics.push(withdrawn(from, link, path, id));
                        ResolvedLink::Site(address)
                    }
                    Some(id) => {
                        self.check_anchor(from, link, id, target.body, diagnostics);
                        ResolvedLink::Site(format!("{address}#{id}"))
                    }
                    None => ResolvedLink::Site(address),
                }
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

/// A retraction must not be held up by the links that others set before, so that this is a warning.
fn withdrawn(from: &From<'_>, link: &Link, path: &str, id: &str) -> Diagnostic {
    let place = Place::of(from.file, link.span);
    Diagnostic::warning(codes::BROKEN_LINK, place, format!("`{path}` is retracted: its page has no `#{id}` any more"))
        .help("the link leads to the note that it is retracted: take the anchor out, or the link")
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
