//! What the YAML parser says, in words that name the cause and the remedy.

use serde_saphyr::Error;

use super::full::byte_span;
use crate::diagnostics::{Diagnostic, FileText, Place, Span, codes};

/// A diagnostic for an error of the parser in the part `yaml` of a file.
pub(super) fn error(file: &FileText, yaml: Span, error: &Error) -> Diagnostic {
    let text = &file.text[yaml.range()];
    let at = error.location().map_or(Span::default(), |location| byte_span(&location, text));
    let at = Span { end: at.end.max((at.start + 1).min(yaml.end - yaml.start)), ..at };
    let said = error.to_string();
    if matches!(error.without_snippet(), Error::Budget { .. }) || said.contains("recursion limit") {
        return limit(file, yaml, at, &said);
    }
    for cause in [tab, colon_in_value, reserved_start, unclosed_quote] {
        if let Some(diagnostic) = cause(file, yaml, at) {
            return diagnostic;
        }
    }
    let place = Place::of(file, at.shifted(yaml.start));
    Diagnostic::error(codes::YAML_SYNTAX, place, format!("this is not YAML: {}", first_sentence(&said)))
        .help("check indentation, quotes and brackets here and in the line above")
}

fn limit(file: &FileText, yaml: Span, at: Span, said: &str) -> Diagnostic {
    let said = said.to_ascii_lowercase();
    let place = Place::of(file, at.shifted(yaml.start));
    let message = if said.contains("alias") || said.contains("anchor") {
        "anchors and aliases (`&x`, `*x`) are not allowed"
    } else if said.contains("depth") || said.contains("recursion") || said.contains("nesting") {
        "this is nested too deeply: at most 16 levels are read"
    } else {
        "this is too large: at most 20,000 values are read"
    };
    Diagnostic::error(codes::YAML_SYNTAX, place, message).help("write it out, simpler")
}

/// The line of the part that holds a position: its range in the part.
fn line_of(text: &str, at: u32) -> std::ops::Range<usize> {
    let at = (at as usize).min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    start..end
}

/// The line of the error and the one above it, nearest first.
fn lines(text: &str, at: u32) -> Vec<std::ops::Range<usize>> {
    let line = line_of(text, at);
    let above = (line.start > 0).then(|| line_of(text, u32::try_from(line.start - 1).unwrap_or(0)));
    std::iter::once(line).chain(above).collect()
}

fn tab(file: &FileText, yaml: Span, at: Span) -> Option<Diagnostic> {
    let text = &file.text[yaml.range()];
    let (line, tab) = lines(text, at.start).into_iter().find_map(|line| {
        let indent = text[line.clone()].len() - text[line.clone()].trim_start().len();
        let tab = text[line.start..line.start + indent].find('\t')?;
        Some((line, tab))
    })?;
    let span = Span::new(line.start + tab..line.start + tab + 1).shifted(yaml.start);
    let diagnostic = Diagnostic::error(codes::YAML_SYNTAX, Place::of(file, span), "a tab cannot indent YAML");
    Some(diagnostic.help("use spaces"))
}

/// `title: Foo: bar`.
fn colon_in_value(file: &FileText, yaml: Span, at: Span) -> Option<Diagnostic> {
    let text = &file.text[yaml.range()];
    lines(text, at.start).into_iter().find_map(|range| {
        let line = &text[range.clone()];
        let key_end = line.find(": ")?;
        let value = &line[key_end + 2..];
        let value_start = key_end + 2 + (value.len() - value.trim_start().len());
        let value = value.trim();
        let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
        if value.starts_with(['"', '\'', '[', '{', '|', '>', '#']) || line[..key_end].contains(['"', '\'']) {
            return None;
        }
        let span = Span::new(range.start + value_start + colon..range.start + value_start + colon + 1);
        let place = Place::of(file, span.shifted(yaml.start));
        let message = "`: ` in a value that is not quoted starts another value";
        let quoted = value.replace('\\', "\\\\").replace('"', "\\\"");
        let help = format!("quote it: {} \"{quoted}\"", line[..=key_end].trim_start());
        Some(Diagnostic::error(codes::YAML_SYNTAX, place, message).help(help))
    })
}

/// `title: @x`, `title: %x`, a backtick: plain values cannot start so.
fn reserved_start(file: &FileText, yaml: Span, at: Span) -> Option<Diagnostic> {
    let text = &file.text[yaml.range()];
    let range = line_of(text, at.start);
    let line = &text[range.clone()];
    let after_key = line
        .find(": ")
        .map(|i| i + 2)
        .or_else(|| line.trim_start().starts_with("- ").then(|| line.find("- ").map_or(0, |i| i + 2)))?;
    let value = line[after_key..].trim_start();
    let first = value.chars().next().filter(|c| matches!(c, '@' | '`' | '%' | '*' | '&' | '!'))?;
    let start = range.start + line.len() - value.len();
    let place = Place::of(file, Span::new(start..start + 1).shifted(yaml.start));
    if matches!(first, '*' | '&') {
        let message = "anchors and aliases (`&x`, `*x`) are not allowed";
        return Some(Diagnostic::error(codes::YAML_SYNTAX, place, message).help("quote the value if it is a text"));
    }
    let message = format!("a value that is not quoted cannot start with `{first}`");
    let quoted = value.trim_end().replace('\\', "\\\\").replace('"', "\\\"");
    Some(Diagnostic::error(codes::YAML_SYNTAX, place, message).help(format!("quote it: \"{quoted}\"")))
}

fn unclosed_quote(file: &FileText, yaml: Span, at: Span) -> Option<Diagnostic> {
    let text = &file.text[yaml.range()];
    // The parser notices at the end; the opening quote is in the last line whose value starts with one.
    let before = &text[..(at.end as usize).min(text.len())];
    let mut end = before.len();
    while end > 0 {
        let start = before[..end].rfind('\n').map_or(0, |i| i + 1);
        let line = &before[start..end];
        if let Some(value) = line.find(": ").map(|i| i + 2 + line[i + 2..].len() - line[i + 2..].trim_start().len()) {
            let quote = line[value..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let closed = line[value + 1..].contains(quote);
            let span = Span::new(start + value..start + value + 1).shifted(yaml.start);
            let message = format!("this quote (`{quote}`) is never closed");
            let diagnostic = Diagnostic::error(codes::YAML_SYNTAX, Place::of(file, span), message);
            return (!closed).then(|| diagnostic.help("close it at the end of the value"));
        }
        end = start.saturating_sub(1);
    }
    None
}

fn first_sentence(said: &str) -> String {
    let line = said.lines().next().unwrap_or_default();
    let line = line.split(" at line ").next().unwrap_or(line).trim_end_matches('.');
    let mut chars = line.chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
