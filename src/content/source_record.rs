//! The record of one source.

use std::ops::Deref;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::words::{Access, Role, SourceKind};
use crate::diagnostics::Spanned;

/// One cited item. Reads as its [`SourceDetails`], too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The citation key; unique in the article.
    pub id: Spanned<String>,
    /// `title`; a source without one is shown by its URL.
    pub title: Option<String>,
    /// What is linked: the author's URL without tracking parameters, or the one of `doi` or `arxiv`.
    pub url: Spanned<String>,
    /// The canonical URL: two sources with the same are one.
    pub identity: String,
    /// Display name: `publisher`, else the registry's by host, else the host.
    pub publisher: String,
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
    pub archive_url: Option<Spanned<String>>,
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
