//! What authors write: content files, and the records parsed from them.

pub mod article;
mod common;
mod compact;
pub mod date;
mod editorial;
mod front;
pub mod identity;
mod keys;
mod parse;
pub mod placeholders;
mod prose;
pub mod schema;
pub mod slug;
mod source;
mod source_record;
mod sources;
mod stored;
mod story;
mod url_check;
pub mod visible;
mod words;

use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostics::FileText;

pub use article::{Article, Page};
pub use editorial::{Editorial, Period};
pub use parse::{Findings, Record, outline, parse, parse_noting, parsed_with, parses_alike};
pub use prose::{Outlining, Prose};

/// A Markdown file of `content/`, as the loader found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentFile {
    /// What its folder makes it.
    pub kind: ContentKind,
    /// Path and text.
    pub file: FileText,
    /// Its other files, if it is the `index.md` of a folder (a bundle); sorted by name.
    pub assets: Vec<Asset>,
}

/// What a content file is, by the folder it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentKind {
    /// `content/articles/**`.
    Article,
    /// `content/pages/**`.
    Page,
    /// `content/digests/**`.
    Editorial,
}

/// A file beside a bundle's `index.md`, copied beside its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path below the bundle's folder, with `/`: `chart.png`, `figures/a.svg`.
    pub name: String,
    /// Path below the site's root, with `/`.
    pub path: Arc<str>,
    /// Where it lies on the disk.
    pub disk: PathBuf,
    /// Width and height in pixels, if it is an image that says so.
    pub size: Option<(u32, u32)>,
}

#[cfg(test)]
mod tests;
