//! Markdown and citations to HTML, walked once, with holes where the answer depends on other files or on the place of use.
//!
//! An article is one session: summary, takeaways and body share the numbers of its citations. What comes out is an
//! [`Html`] with [`Hole`]s; whoever shows it (a page, a feed, a newsletter) fills them in its own way, so the Markdown is
//! never read again.

mod citation;
mod code;
mod destination;
mod facts;
mod fill;
mod findings;
mod headings;
mod highlight;
mod ids;
mod inline;
mod links;
mod marker;
mod marks;
mod meaning;
mod memo;
mod nesting;
mod notes;
mod numbering;
mod paint;
mod plain;
mod policy;
mod raw_html;
mod report;
mod sanitize;
mod scan;
mod session;
mod simple;
mod tables;
mod text;
mod usual;
mod walk;
mod writer;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

pub use citation::is_citation_key;
pub use findings::{placeholder, placeholders};
pub use ids::{RESERVED_IDS, RESERVED_PREFIXES, is_reserved_id, slug};
pub use marks::{Mark, MarkKind};
pub use memo::forget_lines;
pub use notes::letters as note_letters;
pub use session::{Context, Session};
pub use text::{escape, escape_attribute, escape_url, is_forbidden};

/// HTML with holes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Html {
    /// The markup between the holes: safe to publish, every element closed.
    pub text: String,
    /// What to write at which byte of `text`, in rising order of `at`; several may share a place.
    pub holes: Vec<Hole>,
}

/// Something that is written into [`Html::text`] when it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hole {
    /// Byte offset in the text.
    pub at: u32,
    /// What is missing there.
    pub kind: HoleKind,
}

/// What a hole stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoleKind {
    /// The value of an `href` or `src`: index into [`Citations::links`] of the session.
    Link(u32),
    /// What keeps ids apart where several articles share one page: nothing on the article's own page, else `slug-`. Stands
    /// at the start of the value of every `id`.
    IdPrefix,
    /// A citation marker: index into [`Citations::groups`].
    Citation(u32),
    /// The `#` link of a heading on its own page (left out in feeds): index into [`Body::headings`].
    HeadingAnchor(u32),
}

/// Where a link of the Markdown leads, if that is not already a full URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it points to.
    pub target: LinkTarget,
    /// Where it stands in the content file, for messages: its address if that can be told, else the whole link. [`Body::marks`]
    /// has the exact places.
    pub span: crate::diagnostics::Span,
}

/// The target of a [`Link`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkTarget {
    /// Another content file: its path below the site's root (`content/pages/about.md`), and the anchor in it.
    ContentFile {
        /// Path with `.` and `..` resolved.
        path: String,
        /// Without `#`.
        fragment: Option<String>,
    },
    /// A path on the site, as written: `/about/?x#y`.
    SitePath(String),
    /// A file of the article's bundle, by [`Asset::name`](crate::content::Asset::name), with anything behind it (`#page=2`).
    Asset {
        /// The asset's name.
        name: String,
        /// Query and fragment as written, or nothing.
        rest: String,
    },
    /// A place in the same article, without `#`.
    Fragment(String),
}

/// A marker in the text: one or more citations that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitationGroup {
    /// In reading order of their numbers, each source once.
    pub items: SmallVec<[CitationItem; 1]>,
}

/// One source in a marker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitationItem {
    /// Index into the article's sources.
    pub source: u32,
    /// What the reader sees: 1 for the source that is cited first.
    pub number: u32,
    /// `p. 3` of `[@a, p. 3]`.
    pub locator: Option<Box<str>>,
}

/// All citations and links of one article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citations {
    /// Indices of the cited sources, in the order of their numbers (number 1 first).
    pub order: Vec<u32>,
    /// All markers, in the order in which they stand on the page.
    pub groups: Vec<CitationGroup>,
    /// For each number (from 0), the groups in which it stands: the places that the source list links back to.
    pub places: Vec<SmallVec<[u32; 4]>>,
    /// All links with a hole.
    pub links: Vec<Link>,
    /// What `citewire check` may have something to say about.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}

impl Citations {
    /// The sources that nothing cites, out of `count`, in their order.
    pub fn uncited(&self, count: usize) -> impl Iterator<Item = u32> {
        let mut is_cited = vec![false; count];
        for source in &self.order {
            if let Some(is_cited) = is_cited.get_mut(*source as usize) {
                *is_cited = true;
            }
        }
        (0u32..).zip(is_cited).filter(|(_, is_cited)| !is_cited).map(|(source, _)| source)
    }

    /// All of `count` sources: those that are cited, in the order of their numbers, then the others.
    pub fn cited_first(&self, count: usize) -> impl Iterator<Item = u32> {
        self.order.iter().copied().chain(self.uncited(count))
    }
}

/// A remarkable place of the Markdown. Whether it is a mistake, the rules of `citewire check` decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is there.
    pub kind: FindingKind,
    /// Where it stands in the content file.
    pub span: crate::diagnostics::Span,
}

/// What a [`Finding`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingKind {
    /// A full URL that a link or a picture leads to; the text at the span, unless it stands elsewhere or was decoded.
    Url(Option<Box<str>>),
    /// A [`placeholder`].
    Placeholder,
    /// A link without words.
    EmptyLinkText,
    /// A picture without words.
    EmptyAlt,
    /// So many words of the body without a citation; the span is that of the first of their texts.
    Uncited(u32),
}

/// A short text of one paragraph: a summary, a takeaway.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    /// Markup without a surrounding paragraph.
    pub html: Html,
    /// The words alone, if they are not the text of the markup: those of most texts are.
    words: Option<Box<str>>,
}

impl Inline {
    /// A text whose words alone are these.
    #[must_use]
    pub fn new(html: Html, words: String) -> Self {
        let words = (html.text != words).then(|| words.into());
        Self { html, words }
    }

    /// The words alone: no markup, no citation markers.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.words.as_deref().unwrap_or(&self.html.text)
    }
}

/// The rendered body of a content file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The markup, notes at its end included.
    pub html: Html,
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Every id that a link may point to, besides those of the headings.
    pub anchors: Vec<String>,
    /// Words of the text, without code blocks and markers.
    pub words: u32,
    /// Plain text before `<!-- more -->`, else of the first paragraph.
    pub excerpt: Box<str>,
    /// The author's text: where it stands in the content file.
    pub span: crate::diagnostics::Span,
    /// What in that text cannot be handed on as it is, in its order.
    pub marks: Vec<Mark>,
}

impl Body {
    /// Every id that a link may point to.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings.iter().map(|heading| &*heading.id);
        headings.chain(self.anchors.iter().map(String::as_str))
    }
}

/// A heading of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6: a body's `#` is made an `h2`, since the page's title is its `h1`.
    pub level: u8,
    /// Its anchor.
    pub id: Box<str>,
    /// The words alone: no markup, no citation markers.
    pub text: Box<str>,
}

#[cfg(test)]
mod tests;
