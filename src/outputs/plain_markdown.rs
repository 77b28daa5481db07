//! Writing Markdown: texts that mean themselves, and addresses.

use std::fmt::Write;

/// A plain text as Markdown of one line: nothing in it is markup.
pub(super) fn escaped(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let mut out = String::with_capacity(text.len() + 8);
    let start = marker_at_start(&text);
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let means_something = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
            '_' => !(last.is_alphanumeric() && next.is_alphanumeric()),
            '#' => last == ' ',
            '&' => next.is_alphanumeric() || next == '#',
            _ => false,
        };
        if means_something || start == Some(at) {
            out.push('\\');
        }
        out.push(c);
        last = c;
    }
    out
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
