//! Looks through raw HTML for what the sanitiser will take out, so that authors are told.

use std::ops::Range;

use super::policy;

/// Something in a piece of raw HTML.
pub(super) struct Find {
    /// Where, in the piece of HTML.
    pub(super) range: Range<usize>,
    /// What.
    pub(super) what: What,
}

/// What is worth a word in a piece of raw HTML.
pub(super) enum What {
    /// A tag whose element is not allowed; `closed` if its content goes with it.
    Element { closed: bool },
    /// A comment with its end.
    Hidden,
    /// The start of a comment without an end.
    Comment,
    /// The start of a tag without an end.
    Unfinished,
    /// An attribute that is not allowed.
    Attribute,
    /// The value of an allowed `href`, `src` or `cite`.
    Address,
    /// The value of an `id`.
    Id,
}

/// How many tags without an end are looked through: each of them goes to the end of the text.
const MAX_UNFINISHED: usize = 10;

/// Looks through tags. What it finds is only reported: the sanitiser decides by itself, from a full parse.
pub(super) fn scan(html: &str, inline: bool) -> Vec<Find> {
    let mut finds = Vec::new();
    let mut unclosed = Vec::new();
    let mut unfinished = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let name_end = start + 1 + tag_name_length(&html[start + 1..]);
        let name = html[start + 1..name_end].to_ascii_lowercase();
        at = match name.as_str() {
            name if name.starts_with("!--") => comment(html, start, &mut finds),
            name if !name.starts_with(|c: char| c.is_ascii_alphabetic()) => start + 1,
            name if policy::allows_element(name, inline) => {
                let before = finds.len();
                let is_read = unfinished < MAX_UNFINISHED;
                let end = if is_read { attributes(html, name, name_end, &mut finds) } else { None };
                end.unwrap_or_else(|| {
                    finds.truncate(before);
                    unfinished += 1;
                    finds.push(Find { range: start..name_end, what: What::Unfinished });
                    name_end
                })
            }
            name => {
                let has_end = policy::removes_content(name) && !unclosed.iter().any(|known| known == name);
                let end = if has_end { content_end(html, name, name_end) } else { None };
                if end.is_none() && has_end {
                    unclosed.push(name.to_owned());
                }
                finds.push(Find { range: start..name_end, what: What::Element { closed: end.is_some() } });
                end.unwrap_or(name_end)
            }
        };
    }
    finds
}

/// The length of the name that a tag's text begins with.
pub(super) fn tag_name_length(text: &str) -> usize {
    text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<')).unwrap_or(text.len())
}

fn comment(html: &str, start: usize, finds: &mut Vec<Find>) -> usize {
    if let Some(end) = html[start..].find("-->") {
        finds.push(Find { range: start..start + end + 3, what: What::Hidden });
        return start + end + 3;
    }
    finds.push(Find { range: start..start + 4, what: What::Comment });
    html.len()
}

/// The end of the content of an element that goes with it.
fn content_end(html: &str, name: &str, at: usize) -> Option<usize> {
    let end = format!("</{name}");
    let rest = &html.as_bytes()[at..];
    let found = rest.windows(end.len()).position(|bytes| bytes.eq_ignore_ascii_case(end.as_bytes()));
    found.map(|found| at + found + end.len())
}

/// Looks through the attributes of a tag; the byte behind it, if it has an end.
fn attributes(html: &str, element: &str, mut at: usize, finds: &mut Vec<Find>) -> Option<usize> {
    let bytes = html.as_bytes();
    loop {
        at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace() || **b == b'/').count();
        let name_length = bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace() && !b"=>/".contains(b)).count();
        if name_length == 0 {
            match bytes.get(at)? {
                b'>' => return Some(at + 1),
                _ => at += 1,
            }
            continue;
        }
        let range = at..at + name_length;
        let (value, end) = value(bytes, range.end);
        let name = html[range.clone()].to_ascii_lowercase();
        let text = html.get(value.clone()).unwrap_or_default();
        match name.as_str() {
            name if !policy::allows_attribute(element, name) || !policy::allows_value(element, name, text) => {
                finds.push(Find { range, what: What::Attribute });
            }
            "href" | "src" | "cite" => finds.push(Find { range: value, what: What::Address }),
            "id" => finds.push(Find { range: value, what: What::Id }),
            _ => {}
        }
        at = end;
    }
}

/// The value of the attribute whose name ends at `at`, and the byte behind it.
fn value(bytes: &[u8], at: usize) -> (Range<usize>, usize) {
    let skip = |at: usize| at + bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let equals = skip(at);
    if bytes.get(equals) != Some(&b'=') {
        return (at..at, at);
    }
    let start = skip(equals + 1);
    match bytes.get(start) {
        Some(quote @ (b'"' | b'\'')) => {
            let length = bytes[start + 1..].iter().take_while(|b| *b != quote).count();
            let end = start + 1 + length;
            (start + 1..end, (end + 1).min(bytes.len()))
        }
        _ => {
            let length = bytes[start..].iter().take_while(|b| !b.is_ascii_whitespace() && **b != b'>').count();
            (start..start + length, start + length)
        }
    }
}
