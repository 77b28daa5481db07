//! What the YAML parser stumbles over, in words that name the cause and the remedy.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::full::{DEPTH, MISTAKES, NODES, Stop};
use super::line::Line;
use super::quotes;
use crate::diagnostics::{Diagnostic, FileText, Place, Span, codes};

/// A cause: where it is in the text, what is wrong, and what to do.
pub(super) struct Cause {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

impl Cause {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: help.into() }
    }
}

/// A diagnostic for what stopped the parser in `text`, the part `yaml` of a file; with the byte of the text where the cause
/// lies, and where it was noticed.
pub(super) fn stop(file: &FileText, yaml: Span, text: &str, stop: &Stop) -> (Diagnostic, usize, usize) {
    let (cause, noticed) = match stop {
        Stop::Syntax(kind, at) => (syntax(text, kind, *at), *at),
        Stop::Depth(at) => {
            let message = format!("this is nested too deeply: at most {DEPTH} levels are read");
            (Cause::new(character(text, *at), message, "write it flatter"), *at)
        }
        Stop::Size(at) => {
            let message = format!("this is too much: at most {NODES} values and {MISTAKES} mistakes are read");
            (Cause::new(character(text, *at), message, "mend what is reported above, or split the file"), *at)
        }
    };
    let place = Place::of(file, Span::new(cause.range.clone()).shifted(yaml.start));
    (Diagnostic::error(codes::YAML_SYNTAX, place, cause.message).help(cause.help), cause.range.start, noticed)
}

fn syntax(text: &str, kind: &ErrorKind, at: usize) -> Cause {
    let line = Line::at(text, at);
    let known = in_line(text, kind, at, &line);
    known.or_else(|| bracket(text, kind, at)).or_else(|| placed_wrongly(text, kind, &line)).unwrap_or_else(|| {
        let help = "check indentation, quotes and brackets here and in the line above";
        Cause::new(character(text, at), format!("this is not YAML: {kind}"), help)
    })
}

/// A cause that the line itself shows.
fn in_line(text: &str, kind: &ErrorKind, at: usize, line: &Line<'_>) -> Option<Cause> {
    match kind {
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => tab(text, line),
        ErrorKind::MappingValueNotAllowed => colon_in_value(line, at)
            .or_else(|| no_space_behind_colon(text, line))
            .or_else(|| Some(deeper_than_a_value(line))),
        ErrorKind::SimpleKeyExpected => no_space_behind_colon(text, line).or_else(|| Some(no_key(line))),
        ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::DirectiveDisallowed => reserved_start(line).or_else(|| Some(stray(text, at))),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            Some(quotes::never_closed(text, at))
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            Some(quotes::text_behind(text, line, at))
        }
        ErrorKind::UnknownQuotedScalarEscape => quotes::unknown_escape(text, at),
        ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => Some(quotes::incomplete_escape(text, at)),
        ErrorKind::MisplacedFlowCollectionEnd => Some(closes_nothing(text, at)),
        ErrorKind::BlockSequenceEntryNotAllowed => Some(list_behind_key(line, at)),
        ErrorKind::InvalidBlockScalarHeader => {
            let help = "put the text on the lines below, indented, or quote the value";
            Some(Cause::new(line.rest_from(at), "a text cannot stand behind `|` or `>`", help))
        }
        _ => None,
    }
}

/// The character at a byte, as a range; nothing at the end.
fn character(text: &str, at: usize) -> Range<usize> {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at..at + text[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8)
}

/// A tab in the indentation of this line or of one next to it.
fn tab(text: &str, line: &Line<'_>) -> Option<Cause> {
    [Some(line.clone()), line.below(text), line.above(text)].into_iter().flatten().find_map(|line| {
        let blanks = line.text.len() - line.text.trim_start().len();
        let tab = line.start + line.text[..blanks].find('\t')?;
        Some(Cause::new(tab..tab + 1, "a tab cannot indent YAML", "use spaces"))
    })
}

/// `title: Foo: bar`.
fn colon_in_value(line: &Line<'_>, at: usize) -> Option<Cause> {
    let value = line.value.clone().filter(|value| value.start < at)?;
    let written = line.slice(&value);
    if written.starts_with(['"', '\'', '[', '{', '|', '>']) {
        return None;
    }
    let help = format!("quote it: {} {}", line.key()?, quotes::quoted(written));
    let end = (at + 1).min(line.end());
    Some(Cause::new(at.min(end)..end, "a `: ` in a value that is not quoted", help))
}

/// `key:value`, here or in the line above.
fn no_space_behind_colon(text: &str, line: &Line<'_>) -> Option<Cause> {
    [Some(line.clone()), line.above(text)].into_iter().flatten().find_map(|line| {
        let (key, value) = line.content().split_once(':')?;
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        if key.is_empty() || value.is_empty() || value.starts_with([' ', '\t', '/']) || !key.chars().all(word) {
            return None;
        }
        let colon = line.start + line.indent + key.len();
        let help = format!("{key}: {}", value.trim_end());
        Some(Cause::new(colon..colon + 1, "a space is missing behind the colon", help))
    })
}

