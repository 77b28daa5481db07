//! The complete YAML parser (granit-parser), kept on a short lead: no anchors, no aliases, no tags, no merge keys, one
//! document, small limits.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span as Range, StructureStyle};

use super::{Entry, Node, Value};
use crate::diagnostics::{Diagnostic, FileText, Place, Span, Spanned, codes};

/// How deep values may lie in each other.
pub(super) const DEPTH: usize = 16;
/// How many values a file may hold.
pub(super) const NODES: usize = 200_000;
/// How many mistakes of a file are reported before reading it ends.
pub(super) const MISTAKES: usize = 50;

/// Why the parser could not go on.
pub(super) enum Stop {
    /// It is not YAML, noticed at this byte of the text.
    Syntax(ErrorKind, usize),
    /// It is nested too deeply, from this byte on.
    Depth(usize),
    /// It holds too many values or too many mistakes; the byte is where the limit was reached.
    Size(usize),
}

/// Reads `text`, which begins at byte `offset` of `file` (there it may read differently: entries that were reported before
/// are blanked). What can be understood but is not allowed is pushed to `found`.
pub(super) fn read(
    file: &FileText,
    text: &str,
    offset: u32,
    found: &mut Vec<Diagnostic>,
) -> Result<Node<'static>, Stop> {
    let mut builder = Builder { file, text, offset, found, stack: Vec::new(), nodes: 0, documents: 0, root: None };
    for event in Parser::new_from_str_with_options(text, options()) {
        let (event, at) = event.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
            match error.kind() {
                ErrorKind::RecursionLimitExceeded => Stop::Depth(at),
                kind => Stop::Syntax(kind.clone(), at),
            }
        })?;
        builder.take(event, at)?;
    }
    let whole = Span::new(0..text.len()).shifted(offset);
    Ok(builder.root.unwrap_or(Node { span: whole, value: Value::Null }))
}

fn options() -> granit_parser::Options {
    granit_parser::options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: false,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    }
}

/// A list or a record that is being read.
struct Frame {
    start: u32,
    /// Written in brackets or braces.
    flow: bool,
    content: Content,
}

