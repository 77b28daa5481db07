//! A source as bibliographies see it: what it is, who wrote it, and its numbers.

use super::names::{self, Name};
use crate::content::article::{Source, SourceKind};
use crate::content::identity::host_of;
use crate::views::fill::without_scheme;

/// A source on its way into a bibliography.
pub(super) struct Work<'a> {
    /// Its key.
    pub(super) key: &'a str,
    /// What the author says of it.
    pub(super) source: &'a Source,
    /// What it is.
    pub(super) class: Class,
    /// Its number at arXiv.
    pub(super) arxiv: Option<&'a str>,
    /// Its DOI.
    pub(super) doi: Option<&'a str>,
    /// Who wrote it.
    pub(super) names: Vec<Name>,
}

/// What a work is, as far as bibliographies tell works apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A report of a newspaper or an agency.
    News,
    /// A paper at arXiv.
    Preprint,
    /// A paper in a journal.
    Paper,
    /// An announcement.
    PressRelease,
    /// Code.
    Software,
    /// A model.
    Model,
    /// An entry of a blog.
    BlogPost,
    /// A post on a social network.
    SocialPost,
    Video,
    Podcast,
    Dataset,
    /// Anything else.
    Webpage,
}

impl<'a> Work<'a> {
    /// Looks at a source.
    pub(super) fn new(key: &'a str, source: &'a Source) -> Self {
        let arxiv = source.arxiv.as_deref().or_else(|| source.identity().strip_prefix("arxiv.org/abs/"));
        let doi = source.doi.as_deref().or_else(|| doi_of(source.identity()));
        let class = class(source, arxiv, doi);
        let names = source.authors.iter().map(|name| names::read(name)).collect();
        Self { key, source, class, arxiv: arxiv.filter(|_| class == Class::Preprint), doi, names }
    }

    /// The title, else what lists of sources show in its place.
    pub(super) fn title(&self) -> &'a str {
        shown_title(self.source)
    }

    /// What else is worth knowing, as short remarks: the archived copy, who pointed to it.
    pub(super) fn remarks(&self) -> Vec<String> {
        let source = self.source;
        let mut remarks = Vec::new();
        if source.dead {
            remarks.push("Original no longer available".to_owned());
        }
        if let Some(archive) = &source.archive_url {
            let day = source.archived.map(|day| format!(" ({day})")).unwrap_or_default();
            remarks.push(format!("Archived: {}{day}", archive.value));
        }
        remarks.extend(source.via.as_ref().map(|via| format!("Via: {via}")));
        remarks
    }
}

/// How many bytes the entries of works take, as a rule: a large file should not be copied while it grows.
pub(super) fn usual_length<'a>(works: &impl Iterator<Item = Work<'a>>) -> usize {
    const USUAL: usize = 320;
    works.size_hint().1.unwrap_or_default().saturating_mul(USUAL)
}

/// The title of a source, else its address as people read it.
pub(super) fn shown_title(source: &Source) -> &str {
    source.title.as_deref().unwrap_or_else(|| without_scheme(&source.url.value))
}

fn doi_of(identity: &str) -> Option<&str> {
    let doi = identity.strip_prefix("doi.org/")?;
    (doi.starts_with("10.") && !doi.contains(['%', '?'])).then_some(doi)
}

fn class(source: &Source, arxiv: Option<&str>, doi: Option<&str>) -> Class {
    match source.kind {
        Some(SourceKind::Paper) | None if arxiv.is_some() => Class::Preprint,
        None if doi.is_some() => Class::Paper,
        None => Class::Webpage,
        Some(SourceKind::News) => Class::News,
        Some(SourceKind::Paper) => Class::Paper,
        Some(SourceKind::PressRelease) => Class::PressRelease,
        Some(SourceKind::Repository) => Class::Software,
        Some(SourceKind::Post) if is_social(source.identity()) => Class::SocialPost,
        Some(SourceKind::Post) => Class::BlogPost,
        Some(SourceKind::Video) => Class::Video,
        Some(SourceKind::Podcast) => Class::Podcast,
        Some(SourceKind::Documentation) => Class::Webpage,
        Some(SourceKind::Dataset) => Class::Dataset,
        Some(SourceKind::Model) => Class::Model,
    }
}

/// Whether an address (without scheme) is that of a social network rather than a blog.
fn is_social(identity: &str) -> bool {
    const HOSTS: &[&str] = &[
        "x.com",
        "twitter.com",
        "bsky.app",
        "threads.net",
        "threads.com",
        "mastodon.social",
        "linkedin.com",
        "facebook.com",
        "instagram.com",
        "reddit.com",
        "news.ycombinator.com",
        "weibo.com",
    ];
    let host = host_of(identity);
    HOSTS.iter().any(|social| host.strip_suffix(social).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}
