//! Writing Markdown: texts that mean themselves, and addresses.

use std::fmt::Write;

use crate::bytes;

/// A plain text as Markdown of one line: nothing in it is markup.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(&mut out, text);
    out
}

/// Appends a plain text as Markdown of one line.
pub(super) fn escape(out: &mut String, text: &str) {
    if is_plain(text) { out.push_str(text) } else { escape_words(out, text) }
}

/// Whether a text is surely written as it is; most titles and names are.
fn is_plain(text: &str) -> bool {
    let may_mean = |byte: u8| {
        (byte == b'\\')
            | (byte == b'`')
            | (byte == b'*')
            | (byte == b'[')
            | (byte == b']')
            | (byte == b'<')
            | (byte == b'~')
            | (byte == b'|')
            | (byte == b'_')
            | (byte == b'#')
            | (byte == b'&')
            | (byte < b' ')
            | !byte.is_ascii()
    };
    let changes = |byte: u8, next: u8| may_mean(byte) | ((byte == b' ') & (next == b' '));
    let (Some(first), Some(last)) = (text.bytes().next(), text.bytes().next_back()) else { return true };
    first != b' '
        && last != b' '
        && !may_mean(last)
        && marker_at_start(text).is_none()
        && bytes::find_pair(text.as_bytes(), changes).is_none()
}

fn escape_words(out: &mut String, text: &str) {
    for (number, word) in text.split_whitespace().enumerate() {
        let marker = if number == 0 { marker_at_start(word) } else { None };
        if number > 0 {
            out.push(' ');
        }
        let mut copied = 0;
        for (at, byte) in word.bytes().enumerate() {
            if means_something(byte, word, at) || marker == Some(at) {
                out.push_str(&word[copied..at]);
                out.push('\\');
                copied = at;
            }
        }
        out.push_str(&word[copied..]);
    }
}

/// Whether the byte at a place of a word would be markup. All that could be is of ASCII.
fn means_something(byte: u8, word: &str, at: usize) -> bool {
    let last = || word[..at].chars().next_back().unwrap_or(' ');
    let next = || word[at + 1..].chars().next().unwrap_or(' ');
    match byte {
        b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'~' | b'|' => true,
        b'_' => !(last().is_alphanumeric() && next().is_alphanumeric()),
        b'#' => at == 0,
        b'&' => next().is_alphanumeric() || next() == '#',
        _ => false,
    }
}

/// What at the start of a line would begin a block: `-`, `+`, `>`, `=`, or the point of `1.`.
fn marker_at_start(text: &str) -> Option<usize> {
    if text.starts_with(['-', '+', '>', '=']) {
        return Some(0);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let marks = digits > 0 && text[digits..].starts_with(['.', ')']);
    marks.then_some(digits)
}

/// A full URL as the address of a link, in Markdown or in the attribute of a tag.
pub(super) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' | '\'' | '(' | ')' | '<' | '>' | '[' | ']' | '\\' | '`' | '|' => {
                _ = write!(out, "%{:02X}", u32::from(c))
            }
            c if c.is_ascii_whitespace() || c.is_ascii_control() => _ = write!(out, "%{:02X}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// `[title](url)`.
pub(super) fn link(title: &str, url: &str) -> String {
    format!("[{}]({})", escaped(title), address(url))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    /// The text of a paragraph, and how many elements it has.
    fn read(markdown: &str) -> (String, usize) {
        let (mut text, mut elements) = (String::new(), 0);
        for event in
            Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_MATH)
        {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Start(_) | Event::Rule | Event::Html(_) | Event::InlineHtml(_) => elements += 1,
                _ => {}
            }
        }
        (text, elements)
    }

    proptest! {
        #[test]
        fn a_text_means_itself(text in "[a1 \\\\`*_{}\\[\\]()#+.!|<>&;~=:/-]{1,24}") {
            let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let (read, elements) = read(&format!("{}\n", escaped(&text)));
            prop_assert_eq!(read, plain.clone());
            prop_assert_eq!(elements, usize::from(!plain.is_empty()));
        }

        #[test]
        fn plain_texts_are_escaped_as_all_are(text in "[a1 .é#&\\-\n\\\\`*\\[\\]<~|_+>=)\u{A0}\u{3000}]{0,12}|[a-c |~_]{0,70}") {
            let mut words = String::new();
            escape_words(&mut words, &text);
            prop_assert_eq!(escaped(&text), words);
        }

        #[test]
        fn a_link_leads_to_its_url(title in "[a \\[\\]()!`*_<>\\\\]{1,12}", url in "https://a.example/[a?=&;#()<>'\"*_ \\\\|`]{0,12}") {
            let markdown = link(&title, &url);
            let found = Parser::new(&markdown).find_map(|event| match event {
                Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
                _ => None,
            });
            prop_assert_eq!(found, Some(address(&url).replace("&amp;", "&")));
        }
    }
}
