//! Typed values out of a record, with everything that is wrong collected.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::{Node, Value};
use crate::diagnostics::{Diagnostic, FileText, Place, Span, Spanned, codes, nearest};

/// A record that is being taken apart: every key that is asked for is used, and what is left at the end is unknown.
pub struct Fields<'a> {
    file: &'a FileText,
    span: Span,
    entries: &'a [(Spanned<String>, Node)],
    /// Keys that were asked for.
    known: Vec<Cow<'static, str>>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// The fields of a record; anything else is reported, `what` saying what was expected ("a source").
    pub fn new(file: &'a FileText, node: &'a Node, what: &str, diagnostics: &'a mut Vec<Diagnostic>) -> Option<Self> {
        let span = node.span;
        match &node.value {
            Value::Map(entries) => Some(Self { file, span, entries, known: Vec::new(), diagnostics }),
            Value::Null => Some(Self { file, span, entries: &[], known: Vec::new(), diagnostics }),
            other => {
                let message = format!("{what} is a record of keys and values, not {}", other.what());
                let place = Place::of(file, span);
                diagnostics.push(Diagnostic::error(codes::WRONG_TYPE, place, message).help("write `key: value` lines"));
                None
            }
        }
    }

    /// Where the record starts.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Reports a mistake at a place of the file.
    pub fn report(&mut self, code: codes::Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = Diagnostic::error(code, Place::of(self.file, span), message);
        let help = help.into();
        self.diagnostics.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }

    /// The diagnostics, for what this type cannot say.
    pub fn diagnostics(&mut self) -> &mut Vec<Diagnostic> {
        self.diagnostics
    }

    /// The value of a key, if it is there and not empty.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.ask(Cow::Borrowed(key))
    }

    fn ask(&mut self, key: Cow<'static, str>) -> Option<&'a Node> {
        self.known.push(key.clone());
        let (_, node) = self.entries.iter().find(|(name, _)| name.value == key)?;
        (node.value != Value::Null).then_some(node)
    }

    /// Whether something is written under a key.
    #[must_use]
    pub fn is_filled(&self, key: &str) -> bool {
        let node = self.entries.iter().find(|(name, _)| name.value == key).map(|(_, node)| &node.value);
        !matches!(node, None | Some(Value::Null)) && node != Some(&Value::Seq(Vec::new()))
    }

    /// The place of a key's name, or of the record.
    #[must_use]
    pub fn key_span(&self, key: &str) -> Span {
        self.entries.iter().find(|(name, _)| name.value == key).map_or(self.span, |(name, _)| name.span)
    }

    fn wrong(&mut self, key: &str, node: &Node, takes: &str, help: &str) {
        let message = format!("`{key}` takes {takes}, not {}", node.value.what());
        self.report(codes::WRONG_TYPE, node.span, message, help);
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.node(key)?;
        match &node.value {
            Value::Scalar { text, .. } if text.trim().is_empty() => {
                self.report(
                    codes::BAD_VALUE,
                    node.span,
                    format!("`{key}` is empty"),
                    "write something, or leave the key out",
                );
                None
            }
            Value::Scalar { text, .. } => Some(Spanned::new(text.clone(), node.span)),
            _ => {
                self.wrong(key, node, "a text", &format!("{key}: …"));
                None
            }
        }
    }

    /// A text without its place.
    pub fn string(&mut self, key: &'static str) -> Option<String> {
        self.text(key).map(|text| text.value)
    }

    /// A text that must be there.
    pub fn required(&mut self, key: &'static str, help: &str) -> Option<Spanned<String>> {
        let absent = self.node(key).is_none();
        self.known.pop();
        if absent {
            let span = self.entries.first().map_or(self.span, |(name, _)| name.span);
            let span = self.entries.iter().find(|(name, _)| name.value == key).map_or(span, |(name, _)| name.span);
            self.report(codes::MISSING_KEY, span, format!("`{key}` is missing"), help);
        }
        self.text(key)
    }

    /// A list of texts, none of them empty.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let node = self.node(key);
        self.texts_in(key, node)
    }

    /// A list of texts under a key that the configuration names.
    pub fn texts_of(&mut self, key: &str) -> Vec<Spanned<String>> {
        let node = self.ask(Cow::Owned(key.to_owned()));
        self.texts_in(key, node)
    }

    fn texts_in(&mut self, key: &str, node: Option<&Node>) -> Vec<Spanned<String>> {
        let Some(node) = node else { return Vec::new() };
        let Value::Seq(items) = &node.value else {
            let help = match &node.value {
                Value::Scalar { text, .. } => format!("{key}: [{text}]"),
                _ => format!("{key}: [one, two]"),
            };
            self.wrong(key, node, "a list", &help);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Scalar { text, .. } if !text.trim().is_empty() => {
                    texts.push(Spanned::new(text.trim().to_owned(), item.span));
                }
                Value::Null | Value::Scalar { .. } => {
                    self.report(codes::BAD_VALUE, item.span, format!("an empty entry in `{key}`"), "take it out");
                }
                other => {
                    let message = format!("`{key}` is a list of texts; this is {}", other.what());
                    self.report(codes::WRONG_TYPE, item.span, message, "");
                }
            }
        }
        texts
    }

    /// A list of texts without their places.
    pub fn strings(&mut self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.value).collect()
    }

    /// A boolean: `true` or `false`, nothing else.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        match &node.value {
            Value::Scalar { text, plain: true } if text == "true" => Some(true),
            Value::Scalar { text, plain: true } if text == "false" => Some(false),
            Value::Scalar { text, .. } => {
                let message = format!("`{key}` takes true or false, not `{text}`");
                self.report(codes::WRONG_TYPE, node.span, message, format!("{key}: true"));
                None
            }
            _ => {
                self.wrong(key, node, "true or false", &format!("{key}: true"));
                None
            }
        }
    }

    /// A whole number within a range.
    pub fn integer(&mut self, key: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        let node = self.node(key)?;
        let number = match &node.value {
            Value::Scalar { text, plain: true } => text.parse::<i64>().ok(),
            _ => None,
        };
        if let Some(number) = number.filter(|number| range.contains(number)) {
            return Some(number);
        }
        let written = match &node.value {
            Value::Scalar { text, .. } => format!("`{text}`"),
            other => other.what().to_owned(),
        };
        let message = format!("`{key}` takes a whole number from {} to {}, not {written}", range.start(), range.end());
        self.report(codes::BAD_VALUE, node.span, message, format!("{key}: {}", range.start()));
        None
    }

    /// One of some fixed words.
    pub fn word<T>(&mut self, key: &'static str, words: &[&'static str], from: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(key)?;
        let found = from(&text.value);
        if found.is_none() {
            let help = match nearest(&text.value, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? one of: {}", words.join(", ")),
                None => format!("one of: {}", words.join(", ")),
            };
            self.report(codes::BAD_VALUE, text.span, format!("`{key}` cannot be `{}`", text.value), help);
        }
        found
    }

    /// A list of records.
    pub fn records(&mut self, key: &'static str) -> &'a [Node] {
        match self.node(key) {
            Some(Node { value: Value::Seq(items), .. }) => items,
            Some(node) => {
                self.wrong(key, node, "a list", &format!("{key}:\n  - …"));
                &[]
            }
            None => &[],
        }
    }

    /// `extra`: anything at all, as JSON.
    pub fn extra(&mut self) -> serde_json::Map<String, serde_json::Value> {
        match self.node("extra") {
            Some(node) => match json(node) {
                serde_json::Value::Object(map) => map,
                _ => {
                    self.wrong("extra", node, "a record", "extra:\n  key: value");
                    serde_json::Map::new()
                }
            },
            None => serde_json::Map::new(),
        }
    }

    /// Ends the taking apart: every key that nobody asked for is reported. `free` says where anything may stand.
    pub fn finish(self, free: &str) {
        for (key, _) in self.entries {
            if self.known.iter().any(|known| *known == key.value) {
                continue;
            }
            let near = nearest(&key.value, self.known.iter().map(|known| &**known));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if free.is_empty() => format!("known keys: {}", self.known.join(", ")),
                None => free.to_owned(),
            };
            let place = Place::of(self.file, key.span);
            let message = format!("unknown key `{}`", key.value);
            self.diagnostics.push(Diagnostic::error(codes::UNKNOWN_KEY, place, message).help(help));
        }
    }
}

/// The entries of a file that is a list.
pub fn list<'a>(file: &FileText, node: &'a Node, diagnostics: &mut Vec<Diagnostic>) -> &'a [Node] {
    match &node.value {
        Value::Seq(items) => items,
        Value::Null => &[],
        other => {
            let message = format!("this file holds a list, not {}", other.what());
            let place = Place::of(file, node.span);
            diagnostics.push(Diagnostic::error(codes::WRONG_TYPE, place, message).help("start every entry with `- `"));
            &[]
        }
    }
}

/// A value as JSON: plain scalars that are JSON numbers or booleans become such, all others texts.
fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Scalar { text, plain: true } => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(value @ (serde_json::Value::Bool(_) | serde_json::Value::Number(_))) => value,
            _ => text.clone().into(),
        },
        Value::Scalar { text, .. } => text.clone().into(),
        Value::Seq(items) => items.iter().map(json).collect::<Vec<_>>().into(),
        Value::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.value.clone(), json(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}
