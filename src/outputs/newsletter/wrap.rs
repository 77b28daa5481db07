//! Plain text in lines of 72 columns. A word is never broken, so that an address stays one link.

use unicode_width::UnicodeWidthStr;

/// Columns of a line.
pub(super) const WIDTH: usize = 72;

/// Lines of a paragraph, without line ends: the first after `first`, the others after `next`.
pub(super) fn wrap(text: &str, first: &str, next: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_ascii_whitespace() {
        if !empty && line.width() + 1 + word.width() > WIDTH {
            lines.push(std::mem::replace(&mut line, next.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    if !empty {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_full_and_no_word_is_broken() {
        let address = format!("https://a.example/{}", "x".repeat(100));
        let text = format!("{} {address} end", "word ".repeat(40));
        let lines = wrap(&text, "- ", "  ");
        assert!(lines[0].starts_with("- word") && lines[1].starts_with("  word"));
        assert!(lines.iter().all(|line| line.width() <= WIDTH || line.trim() == address), "{lines:#?}");
        assert!(lines.contains(&format!("  {address}")));
        let first_word = |at: usize| lines[at].trim_start().split(' ').next().unwrap_or_default().width();
        for at in 1..lines.len() {
            assert!(lines[at - 1].width() + 1 + first_word(at) > WIDTH, "{lines:#?}");
        }
    }

    #[test]
    fn wide_characters_count_as_two_columns() {
        let lines = wrap(&"漢字漢字 ".repeat(20), "", "");
        assert_eq!(lines[0].width(), 71);
        assert_eq!(wrap("  ", "- ", ""), Vec::<String>::new());
    }
}
