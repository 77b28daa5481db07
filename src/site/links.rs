//! Links between content files: each resolved to an address and verified with its anchor.

use std::cell::Cell;

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use super::facts::Has;
use super::known_links::KnownLinks;
use super::link_ends::{From, Target};
use super::memo::Since;
use super::names::{Bearers, Name};
use super::{Digest, Parts, PlacedPage, ResolvedLink, Site, Story};
use crate::config::Switch;
use crate::diagnostics::{Diagnostic, MOST_SUGGESTIONS, Place, codes, nearest};
use crate::markdown::{Link, LinkTarget};
use crate::paths::{UrlPath, encode_path};

/// Resolves the links of all stories that are known to have some, of pages and of editors' notes; a link that leads nowhere is
/// reported. `bearers` tells which articles have a path; `last` is a site in which nothing was wrong with any link. Returns whether
/// nothing is wrong in this one.
pub(super) fn resolve<'a>(
    parts: &'a Parts<'a>,
    (stories, has, pages, digests): (&mut [Story], Has, &mut [PlacedPage], &mut [Digest]),
    (since, last): (&Since, Option<&Site>),
    bearers: impl FnOnce() -> Bearers<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let before = diagnostics.len();
    let has_links = has.has(Has::LINKS)
        || pages.iter().any(|p| !p.page.citations.links.is_empty())
        || digests.iter().any(|d| d.note.as_ref().is_some_and(|note| !note.citations.links.is_empty()));
    if !has_links {
        return true;
    }
    let (of_stories, mut of_pages, of_digests) = {
        let leading: Vec<&Story> = stories.iter().filter(|story| story.has(Has::LINKS)).collect();
        let last = last.filter(|_| !leading.is_empty());
        let known = last.and_then(|last| KnownLinks::new(parts, (stories, since), pages, digests, last));
        let (known, others) = known.map_or_else(|| (Vec::new(), leading.clone()), |known| known.links(&leading));
        let bearers = bearers();
        let targets = |of: &[&Story]| Targets::collect(parts, (stories, of), pages, digests, bearers);
        debug_assert!(targets(&leading).are(&known), "a link depends on more than is compared");
        let targets = targets(&others);
        let resolved = others.into_iter().map(|story| (story, targets.links(From::story(story), diagnostics)));
        let of_stories: Vec<_> = resolved.chain(known).map(|(story, links)| (story.index, links)).collect();
        let of_pages: Vec<_> = pages.iter().map(|page| targets.links(From::page(page), diagnostics)).collect();
        let of_digest = |digest| From::digest(digest).map_or_else(Vec::new, |note| targets.links(note, diagnostics));
        let of_digests: Vec<_> = digests.iter().map(of_digest).collect();
        (of_stories, of_pages, of_digests)
    };
    of_stories.into_iter().for_each(|(story, links)| stories[story as usize].links = links);
    digests.iter_mut().zip(of_digests).for_each(|(digest, links)| digest.links = links);
    pages.iter_mut().zip(&mut of_pages).for_each(|(page, links)| page.links = std::mem::take(links));
    // What could not be read may be gone the next time.
    before == diagnostics.len() && parts.unread.is_empty()
}

/// What can be linked to.
struct Targets<'a> {
    parts: &'a Parts<'a>,
    stories: &'a [Story],
    /// The standalone pages and the editors' notes that are published, by the paths of their files.
    others: Vec<(&'a str, Target<'a>)>,
    /// What is published of all that links name, by the paths of the files.
    named: HashMap<&'a str, Target<'a>>,
    /// Those that could not be read: what is wrong with a link to them is said already.
    unread: HashSet<&'a str>,
    /// How many more mistakes are compared with what could have been meant.
    suggestions: Cell<usize>,
}

