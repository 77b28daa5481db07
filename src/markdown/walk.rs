//! The one walk over the parser's events: blocks. Text, links and markers are in [`inline`](super::inline).

use ahash::AHashSet as HashSet;
use pulldown_cmark::{BlockQuoteKind, Event, HeadingLevel, Tag, TagEnd};

use super::facts::Facts;
use super::findings::{Run, placeholder};
use super::marker::Ev;
use super::notes::Notes;
use super::plain::Plain;
use super::raw_html::Address;
use super::report::Origin;
use super::session::Session;
use super::tables::Table;
use super::writer::Writer;
use super::{Body, Heading, HoleKind, Html, LinkTarget, Mark};
use crate::diagnostics::Span;

/// What is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text of one paragraph, written without its `<p>`.
    Inline,
    /// A body of blocks.
    Body,
}

/// The state of a walk.
pub(super) struct Walk<'w, 'a> {
    pub(super) session: &'w mut Session<'a>,
    pub(super) events: &'w [Ev<'w>],
    pub(super) facts: &'w Facts<'w>,
    pub(super) source: &'w str,
    pub(super) origin: Origin<'w>,
    pub(super) out: Writer,
    pub(super) plain: Plain,
    pub(super) notes: Notes,
    pub(super) open_links: Vec<super::inline::OpenLink>,
    pub(super) kind: Kind,
    /// Addresses in raw HTML.
    pub(super) addresses: Vec<Address>,
    /// Raw elements that are open in this paragraph.
    pub(super) raw_open: Vec<String>,
    pub(super) headings: Vec<Heading>,
    pub(super) anchors: Vec<String>,
    /// Headings that keep the id their author chose, by their first event.
    pub(super) explicit: HashSet<usize>,
    pub(super) table: Table,
    /// The words since the last citation, in a body before its notes.
    pub(super) run: Option<Run>,
    /// Whether placeholders have to be looked for.
    pub(super) seeks_placeholders: bool,
    /// What stands where in the text, as it is met.
    pub(super) marks: Vec<Mark>,
}

