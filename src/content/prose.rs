//! The Markdown of an article, rendered: at once, or when somebody asks for it first.
//!
//! Most of the time that a large site takes to be parsed goes into texts, and the first pages of a dev server show few of them.
//! So it may begin with outlines ([`outline`](super::outline())): articles of which the front matter was read. What a text
//! says depends on its file alone, so that it makes no difference when it is rendered. Two things are known only when all are:
//! what is wrong in them ([`Article::found_late`]), and what they link to among content files. [`Outlining::has_met_links`] tells whether somebody
//! has asked for the latter too early.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

use super::article::{Article, Update};
use super::common::excerpt;
use crate::config::MarkdownConfig;
use crate::diagnostics::{Diagnostic, Span, Spanned};
use crate::markdown::{Body, Citations, Context, Inline, Session};

/// What the Markdown of an article says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Prose {
    /// `summary`, else the text before `<!-- more -->`, else the first paragraph.
    pub summary: Option<Box<Inline>>,
    /// Which sources are cited where, and in which order.
    pub citations: Citations,
    /// The rendered body.
    pub body: Body,
}

/// What all outlines of a site share.
#[derive(Debug)]
pub struct Outlining {
    markdown: MarkdownConfig,
    has_met_links: AtomicBool,
}

impl Outlining {
    /// For texts that are going to be rendered like this.
    #[must_use]
    pub fn new(markdown: MarkdownConfig) -> Self {
        Self { markdown, has_met_links: AtomicBool::new(false) }
    }

    /// Notes that somebody asked where a link to another content file leads, before that was known.
    pub fn meet_link(&self) {
        self.has_met_links.store(true, Ordering::Release);
    }

    /// Whether somebody did: from then on, what is made of the outlines may lack addresses.
    #[must_use]
    pub fn has_met_links(&self) -> bool {
        self.has_met_links.load(Ordering::Acquire)
    }
}

/// A text that is rendered, or going to be.
#[derive(Debug, Clone)]
pub(super) struct Late {
    prose: OnceLock<Prose>,
    outline: Option<Box<Outline>>,
}

/// What a text will be rendered of.
#[derive(Debug, Clone)]
struct Outline {
    shared: Arc<Outlining>,
    body: Span,
    /// `summary`, if the author wrote it.
    summary: Option<Spanned<String>>,
    /// What was wrong, once it is rendered.
    found: OnceLock<Vec<Diagnostic>>,
}

impl Late {
    /// A text that is going to be rendered.
    pub(super) fn outline(shared: Arc<Outlining>, body: Span, summary: Option<Spanned<String>>) -> Self {
        let outline = Outline { shared, body, summary, found: OnceLock::new() };
        Self { prose: OnceLock::new(), outline: Some(Box::new(outline)) }
    }

    fn render(&self, article: &Article) -> Prose {
        let outline = self.outline.as_deref().expect("a text that is not rendered has an outline");
        let sources: Vec<&str> = article.sources.iter().map(|source| &*source.id.value).collect();
        let (file, config, assets) = (&article.file, &outline.shared.markdown, &article.assets[..]);
        let mut session = Session::new(Context { file, config, sources: &sources, assets }).without_findings();
        let summary = outline.summary.as_ref().map(|text| session.inline(&text.value, text.span));
        let body = session.body(outline.body);
        let (citations, found) = session.finish();
        // It is rendered once.
        _ = outline.found.set(found);
        Prose { summary: summary.or_else(|| excerpt(&body)).map(Box::new), citations, body }
    }
}

impl From<Prose> for Late {
    fn from(prose: Prose) -> Self {
        Self { prose: prose.into(), outline: None }
    }
}

/// The Markdown of a file.
pub(super) struct Rendered {
    pub(super) summary: Option<Inline>,
    pub(super) body: Body,
    pub(super) citations: Citations,
    pub(super) around: Around,
}

impl Rendered {
    /// What every article has, and what stands around it.
    pub(super) fn apart(self) -> (Late, Around) {
        let Self { summary, body, citations, around } = self;
        (Prose { summary: summary.map(Box::new), citations, body }.into(), around)
    }
}

/// The Markdown that stands above and below the body of few articles.
#[derive(Default)]
pub(super) struct Around {
    pub(super) takeaways: Vec<Inline>,
    pub(super) why: Option<Inline>,
    pub(super) updates: Vec<Update>,
}

impl Article {
    /// What its Markdown says.
    #[must_use]
    pub fn prose(&self) -> &Prose {
        self.prose.prose.get_or_init(|| self.prose.render(self))
    }

    /// The same, to be changed.
    pub fn prose_mut(&mut self) -> &mut Prose {
        _ = self.prose();
        self.prose.prose.get_mut().expect("it was rendered above")
    }

    /// The same, if it was rendered before.
    #[must_use]
    pub fn rendered(&self) -> Option<&Prose> {
        self.prose.prose.get()
    }

    /// What is wrong in the text of an outline; nothing of an article that was parsed as a whole, of which that was said.
    #[must_use]
    pub fn found_late(&self) -> &[Diagnostic] {
        _ = self.prose();
        self.prose.outline.as_ref().and_then(|outline| outline.found.get()).map_or(&[], Vec::as_slice)
    }

    /// What it shares with others, if it was outlined.
    #[must_use]
    pub fn outlining(&self) -> Option<&Outlining> {
        self.prose.outline.as_deref().map(|outline| &*outline.shared)
    }
}

impl Serialize for Late {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.prose.get() {
            Some(prose) => prose.serialize(serializer),
            None => Err(ser::Error::custom("an outline is not stored")),
        }
    }
}

impl<'de> Deserialize<'de> for Late {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Prose::deserialize(deserializer).map(Self::from)
    }
}
