//! Characters of titles and terms that a reader cannot see, and those that shape what is seen.

use unicode_normalization::char::is_combining_mark;

use crate::bytes;
use crate::paths::is_invisible;

/// The characters of a text that do not belong there, since nobody sees them, each with its place in bytes.
///
/// A joiner or non-joiner between letters, marks or emoji beyond ASCII is no such one: Persian and Sinhala are written with
/// it, and emoji are put together.
pub fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_shaped = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && (c.is_alphanumeric() || is_mark_or_emoji(c)));
    let joins = move |at: usize, c: char| {
        let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
        matches!(c, '\u{200C}' | '\u{200D}')
            && is_shaped(before.chars().next_back())
            && is_shaped(behind.chars().next())
    };
    // Plain letters and signs, of which most texts consist, hide nothing.
    let is_plain = bytes::find(text.as_bytes(), |byte| !(0x20..0x7F).contains(&byte)).is_none();
    let chars = if is_plain { "" } else { text }.char_indices();
    chars.filter(move |(at, c)| (is_invisible(*c) || c.is_control()) && !joins(*at, *c))
}

fn is_mark_or_emoji(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joiners_are_taken_where_they_shape_what_is_seen() {
        for good in ["می\u{200C}خواهم", "ශ්\u{200D}රී", "👩\u{200D}💻", "👩🏽\u{200D}💻", "🏳\u{FE0F}\u{200D}🌈"]
        {
            assert_eq!(hidden(good).next(), None, "{good:?}");
        }
        for bad in
            ["a\u{200D}b", "é\u{200C}b", "\u{200D}é", "é\u{200D}", "é\u{200D}\u{200D}é", "é\u{200B}é", "é\u{202E}é"]
        {
            assert!(hidden(bad).next().is_some(), "{bad:?}");
        }
    }
}