fn deeper_than_a_value(line: &Line<'_>) -> Cause {
    let message = "this line is indented deeper than the one above, which has a value already";
    Cause::new(line.content_range(), message, "indent it like the line above, or leave that line's value out")
}

fn no_key(line: &Line<'_>) -> Cause {
    let help = "write `key: value`; if it goes on with the value above, indent it";
    Cause::new(line.content_range(), "this line has no `key:`", help)
}

/// `title: @x`, `title: %x`, a backtick, `*bold*`: plain values cannot start so.
fn reserved_start(line: &Line<'_>) -> Option<Cause> {
    let entry = line.content_range();
    let dashes = line.content().len() - line.content().trim_start_matches("- ").len();
    let value = line.value.clone().unwrap_or(entry.start + dashes..entry.end);
    let written = line.slice(&value);
    let first = written.chars().next().filter(|c| matches!(c, '@' | '`' | '%' | '*' | '&' | '!' | ',' | '|' | '>'))?;
    let message = match first {
        '`' => "a value that is not quoted cannot start with a backtick".to_owned(),
        first => format!("a value that is not quoted cannot start with `{first}`"),
    };
    let key = line.key().map_or(String::new(), |key| format!("{key} "));
    let help = format!("quote it: {key}{}", quotes::quoted(written));
    Some(Cause::new(value.start..value.start + 1, message, help))
}

/// A character that has no place in a text file.
fn stray(text: &str, at: usize) -> Cause {
    let rest = Line::at(text, at).rest_from(at);
    let control = text[rest.clone()].find(|c: char| c.is_control()).map(|found| rest.start + found);
    let range = character(text, control.unwrap_or(at));
    let message = match text[range.clone()].chars().next() {
        Some(c) if c.is_control() => format!("the control character U+{:04X} cannot stand in YAML", u32::from(c)),
        Some(c) => format!("`{c}` cannot stand here"),
        None => "something is missing here".to_owned(),
    };
    Cause::new(range, message, "take it out, or quote the value")
}

fn closes_nothing(text: &str, at: usize) -> Cause {
    let range = character(text, at);
    let message = format!("`{}` closes a bracket that was never opened", &text[range.clone()]);
    Cause::new(range, message, "take it out, or quote the value if it is a text")
}

/// `tags: - a`.
fn list_behind_key(line: &Line<'_>, at: usize) -> Cause {
    let entry = line.rest_from(at);
    let written = line.slice(&entry).trim_start_matches("- ");
    let help = match line.key() {
        Some(key) => format!("{key} [{written}], or each entry on a line of its own"),
        None => "put each entry on a line of its own".to_owned(),
    };
    Cause::new(entry, "a list that starts with `- ` cannot stand behind a key", help)
}

/// A bracket that is never closed, or closed by another.
fn bracket(text: &str, kind: &ErrorKind, at: usize) -> Option<Cause> {
    let opened = match kind {
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            let help = "close brackets in the order in which they were opened";
            return Some(Cause::new(character(text, at), format!("`{open}` is closed by `{close}`"), help));
        }
        ErrorKind::UnclosedFlowCollection { .. } => at,
        ErrorKind::InvalidColonPlacement
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::BlockEntryInFlowCollection => match Line::at(text, at).bracket_left_open(text) {
            Some(opened) => opened,
            None => {
                return Some(Cause::new(
                    character(text, at),
                    "a `,` or a closing bracket is missing before this",
                    "quote the value if it is a text",
                ));
            }
        },
        _ => return None,
    };
    let range = character(text, opened);
    let message = format!("`{}` is never closed", &text[range.clone()]);
    let close = if text[range.clone()].starts_with('{') { '}' } else { ']' };
    Some(Cause::new(range, message, format!("end the value with `{close}`, or quote it if it is a text")))
}

/// Lines whose indentation belongs to nothing above them.
fn placed_wrongly(text: &str, kind: &ErrorKind, line: &Line<'_>) -> Option<Cause> {
    match kind {
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::InvalidIndentation => {}
        _ => return None,
    }
    if let Some(cause) = line.value.as_ref().and_then(|_| reserved_start(line)) {
        return Some(cause);
    }
    let above_has_value = line.above(text).is_some_and(|above| above.value.is_some() && above.indent == line.indent);
    if line.content().starts_with("- ") && above_has_value {
        let message = "a list cannot follow a value";
        return Some(Cause::new(
            line.content_range(),
            message,
            "leave out what stands behind the key in the line above",
        ));
    }
    let message = "the indentation of this line fits nothing above it";
    Some(Cause::new(line.content_range(), message, "indent it exactly like the lines that it belongs with"))
}
