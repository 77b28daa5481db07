//! One line of a YAML text, as far as explaining a mistake needs to understand it.

use std::ops::Range;

/// A line and its parts; offsets are bytes of the whole text.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub(super) start: usize,
    /// Without its line end and blanks before that.
    pub(super) text: &'a str,
    /// Bytes of blanks at its start, and of `- ` behind them.
    pub(super) indent: usize,
    /// What stands behind `key: `.
    pub(super) value: Option<Range<usize>>,
}

impl<'a> Line<'a> {
    /// The line that holds a byte.
    pub(super) fn at(text: &'a str, at: usize) -> Self {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
        let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
        let line = text[start..end].trim_end();
        let mut indent = line.len() - line.trim_start().len();
        while let Some(rest) = line[indent..].strip_prefix("- ").filter(|rest| has_key(rest)) {
            indent += 2 + rest.len() - rest.trim_start().len();
        }
        let value = line[indent..].find(": ").and_then(|colon| {
            let behind = indent + colon + 2;
            let blanks = line[behind..].len() - line[behind..].trim_start().len();
            (behind + blanks < line.len()).then_some(start + behind + blanks..start + line.len())
        });
        Self { start, text: line, indent, value }
    }

    /// The line above that is not blank.
    pub(super) fn above(&self, text: &'a str) -> Option<Self> {
        let mut start = self.start;
        while start > 0 {
            let line = Line::at(text, start - 1);
            if !line.text.trim().is_empty() {
                return Some(line);
            }
            start = line.start;
        }
        None
    }

    /// The next line.
    pub(super) fn below(&self, text: &'a str) -> Option<Self> {
        let end = text[self.start..].find('\n')?;
        Some(Line::at(text, self.start + end + 1))
    }

    /// The line without indentation.
    pub(super) fn content(&self) -> &'a str {
        self.text.get(self.indent..).unwrap_or_default()
    }

    pub(super) fn content_range(&self) -> Range<usize> {
        self.start + self.indent..self.end()
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// From a byte to the line's end.
    pub(super) fn rest_from(&self, at: usize) -> Range<usize> {
        at.min(self.end())..self.end()
    }

    /// A part of the line, by its range in the text.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.start - self.start..range.end - self.start).unwrap_or_default()
    }

    /// The key with its colon.
    pub(super) fn key(&self) -> Option<&'a str> {
        let value = self.value.as_ref()?;
        let key = self.text[self.indent..value.start - self.start].trim_end();
        key.ends_with(':').then_some(key)
    }

    /// Where the bracket is that this line or one above opens behind a key and does not close.
    pub(super) fn bracket_left_open(&self, text: &'a str) -> Option<usize> {
        let mut line = Some(self.clone());
        while let Some(current) = line {
            if let Some(value) = &current.value {
                let written = current.slice(value);
                let open = written.starts_with(['[', '{']);
                let count = |set: [char; 2]| written.matches(set).count();
                if open && count(['[', '{']) > count([']', '}']) {
                    return Some(value.start);
                }
            }
            line = current.above(text);
        }
        None
    }
}

fn has_key(text: &str) -> bool {
    text.contains(": ") || text.trim_end().ends_with(':')
}