impl<'a> Targets<'a> {
    fn collect(
        parts: &'a Parts<'a>,
        (stories, leading): (&'a [Story], &[&Story]),
        pages: &'a [PlacedPage],
        digests: &'a [Digest],
        bearers: Bearers<'_>,
    ) -> Self {
        let of_pages = pages.iter().map(|p| (&*p.page.file.path, Target::page(p)));
        let written = if parts.config.outputs.writes(Switch::Digests) { digests } else { &[] };
        let noted = written.iter().filter_map(|digest| Some((digest, digest.note.as_ref()?)));
        let of_digests = noted.map(|(digest, note)| (&*note.file.path, Target::digest(digest, note)));
        let others: Vec<(&str, Target<'_>)> = of_pages.chain(of_digests).collect();
        let all_links = (leading.iter().map(|story| &story.article.prose().citations))
            .chain(pages.iter().map(|placed| &placed.page.citations))
            .chain(digests.iter().filter_map(|digest| Some(&digest.note.as_ref()?.citations)));
        let wanted = bearers.hashes(all_links.flat_map(|citations| &citations.links).filter_map(file_named));
        let named = bearers.stories(stories, Name::Path, &wanted).map(|(path, story)| (path, Target::story(story)));
        Self {
            parts,
            stories,
            named: named.chain(others.iter().copied()).collect(),
            others,
            unread: parts.unread.iter().map(|path| &**path).collect(),
            suggestions: Cell::new(MOST_SUGGESTIONS),
        }
    }

    /// Whether there is a content file with this path, published or not.
    fn is_known(&self, path: &str) -> bool {
        let Parts { articles, pages, editorials, .. } = self.parts;
        articles.binary_search_by(|article| (*article.file.path).cmp(path)).is_ok()
            || pages.iter().any(|page| &*page.file.path == path)
            || editorials.iter().any(|note| &*note.file.path == path)
    }

    /// The paths of all that is published.
    fn published(&self) -> impl Iterator<Item = &'a str> {
        let of_stories = self.stories.iter().map(|story| &*story.article.file.path);
        of_stories.chain(self.others.iter().map(|(path, _)| *path))
    }

    /// The links of a file; those that lead nowhere are reported.
    fn links(&self, from: From<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<ResolvedLink> {
        from.target.citations.links.iter().map(|link| self.resolve(&from, link, diagnostics)).collect()
    }

    /// Whether these are the links of stories, and nothing is to be said about any of them.
    fn are(&self, known: &[(&Story, Vec<ResolvedLink>)]) -> bool {
        let mut diagnostics = Vec::new();
        let are = known.iter().all(|(story, links)| self.links(From::story(story), &mut diagnostics) == *links);
        are && diagnostics.is_empty()
    }

    fn resolve(&self, from: &From<'_>, link: &Link, diagnostics: &mut Vec<Diagnostic>) -> ResolvedLink {
        match &link.target {
            LinkTarget::Fragment(id) => {
                self.check_anchor(from, link, id, from.target, diagnostics);
                if from.target.is_retracted {
                    // Its anchors are not on its page any more.
                    return ResolvedLink::Site(from.target.url.encoded());
                }
            }
            LinkTarget::Asset { name, .. } => {
                debug_assert!(from.assets.iter().any(|a| a.name == *name), "the parser checks names of assets");
            }
            LinkTarget::SitePath(_) | LinkTarget::ContentFile { .. } => {}
        }
        match without_others(from.target.url, &link.target) {
            Ok(resolved) => resolved,
            Err((path, fragment)) => self.to_file(from, link, (path, fragment), diagnostics),
        }
    }

    fn to_file(
        &self,
        from: &From<'_>,
        link: &Link,
        (path, fragment): (&str, Option<&str>),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> ResolvedLink {
        let Some(&target) = self.named.get(path) else {
            let is_read = !self.unread.contains(path);
            diagnostics.extend(is_read.then(|| self.missing_file(from, link, path)));
            return ResolvedLink::Fragment(String::new());
        };
        let mut address = target.url.encoded();
        if let Some(id) = fragment.filter(|_| target.is_retracted) {
            diagnostics.push(into_retracted(from, link, path, id));
        } else if let Some(id) = fragment {
            self.check_anchor(from, link, id, target, diagnostics);
            address = format!("{address}#{id}");
        }
        ResolvedLink::Site(address)
    }

    fn check_anchor(&self, from: &From<'_>, link: &Link, id: &str, target: Target<'_>, found: &mut Vec<Diagnostic>) {
        if target.has(id) {
            return;
        }
        let (what, help) = match id.split('-').next() {
            Some("source") => ("source", "the anchor of a source is `#source-` and its id"),
            Some("cite") => ("citation", "the citations of a page are numbered as they stand: `#cite-1` is the first"),
            Some("note") => ("note", "the notes of a page are lettered as they stand: `#note-a` is the first"),
            _ => ("heading", "an anchor is the heading in lower case with `-` for spaces"),
        };
        let near = self.may_suggest().then(|| target.nearest(id)).flatten();
        let help = near.map_or_else(|| help.to_owned(), |near| format!("did you mean `#{near}`?"));
        let place = Place::of(from.file, link.span);
        let message = format!("no {what} has the anchor `#{id}`");
        found.push(Diagnostic::error(codes::BROKEN_LINK, place, message).help(help));
    }

    fn may_suggest(&self) -> bool {
        let left = self.suggestions.get();
        self.suggestions.set(left.saturating_sub(1));
        left > 0
    }

    fn missing_file(&self, from: &From<'_>, link: &Link, path: &str) -> Diagnostic {
        let place = Place::of(from.file, link.span);
        if self.is_known(path) {
            return Diagnostic::error(codes::BROKEN_LINK, place, format!("`{path}` is not published"))
                .help("it is a draft, scheduled or expired: publish it, or take the link out until then");
        }
        let published = self.may_suggest().then(|| self.published()).into_iter().flatten();
        let help = match nearest(path, published) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "paths of links are relative to the file that they stand in".to_owned(),
        };
        Diagnostic::error(codes::BROKEN_LINK, place, format!("there is no file `{path}`")).help(help)
    }
}

/// Where a link leads from the page at `url`, which is not retracted, if no other content file has to be asked.
///
/// # Errors
/// The path of the content file that has to be asked, and the anchor in it.
pub(super) fn without_others<'t>(
    url: &UrlPath,
    target: &'t LinkTarget,
) -> Result<ResolvedLink, (&'t str, Option<&'t str>)> {
    match target {
        LinkTarget::SitePath(path) => Ok(ResolvedLink::Site(encode_path_only(path))),
        LinkTarget::Asset { name, rest } => {
            Ok(ResolvedLink::Site(format!("{}{}{rest}", encode_path(&url.folder()), encode_path(name))))
        }
        LinkTarget::Fragment(id) => Ok(ResolvedLink::Fragment(id.clone())),
        LinkTarget::ContentFile { path, fragment } => Err((path, fragment.as_deref())),
    }
}

/// The path of the content file that a link names.
pub(super) fn file_named(link: &Link) -> Option<&str> {
    match &link.target {
        LinkTarget::ContentFile { path, .. } => Some(path),
        _ => None,
    }
}

/// A retraction must not be held up by links of others: the link leads to the notice.
fn into_retracted(from: &From<'_>, link: &Link, path: &str, id: &str) -> Diagnostic {
    let message = format!("`{path}` is retracted: its page has no `#{id}` any more");
    Diagnostic::warning(codes::BROKEN_LINK, Place::of(from.file, link.span), message)
        .help("the link leads to the notice of the retraction; take it out, or link to the article without an anchor")
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
