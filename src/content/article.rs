//! The records of an article, a source and a page: typed, checked, and with the place of what later stages may report.

use std::ops::Deref;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::config::Extra;
use crate::diagnostics::{Code, FileText, Span, Spanned};
use crate::markdown::{Body, Citations, Hole, HoleKind, Inline};

use super::Asset;
use super::prose::Late;
pub use super::source_record::{PartialDate, Source, SourceDetails};
pub use super::words::{Access, AiLevel, ArticleKind, Role, SourceKind, UpdateKind};

/// One curated story: front matter, sources, and its Markdown, rendered or going to be. Nothing in it depends on other files.
/// Reads as its [`ArticleDetails`], too.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Article {
    /// The file it was read from, for messages of later stages.
    #[serde(skip, default = "FileText::none")]
    pub file: FileText,
    /// `title`, as written (no Markdown).
    pub title: Spanned<String>,
    /// `date`: when it was published.
    pub date: Spanned<Moment>,
    /// The last part of its address: `slug`, else from the file's name.
    pub slug: Spanned<String>,
    /// Whether `summary` was written by the author (shown above the body) rather than taken from the body.
    pub summary_written: bool,
    /// `kind`.
    pub kind: ArticleKind,
    /// Terms by taxonomy, in the order of the configuration; as written, without doubles.
    pub terms: Vec<Vec<Spanned<String>>>,
    /// `importance`, 1 to 5.
    pub importance: u8,
    /// `edition`: the local day whose edition it belongs to; default: the day of `date`.
    pub edition: Date,
    /// `draft`.
    pub draft: bool,
    /// `sources`, in the author's order.
    pub sources: Vec<Source>,
    /// The rendered text: see [`Article::prose`].
    pub(super) prose: Late,
    /// What few articles have; read it as the article's own.
    pub(super) details: Option<Box<ArticleDetails>>,
}

/// With the two counts of its `Arc`, an article fits a block of 512 bytes; the allocator's next ones have 640.
const _: () = assert!(size_of::<Article>() <= 512 - 16);

/// What is said in few [`Article`]s. It lies apart, since a large site has all its articles in memory.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleDetails {
    /// The bundle's other files.
    #[serde(skip)]
    pub assets: Vec<Asset>,
    /// `id`: the stable GUID, if one was minted.
    pub id: Option<Spanned<String>>,
    /// `aliases`: older addresses on this site, each starting with `/`.
    pub aliases: Vec<Spanned<String>>,
    /// `takeaways`.
    pub takeaways: Vec<Inline>,
    /// `why`: why it matters.
    pub why: Option<Inline>,
    /// `authors`.
    pub authors: Vec<String>,
    /// `editor`.
    pub editor: Option<String>,
    /// `storyline`.
    pub storyline: Option<Spanned<String>>,
    /// `related`: ids or slugs of other articles.
    pub related: Vec<Spanned<String>>,
    /// `updates`, oldest first; those of one moment in the author's order.
    pub updates: Vec<Update>,
    /// `publish_at`: held back until then.
    pub publish_at: Option<Spanned<Moment>>,
    /// `expires`: held back from then on.
    pub expires: Option<Spanned<Moment>>,
    /// `image`.
    pub image: Option<Image>,
    /// `canonical_url`: the original, if this is a copy.
    pub canonical_url: Option<String>,
    /// `lang`: BCP 47, if it differs from the site's.
    pub lang: Option<String>,
    /// `ai`: how models were used.
    pub ai: Option<AiUse>,
    /// `check: allow:`.
    pub allows: Vec<Allow>,
    /// `extra`.
    #[serde(with = "super::stored::extra")]
    pub extra: Extra,
}

impl Deref for Article {
    type Target = ArticleDetails;

    fn deref(&self) -> &ArticleDetails {
        static NONE: LazyLock<ArticleDetails> = LazyLock::new(ArticleDetails::default);
        self.details.as_deref().unwrap_or_else(|| &NONE)
    }
}

