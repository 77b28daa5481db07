//! One article's Markdown: everything that shares its citation numbers, rendered text by text.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser};

use crate::config::MarkdownConfig;
use crate::content::Asset;
use crate::diagnostics::{Diagnostic, FileText, Span, codes};

use super::destination::Reference;
use super::facts::Facts;
use super::ids::Ids;
use super::marker::Ev;
use super::nesting;
use super::numbering::Numbering;
use super::report::{Origin, Report};
use super::walk::{Kind, Walk};
use super::{Body, Citations, Inline, simple, usual};

/// Put before a text of one paragraph, so that nothing in it can begin a block; it is never written.
const PREFIX: &str = "\u{FDD2} ";

/// What a session needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The content file.
    pub file: &'a FileText,
    /// How Markdown is read.
    pub config: &'a MarkdownConfig,
    /// The citation keys; a key's index is its source's.
    pub sources: &'a [&'a str],
    /// The bundle's other files.
    pub assets: &'a [Asset],
}

/// The rendering of one article: summary, takeaways and body, in the order in which a reader meets them.
///
/// ```
/// use citewire::{config::MarkdownConfig, diagnostics::{FileText, Span}, markdown::{Context, Session}};
/// let file = FileText { path: "content/articles/a.md".into(), text: "Meta *wins* [@reuters].".into() };
/// let config = MarkdownConfig { smart_punctuation: true, unsafe_html: false, highlight: true };
/// let mut session = Session::new(Context { file: &file, config: &config, sources: &["reuters"], assets: &[] });
/// let body = session.body(Span::new(0..file.text.len()));
/// assert_eq!(body.html.text, "<p>Meta <em>wins</em>.</p>\n");
/// let (citations, diagnostics) = session.finish();
/// assert_eq!((citations.order, diagnostics.len()), (vec![0], 0));
/// ```
pub struct Session<'a> {
    pub(super) context: Context<'a>,
    pub(super) numbering: Numbering<'a>,
    pub(super) ids: Ids,
    pub(super) report: Report<'a>,
    /// Notes and tables of earlier texts: labels go on where those ended.
    pub(super) notes: usize,
    pub(super) tables: usize,
    /// Whether [`Citations::findings`] are noted.
    pub(super) notes_findings: bool,
}

impl<'a> Session<'a> {
    /// Begins an article.
    #[must_use]
    pub fn new(context: Context<'a>) -> Self {
        Self {
            context,
            numbering: Numbering::new(context.sources),
            ids: Ids::default(),
            report: Report::new(context.file),
            notes: 0,
            tables: 0,
            notes_findings: true,
        }
    }

    /// The same, without [`Citations::findings`].
    #[must_use]
    pub fn without_findings(self) -> Self {
        Self { notes_findings: false, ..self }
    }

    /// Renders a YAML value as one paragraph without the `<p>`: inline markup only, line ends are spaces.
    ///
    /// `span` is the whole value in the file. Mistakes are shown at their exact place if the file holds `text` there as it
    /// is, else at what they are about if that can be found there, else at the whole value.
    pub fn inline(&mut self, text: &str, span: Span) -> Inline {
        let text = text.trim();
        if let Some(inline) = simple::inline(text) {
            return inline;
        }
        self.parsed_inline(text, span)
    }

    fn parsed_inline(&mut self, text: &str, span: Span) -> Inline {
        let source = [PREFIX, text].concat();
        let source = if text.contains(['\n', '\r']) { source.replace(['\n', '\r'], " ") } else { source };
        let written = self.context.file.text.get(span.range()).unwrap_or_default();
        // Mostly behind a quote, or right there.
        let near = (0..2).find(|at| written.get(*at..).is_some_and(|written| written.starts_with(text)));
        let origin = match near.or_else(|| written.find(text)) {
            Some(at) => Origin::Exact { base: span.start as usize + at, prefix: PREFIX.len() },
            None => Origin::Scalar { file: &self.context.file.text, span, text: &source },
        };
        let (mut events, _) = self.parse(&source);
        drop_prefix(&mut events);
        let facts = Facts::collect(&events);
        if let Some(place) = self.too_deep(&events, &facts) {
            self.refuse_depth(origin.span(place));
            return Inline::default();
        }
        let (html, plain) = Walk::new(self, &events, &facts, &source, origin, Kind::Inline).inline();
        Inline::new(html, plain)
    }

