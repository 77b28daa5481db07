//! What a site is assembled from, and the moment at which.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::config::{Config, PublisherRecord, TermRecord};
use crate::content::{Article, Editorial, Page};
use crate::diagnostics::FileText;
use crate::paths::UrlPath;

/// Everything that one site is made of, parsed.
#[derive(Debug, Clone)]
pub struct Parts<'a> {
    /// The configuration.
    pub config: Arc<Config>,
    /// `data/publishers.yaml`.
    pub publishers: Arc<Vec<PublisherRecord>>,
    /// `data/<taxonomy>.yaml` of each configured taxonomy, in their order, with the file for messages; last, that of the
    /// storylines.
    pub vocabularies: Arc<Vec<Vocabulary>>,
    /// All articles, in the order of their paths.
    pub articles: &'a [Arc<Article>],
    /// All standalone pages, in the order of their paths.
    pub pages: &'a [Arc<Page>],
    /// All editors' notes, in the order of their paths.
    pub editorials: &'a [Arc<Editorial>],
    /// Paths of articles and pages that could not be read at all, which is reported already.
    pub unread: Vec<Arc<str>>,
    /// Files below `static/`, in the order of their paths.
    pub static_files: Arc<Vec<StaticFile>>,
}

/// A vocabulary file and its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    /// The file.
    pub file: FileText,
    /// Its terms.
    pub terms: Vec<TermRecord>,
}

/// A file that is copied as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticFile {
    /// Its address on the site.
    pub url: UrlPath,
    /// Where it lies on the disk.
    pub disk: PathBuf,
    /// Its path below the site's root, for messages.
    pub path: Arc<str>,
}

/// What is published: the clock, and what a preview shows besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The moment of the build.
    pub now: Timestamp,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether scheduled and expired articles are shown.
    pub future: bool,
}
