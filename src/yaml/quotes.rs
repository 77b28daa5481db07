//! Mistakes with quotes.

use super::explain::Cause;
use super::line::Line;

/// A text in quotes that it can stand in: double ones, single ones if it holds double quotes or backslashes only.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        if text.contains('\'') {
            return format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        }
        return format!("'{text}'");
    }
    format!("\"{text}\"")
}

/// A quote that opens at this byte and is never closed.
pub(super) fn never_closed(text: &str, at: usize) -> Cause {
    let end = (at + 1).min(text.len());
    let quote = text.get(at..end).unwrap_or("\"");
    Cause::new(at..end, format!("this quote (`{quote}`) is never closed"), "close it at the end of the value")
}

/// Something stands behind the quote that closes a value: `"A" and more`, `'it's'`. If the value began lines above, the quote
/// that closes it was meant to open another, and the first was never closed.
pub(super) fn text_behind(text: &str, line: &Line<'_>, at: usize) -> Cause {
    if let Some(open) = opened_above(text, line) {
        return never_closed(text, open);
    }
    let behind = line.rest_from(at);
    let Some(value) = line.value.clone().filter(|value| value.start < at) else {
        return Cause::new(behind, "there is text behind the closing quote", "quote the whole value");
    };
    let written = line.slice(&value);
    let key = line.key().unwrap_or_default();
    if let Some(inside) = written.strip_prefix('\'').and_then(|w| w.strip_suffix('\'')) {
        let inside = inside.replace("''", "'");
        let help = format!("write an apostrophe twice, or use double quotes: {key} {}", double(&inside));
        return Cause::new(behind, "an apostrophe ends a value in single quotes", help);
    }
    let inside = written.strip_prefix('"').and_then(|w| w.strip_suffix('"')).filter(|inside| inside.contains(' '));
    let whole = inside.filter(|inside| inside.matches('"').count() % 2 == 0).unwrap_or(written);
    let help = format!("quote the whole value: {key} {}", quoted(whole));
    Cause::new(behind, "there is text behind the closing quote", help)
}

fn double(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The opening quote of a value in a line above that does not close in its line, if another key follows at once.
fn opened_above(text: &str, line: &Line<'_>) -> Option<usize> {
    let mut below = line.clone();
    while let Some(above) = below.above(text) {
        if let Some(value) = &above.value {
            let written = above.slice(value);
            let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
            if quote.is_some_and(|quote| !written[1..].ends_with(quote)) && below.value.is_some() {
                return Some(value.start);
            }
        }
        below = above;
    }
    None
}

/// `"\u12"`: an escape with too few digits, in the double-quoted value that opens at this byte.
pub(super) fn incomplete_escape(text: &str, open: usize) -> Cause {
    let escape = ["\\u", "\\U", "\\x"].iter().filter_map(|escape| text[open..].find(escape)).min();
    let at = escape.map_or(open, |at| open + at);
    let end = text[at..].char_indices().nth(2).map_or(text.len(), |(length, _)| at + length);
    let help = "write `\\\\` for a backslash, or use single quotes";
    Cause::new(at..end, "this escape stands for no character", help)
}

/// `"C:\path"`: the first escape that means nothing, in the double-quoted value that opens at this byte.
pub(super) fn unknown_escape(text: &str, open: usize) -> Option<Cause> {
    let mut chars = text[open..].char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let (_, escaped) = chars.next()?;
        if !"0abt\tnvfre \"/\\N_LPxuU\n\r".contains(escaped) {
            let at = open + at;
            let message = format!("`\\{escaped}` is not an escape that YAML knows");
            let help = "write `\\\\` for a backslash, or use single quotes";
            return Some(Cause::new(at..at + 1 + escaped.len_utf8(), message, help));
        }
    }
    None
}
