//! The author's Markdown with plain footnotes for citations and full addresses. It is not read again: the walk that made the
//! page noted what stands where.

use std::fmt::Write;

use crate::config::BaseUrl;
use crate::diagnostics::{Diagnostic, FileText, Place, codes};
use crate::markdown::{Body, Citations, MarkKind, note_letters};
use crate::outputs::plain_markdown::{address, escape};
use crate::site::{Links, ResolvedLink};

/// A text, and what its places lead to.
pub(super) struct Text<'a> {
    pub(super) file: &'a FileText,
    pub(super) body: &'a Body,
    pub(super) citations: &'a Citations,
    pub(super) links: Links<'a>,
    pub(super) base: &'a BaseUrl,
    /// The page's full URL.
    pub(super) permalink: &'a str,
}

impl Text<'_> {
    /// The text with everything put in its place, without empty lines around it.
    ///
    /// # Errors
    /// If the file has changed since it was parsed: its places are then those of another text.
    pub(super) fn spliced(&self) -> Result<String, Box<Diagnostic>> {
        self.file.text.read(|source| self.splice(source)).ok_or_else(|| {
            let message = "this file was changed while the site was built";
            let place = Place::file(self.file.path.clone());
            Box::new(Diagnostic::error(codes::UNREADABLE, place, message).help("build again"))
        })
    }

    fn splice(&self, source: &str) -> String {
        let span = self.body.span.range();
        let mut out = String::with_capacity(span.len() + 64 * self.body.marks.len());
        let (mut at, mut unused, mut is_behind_citation) = (span.start, 0, false);
        for mark in &self.body.marks {
            let place = mark.span.range();
            if place.start < at {
                continue;
            }
            copy(source.get(at..place.start).unwrap_or_default(), is_behind_citation, &mut out);
            at = place.end;
            is_behind_citation = matches!(mark.kind, MarkKind::Citation { .. });
            self.put(mark.kind, &mut unused, &mut out);
        }
        copy(source.get(at..span.end).unwrap_or_default(), is_behind_citation, &mut out);
        let mut text = if out.contains('\r') { out.replace("\r\n", "\n") } else { out };
        let start = text.len() - text.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
        // The first line may be indented for a reason.
        let first_line = text[..start].rfind('\n').map_or(0, |line_end| line_end + 1);
        text.truncate(text.trim_end().len().max(first_line));
        text.drain(..first_line);
        text
    }

    fn put(&self, kind: MarkKind, unused: &mut usize, out: &mut String) {
        match kind {
            MarkKind::Citation { group, number } => self.citation(group, number, out),
            MarkKind::Note(place) => _ = write!(out, "[^{}]", note_letters(place as usize)),
            MarkKind::UnusedNote => {
                *unused += 1;
                _ = write!(out, "[^unused-{unused}]");
            }
            MarkKind::Link(index) => out.push_str(&address(&self.url(index))),
            MarkKind::Hidden => {}
            MarkKind::Tag => out.push_str("&lt;"),
            MarkKind::Attribute => out.push_str("data-removed"),
            MarkKind::OpenFence { character, length } => {
                if !out.ends_with('\n') {
                    out.push('\n');
                }
                out.extend(std::iter::repeat_n(character, length as usize));
            }
        }
    }

    fn citation(&self, group: u32, number: u32, out: &mut String) {
        if out.ends_with('!') {
            // `![` would begin an image.
            out.insert(out.len() - 1, '\\');
        }
        _ = write!(out, "[^{number}]");
        let items = self.citations.groups.get(group as usize).map_or(&[][..], |group| &group.items);
        let locator = items.iter().find(|item| item.number == number).and_then(|item| item.locator.as_ref());
        if let Some(locator) = locator {
            out.push_str(" (");
            escape(out, locator);
            out.push(')');
        }
    }

    fn url(&self, index: u32) -> String {
        match self.links.get(index).as_deref() {
            Some(ResolvedLink::Site(path)) => self.base.absolute(path),
            Some(ResolvedLink::Fragment(id)) => format!("{}#{id}", self.permalink),
            None => String::new(),
        }
    }
}

/// Copies a piece of the text; behind a citation, `[^1]:` would define a note, and `[^1](…)` be a link.
fn copy(text: &str, is_behind_citation: bool, out: &mut String) {
    if is_behind_citation && text.starts_with([':', '(']) {
        out.push('\\');
    }
    out.push_str(text);
}
