//! Going on after a mistake: the entry that holds it is blanked and the rest is read again, so that an author sees all
//! mistakes of a file in one run.

use std::borrow::Cow;

use super::{Node, Value, explain, full};
use crate::diagnostics::{Diagnostic, FileText, Span, Spanned};

/// How many mistakes in the syntax of one file are found.
const ROUNDS: usize = 20;

/// Reads the part of a file that is YAML with the complete parser, again and again until nothing is wrong with the rest.
pub(super) fn read(file: &FileText, span: Span, found: &mut Vec<Diagnostic>) -> Option<Node<'static>> {
    let mut text = file.text[span.range()].to_owned();
    let mut blanked = Vec::new();
    let mut strays = Vec::new();
    for _ in 0..ROUNDS {
        let mut refused = Vec::new();
        match full::read(file, &text, span.start, &mut refused) {
            Ok(mut node) => {
                found.append(&mut refused);
                mark(&mut node, &blanked);
                add(&mut node, strays);
                return Some(node);
            }
            Err(stop) => {
                let (diagnostic, place, noticed) = explain::stop(file, span, &text, &stop);
                // Blanking a value may leave its key where it cannot stand: that is the same mistake.
                if found.last().is_none_or(|last| line_of(last) != line_of(&diagnostic)) {
                    found.push(diagnostic);
                }
                strays.extend(stray_key(&text, place).map(|(key, at)| (key, at + span.start)));
                let line = blank(&mut text, place).or_else(|| blank(&mut text, noticed))?;
                blanked.extend(line.map(|at| at + span.start));
            }
        }
    }
    None
}

fn line_of(diagnostic: &Diagnostic) -> Option<u32> {
    diagnostic.place.as_ref().map(|place| place.line)
}

/// Overwrites the entry of the outermost record or list that holds a byte with spaces, except for a key. Gives where that
/// key stands, if there is one; `None` if there was nothing left to overwrite.
fn blank(text: &mut String, at: usize) -> Option<Option<u32>> {
    let entry = entry_at(text, at)?;
    let key =
        key_length(&text[entry.clone()]).filter(|length| !text[entry.start + length..entry.end].trim().is_empty());
    let from = entry.start + key.unwrap_or(0);
    if text[from..entry.end].trim().is_empty() {
        return None;
    }
    // Bytes instead of characters, so that the places behind it stay as they are.
    let spaces: String = text[from..entry.end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(from..entry.end, &spaces);
    Some(key.map(|_| u32::try_from(entry.start).unwrap_or(u32::MAX)))
}

/// From a line that is not indented to the next one.
fn entry_at(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let is_list = text.lines().find(|line| !is_empty(line))?.starts_with('-');
    let starts = |line: &str| !is_empty(line) && !line.starts_with([' ', '\t']) && (is_list || !line.starts_with("- "));
    let (mut start, mut position) = (None, 0);
    for line in text.split_inclusive('\n') {
        if starts(line) {
            match start {
                Some(start) if position > at => return Some(start..position),
                _ => start = Some(position),
            }
        }
        position += line.len();
    }
    start.map(|start| start..text.len())
}

fn is_empty(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// Up to and with the colon behind the key that an entry begins with.
fn key_length(entry: &str) -> Option<usize> {
    let colon = entry.find(':')?;
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let ends = entry[colon + 1..].chars().next().is_none_or(char::is_whitespace);
    (colon > 0 && ends && entry[..colon].chars().all(word) && !entry.starts_with("---")).then_some(colon + 1)
}

/// Marks the values that were blanked.
fn mark(node: &mut Node<'_>, blanked: &[u32]) {
    if let Value::Map(entries) = &mut node.value {
        for (key, value) in entries.iter_mut().filter(|(key, _)| blanked.contains(&key.span.start)) {
            *value = Node { span: key.span, value: Value::Unread };
        }
    }
}

/// The key that a line of its own seems to begin with, and where it stands, if blanking the line leaves nothing of it: a
/// line that is indented below a value, or one whose colon is not read as such.
fn stray_key(text: &str, at: usize) -> Option<(String, u32)> {
    let entry = entry_at(text, at)?;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next()?;
    let first = text[entry.clone()].lines().next()?;
    let is_lost = match key_length(&text[entry.clone()]) {
        Some(length) => start > entry.start && first.get(length..).is_some_and(|value| !value.trim().is_empty()),
        None => true,
    };
    let indent = line.len() - line.trim_start().len();
    let key: String = line[indent..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect();
    let at = u32::try_from(start + indent).unwrap_or(u32::MAX);
    (is_lost && !key.is_empty() && !key.starts_with('-')).then_some((key, at))
}

/// Adds what may have stood in lines that were blanked: values that are not there, so that nobody is told that they are
/// missing, without a place, by which they are told from what was written.
fn add(node: &mut Node<'_>, strays: Vec<(String, u32)>) {
    let Value::Map(entries) = &mut node.value else { return };
    for (key, at) in strays {
        if !entries.iter().any(|(known, _)| known.value == key) {
            let span = Span { start: at, end: at };
            entries.push((Spanned::new(Cow::Owned(key), span), Node { span, value: Value::Unread }));
        }
    }
}
