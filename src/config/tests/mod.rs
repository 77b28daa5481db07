//! What a site's settings and data files are parsed to, and what is said about mistakes in them.

mod data;
mod site;

use crate::diagnostics::{Diagnostic, FileText, draw::draw};

fn file(path: &str, text: &str) -> FileText {
    FileText { path: path.into(), text: text.into() }
}

fn drawn(found: &[Diagnostic]) -> String {
    found.iter().map(|diagnostic| draw(diagnostic, false)).collect()
}

/// The messages alone, `line:column message`.
fn brief(found: &[Diagnostic]) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref().unwrap();
        format!("{}:{} {}", place.line, place.column, diagnostic.message)
    };
    found.iter().map(line).collect()
}
