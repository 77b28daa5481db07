//! The record of one source.

use std::ops::Deref;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::words::{Access, Role, SourceKind};
use crate::diagnostics::{Span, Spanned};

/// One cited item. Reads as its [`SourceDetails`], too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The citation key; unique in the article.
    pub id: Spanned<Box<str>>,
    /// `title`; a source without one is shown by its URL.
    pub title: Option<Box<str>>,
    /// What is linked: the author's URL without tracking parameters, or the one of `doi` or `arxiv`.
    pub url: Spanned<Box<str>>,
    /// Read it with [`Source::identity`].
    pub(super) identity: Identity,
    /// Display name: `publisher`, else the registry's by host, else the host.
    pub publisher: Box<str>,
    /// `published`: `2026`, `2026-11` or `2026-11-19`.
    pub published: Option<PartialDate>,
    /// `status` is `dead`.
    pub dead: bool,
    /// `access`, else the publisher's from the registry.
    pub access: Option<Access>,
    /// `kind`.
    pub kind: Option<SourceKind>,
    /// `role` is `primary`.
    pub primary: bool,
    /// `role` as written.
    pub role: Option<Role>,
    /// What few sources have; read it as the source's own.
    pub(super) details: Option<Box<SourceDetails>>,
}

/// What is said of few [`Source`]s. It lies apart, since a large site has millions of sources in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceDetails {
    /// `authors`.
    pub authors: Vec<String>,
    /// `accessed`.
    pub accessed: Option<Date>,
    /// `archive_url`.
    pub archive_url: Option<Spanned<Box<str>>>,
    /// `archived`: the day of the archived copy.
    pub archived: Option<Date>,
    /// `lang`.
    pub lang: Option<String>,
    /// `quote`: the words that support the claim.
    pub quote: Option<String>,
    /// `via`: who pointed to it.
    pub via: Option<String>,
    /// `doi`.
    pub doi: Option<String>,
    /// `arxiv`, without version.
    pub arxiv: Option<String>,
}

impl Deref for Source {
    type Target = SourceDetails;

    fn deref(&self) -> &SourceDetails {
        static NONE: LazyLock<SourceDetails> = LazyLock::new(SourceDetails::default);
        self.details.as_deref().unwrap_or_else(|| &NONE)
    }
}

impl Source {
    /// The canonical URL: two sources with the same are one.
    #[must_use]
    pub fn identity(&self) -> &str {
        match &self.identity {
            Identity::Part(span) => &self.url.value[span.range()],
            Identity::Other(identity) => identity,
        }
    }
}

/// The canonical URL of a source. Mostly it is a part of the URL, which need not be in memory twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Identity {
    /// This part of the source's URL.
    Part(Span),
    /// A text of its own.
    Other(Box<str>),
}

impl Identity {
    /// The identity of a source with this URL.
    pub(super) fn of(url: &str, identity: String) -> Self {
        let start = url.find("://").map_or(0, |at| at + "://".len());
        let start = if url[start..].starts_with("www.") { start + "www.".len() } else { start };
        if url[start..].starts_with(&identity) {
            return Self::Part(Span::new(start..start + identity.len()));
        }
        Self::Other(identity.into())
    }
}

/// A date known to the year, the month or the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartialDate {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month; never without a month.
    pub day: Option<i8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_a_part_of_the_url_where_it_can_be() {
        let is_part = |url: &str, identity: &str| {
            let found = Identity::of(url, identity.to_owned());
            match &found {
                Identity::Part(span) => assert_eq!(&url[span.range()], identity),
                Identity::Other(text) => assert_eq!(&**text, identity),
            }
            matches!(found, Identity::Part(_))
        };
        assert!(is_part("https://www.a.example/b/?c=1", "a.example/b/?c=1"));
        assert!(is_part("http://a.example/b/#c", "a.example/b"));
        assert!(is_part("https://www.example", "example") && is_part("https://www.", ""));
        assert!(!is_part("https://www.A.example/b", "a.example/b"));
        assert!(!is_part("https://www.example/b", "www.example/b"));
        assert!(!is_part("https://export.arxiv.org/pdf/1", "arxiv.org/abs/1") && !is_part("", "a"));
    }
}
