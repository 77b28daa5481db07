//! Notes: footnotes with a definition, lettered in the order of their first reference, at the end of the body.

use super::walk::Walk;
use super::writer::Writer;
use super::{Html, LinkTarget};
use crate::diagnostics::codes;

/// Which notes are referred to.
pub(super) struct Notes {
    /// For each definition its place among the notes.
    places: Vec<Option<usize>>,
    /// Definitions in the order of their letters, with the number of references to each.
    order: Vec<(usize, u32)>,
    /// Notes of earlier texts of the session.
    base: usize,
}

impl Notes {
    pub(super) fn new(definitions: usize, base: usize) -> Self {
        Self { places: vec![None; definitions], order: Vec::new(), base }
    }

    /// The place of a definition among all notes of the session, if something refers to it.
    pub(super) fn place(&self, definition: usize) -> Option<usize> {
        self.places.get(definition).copied().flatten().map(|place| self.base + place)
    }

    /// Counts a reference; the note's letters and which reference to it this is, from 1.
    fn refer(&mut self, definition: usize) -> (String, u32) {
        let place = *self.places[definition].get_or_insert_with(|| {
            self.order.push((definition, 0));
            self.order.len() - 1
        });
        self.order[place].1 += 1;
        (letters(self.base + place), self.order[place].1)
    }
}

/// The name of a note by its place, from 0: `a` to `z`, `aa`, `ab` …
#[must_use]
pub fn letters(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'a' + u8::try_from(index % 26).unwrap_or_default());
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

impl Walk<'_, '_> {
    /// Definitions are written at the end.
    pub(super) fn skip_definition(&mut self, at: usize) -> usize {
        self.facts.by_event.get(&at).map_or(at + 1, |index| self.facts.definitions[*index].events.end + 1)
    }

    pub(super) fn write_note_reference(&mut self, definition: usize) {
        let (letters, count) = self.notes.refer(definition);
        let id = format!("note-ref-{letters}-{count}");
        let span = self.origin.span(self.facts.definitions[definition].range.clone());
        self.out.raw("<sup class=\"note-ref\"");
        self.out.id(&id);
        self.out.raw("><a href=\"");
        self.link_hole(LinkTarget::Fragment(format!("note-{letters}")), span);
        self.out.raw("\" role=\"doc-noteref\">");
        self.out.raw(&letters);
        self.out.raw("</a></sup>");
        self.anchors.push(id);
    }

    /// Writes the notes that are referred to, and reports the others.
    pub(super) fn write_notes(&mut self) {
        self.report_definitions_twice();
        let mut bodies = Vec::new();
        while let Some((definition, _)) = self.notes.order.get(bodies.len()) {
            let events = self.facts.definitions[*definition].events.clone();
            let outer = std::mem::take(&mut self.out);
            self.steps(events.start, events.end);
            bodies.push(std::mem::replace(&mut self.out, outer).finish());
        }
        self.report_unused();
        if bodies.is_empty() {
            return;
        }
        let start = self.notes.base + 1;
        let start = if start == 1 { String::new() } else { format!(" start=\"{start}\"") };
        self.out.block("<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n");
        self.out.raw(&format!("<ol type=\"a\"{start}>\n"));
        self.session.notes += bodies.len();
        for (place, body) in bodies.into_iter().enumerate() {
            self.write_note(place, body);
        }
        self.out.raw("</ol>\n</section>\n");
    }

    fn write_note(&mut self, place: usize, body: Html) {
        let letters = letters(self.notes.base + place);
        let (definition, uses) = self.notes.order[place];
        let id = format!("note-{letters}");
        self.out.raw("<li");
        self.out.id(&id);
        self.out.raw(">");
        self.anchors.push(id);
        let mut note = Writer::default();
        note.append(body);
        let in_paragraph = note.strip_end("</p>\n");
        self.out.append(note.finish());
        if !in_paragraph {
            self.out.raw("<p class=\"note-back\">");
        }
        let span = self.origin.span(self.facts.definitions[definition].range.clone());
        for count in 1..=uses {
            let label = if uses == 1 { letters.clone() } else { format!("{letters}, {count}") };
            self.out.raw(" <a href=\"");
            self.link_hole(LinkTarget::Fragment(format!("note-ref-{letters}-{count}")), span);
            self.out.raw("\" role=\"doc-backlink\"");
            self.out.attribute("aria-label", &format!("Back to reference {label}"));
            self.out.raw(">↩</a>");
        }
        self.out.raw("</p>\n</li>\n");
    }

    fn report_definitions_twice(&mut self) {
        let facts = self.facts;
        for definition in &facts.definitions {
            let Some(first) = definition.first else { continue };
            let span = self.origin.span(definition.range.clone());
            let first = self.origin.span(facts.definitions[first].range.clone());
            self.session.report.error(codes::DUPLICATE_ID, span, || {
                let message = format!("the note `[^{}]` is defined twice", definition.label);
                (message, "give one of the two another label".to_owned())
            });
            self.session.report.note_at(codes::DUPLICATE_ID, first, "first defined here");
        }
    }

    fn report_unused(&mut self) {
        let facts = self.facts;
        for (definition, place) in facts.definitions.iter().zip(&self.notes.places) {
            if place.is_none() && definition.first.is_none() {
                let span = self.origin.span(definition.range.clone());
                self.session.report.warning(codes::UNUSED_NOTE, span, || {
                    let label = &definition.label;
                    let message = format!("nothing refers to the note `[^{label}]`");
                    (message, format!("refer to it with `[^{label}]`, or remove it"))
                });
            }
        }
    }
}
