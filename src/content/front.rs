//! The front matter of a content file: where it is, and where the body begins.

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
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if !is_fence(first) {
        return Err(Box::new(missing(file)));
    }
    let start = first.len();
    let mut at = start;
    for line in lines {
        if is_fence(line) {
            return check_size(
                file,
                Parts { yaml: Span::new(start..at), body: Span::new(at + line.len()..text.len()) },
            );
        }
        at += line.len();
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
