//! YAML as a small tree in which every value knows its place, so that all mistakes of a file can be reported at once.
//!
//! serde stops at the first mistake; we read into [`Node`]s and take typed values out of them through [`Fields`]. A plain
//! scalar keeps the text that the author wrote: `no`, `010` and `1.10` are never re-typed by a YAML version's rules. Most
//! front matter is read by [`plain`], a scanner of the subset that nearly everybody writes; whatever it is not sure of goes
//! to [`full`], the complete parser.

mod explain;
mod fields;
mod full;
mod plain;

use crate::diagnostics::{Diagnostic, FileText, Span, Spanned};

pub use fields::{Fields, list};

/// A value and its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Byte range in the file; of a list or a record, at least its start.
    pub span: Span,
    /// What stands there.
    pub value: Value,
}

/// A YAML value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A text; a plain one may be meant as a number, a date or a boolean.
    Scalar {
        /// The text, quotes and escapes resolved.
        text: String,
        /// Whether it was written without quotes.
        plain: bool,
    },
    /// A list.
    Seq(Vec<Node>),
    /// A record, in the order of the file; keys are unique.
    Map(Vec<(Spanned<String>, Node)>),
}

impl Value {
    /// What it is, for messages: "a list".
    #[must_use]
    pub fn what(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar { .. } => "a text",
            Self::Seq(_) => "a list",
            Self::Map(_) => "a record",
        }
    }
}

/// Reads the part of a file that is YAML.
///
/// # Errors
/// What is wrong with it as YAML: its syntax, a double key, an anchor, a limit.
pub fn read(file: &FileText, span: Span) -> Result<Node, Vec<Diagnostic>> {
    match plain::read(&file.text[span.range()], span.start) {
        Some(node) => Ok(node),
        None => full::read(file, span),
    }
}

#[cfg(test)]
mod tests;
