//! The grammar of a citation marker: what stands between the brackets of `[@a, p. 3; @b]`.

use std::ops::Range;

use smallvec::SmallVec;

/// One source named in a marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item<'t> {
    /// The key, without `@`.
    pub(super) key: &'t str,
    /// Where `@key` stands in the label.
    pub(super) range: Range<usize>,
    /// What follows the comma.
    pub(super) locator: Option<&'t str>,
}

/// Why a marker cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Where in the label.
    pub(super) range: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// What to write instead.
    pub(super) help: String,
}

/// Whether a text can be the id of a source: letters, digits and `_`, with `-`, `.`, `:`, `/` or `+` between them.
///
/// ```
/// use citewire::markdown::is_citation_key;
/// assert!(is_citation_key("reuters-2") && is_citation_key("arXiv:2301.1") && is_citation_key("1"));
/// assert!(!is_citation_key("a b") && !is_citation_key("-a") && !is_citation_key("a.") && !is_citation_key(""));
/// ```
#[must_use]
pub fn is_citation_key(text: &str) -> bool {
    let edge = |c: char| c.is_alphanumeric() || c == '_';
    text.starts_with(edge) && text.ends_with(edge) && text.chars().all(is_key_char)
}

fn is_key_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '+')
}

/// Reads a label: the text between `[` and `]`, which starts with `@`.
pub(super) fn parse(label: &str) -> Result<SmallVec<[Item<'_>; 1]>, Mistake> {
    let mut items = SmallVec::new();
    let mut at = 0;
    for part in label.split(';') {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        items.push(parse_item(label, part.trim(), start)?);
    }
    Ok(items)
}

fn parse_item<'t>(label: &'t str, part: &'t str, start: usize) -> Result<Item<'t>, Mistake> {
    let range = start..start + part.len();
    let Some(rest) = part.strip_prefix('@') else {
        return Err(without_at(label, part, range));
    };
    let (key, tail) = rest.split_at(rest.find(|c: char| !is_key_char(c)).unwrap_or(rest.len()));
    let key_range = start..start + 1 + key.len();
    if key.is_empty() {
        return Err(without_key(label, rest, range));
    }
    if !is_citation_key(key) {
        let message = format!("`{key}` cannot be the id of a source: it starts or ends with punctuation");
        let trimmed = key.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
        return Err(Mistake {
            range: key_range,
            message,
            help: write_instead(label, &format!("@{key}"), &format!("@{trimmed}")),
        });
    }
    let tail_start = key_range.end;
    let locator = parse_locator(label, part, tail, tail_start)?;
    Ok(Item { key, range: key_range, locator })
}

fn parse_locator<'t>(label: &str, part: &str, tail: &'t str, start: usize) -> Result<Option<&'t str>, Mistake> {
    let rest = tail.trim_start();
    let range = start + tail.len() - rest.len()..start + tail.len();
    let head = &part[..part.len() - tail.len()];
    if rest.is_empty() {
        return Ok(None);
    }
    let Some(locator) = rest.strip_prefix(',').map(str::trim) else {
        return Err(after_key(label, part, head, rest, range));
    };
    if locator.is_empty() {
        let message = format!("nothing follows the comma in `[{label}]`");
        return Err(Mistake { range, message, help: write_instead(label, part, head) });
    }
    if locator.starts_with('@') {
        let message = format!("`[{label}]` separates two sources with a comma");
        return Err(Mistake { range, message, help: write_instead(label, part, &format!("{head}; {locator}")) });
    }
    Ok(Some(locator))
}

fn without_at(label: &str, part: &str, range: Range<usize>) -> Mistake {
    if part.is_empty() {
        let message = format!("a source is missing beside a `;` in `[{label}]`");
        let kept: Vec<_> = label.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
        let at = range.start.saturating_sub(1).min(label.len().saturating_sub(1));
        let help = if kept == ["@"] { empty_help() } else { format!("write `[{}]`", kept.join("; ")) };
        return Mistake { range: at..at + 1, message, help };
    }
    let message = format!("`{part}` in `[{label}]` lacks its `@`");
    let help =
        format!("{}; a locator stands behind a comma: `[@id, p. 3]`", write_instead(label, part, &format!("@{part}")));
    Mistake { range, message, help }
}

fn without_key(label: &str, rest: &str, range: Range<usize>) -> Mistake {
    let word = rest.trim_start();
    if word.is_empty() {
        let message = format!("the citation `[{label}]` names no source");
        return Mistake { range, message, help: empty_help() };
    }
    if word.len() < rest.len() {
        let message = format!("a space follows the `@` in `[{label}]`");
        return Mistake { range, message, help: write_instead(label, &format!("@{rest}"), &format!("@{word}")) };
    }
    let c = rest.chars().next().unwrap_or_default();
    let message = format!("`{c}` cannot start the id of a source");
    Mistake {
        range,
        message,
        help: format!("write `[@id]` with the id of a source, or `\\[{label}]` if it is no citation"),
    }
}

fn after_key(label: &str, part: &str, head: &str, rest: &str, range: Range<usize>) -> Mistake {
    if rest.starts_with('@') {
        let message = format!("`[{label}]` names two sources without a `;` between them");
        return Mistake { range, message, help: write_instead(label, part, &format!("{head}; {rest}")) };
    }
    let glued = part.len() == head.len() + rest.len();
    if glued {
        let c = rest.chars().next().unwrap_or_default();
        let message = format!("`{c}` cannot stand in the id of a source");
        let help = format!("write `[@id]` with the id of a source, or `\\[{label}]` if it is no citation");
        return Mistake { range: range.start..range.start + c.len_utf8(), message, help };
    }
    let message = format!("a comma is missing before `{rest}` in `[{label}]`");
    Mistake { range, message, help: write_instead(label, part, &format!("{head}, {rest}")) }
}

fn write_instead(label: &str, wrong: &str, right: &str) -> String {
    format!("write `[{}]`", label.replacen(wrong, right, 1))
}

fn empty_help() -> String {
    "write `[@id]` with the id of a source, or `\\[@]` if it is no citation".to_owned()
}