enum Content {
    Seq(Vec<Node<'static>>),
    Map { entries: Vec<Entry<'static>>, key: Key, places: HashMap<String, Span> },
}

/// The key whose value comes next.
enum Key {
    None,
    Good(Spanned<Cow<'static, str>>),
    /// Reported; its value is dropped.
    Bad,
}

struct Builder<'a> {
    file: &'a FileText,
    text: &'a str,
    offset: u32,
    found: &'a mut Vec<Diagnostic>,
    stack: Vec<Frame>,
    nodes: usize,
    documents: usize,
    root: Option<Node<'static>>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, at: Range) -> Result<(), Stop> {
        let span = self.span(&at);
        if event.is_node() {
            self.check_limits(&event, &at)?;
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let node = scalar(text.into_owned(), style, span);
                self.complete(node);
            }
            Event::SequenceStart(style, ..) => self.open(style, span, Content::Seq(Vec::new())),
            Event::MappingStart(style, ..) => {
                self.open(style, span, Content::Map { entries: Vec::new(), key: Key::None, places: HashMap::new() });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Anchor(..) => self.refuse(span, "anchors (`&x`) are not allowed", QUOTE_OR_WRITE_OUT),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(span, "aliases (`*x`) are not allowed", QUOTE_OR_WRITE_OUT);
                self.complete(Node { span, value: Value::Unread });
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents == 2 {
                    self.refuse(span, "a second YAML document starts here", "keep everything in one");
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn check_limits(&mut self, event: &Event<'_>, at: &Range) -> Result<(), Stop> {
        let start = at.start.byte_offset().unwrap_or_default().min(self.text.len());
        self.nodes += 1;
        if self.nodes > NODES || self.found.len() >= MISTAKES {
            return Err(Stop::Size(start));
        }
        if self.stack.len() >= DEPTH && !matches!(event, Event::Scalar(..)) {
            return Err(Stop::Depth(start));
        }
        if event.tag().is_some() {
            let tag = at.tag_span().map_or_else(|| self.span(at), |tag| self.span(&tag));
            self.refuse(tag, "tags (`!x`) are not allowed", "quote the value if it is a text, else drop the tag");
        }
        Ok(())
    }

    /// A range as a place in the file, without blanks and line ends behind it.
    fn span(&self, at: &Range) -> Span {
        let range = at.byte_range().unwrap_or_default();
        let written = self.text.get(range.clone()).unwrap_or_default();
        Span::new(range.start..range.start + written.trim_end_matches(BLANKS).len()).shifted(self.offset)
    }

    fn refuse(&mut self, span: Span, message: &str, help: &str) {
        let place = Place::of(self.file, span);
        self.found.push(Diagnostic::error(codes::YAML_SYNTAX, place, message).help(help));
    }

    fn open(&mut self, style: StructureStyle, mut span: Span, content: Content) {
        let below_key = self.stack.last().is_some_and(|frame| matches!(frame.content, Content::Map { .. }));
        if below_key && style == StructureStyle::Block && matches!(content, Content::Seq(_)) {
            // For a list that is not indented below its key, the parser gives the first entry instead of its dash.
            let before = self.text[..(span.start - self.offset) as usize].trim_end_matches(' ');
            if let Some(before) = before.strip_suffix('-') {
                span.start = self.offset + u32::try_from(before.len()).unwrap_or(u32::MAX);
            }
        }
        self.stack.push(Frame { start: span.start, flow: style == StructureStyle::Flow, content });
    }

    fn close(&mut self, end: Span) {
        let Some(frame) = self.stack.pop() else { return };
        let (value, last) = match frame.content {
            Content::Seq(items) => {
                let last = items.last().map(|item| item.span.end);
                (Value::Seq(items), last)
            }
            Content::Map { entries, .. } => {
                let last = entries.last().map(|(_, value)| value.span.end);
                (Value::Map(entries), last)
            }
        };
        let end = if frame.flow { end.end } else { last.unwrap_or(frame.start) };
        self.complete(Node { span: Span { start: frame.start, end: end.max(frame.start) }, value });
    }

    /// A whole node: it belongs to the list or record around it, as a key or as a value.
    fn complete(&mut self, mut node: Node<'static>) {
        let Some(frame) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut frame.content {
            Content::Seq(items) => items.push(node),
            Content::Map { entries, key, places } => match std::mem::replace(key, Key::None) {
                Key::None => *key = self::key(self.file, node, self.found),
                Key::Bad => {}
                Key::Good(key) => {
                    if node.value == Value::Null && node.span.start == node.span.end {
                        node.span = Span { start: key.span.end, end: key.span.end };
                    }
                    match places.insert(key.value.to_string(), key.span) {
                        Some(first) => self.found.push(duplicate(self.file, &key, first)),
                        None => entries.push((key, node)),
                    }
                }
            },
        }
    }
}

/// The key that a node stands for.
fn key(file: &FileText, node: Node<'static>, found: &mut Vec<Diagnostic>) -> Key {
    let (message, help) = match node.value {
        Value::Scalar { text, plain: true } if text == "<<" => {
            ("merge keys (`<<`) are not allowed", "write the keys out")
        }
        Value::Scalar { text, .. } => return Key::Good(Spanned::new(text, node.span)),
        Value::Unread => return Key::Bad,
        _ => ("a key is a text on one line", "write `key: value`"),
    };
    found.push(Diagnostic::error(codes::YAML_SYNTAX, Place::of(file, node.span), message).help(help));
    Key::Bad
}

const QUOTE_OR_WRITE_OUT: &str = "quote the value if it is a text, else write it out";
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

fn scalar(text: String, style: ScalarStyle, span: Span) -> Node<'static> {
    let plain = style == ScalarStyle::Plain;
    let value = match &*text {
        "" | "~" | "null" | "Null" | "NULL" if plain => Value::Null,
        _ => Value::Scalar { text: text.into(), plain },
    };
    Node { span, value }
}

fn duplicate(file: &FileText, key: &Spanned<Cow<'_, str>>, first: Span) -> Diagnostic {
    let message = format!("the key `{}` stands here a second time", key.value);
    Diagnostic::error(codes::DUPLICATE_KEY, Place::of(file, key.span), message)
        .note_at(Place::of(file, first), "first used here")
        .help("keep one of the two")
}
