//! YAML as a small tree in which every value knows its place, so that all mistakes of a file can be reported at once.
//!
//! serde stops at the first mistake; we read into [`Node`]s and take typed values out of them through [`Fields`]. A plain
//! scalar keeps the text that the author wrote: `no`, `010` and `1.10` are never re-typed by a YAML version's rules. Most
//! front matter is read by [`plain`], a scanner of the subset that nearly everybody writes; whatever it is not sure of goes
//! to [`full`], the complete parser. What cannot be read is reported ([`explain`]) and left out ([`recover`]), so that the
//! rest of the file is checked in the same run. Which keys a record has stands in a [`Shape`], of which the JSON Schema for
//! editors is made, too.

mod explain;
mod fields;
mod forbidden;
mod full;
mod json_schema;
mod line;
mod plain;
mod quotes;
mod recover;
mod scalar;
mod shape;
mod values;

use std::borrow::Cow;

use crate::diagnostics::{Diagnostic, FileText, Span, Spanned};

pub use fields::{Fields, list};
pub use shape::{Key, Kind, Shape, key};

/// A value and its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    /// Byte range in the file, from the first to the last character that belongs to it.
    pub span: Span,
    /// What stands there.
    pub value: Value<'a>,
}

/// A YAML value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing, `~` or `null`.
    Null,
    /// Something that could not be read; it is reported already. Its key may be a guess, without a place.
    Unread,
    /// A text; a plain one may be meant as a number, a date or a boolean.
    Scalar {
        /// The text, quotes and escapes resolved.
        text: Cow<'a, str>,
        /// Whether it was written without quotes.
        plain: bool,
    },
    /// A list.
    Seq(Vec<Node<'a>>),
    /// A record, in the order of the file; keys are unique.
    Map(Vec<Entry<'a>>),
}

/// A key of a record, and its value.
pub type Entry<'a> = (Spanned<Cow<'a, str>>, Node<'a>);

impl Value<'_> {
    /// What it is, for messages: "a list".
    #[must_use]
    pub fn what(&self) -> &'static str {
        match self {
            Self::Null | Self::Unread => "nothing",
            Self::Scalar { .. } => "a text",
            Self::Seq(_) => "a list",
            Self::Map(_) => "a record",
        }
    }
}

/// Reads the part of a file that is YAML, and pushes what is wrong with it as YAML (syntax, a double key, an anchor, a
/// limit) to `found`, and characters that no page can hold. Entries that cannot be read are [`Value::Unread`]; `None` if nothing can.
pub fn read<'a>(file: &'a FileText, span: Span, found: &mut Vec<Diagnostic>) -> Option<Node<'a>> {
    let node = plain::read(&file.text[span.range()], span.start);
    let mut node = node.map_or_else(|| recover::read(file, span, found), Some)?;
    forbidden::take_out(file, &file.text[span.range()], &mut node, found);
    Some(node)
}

#[cfg(test)]
mod tests;
