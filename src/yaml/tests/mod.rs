//! What is read, how it is explained if it cannot be, and that the fast path is the parser.

mod explain;
mod fields;
mod plain;
mod read;
mod saphyr;

use super::*;
use crate::diagnostics::draw::draw;

fn file(text: &str) -> FileText {
    FileText { path: "a.yaml".into(), text: text.into() }
}

fn drawn(found: &[Diagnostic]) -> String {
    found.iter().map(|diagnostic| draw(diagnostic, false)).collect()
}

/// What is said about a text, drawn.
fn said(text: &str) -> String {
    let file = file(text);
    let mut found = Vec::new();
    read(&file, Span::new(0..text.len()), &mut found);
    drawn(&found)
}

/// Every scalar of a node, in order.
fn scalars(node: &Node<'_>, out: &mut Vec<String>) {
    match &node.value {
        Value::Scalar { text, .. } => out.push(text.to_string()),
        Value::Seq(items) => items.iter().for_each(|item| scalars(item, out)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| scalars(value, out)),
        Value::Null => out.push("<null>".to_owned()),
        Value::Unread => out.push("<unread>".to_owned()),
    }
}