    /// Renders the text behind the front matter.
    pub fn body(&mut self, span: Span) -> Body {
        let file: &'a FileText = self.context.file;
        let source = file.text.get(span.range()).unwrap_or_default();
        let origin = Origin::Exact { base: span.start as usize, prefix: 0 };
        let (events, references) = self.parse(source);
        let facts = Facts { references, ..Facts::collect(&events) };
        if let Some(place) = self.too_deep(&events, &facts) {
            self.refuse_depth(origin.span(place));
            return Body { span, ..Body::default() };
        }
        for Reference { label, range, .. } in
            facts.references.iter().filter(|reference| reference.label.starts_with('@'))
        {
            self.report.error(codes::BAD_CITATION, origin.span(range.clone()), || {
                let message =
                    format!("`[{label}]:` at the start of a paragraph defines a link instead of citing a source");
                (message, format!("put a space before the colon, or words before `[{label}]`"))
            });
        }
        let body = Walk::new(self, &events, &facts, source, origin, Kind::Body).body();
        Body { span, ..body }
    }

    /// The place where a text nests too deep; nearly none has to be looked through for it.
    fn too_deep(&self, events: &[Ev<'_>], facts: &Facts<'_>) -> Option<Range<usize>> {
        if facts.may_be_deep { nesting::too_deep(events, self.context.config.unsafe_html) } else { None }
    }

    /// Reports a text that nests without end.
    pub(super) fn refuse_depth(&mut self, span: Span) {
        self.report.error(codes::TOO_DEEP, span, || {
            let message = format!("more than {} elements stand in each other here", nesting::LIMIT);
            (message, "close what is open, or write the text with fewer levels".to_owned())
        });
    }

    /// Ends the article: its citations and links, and what is wrong with it, in the order in which it was found.
    #[must_use]
    pub fn finish(mut self) -> (Citations, Vec<Diagnostic>) {
        self.numbering.citations.findings.shrink_to_fit();
        self.numbering.citations.groups.shrink_to_fit();
        (self.numbering.citations, self.report.finish())
    }

    /// All events, and the definitions of addresses.
    fn parse<'t>(&self, source: &'t str) -> (Vec<Ev<'t>>, Vec<Reference>) {
        match usual::events(source, self.context.config.smart_punctuation) {
            Some(events) => (events, Vec::new()),
            None => parsed(source, self.context.config),
        }
    }
}

/// All events and definitions of addresses, as the parser gives them.
pub(super) fn parsed<'t>(source: &'t str, config: &MarkdownConfig) -> (Vec<Ev<'t>>, Vec<Reference>) {
    let mut parser = Parser::new_ext(source, options(config)).into_offset_iter();
    let mut events = Vec::with_capacity(64 + source.len() / 24);
    events.extend(parser.by_ref());
    let mut references = Vec::new();
    if source.contains("]:") {
        references.extend(parser.reference_definitions().iter().map(|(label, definition)| Reference {
            label: label.to_owned(),
            address: definition.dest.to_string(),
            range: definition.span.clone(),
        }));
        references.sort_by_key(|reference| reference.range.start);
    }
    (events, references)
}

fn options(config: &MarkdownConfig) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_SMART_PUNCTUATION, config.smart_punctuation);
    options
}

fn drop_prefix(events: &mut [Ev<'_>]) {
    let first = events.iter_mut().find_map(|(event, _)| match event {
        Event::Text(text) => Some(text),
        _ => None,
    });
    if let Some(text) = first {
        let rest = text.strip_prefix(PREFIX).or_else(|| text.strip_prefix(PREFIX.trim_end()));
        let rest: Cow<'_, str> = rest.map(|rest| Cow::Owned(rest.to_owned())).unwrap_or_default();
        *text = CowStr::from(rest.into_owned());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CONFIG: MarkdownConfig = MarkdownConfig { smart_punctuation: true, unsafe_html: false, highlight: true };

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_simple_text_is_what_the_parser_makes_of_it(
            text in "([a-zA-Z0-9 ]{0,8}|[ -~]|[ .,:;!?()/%+=#@$|{}-]|[é—’“南\u{A0}\u{2009}\u{FDD2}\u{301}]|TODO|1\\. |- |# |https://e\\.org/|\n){0,8}",
            smart_punctuation: bool,
        ) {
            let config = MarkdownConfig { smart_punctuation, ..CONFIG };
            let file = FileText { path: "content/articles/a.md".into(), text: text.as_str().into() };
            let context = Context { file: &file, config: &config, sources: &["a", "x"], assets: &[] };
            if let Some(inline) = simple::inline(text.trim()) {
                let mut session = Session::new(context);
                let parsed = session.parsed_inline(text.trim(), Span::new(0..text.len()));
                prop_assert_eq!(inline, parsed);
                let (citations, diagnostics) = session.finish();
                prop_assert_eq!((citations, diagnostics.len()), (Citations::default(), 0));
            }
        }
    }
}
