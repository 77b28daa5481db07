//! Collects an article's diagnostics: finds the place in the file, and stops after too many of one kind.

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic, FileText, Place, Span};

/// How many mistakes of one kind are shown for a file.
const LIMIT: u32 = 50;

/// The diagnostics of one content file.
pub(super) struct Report<'a> {
    file: &'a FileText,
    found: Vec<Diagnostic>,
    counts: Vec<(Code, u32)>,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: &'a FileText) -> Self {
        Self { file, found: Vec::new(), counts: Vec::new() }
    }

    /// Adds an error; `text` gives message and help, and is asked only if the error will be shown.
    pub(super) fn error(&mut self, code: Code, span: Span, text: impl FnOnce() -> (String, String)) {
        if let Some((place, (message, help))) = self.place(code, span).map(|place| (place, text())) {
            self.found.push(Diagnostic::error(code, place, message).help(help));
        }
    }

    /// Adds a warning, like [`error`](Self::error).
    pub(super) fn warning(&mut self, code: Code, span: Span, text: impl FnOnce() -> (String, String)) {
        if let Some((place, (message, help))) = self.place(code, span).map(|place| (place, text())) {
            self.found.push(Diagnostic::warning(code, place, message).help(help));
        }
    }

    /// Adds a second place to the diagnostic added last, if it is of this kind.
    pub(super) fn note_at(&mut self, code: Code, span: Span, text: &str) {
        if self.count(code) <= LIMIT
            && let Some(last) = self.found.pop()
        {
            self.found.push(last.note_at(Place::of(self.file, span), text));
        }
    }

    /// All diagnostics, with a remark where some were left out.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        for (code, count) in self.counts {
            let last = self.found.iter_mut().rev().find(|d| d.code == code);
            if let Some(last) = last.filter(|_| count > LIMIT) {
                let text = format!("{} more of this kind in this file are not shown", count - LIMIT);
                last.notes.push(crate::diagnostics::Note { place: None, text });
            }
        }
        self.found
    }

    fn place(&mut self, code: Code, span: Span) -> Option<Place> {
        match self.counts.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((code, 1)),
        }
        (self.count(code) <= LIMIT).then(|| Place::of(self.file, span))
    }

    fn count(&self, code: Code) -> u32 {
        self.counts.iter().find(|(known, _)| *known == code).map_or(0, |(_, count)| *count)
    }
}

/// Where in the file a parsed text comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin<'t> {
    /// The text is the file's from `base` on, with `prefix` bytes put before it.
    Exact { base: usize, prefix: usize },
    /// The text was decoded from a YAML value that does not hold it verbatim.
    Scalar { file: &'t str, span: Span, text: &'t str },
}

impl Origin<'_> {
    /// The place of a range of the parsed text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match self {
            Self::Exact { base, prefix } => {
                let shift = |at: usize| base + at.saturating_sub(*prefix);
                Span::new(shift(range.start)..shift(range.end))
            }
            Self::Scalar { file, span, text } => {
                let words = text.get(range).filter(|words| !words.trim().is_empty());
                let found = words.and_then(|words| file.get(span.range())?.find(words).map(|at| (at, words.len())));
                found.map_or(*span, |(at, length)| Span::new(at..at + length).shifted(span.start))
            }
        }
    }
}