impl<'w, 'a> Walk<'w, 'a> {
    pub(super) fn new(
        session: &'w mut Session<'a>,
        events: &'w [Ev<'w>],
        facts: &'w Facts<'w>,
        source: &'w str,
        origin: Origin<'w>,
        kind: Kind,
    ) -> Self {
        let notes_findings = session.notes_findings;
        let plain = Plain::new(kind == Kind::Inline || facts.more.is_some());
        let notes = Notes::new(facts.definitions.len(), session.notes);
        Self {
            session,
            events,
            facts,
            source,
            origin,
            out: Writer::default(),
            plain,
            notes,
            open_links: Vec::new(),
            kind,
            addresses: Vec::new(),
            raw_open: Vec::new(),
            headings: Vec::new(),
            anchors: Vec::new(),
            explicit: HashSet::new(),
            table: Table::default(),
            run: (notes_findings && kind == Kind::Body).then(Run::default),
            seeks_placeholders: notes_findings && placeholder(source).is_some(),
            marks: Vec::new(),
        }
    }

    /// Walks a text of one paragraph.
    pub(super) fn inline(mut self) -> (Html, String) {
        self.steps(0, self.events.len());
        self.out.trim_end();
        let html = std::mem::take(&mut self.out).finish();
        (self.sanitized(html), self.plain.finish())
    }

    /// Walks a body.
    pub(super) fn body(mut self) -> Body {
        self.take_explicit_ids();
        // What is reserved here is kept with the article; most markup is a little longer than its Markdown.
        self.out.out().reserve(self.source.len() + self.source.len() / 4);
        self.reserve();
        self.steps(0, self.events.len());
        self.end_run();
        self.run = None;
        let words = self.plain.words;
        let excerpt = std::mem::take(&mut self.plain).finish().into();
        self.write_notes();
        let html = std::mem::take(&mut self.out).finish();
        let html = self.sanitized(html);
        let marks = self.take_marks();
        let (headings, anchors) = (self.headings, self.anchors);
        Body { html, headings, anchors, words, excerpt, span: Span::default(), marks }
    }

    /// Makes room for what the facts have counted, so that lists do not grow item by item.
    fn reserve(&mut self) {
        let (headings, brackets) = (self.facts.headings, self.facts.brackets);
        self.headings.reserve_exact(headings);
        self.marks.reserve_exact(brackets);
        self.out.reserve_holes(2 * headings + brackets);
        self.session.numbering.citations.groups.reserve_exact(brackets);
        self.session.ids.reserve(headings);
    }

    /// Walks the events from `at` to `end`.
    pub(super) fn steps(&mut self, mut at: usize, end: usize) {
        while at < end {
            at = self.step(at);
        }
    }

    /// Walks one event, and what has to be read with it; the next event.
    fn step(&mut self, at: usize) -> usize {
        let events = self.events;
        match &events[at].0 {
            Event::Text(text) => return self.text(at, text),
            Event::Code(code) => self.code(code),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.hard_break(),
            Event::Start(tag) => return self.start(at, tag),
            Event::End(tag) => self.end(at, tag),
            Event::FootnoteReference(label) => self.note_reference(at, label),
            Event::TaskListMarker(done) => self.task(*done),
            Event::Rule => self.out.block("<hr>\n"),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(at, html),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.out.text(text),
        }
        at + 1
    }

    fn start(&mut self, at: usize, tag: &'w Tag<'w>) -> usize {
        match tag {
            Tag::Paragraph => return self.start_paragraph(at),
            Tag::Heading { level, id, classes, attrs } => {
                let extra: Vec<_> = attrs.iter().map(|(name, _)| &**name).collect();
                let classes: Vec<_> = classes.iter().map(|class| &**class).collect();
                self.start_heading(at, *level, id.as_deref(), &classes, &extra);
            }
            Tag::BlockQuote(kind) => self.start_quote(*kind),
            Tag::CodeBlock(kind) => return self.code_block(at, kind),
            Tag::HtmlBlock => return self.html_block(at),
            Tag::List(Some(1)) => self.out.block("<ol>\n"),
            Tag::List(Some(start)) => self.out.block(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.out.block("<ul>\n"),
            Tag::Item => self.start_item(at),
            Tag::FootnoteDefinition(_) => return self.skip_definition(at),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_row(true),
            Tag::TableRow => self.start_row(false),
            Tag::TableCell => self.start_cell(at),
            Tag::Emphasis => self.out.raw("<em>"),
            Tag::Strong => self.out.raw("<strong>"),
            Tag::Strikethrough => self.out.raw("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(at, *link_type, dest_url, title),
            Tag::Image { dest_url, title, .. } => return self.image(at, dest_url, title, false),
            _ => {}
        }
        at + 1
    }

    fn end(&mut self, at: usize, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => self.end_heading(*level),
            TagEnd::BlockQuote(None) => self.end_block("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.end_block("</div>\n"),
            TagEnd::List(true) => self.out.block("</ol>\n"),
            TagEnd::List(false) => self.out.block("</ul>\n"),
            TagEnd::Item => {
                self.plain.space();
                self.close_raw_from(0);
                self.out.raw("</li>\n");
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.out.raw("</tr></thead>\n"),
            TagEnd::TableRow => self.out.raw("</tr>\n"),
            TagEnd::TableCell => self.end_cell(at),
            TagEnd::Emphasis => self.out.raw("</em>"),
            TagEnd::Strong => self.out.raw("</strong>"),
            TagEnd::Strikethrough => self.out.raw("</del>"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn start_paragraph(&mut self, at: usize) -> usize {
        if self.kind == Kind::Inline {
            return at + 1;
        }
        if self.facts.more.is_none() && self.plain.is_empty() {
            self.plain.taking = true;
        }
        if let Some(next) = self.figure(at) {
            return next;
        }
        self.out.block("<p>");
        at + 1
    }

    fn end_paragraph(&mut self) {
        if self.kind == Kind::Inline {
            return;
        }
        self.plain.space();
        self.close_raw_from(0);
        self.out.raw("</p>\n");
        if self.facts.more.is_none() {
            self.plain.taking = false;
        }
    }

    fn end_block(&mut self, markup: &str) {
        self.plain.space();
        self.out.block(markup);
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, title) = match kind {
            None => return self.out.block("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", "Note"),
            Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
            Some(BlockQuoteKind::Important) => ("important", "Important"),
            Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
        };
        let title = format!("<p class=\"alert-title\">{title}</p>\n");
        self.out.block(&format!("<div class=\"alert alert-{class}\" role=\"note\">\n{title}"));
    }

    fn start_item(&mut self, at: usize) {
        let task = |at: usize| matches!(self.events.get(at), Some((Event::TaskListMarker(_), _)));
        let loose = matches!(self.events.get(at + 1), Some((Event::Start(Tag::Paragraph), _)));
        let is_task = task(at + 1) || (loose && task(at + 2));
        self.out.block(if is_task { "<li class=\"task\">" } else { "<li>" });
    }

    fn task(&mut self, done: bool) {
        let (label, checked) = if done { ("done", " checked") } else { ("open", "") };
        self.out.raw(&format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "));
    }

    /// The level at which a heading is written: below the page's own `h1`.
    pub(super) fn level(&self, level: HeadingLevel) -> u8 {
        (level as u8 + u8::from(self.facts.has_h1)).min(6)
    }

    /// Leaves a hole for a link; its index.
    pub(super) fn link_hole(&mut self, target: LinkTarget, span: Span) -> u32 {
        let index = self.add_link(target, span);
        self.out.hole(HoleKind::Link(index));
        index
    }

    /// Adds a link to the article's list.
    pub(super) fn add_link(&mut self, target: LinkTarget, span: Span) -> u32 {
        let links = &mut self.session.numbering.citations.links;
        links.push(super::Link { target, span });
        u32::try_from(links.len() - 1).unwrap_or(u32::MAX)
    }
}
