//! An article, a page or a digest note as the rules see it, and the URLs in it.

use std::borrow::Cow;

use crate::content::article::{Allow, Image, Source};
use crate::content::{Article, Editorial, Page};
use crate::diagnostics::{FileText, Span, Spanned};
use crate::markdown::{Citations, FindingKind};

/// What articles, pages and the editors' notes of digests have in common.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Its file.
    pub file: &'a FileText,
    /// What it is.
    pub kind: DocumentKind,
    /// `sources`.
    pub sources: &'a [Source],
    /// What is cited where, and what the walk has noted.
    pub citations: &'a Citations,
    /// `image`.
    pub image: Option<&'a Image>,
    /// `check: allow:`.
    pub allows: &'a [Allow],
    /// All of it, if it is an article.
    pub article: Option<&'a Article>,
}

/// What a [`Document`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// An article.
    Article,
    /// A standalone page.
    Page,
    /// The editors' note of a digest.
    Note,
}

/// A URL that an author wrote.
#[derive(Debug, Clone)]
pub struct WrittenUrl<'a> {
    /// The URL.
    pub text: Cow<'a, str>,
    /// Its place; if the URL does not stand there as it is, the place of what holds it.
    pub span: Span,
    /// Whether it stands there as it is.
    pub exact: bool,
}

impl WrittenUrl<'_> {
    /// The place of a part of it, or of all if it does not stand there as it is.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Span {
        if self.exact { Span::new(range).shifted(self.span.start) } else { self.span }
    }

    /// The byte range of the host, with port and user, if it has one.
    pub(super) fn host(&self) -> std::ops::Range<usize> {
        let start = self.text.find("://").map_or(0, |at| at + 3);
        let end = self.text[start..].find(['/', '?', '#']).map_or(self.text.len(), |at| start + at);
        start..end
    }
}

impl<'a> Document<'a> {
    pub(super) fn of_article(article: &'a Article) -> Self {
        Self {
            file: &article.file,
            kind: DocumentKind::Article,
            sources: &article.sources,
            citations: &article.prose().citations,
            image: article.image.as_ref(),
            allows: &article.allows,
            article: Some(article),
        }
    }

    pub(super) fn of_page(page: &'a Page) -> Self {
        Self {
            file: &page.file,
            kind: DocumentKind::Page,
            sources: &page.sources,
            citations: &page.citations,
            image: page.image.as_ref(),
            allows: &page.allows,
            article: None,
        }
    }

    pub(super) fn of_note(note: &'a Editorial) -> Self {
        Self {
            file: &note.file,
            kind: DocumentKind::Note,
            sources: &[],
            citations: &note.citations,
            image: None,
            allows: &note.allows,
            article: None,
        }
    }

    /// The places of everything of one kind that the walk has noted.
    pub(super) fn noted(&self, kind: FindingKind) -> impl Iterator<Item = Span> + use<'a> {
        self.citations.findings.iter().filter(move |finding| finding.kind == kind).map(|finding| finding.span)
    }

    /// The URLs of sources and of their archived copies, then those of links and pictures in the text.
    pub(super) fn urls(&self) -> impl Iterator<Item = WrittenUrl<'a>> + use<'a> {
        let file = self.file;
        let of_source = |source: &'a Source| std::iter::once(&source.url).chain(&source.archive_url);
        let of_sources = self.sources.iter().flat_map(of_source).map(move |url| of_front_matter(file, url));
        let in_text = self.citations.findings.iter().filter_map(move |finding| match &finding.kind {
            FindingKind::Url(Some(text)) => Some(written((**text).into(), finding.span, false)),
            FindingKind::Url(None) => Some(written(slice(file, finding.span).into(), finding.span, true)),
            _ => None,
        });
        of_sources.chain(in_text)
    }
}

/// A URL of a source as it stands in the file, with the parameters that are not printed.
fn of_front_matter<'a>(file: &'a FileText, url: &'a Spanned<Box<str>>) -> WrittenUrl<'a> {
    let span = url.span;
    let raw = slice(file, span);
    let text = raw.trim_matches(['"', '\'']);
    let is_url = text.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
    if !is_url || text.contains(['\\', '\n']) {
        // Made of a DOI or an arXiv id, or written with escapes.
        return written((*url.value).into(), span, false);
    }
    let quote = raw.len() - raw.trim_start_matches(['"', '\'']).len();
    written(text.into(), Span::new(quote..quote + text.len()).shifted(span.start), true)
}

fn written(text: Cow<'_, str>, span: Span, exact: bool) -> WrittenUrl<'_> {
    WrittenUrl { text, span, exact }
}

fn slice(file: &FileText, span: Span) -> &str {
    file.text.get(span.range()).unwrap_or_default()
}
