//! Plain text in lines of 72 columns. A word is never broken, so that an address stays one link; Chinese and Japanese, which
//! have no blanks, are broken between their characters.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a line.
pub(super) const WIDTH: usize = 72;

/// What never stands at the start of a line: closing brackets, stops, small kana, the marks of citations.
const NEVER_FIRST: &str = "、。，．・：；？！ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ）」』】〕〉》〗〙〛｝］〟”’…‥—–％〜～·,.:;?!)]}%[";

/// What never stands at the end of a line: opening brackets.
const NEVER_LAST: &str = "（「『【〔〈《〖〘〚｛［〝“‘￥＄￡([{";

/// Lines of a paragraph, without line ends: the first after `first`, the others after `next`.
pub(super) fn wrap(text: &str, first: &str, next: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let (mut used, mut empty) = (width(first), true);
    for word in text.split_ascii_whitespace() {
        for (at, part) in parts(word).enumerate() {
            let (blank, columns) = (usize::from(at == 0 && !empty), width(part));
            if !empty && used + blank + columns > WIDTH {
                lines.push(std::mem::replace(&mut line, next.to_owned()));
                used = width(next);
            } else if blank > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(part);
            used += columns;
            empty = false;
        }
    }
    if !empty {
        lines.push(line);
    }
    lines
}

/// Columns of a text: of printable ASCII, which most texts are, its bytes.
fn width(text: &str) -> usize {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) { text.len() } else { text.width() }
}

/// The parts of a word between which a line may end; together they are all of it.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        // Nothing of ASCII parts a word.
        let length = if rest.is_ascii() { rest.len() } else { part_length(rest) };
        let (part, after) = rest.split_at(length);
        rest = after;
        (!part.is_empty()).then_some(part)
    })
}

fn part_length(text: &str) -> usize {
    // Letters of all scripts may belong to an address; it ends where a sentence or a bracket does.
    let mut in_address = false;
    let mut last = None;
    for (at, c) in text.char_indices() {
        if !in_address && last.is_some_and(|last| may_part(last, c)) {
            return at;
        }
        in_address = match in_address {
            true => !is_wide_sign(c) && !matches!(c, ')' | '>'),
            false => text[at..].starts_with("://"),
        };
        last = Some(c);
    }
    text.len()
}

/// Whether a line may end between two characters that no blank parts.
fn may_part(before: char, after: char) -> bool {
    (is_unspaced(before) || is_unspaced(after))
        && !NEVER_FIRST.contains(after)
        && !NEVER_LAST.contains(before)
        && after.width().unwrap_or(0) > 0
}

/// Whether a character is of a script that puts no blanks between words: Han, kana, their punctuation and wide forms.
fn is_unspaced(c: char) -> bool {
    is_wide_sign(c)
        || matches!(c, '\u{2E80}'..='\u{2FFF}' | '\u{3040}'..='\u{312F}' | '\u{31A0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_wide_sign(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'
        | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
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

    #[test]
    fn texts_without_blanks_are_broken_between_characters_and_not_before_a_stop() {
        let text = "人工智能公司发布新模型，".repeat(20);
        let lines = wrap(&text, "- ", "  ");
        assert!(lines.len() > 5 && lines.iter().all(|line| (60..=WIDTH).contains(&line.width())), "{lines:#?}");
        assert_eq!(lines.iter().map(|line| line[2..].to_owned()).collect::<String>(), text);
        assert!(lines.iter().all(|line| !line[2..].starts_with('，')), "{lines:#?}");
        // The last column but one is free for a character; the bracket and what it holds go to the next line.
        let edge = wrap(&format!("{}「引用」[12]、ok", "あ".repeat(35)), "", "");
        assert_eq!(edge, ["あ".repeat(35), "「引用」[12]、ok".to_owned()]);
        // Latin words stay whole, and so does a letter with its mark.
        let latin = wrap(&format!("{}transformers{}", "模".repeat(33), "型".repeat(3)), "", "");
        assert_eq!(latin, ["模".repeat(33), format!("transformers{}", "型".repeat(3))]);
        let marked = wrap(&format!("{}か\u{3099}", "あ".repeat(35)), "", "");
        assert_eq!(marked, [format!("{}か\u{3099}", "あ".repeat(35))]);
    }

    #[test]
    fn an_address_stays_whole_among_characters_without_blanks() {
        let address = format!("https://例え.example/{}", "漢字".repeat(40));
        let lines = wrap(&format!("{}{address}。{}", "見".repeat(20), "字".repeat(40)), "", "");
        assert_eq!(lines.iter().filter(|line| line.contains("https:")).count(), 1);
        assert!(lines.iter().any(|line| line.contains(&address)), "{lines:#?}");
        assert!(lines.last().unwrap().width() <= WIDTH && lines.len() >= 3, "{lines:#?}");
    }
}
