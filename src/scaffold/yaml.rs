//! Writing a text as a YAML value that is read back as that same text, without characters that no page can hold.

use std::fmt::Write;

use crate::paths::{is_forbidden_in_markup, is_invisible};

/// Words that some readers of YAML take for something else than text.
const WORDS: &[&str] = &["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"];

/// A text as a YAML scalar on one line, for the value of a key or the entry of a list with `-`: plain if it can be, else in
/// quotes.
///
/// ```
/// use citewire::scaffold::yaml::scalar;
/// assert_eq!(scalar("Two papers on citations"), "Two papers on citations");
/// assert_eq!(scalar("Citations: a primer"), "'Citations: a primer'");
/// ```
#[must_use]
pub fn scalar(text: &str) -> String {
    let text = text.replace(is_forbidden_in_markup, "");
    if is_plain(&text) {
        text
    } else if text.chars().any(|c| c == '\'' || needs_escape(c)) {
        double_quoted(&text)
    } else {
        format!("'{text}'")
    }
}

/// Whether every reader of YAML takes the bare text for a text, and for this one. Stricter than YAML.
fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.ends_with([' ', ':'])
        && !text.contains(needs_escape)
        && ![": ", " #"].iter().any(|mark| text.contains(mark))
        && !WORDS.contains(&text.to_lowercase().as_str())
}

fn needs_escape(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if needs_escape(c) => _ = write!(quoted, "\\U{:08X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{FileText, Span};
    use crate::yaml::{Value, read};
    use proptest::prelude::*;

    fn read_back(text: &str) -> Option<String> {
        let document: String = format!("key: {}\n", scalar(text));
        let file = FileText { path: "a.yaml".into(), text: document.as_str().into() };
        let mut found = Vec::new();
        let node = read(&file, Span::new(0..document.len()), &mut found)?;
        assert_eq!(found, [], "{document}");
        match node.value {
            Value::Map(entries) => match &entries.first()?.1.value {
                Value::Scalar { text, .. } => Some(text.clone().into_owned()),
                _ => None,
            },
            _ => None,
        }
    }

    #[test]
    fn texts_are_quoted_only_where_they_must_be() {
        let written = ["a: b", "it's: so", "2026", "no", "Null", "C #1", "\"hi\"", "", "@x", "a\tb"];
        let expected = [
            "'a: b'",
            "\"it's: so\"",
            "'2026'",
            "'no'",
            "'Null'",
            "'C #1'",
            "'\"hi\"'",
            "''",
            "'@x'",
            "\"a\\U00000009b\"",
        ];
        assert_eq!(written.map(scalar), expected);
        for plain in ["Meta's gamble, again", "C# and [others]", "Is it \"open\"?", "Größe – und “Marken”!"] {
            assert_eq!(scalar(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn every_text_is_read_back_as_it_was(text in r"(?s)([ -~]|[:#'\x22\\\-?&*!|>%@`{}\[\],]|\PC|.){0,40}") {
            prop_assert_eq!(read_back(&text), Some(text.replace(is_forbidden_in_markup, "")));
        }

        #[test]
        fn other_readers_take_it_for_a_text_too(text in "([a-zA-Z0-9.:~ _+-]{0,12}|true|no|0x1f|1e3|\\.inf|2026-11-20)") {
            let value: serde_json::Value = serde_saphyr::from_str(&format!("key: {}\n", scalar(&text))).unwrap();
            prop_assert_eq!(&value["key"], &serde_json::Value::String(text));
        }
    }
}