impl Article {
    /// Whether it has been withdrawn: a reader finds the retraction at its address, and it is in no list.
    #[must_use]
    pub fn is_retracted(&self) -> bool {
        self.updates.iter().any(|update| update.kind == UpdateKind::Retraction)
    }

    /// The article as it is at a moment: without the updates that are dated later, if it has such, and without the ways back
    /// to their citations.
    #[must_use]
    pub fn without_updates_after(&self, now: Timestamp) -> Option<Self> {
        let is_later = |update: &&Update| update.date.value.instant > now;
        let group = |hole: &Hole| if let HoleKind::Citation(group) = hole.kind { Some(group) } else { None };
        let later: Vec<&Update> = self.updates.iter().filter(is_later).collect();
        let gone: Vec<u32> = later.iter().flat_map(|u| u.text.html.holes.iter().filter_map(group)).collect();
        (!later.is_empty()).then(|| {
            let mut article = self.clone();
            if let Some(details) = &mut article.details {
                details.updates.retain(|update| !is_later(&update));
            }
            let places = &mut article.prose_mut().citations.places;
            places.iter_mut().for_each(|places| places.retain(|group| !gone.contains(group)));
            article
        })
    }

    /// When it was last changed: its newest update, else when it was published.
    #[must_use]
    pub fn changed(&self) -> Moment {
        self.updates.iter().map(|update| update.date.value).max().unwrap_or(self.date.value).max(self.date.value)
    }
}

/// A standalone page: `content/pages/**`.
#[derive(Debug, Clone)]
pub struct Page {
    /// The file it was read from.
    pub file: FileText,
    /// The bundle's other files.
    pub assets: Vec<Asset>,
    /// `title`.
    pub title: Spanned<String>,
    /// Address parts below the root: the folders below `content/pages/`, then the slug; no parts for `index.md` at the top.
    pub path: Spanned<Vec<String>>,
    /// `aliases`.
    pub aliases: Vec<Spanned<String>>,
    /// `summary`, else the first paragraph.
    pub summary: Option<Inline>,
    /// `order` among the pages of its folder; smaller first, then by title.
    pub order: i64,
    /// `draft`.
    pub draft: bool,
    /// `image`.
    pub image: Option<Image>,
    /// `lang`.
    pub lang: Option<String>,
    /// `check: allow:`.
    pub allows: Vec<Allow>,
    /// `extra`.
    pub extra: Extra,
    /// `sources`: pages may cite, too.
    pub sources: Vec<Source>,
    /// Which sources are cited where.
    pub citations: Citations,
    /// The rendered body.
    pub body: Body,
}

/// A point in time as an author wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// The instant.
    pub instant: Timestamp,
    /// The wall clock in the site's zone at that instant.
    pub local: DateTime,
    /// The site zone's offset from UTC at that instant, in seconds.
    pub offset: i32,
    /// Whether the author gave a day only (the instant is then the day's first).
    pub date_only: bool,
}

/// A dated change note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// When the change was made.
    pub date: Spanned<Moment>,
    /// What kind of change.
    pub kind: UpdateKind,
    /// What was changed.
    pub text: Inline,
}

/// What `citewire check` shall not report in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allow {
    /// The rule.
    pub rule: Code,
    /// Where its name stands.
    pub span: Span,
    /// Why that is right in this file; never empty.
    pub reason: String,
}

/// An article's picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// A bundle's file, a path on the site (`/img/a.png`), or a URL.
    pub src: Spanned<String>,
    /// What it shows, for those who do not see it; empty if it is decoration.
    pub alt: String,
    /// Whether `alt` is there at all: an empty one says that the picture is decoration.
    pub alt_written: bool,
    /// Who made it.
    pub credit: Option<String>,
    /// Words below it.
    pub caption: Option<String>,
    /// Width and height in pixels, if it lies in the bundle.
    pub size: Option<(u32, u32)>,
}

/// How models were used for an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiUse {
    /// `use`.
    pub level: AiLevel,
    /// `tools`.
    pub tools: Vec<String>,
    /// `reviewed_by`.
    pub reviewed_by: Option<String>,
}
