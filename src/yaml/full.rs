//! The complete YAML parser (serde-saphyr), kept on a short lead: no anchors, no merge keys, no tags, small limits.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::{DuplicateKeyPolicy, MergeKeyPolicy, Options};

use super::{Node, Value, explain};
use crate::diagnostics::{Diagnostic, FileText, Place, Span, Spanned, codes};

/// Reads the part of a file that is YAML.
pub(super) fn read(file: &FileText, span: Span) -> Result<Node, Vec<Diagnostic>> {
    let text = &file.text[span.range()];
    let raw: Option<Raw> = serde_saphyr::from_str_with_options(text, options())
        .map_err(|error| vec![explain::error(file, span, &error)])?;
    let mut conversion = Conversion { file, text, offset: span.start, diagnostics: Vec::new() };
    let node = match raw {
        Some(raw) => conversion.node(raw),
        None => Node { span, value: Value::Null },
    };
    if conversion.diagnostics.is_empty() { Ok(node) } else { Err(conversion.diagnostics) }
}

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: 16,
            max_nodes: 20_000,
            max_aliases: 0,
            max_anchors: 0,
            max_documents: 1,
        },
        // Repeated keys come through, so that both places can be named.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// A value as the parser hands it over.
struct Raw(serde_saphyr::Spanned<RawValue>);

enum RawValue {
    Null,
    Text(String),
    /// A plain scalar that the parser took for something else than a text: its own text is at its place.
    Typed,
    Seq(Vec<Raw>),
    Map(Vec<(serde_saphyr::Spanned<String>, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_saphyr::Spanned::deserialize(deserializer).map(Raw)
    }
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Null)
    }

    fn visit_none<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_i128<E>(self, _: i128) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_u128<E>(self, _: u128) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_str<E>(self, text: &str) -> Result<RawValue, E> {
        Ok(RawValue::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<RawValue, E> {
        Ok(RawValue::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawValue, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(RawValue::Seq(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RawValue, A::Error> {
        let mut all = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            all.push(entry);
        }
        Ok(RawValue::Map(all))
    }
}

/// From the parser's values to nodes with places in the file.
struct Conversion<'a> {
    file: &'a FileText,
    text: &'a str,
    offset: u32,
    diagnostics: Vec<Diagnostic>,
}

impl Conversion<'_> {
    fn node(&mut self, Raw(raw): Raw) -> Node {
        let local = byte_span(&raw.referenced, self.text);
        let span = local.shifted(self.offset);
        let written = &self.text[local.range()];
        let value = match raw.value {
            RawValue::Null => Value::Null,
            RawValue::Text(text) => Value::Scalar { text, plain: !written.starts_with(['"', '\'', '|', '>']) },
            RawValue::Typed => Value::Scalar { text: written.trim_end().to_owned(), plain: true },
            RawValue::Seq(items) => Value::Seq(items.into_iter().map(|item| self.node(item)).collect()),
            RawValue::Map(entries) => Value::Map(self.map(entries)),
        };
        Node { span, value }
    }

    fn map(&mut self, entries: Vec<(serde_saphyr::Spanned<String>, Raw)>) -> Vec<(Spanned<String>, Node)> {
        let mut all: Vec<(Spanned<String>, Node)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let span = byte_span(&key.referenced, self.text).shifted(self.offset);
            if let Some((first, _)) = all.iter().find(|(known, _)| known.value == key.value) {
                let place = Place::of(self.file, span);
                let message = format!("the key `{}` stands here a second time", key.value);
                let diagnostic = Diagnostic::error(codes::DUPLICATE_KEY, place, message)
                    .note_at(Place::of(self.file, first.span), "first used here")
                    .help("keep one of the two");
                self.diagnostics.push(diagnostic);
                continue;
            }
            let node = self.node(value);
            all.push((Spanned::new(key.value, span), node));
        }
        all
    }
}

/// A location as a byte range of the text.
pub(super) fn byte_span(location: &serde_saphyr::Location, text: &str) -> Span {
    let span = location.span();
    let range = match (span.byte_offset(), span.byte_len()) {
        (Some(start), Some(len)) => {
            let start = usize::try_from(start).unwrap_or(usize::MAX).min(text.len());
            start..start.saturating_add(usize::try_from(len).unwrap_or(0)).min(text.len())
        }
        _ => {
            let at = offset_of(text, location.line(), location.column());
            at..at
        }
    };
    let range = if text.is_char_boundary(range.start) && text.is_char_boundary(range.end) { range } else { 0..0 };
    let trimmed = text[range.clone()].trim_end().len();
    Span::new(range.start..range.start + trimmed)
}

/// The byte at a line and a column of characters, both counted from 1.
fn offset_of(text: &str, line: u64, column: u64) -> usize {
    let skip = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
    let start: usize = text.split_inclusive('\n').take(skip).map(str::len).sum();
    let line = text[start..].split('\n').next().unwrap_or_default();
    let column = usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX);
    start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}
