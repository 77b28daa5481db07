//! What is wrong with an author's files: collected, never thrown, and drawn with the line it is about.
//!
//! A [`Diagnostic`] is made where the mistake is found, from a [`FileText`] and a byte range; [`draw`](draw::draw) turns it
//! into the text that people read. The list of all codes stands in [`codes`].

pub mod codes;
pub mod draw;
mod text;

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use codes::Code;
pub use text::{DiskPath, Origin, Text};

/// The text of one file of the site, kept for as long as something may have to point into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileText {
    /// The file's place, relative to the site's root, with `/` between segments.
    pub path: Arc<str>,
    /// All of it, with a byte order mark removed; line ends as they are in the file.
    pub text: Text,
}

impl FileText {
    /// No file at all: in the place of one that is still to come.
    #[must_use]
    pub fn none() -> Self {
        Self { path: Arc::default(), text: "".into() }
    }
}

/// A byte range in a [`FileText`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from a range of byte offsets. Files are smaller than 4 GiB: the reader refuses larger ones.
    #[must_use]
    pub fn new(range: Range<usize>) -> Self {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: offset(range.start), end: offset(range.end) }
    }

    /// The span as a range of byte offsets.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same span in a text that begins `offset` bytes further on.
    #[must_use]
    pub fn shifted(self, offset: u32) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }
}

/// A value with the place where the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where, in the file it belongs to.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: make(self.value), span: self.span }
    }
}

/// A place in a file, with the text that it is drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, relative to the site's root.
    pub file: Arc<str>,
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
    /// How many characters of the line are meant; 0 for a point.
    pub length: u32,
    /// The file's text, shared by all places in it: a line of some megabytes is not copied for each.
    whole: Text,
    /// Where the line stands in it.
    range: Range<usize>,
}

impl Place {
    /// The place of a byte range; a range over several lines is cut at the end of its first line.
    #[must_use]
    pub fn of(file: &FileText, span: Span) -> Self {
        let text = &*file.text;
        let start = floor_char(text, span.start as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let line = text[line_start..line_end].trim_end_matches('\r');
        let end = floor_char(text, span.end as usize).clamp(start, (line_start + line.len()).max(start));
        let count = |s: &str| u32::try_from(s.chars().count()).unwrap_or(u32::MAX);
        let lines = text[..line_start].bytes().filter(|b| *b == b'\n').count();
        Self {
            file: file.path.clone(),
            line: u32::try_from(lines).unwrap_or(u32::MAX - 1) + 1,
            column: count(&text[line_start..start]) + 1,
            length: count(&text[start..end]),
            whole: file.text.clone(),
            range: line_start..line_start + line.len(),
        }
    }

    /// The line, without its line end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.whole[self.range.clone()]
    }

    /// A place that is a whole file: no line is drawn.
    #[must_use]
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Self { file: path.into(), line: 0, column: 0, length: 0, whole: "".into(), range: 0..0 }
    }
}

fn floor_char(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published until it is mended.
    Error,
    /// Published all the same.
    Warning,
}

/// A second place that belongs to the mistake, or a remark: `first used here`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where, if it has a place.
    pub place: Option<Place>,
    /// What is there.
    pub text: String,
}

/// One mistake of an author, with everything that is needed to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of mistake; stable across versions.
    pub code: Code,
    /// Whether it stops the build.
    pub severity: Severity,
    /// Where it is; absent only if no file can be named.
    pub place: Option<Place>,
    /// What is wrong, in one line, without a full stop.
    pub message: String,
    /// Words beside the marked part of the line.
    pub label: Option<String>,
    /// Further places and remarks.
    pub notes: Vec<Note>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// File, line and column, if a file can be named.
    #[must_use]
    pub fn at(&self) -> Option<(&str, u32, u32)> {
        self.place.as_ref().map(|place| (&*place.file, place.line, place.column))
    }

    /// An error at a place of a file.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            code,
            severity: Severity::Error,
            place: Some(place),
            message,
            label: None,
            notes: Vec::new(),
            help: None,
        }
    }

    /// A warning at a place of a file.
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds words beside the marked part.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn note_at(mut self, place: Place, text: impl Into<String>) -> Self {
        self.notes.push(Note { place: Some(place), text: text.into() });
        self
    }

    /// Adds a remark without a place.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(Note { place: None, text: text.into() });
        self
    }

    /// Whether it stops the build.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts diagnostics into the order in which people read them: by file, line, column, then code; doubles are dropped.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (a.at(), a.code.name, &a.message).cmp(&(b.at(), b.code.name, &b.message)));
    diagnostics.dedup();
}

/// How many broken links of a run are compared with all that could have been meant: a folder that was renamed breaks thousands
/// of them, and thousands of addresses compared with thousands take minutes.
pub const MOST_SUGGESTIONS: usize = 20;

/// The candidate nearest to what was written, if any is near enough to have been meant: "did you mean".
///
/// Near enough is a Damerau-Levenshtein distance of at most a third of the longer word, case ignored.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    let length = written.chars().count();
    let measured = candidates.into_iter().filter_map(|candidate| {
        let lower = candidate.to_lowercase();
        let of_candidate = lower.chars().count();
        let limit = length.max(of_candidate).div_ceil(3);
        // The distance is at least the difference of the lengths, and takes far longer to tell.
        let distance =
            (length.abs_diff(of_candidate) <= limit).then(|| strsim::damerau_levenshtein(&written, &lower))?;
        (distance <= limit).then_some((distance, candidate))
    });
    measured.min_by(|a, b| a.cmp(b)).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests;
