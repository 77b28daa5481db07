//! Both ends of a link: the content file that it stands in, and the one that it leads to.

use std::borrow::Cow;

use super::links::without_others;
use super::{Digest, PlacedPage, ResolvedLink, Story};
use crate::content::article::Source;
use crate::content::{Asset, Editorial, Outlining};
use crate::diagnostics::{FileText, nearest};
use crate::markdown::{Body, Citations};
use crate::paths::UrlPath;

/// Where the links of a content file lead.
#[derive(Debug, Clone, Copy)]
pub struct Links<'a> {
    resolved: &'a [ResolvedLink],
    /// If there may be links that were not known when the site was assembled.
    outlined: Option<(&'a Outlining, &'a Story)>,
}

impl<'a> Links<'a> {
    /// Of a file of which all was known.
    #[must_use]
    pub fn of(resolved: &'a [ResolvedLink]) -> Self {
        Self { resolved, outlined: None }
    }

    /// Where a link leads. If another content file had to be asked, which was not known when the site was assembled, that is
    /// noted.
    #[must_use]
    pub fn get(&self, index: u32) -> Option<Cow<'a, ResolvedLink>> {
        if let Some(link) = self.resolved.get(index as usize) {
            return Some(Cow::Borrowed(link));
        }
        let (outlining, story) = self.outlined?;
        let link = story.article.prose().citations.links.get(index as usize)?;
        let found = without_others(&story.url, &link.target);
        found.map(Cow::Owned).inspect_err(|_| outlining.meet_link()).ok()
    }
}

impl Story {
    /// Where its links lead.
    #[must_use]
    pub fn all_links(&self) -> Links<'_> {
        let outlined = self.article.outlining().map(|outlining| (outlining, self));
        Links { resolved: &self.links, outlined }
    }
}

/// A content file with an address, and the anchors in it.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) url: &'a UrlPath,
    body: &'a Body,
    pub(super) citations: &'a Citations,
    sources: &'a [Source],
    /// Whether it is withdrawn: its notice is all that is on its page.
    pub(super) is_retracted: bool,
}

impl<'a> Target<'a> {
    pub(super) fn story(story: &'a Story) -> Self {
        let article = &*story.article;
        Self {
            url: &story.url,
            body: &article.prose().body,
            citations: &article.prose().citations,
            sources: &article.sources,
            is_retracted: !story.is_listed(),
        }
    }

    pub(super) fn page(placed: &'a PlacedPage) -> Self {
        let page = &*placed.page;
        Self {
            url: &placed.url,
            body: &page.body,
            citations: &page.citations,
            sources: &page.sources,
            is_retracted: false,
        }
    }

    pub(super) fn digest(digest: &'a Digest, note: &'a Editorial) -> Self {
        Self { url: &digest.url, body: &note.body, citations: &note.citations, sources: &[], is_retracted: false }
    }

    pub(super) fn has(self, id: &str) -> bool {
        let is_source = |key: &str| self.sources.iter().any(|source| &*source.id.value == key);
        let is_citation = |number: &str| {
            number
                .parse()
                .is_ok_and(|n: usize| (1..=self.citations.groups.len()).contains(&n) && n.to_string() == number)
        };
        // The list of sources is the theme's.
        id.is_empty()
            || id == "sources"
            || id.strip_prefix("source-").is_some_and(is_source)
            || id.strip_prefix("cite-").is_some_and(is_citation)
            || self.body.ids().any(|anchor| anchor == id)
    }

    /// The anchor that was probably meant.
    pub(super) fn nearest(self, id: &str) -> Option<String> {
        let anchors = self.body.ids().map(str::to_owned);
        let sources = self.sources.iter().map(|source| format!("source-{}", source.id.value));
        let all: Vec<String> = anchors.chain(sources).collect();
        nearest(id, all.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// The content file that a link stands in.
pub(super) struct From<'a> {
    pub(super) file: &'a FileText,
    pub(super) assets: &'a [Asset],
    pub(super) target: Target<'a>,
}

impl<'a> From<'a> {
    pub(super) fn story(story: &'a Story) -> Self {
        Self { file: &story.article.file, assets: &story.article.assets, target: Target::story(story) }
    }

    pub(super) fn page(placed: &'a PlacedPage) -> Self {
        Self { file: &placed.page.file, assets: &placed.page.assets, target: Target::page(placed) }
    }

    /// None of a digest without a note.
    pub(super) fn digest(digest: &'a Digest) -> Option<Self> {
        let note = digest.note.as_deref()?;
        Some(Self { file: &note.file, assets: &[], target: Target::digest(digest, note) })
    }
}
