//! The front matter of a content file: where it is, and where the body begins.

use crate::bytes;
use crate::diagnostics::{Diagnostic, FileText, Place, Span, codes};

/// Largest front matter in bytes.
const LARGEST: usize = 64 << 10;

/// The line that opens every front matter.
pub(super) const FENCE: Span = Span { start: 0, end: 3 };

/// The two parts of a content file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    /// The YAML between the fences.
    pub(super) yaml: Span,
    /// Everything behind the closing fence.
    pub(super) body: Span,
}

/// Finds the `---` fences; blanks behind them are fine.
pub(super) fn split(file: &FileText) -> Result<Parts, Box<Diagnostic>> {
    let text = &*file.text;
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if !is_fence(first) {
        return Err(Box::new(missing(file)));
    }
    let start = first.len();
    // Only lines that begin like one are looked at; the first of them may stand right behind the opening fence.
    let mut at = start - 1;
    let begins_like_fence = |end: u8, first: u8| (end == b'\n') & (first == b'-');
    while let Some(before) = text.as_bytes().get(at..).and_then(|rest| bytes::find_pair(rest, begins_like_fence)) {
        at += before + 1;
        let line = text[at..].split_inclusive('\n').next().unwrap_or_default();
        if is_fence(line) {
            return check_size(
                file,
                Parts { yaml: Span::new(start..at), body: Span::new(at + line.len()..text.len()) },
            );
        }
    }
    let place = Place::of(file, FENCE);
    let message = "the front matter that opens here is never closed";
    Err(Box::new(
        Diagnostic::error(codes::UNCLOSED_FRONT_MATTER, place, message).help("end it with a line that is just `---`"),
    ))
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| rest.trim_end().is_empty())
}

fn check_size(file: &FileText, parts: Parts) -> Result<Parts, Box<Diagnostic>> {
    let size = parts.yaml.range().len();
    if size <= LARGEST {
        return Ok(parts);
    }
    let message = format!("the front matter has {size} bytes; at most {LARGEST} are read");
    let place = Place::of(file, FENCE);
    Err(Box::new(Diagnostic::error(codes::FILE_TOO_LARGE, place, message).help("move text into the body")))
}

fn missing(file: &FileText) -> Diagnostic {
    let first = file.text.lines().next().unwrap_or_default();
    let place = Place::of(file, Span::new(0..first.len()));
    let message = if first.trim_start().starts_with("---") {
        "the line that opens the front matter must be just `---`"
    } else if first.starts_with("+++") {
        "front matter is YAML between `---` lines, not TOML"
    } else {
        "no front matter: the file must start with a `---` line"
    };
    Diagnostic::error(codes::NO_FRONT_MATTER, place, message)
        .help("start with `---`, then `title: …` and `date: …`, then `---`; `citewire new` writes it")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_front_matter_ends_at_the_first_line_that_is_a_fence(
            text in "---[ \u{3000}]?(\n|\r\n|)(-{1,4}|[a:# ]{0,3}|--- |---\u{3000}|\n|\r\n){0,9}",
        ) {
            let file = FileText { path: "content/pages/a.md".into(), text: text.as_str().into() };
            let found = split(&file).ok().map(|parts| (parts.yaml.range(), parts.body.range()));
            let mut ends = text.split_inclusive('\n').scan(0, |at, line| {
                *at += line.len();
                Some((*at - line.len()..*at, line))
            });
            let first = ends.next().filter(|(_, line)| is_fence(line));
            let wanted = first.and_then(|(first, _)| {
                let (fence, _) = ends.find(|(_, line)| is_fence(line))?;
                Some((first.end..fence.start, fence.end..text.len()))
            });
            prop_assert_eq!(found, wanted);
        }
    }
}
