//! Typed values out of a record, with everything that is wrong collected.

use std::borrow::Cow;

use super::shape::is_key;
use super::{Entry, Kind, Node, Shape, Value, values};
use crate::diagnostics::{Diagnostic, FileText, Place, Span, Spanned, codes, nearest};

/// How many mistakes of a file are collected: more would only fill the memory.
const MOST: usize = 100;

/// A record that is being taken apart: its [`Shape`] says which keys it may have, and every key of it has to be asked for.
pub struct Fields<'a> {
    file: &'a FileText,
    span: Span,
    shape: &'static Shape,
    /// Further keys with lists of texts: the configured taxonomies.
    more: Vec<&'a str>,
    entries: &'a [Entry<'a>],
    diagnostics: &'a mut Vec<Diagnostic>,
    /// What was asked for, to hold the reader and the shape equal.
    #[cfg(debug_assertions)]
    asked: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The fields of a record; anything else is reported.
    pub fn new(
        file: &'a FileText,
        node: &'a Node<'a>,
        shape: &'static Shape,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let entries: &[_] = match &node.value {
            Value::Map(entries) => entries,
            Value::Null => &[],
            other => {
                if *other != Value::Unread && diagnostics.len() < MOST {
                    let message = format!("{} is a record of keys and values, not {}", shape.name, other.what());
                    let wrong = Diagnostic::error(codes::WRONG_TYPE, Place::of(file, node.span), message);
                    diagnostics.push(wrong.help("write `key: value` lines"));
                }
                return None;
            }
        };
        let span = entries.first().map_or(node.span, |(key, _)| key.span);
        Some(Self {
            file,
            span,
            shape,
            more: Vec::new(),
            entries,
            diagnostics,
            #[cfg(debug_assertions)]
            asked: Vec::new(),
        })
    }

    /// Allows further keys, each with a list of texts.
    #[must_use]
    pub fn with_lists(self, more: impl IntoIterator<Item = &'a str>) -> Self {
        Self { more: more.into_iter().collect(), ..self }
    }

    /// Reports what is missing at this place instead of at the first key.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        Self { span, ..self }
    }

    /// The place where something missing is reported.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The file that holds the record.
    #[must_use]
    pub fn file(&self) -> &'a FileText {
        self.file
    }

    /// Reports a mistake at a place of the file.
    pub fn report(&mut self, code: codes::Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        if self.diagnostics.len() < MOST {
            let diagnostic = Diagnostic::error(code, Place::of(self.file, span), message);
            self.diagnostics.push(diagnostic.help(help));
        }
    }

    /// Reports a mistake that belongs to a second place, too.
    pub fn report_twice(&mut self, code: codes::Code, spans: (Span, Span), message: String, note: &str, help: String) {
        if self.diagnostics.len() < MOST {
            let diagnostic = Diagnostic::error(code, Place::of(self.file, spans.0), message);
            self.diagnostics.push(diagnostic.note_at(Place::of(self.file, spans.1), note).help(help));
        }
    }

    /// Reports something that does not stop the build.
    pub fn warn(&mut self, code: codes::Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        if self.diagnostics.len() < MOST {
            let diagnostic = Diagnostic::warning(code, Place::of(self.file, span), message);
            self.diagnostics.push(diagnostic.help(help));
        }
    }

    /// The diagnostics, for those of other parts of the program.
    pub fn diagnostics(&mut self) -> &mut Vec<Diagnostic> {
        self.diagnostics
    }

    /// Whether a key has a value, of whatever kind.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, node)| name.value == key && node.value != Value::Null)
    }

    /// Whether a key has a list for its value, or none.
    #[must_use]
    pub fn is_list_or_absent(&self, key: &str) -> bool {
        let entry = self.entries.iter().find(|(name, _)| name.value == key);
        entry.is_none_or(|(_, node)| matches!(node.value, Value::Seq(_) | Value::Null))
    }

    /// The value of a key, if it is there and not empty.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node<'a>> {
        debug_assert!(self.shape.key(key).is_some(), "`{key}` is not in the shape of {}", self.shape.name);
        #[cfg(debug_assertions)]
        self.asked.push(key);
        self.find(key)
    }

    fn find(&self, key: &str) -> Option<&'a Node<'a>> {
        let (_, node) = self.entries.iter().find(|(name, _)| is_key(&name.value, key))?;
        (!matches!(node.value, Value::Null | Value::Unread)).then_some(node)
    }

    pub(super) fn wrong(&mut self, key: &str, node: &Node<'_>, takes: &str, help: &str) {
        let message = format!("`{key}` takes {takes}, not {}", node.value.what());
        self.report(codes::WRONG_TYPE, node.span, message, help);
    }

    /// The kind of a key; the shape holds all keys that are asked for.
    pub(super) fn kind(&self, key: &str) -> Option<&'static Kind> {
        self.shape.key(key).map(|key| &key.kind)
    }

    /// Reports a key that must be there and is not; `help` is a line to paste. Whether it is there.
    pub fn require(&mut self, key: &'static str, help: &str) -> bool {
        debug_assert!(self.shape.key(key).is_some_and(|key| key.required), "`{key}` is not required by the shape");
        let entry = self.entries.iter().find(|(name, _)| name.value == key);
        let there = entry.is_some_and(|(_, node)| node.value != Value::Null);
        if !there {
            let span = entry.map_or(self.span, |(name, _)| name.span);
            let message = if entry.is_some() { format!("`{key}` has no value") } else { format!("`{key}` is missing") };
            self.report(codes::MISSING_KEY, span, message, format!("add: {help}"));
        }
        there
    }

    /// The record under a key.
    pub fn record(&mut self, key: &'static str) -> Option<Fields<'_>> {
        let node = self.node(key)?;
        self.open(key, node)
    }

    /// A record in the list under a key.
    pub fn open<'s>(&'s mut self, key: &str, node: &'s Node<'s>) -> Option<Fields<'s>> {
        match self.kind(key)? {
            Kind::Record(shape) | Kind::Records(shape) | Kind::TextsOrRecords(shape) => {
                Fields::new(self.file, node, shape, self.diagnostics)
            }
            _ => None,
        }
    }

    /// A list of records; each is to be [opened](Self::open).
    pub fn records(&mut self, key: &'static str) -> &'a [Node<'a>] {
        match self.node(key) {
            Some(Node { value: Value::Seq(items), .. }) => items,
            Some(node) => {
                self.wrong(key, node, "a list", "start every entry with `- ` on a line of its own");
                &[]
            }
            None => &[],
        }
    }

    /// A list of texts under a key that the configuration names.
    pub fn texts_of(&mut self, key: &str) -> Vec<Spanned<String>> {
        let node = self.find(key);
        self.texts_in(key, node)
    }

    /// `extra`: anything at all, as JSON.
    pub fn extra(&mut self) -> serde_json::Map<String, serde_json::Value> {
        let Some(node) = self.node("extra") else { return serde_json::Map::new() };
        match values::json(node) {
            serde_json::Value::Object(map) => map,
            _ => {
                self.wrong("extra", node, "a record", "put `key: value` lines below it");
                serde_json::Map::new()
            }
        }
    }

    /// Ends the taking apart: every key that the shape does not hold is reported.
    pub fn finish(mut self) {
        #[cfg(debug_assertions)]
        for key in self.shape.keys {
            assert!(self.asked.contains(&key.name), "nobody asked {} for `{}`", self.shape.name, key.name);
        }
        for (key, _) in self.entries {
            // A key without a place is a guess of what a line that could not be read was meant to be.
            let is_guess = key.span.start == key.span.end;
            if !is_guess && self.shape.key(&key.value).is_none() && !self.more.contains(&&*key.value) {
                self.unknown(key);
            }
        }
    }

    fn unknown(&mut self, key: &Spanned<Cow<'_, str>>) {
        let known = || self.shape.keys.iter().map(|key| key.name).chain(self.more.iter().copied());
        let help = match nearest(&key.value, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.shape.key("extra").is_some() => "anything of your own goes under `extra`".to_owned(),
            None => format!("known keys: {}", known().collect::<Vec<_>>().join(", ")),
        };
        self.report(codes::UNKNOWN_KEY, key.span, format!("unknown key `{}`", key.value), help);
    }
}

/// The entries of a file that is a list.
pub fn list<'a>(file: &FileText, node: &'a Node<'a>, diagnostics: &mut Vec<Diagnostic>) -> &'a [Node<'a>] {
    match &node.value {
        Value::Seq(items) => items,
        Value::Null | Value::Unread => &[],
        other => {
            let message = format!("this file holds a list, not {}", other.what());
            let place = Place::of(file, node.span);
            diagnostics.push(Diagnostic::error(codes::WRONG_TYPE, place, message).help("start every entry with `- `"));
            &[]
        }
    }
}
