//! What the single values of a record can be: texts, lists, numbers, words.

use super::{Fields, Kind, Node, Value};
use crate::bytes;
use crate::diagnostics::{Spanned, codes, nearest};

impl<'a> Fields<'a> {
    /// A text, without blanks around it.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.borrowed(key)?;
        Some(Spanned::new(text.value.to_owned(), text.span))
    }

    /// The same, where it was read: for what is made something else of.
    pub fn borrowed(&mut self, key: &'static str) -> Option<Spanned<&'a str>> {
        let text = self.written(key)?;
        Some(Spanned::new(bytes::trim(text.value), text.span))
    }

    /// A text exactly as it is written: a URL, in which blanks are a mistake.
    pub fn raw_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.written(key)?;
        Some(Spanned::new(text.value.to_owned(), text.span))
    }

    /// A text that is more than blanks, exactly as it is written.
    fn written(&mut self, key: &'static str) -> Option<Spanned<&'a str>> {
        let node = self.node(key)?;
        match &node.value {
            Value::Scalar { text, .. } if bytes::trim(text).is_empty() => {
                let help = "write something, or leave the key out";
                self.report(codes::BAD_VALUE, node.span, format!("`{key}` is empty"), help);
                None
            }
            Value::Scalar { text, .. } => Some(Spanned::new(text, node.span)),
            _ => {
                self.wrong(key, node, "a text", &format!("write one text behind `{key}:`"));
                None
            }
        }
    }

    /// A text that may be empty, which it is if it is not there: `alt: ""` for a picture that is decoration.
    pub fn text_or_empty(&mut self, key: &'static str) -> String {
        match self.node(key).map(|node| &node.value) {
            Some(Value::Scalar { text, .. }) if text.trim().is_empty() => String::new(),
            _ => self.string(key).unwrap_or_default(),
        }
    }

    /// A text without its place.
    pub fn string(&mut self, key: &'static str) -> Option<String> {
        self.text(key).map(|text| text.value)
    }

    /// A text that must be there; `help` is a line to paste if it is not.
    pub fn required(&mut self, key: &'static str, help: &str) -> Option<Spanned<String>> {
        self.require(key, help);
        self.text(key)
    }

    /// A list of texts, none of them empty.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let node = self.node(key);
        self.texts_in(key, node)
    }

    /// A list of texts without their places.
    pub fn strings(&mut self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.value).collect()
    }

    pub(super) fn texts_in(&mut self, key: &str, node: Option<&Node<'_>>) -> Vec<Spanned<String>> {
        let Some(node) = node else { return Vec::new() };
        let Value::Seq(items) = &node.value else {
            let help = match &node.value {
                Value::Scalar { text, .. } => format!("{key}: [{}]", text.trim()),
                _ => format!("{key}: [one, two]"),
            };
            self.wrong(key, node, "a list", &help);
            return Vec::new();
        };
        items.iter().filter_map(|item| self.text_in(key, item)).collect()
    }

    fn text_in(&mut self, key: &str, item: &Node<'_>) -> Option<Spanned<String>> {
        match &item.value {
            Value::Scalar { text, .. } if !bytes::trim(text).is_empty() => {
                return Some(Spanned::new(bytes::trim(text).to_owned(), item.span));
            }
            Value::Unread => {}
            Value::Null | Value::Scalar { .. } => {
                let help = "write something there, or take the entry out";
                self.report(codes::BAD_VALUE, item.span, format!("`{key}` has an empty entry"), help);
            }
            Value::Map(_) | Value::Seq(_) => {
                let message = format!("`{key}` is a list of texts; this is {}", item.value.what());
                self.report(codes::WRONG_TYPE, item.span, message, "quote the entry if it is a text");
            }
        }
        None
    }

    /// A boolean: `true` or `false`, nothing else.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        let help = format!("{key}: true");
        match &node.value {
            Value::Scalar { text, plain: true } if text == "true" => return Some(true),
            Value::Scalar { text, plain: true } if text == "false" => return Some(false),
            Value::Scalar { text, plain: false } => {
                let message = format!("`{key}` takes true or false without quotes, not the text `{text}`");
                self.report(codes::WRONG_TYPE, node.span, message, help);
            }
            Value::Scalar { text, .. } => {
                let message = format!("`{key}` takes true or false, not `{text}`");
                self.report(codes::WRONG_TYPE, node.span, message, help);
            }
            _ => self.wrong(key, node, "true or false", &help),
        }
        None
    }

    /// A whole number within the range that the shape gives.
    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        let node = self.node(key)?;
        let Some(Kind::Integer(range)) = self.kind(key) else { return None };
        let number = match &node.value {
            Value::Scalar { text, plain: true } => text.parse::<i64>().ok(),
            _ => None,
        };
        if let Some(number) = number.filter(|number| range.contains(number)) {
            return Some(number);
        }
        let written = match &node.value {
            Value::Scalar { text, plain: true } => format!("`{text}`"),
            Value::Scalar { text, .. } => format!("the text `{text}`"),
            other => other.what().to_owned(),
        };
        let message = format!("`{key}` takes a whole number from {} to {}, not {written}", range.start(), range.end());
        self.report(codes::BAD_VALUE, node.span, message, format!("{key}: {}", range.start().max(&1).min(range.end())));
        None
    }

    /// One of the words that the shape gives.
    pub fn word<T>(&mut self, key: &'static str, from: impl Fn(&str) -> Option<T>) -> Option<T> {
        let Spanned { value: text, span } = self.borrowed(key)?;
        if let Some(found) = from(text) {
            return Some(found);
        }
        let Some(Kind::Word(words)) = self.kind(key) else { return None };
        let all = words.join(", ");
        let help = match nearest(text, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? It is one of: {all}"),
            None => format!("it is one of: {all}"),
        };
        self.report(codes::BAD_VALUE, span, format!("`{key}` cannot be `{text}`"), help);
        None
    }
}

/// A value as JSON: plain scalars that are JSON numbers or booleans become such, but only if they are printed again as they
/// were written (`1.10` stays a text); all others are texts.
pub(super) fn json(node: &Node<'_>) -> serde_json::Value {
    match &node.value {
        Value::Null | Value::Unread => serde_json::Value::Null,
        Value::Scalar { text, plain: true } => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(value @ (serde_json::Value::Bool(_) | serde_json::Value::Number(_))) if value.to_string() == *text => {
                value
            }
            _ => (**text).into(),
        },
        Value::Scalar { text, .. } => (**text).into(),
        Value::Seq(items) => items.iter().map(json).collect::<Vec<_>>().into(),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.value.to_string(), json(value)));
            entries.collect::<serde_json::Map<_, _>>().into()
        }
    }
}
