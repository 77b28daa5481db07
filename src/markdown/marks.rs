//! What stands where in the author's text: for outputs that hand on the Markdown itself, with citations and links rewritten.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::walk::{Kind, Walk};
use crate::diagnostics::Span;

/// A place in the author's text that cannot be handed on as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where, in the content file.
    pub span: Span,
    /// What stands there.
    pub kind: MarkKind,
}

/// What stands at a [`Mark`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// A citation, brackets included. If a marker names several sources, those behind the first have an empty span at its end.
    Citation {
        /// Index into [`Citations::groups`](super::Citations::groups).
        group: u32,
        /// The number of the source.
        number: u32,
    },
    /// A reference to a note, or the label of its definition: `[^label]`. Its letter, from 0.
    Note(u32),
    /// The label of a definition that nothing refers to.
    UnusedNote,
    /// The address of a link or image, in Markdown or in a tag: index into [`Citations::links`](super::Citations::links).
    Link(u32),
    /// A comment, or HTML that is left out: not for readers.
    Hidden,
    /// The `<` of a tag that is not published.
    Tag,
    /// The name of an attribute that is not published.
    Attribute,
    /// The end of a code block that goes on to the end of the text: what would close it.
    OpenFence {
        /// `` ` `` or `~`.
        character: char,
        /// How many.
        length: u32,
    },
}

impl Walk<'_, '_> {
    /// Notes what stands at a range of the parsed text; of short texts nothing is noted.
    pub(super) fn mark(&mut self, range: Range<usize>, kind: MarkKind) {
        if self.kind == Kind::Body {
            self.marks.push(Mark { span: self.origin.span(range), kind });
        }
    }

    /// Notes a marker and its sources.
    pub(super) fn mark_citation(&mut self, range: Range<usize>, group: u32, items: &[(u32, Option<String>)]) {
        let mut place = range;
        for (index, (source, _)) in items.iter().enumerate() {
            if items[..index].iter().any(|(earlier, _)| earlier == source) {
                continue;
            }
            let number = self.session.numbering.number_of(*source);
            self.mark(place.clone(), MarkKind::Citation { group, number });
            place = place.end..place.end;
        }
    }

    /// All marks in the order of the text. Those of notes hold the index of a definition until now.
    pub(super) fn take_marks(&mut self) -> Vec<Mark> {
        let facts = self.facts;
        for (index, definition) in (0u32..).zip(&facts.definitions) {
            self.mark(definition.range.clone(), MarkKind::Note(index));
        }
        let mut marks = std::mem::take(&mut self.marks);
        for mark in &mut marks {
            if let MarkKind::Note(definition) = mark.kind {
                let place = self.notes.place(definition as usize).and_then(|place| u32::try_from(place).ok());
                mark.kind = place.map_or(MarkKind::UnusedNote, MarkKind::Note);
            }
        }
        marks.sort_by_key(|mark| mark.span.start);
        // A definition of an address serves several links.
        marks.dedup_by(|next, mark| next.span == mark.span && mark.span.start < mark.span.end);
        marks.shrink_to_fit();
        marks
    }
}
