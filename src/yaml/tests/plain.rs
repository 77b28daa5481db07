//! The fast path reads what the parser reads, or nothing.

use proptest::prelude::*;

use super::*;

/// Whether the fast path read a text; then the parser must have read the same, with the same places.
fn is_fast(text: &str) -> bool {
    let file = file(text);
    let Some(fast) = crate::yaml::plain::read(text, 0) else { return false };
    let mut found = Vec::new();
    let slow = full::read(&file, text, 0, &mut found).unwrap_or_else(|_| panic!("{text:?} is not YAML"));
    assert_eq!(drawn(&found), "", "{text:?}");
    assert_eq!(fast, slow, "{text:?}");
    true
}

#[test]
fn ordinary_front_matter_takes_the_fast_path() {
    let text = "# yaml-language-server: $schema=x\ntitle: \"A \\\"quoted\\\" t\\u00eftle\" # why\ndate: 2026-11-20T09:30:00+01:00\n\
                tags: [open-source, \"meta\", 'it''s', ]\nimportance: 4\nsources:\n  - id: reuters\n    title: 'It''s a title'\n    \
                url: https://example.org/a?b=c#d\n    published: 2026-11-19\n\n  - https://example.org/paper\nempty: []\n\
                ai:\n  use: assisted\nauthors:\n- A\n- B\nnothing:\nnull-too: ~\nlast: Ünïcode, with: colons:inside\n";
    assert!(!is_fast(text), "a comma before `]` and `: ` in a value are left to the parser");
    let text = text.replace(", ]", "]").replace("with: ", "with ");
    assert!(is_fast(&text));
    assert!(is_fast(&text.replace('\n', "\r\n")));
}

#[test]
fn data_files_take_the_fast_path() {
    assert!(is_fast(
        "# who\n- name: arXiv\n  hosts: [arxiv.org]\n  access: free\n\n- name: B\n  hosts:\n  - b.example\n"
    ));
}

#[test]
fn what_the_scanner_is_not_sure_of_goes_to_the_parser() {
    for text in [
        "",
        "a: |\n  b\n",
        "a: b\n  c\n",
        "a: {b: c}\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !x b\n",
        "a: b\na: c\n",
        "\ta: b\n",
        "a:\tb\n",
        "a: \"b\n  c\"\n",
        "a: \"b\" c\n",
        "a: b: c\n",
        "a: [b\n",
        "a: [b, [c]]\n",
        "a: [b: c]\n",
        "a: - b\n",
        "a: @b\n",
        "? a\n: b\n",
        "null: a\n",
        "\"a\": b\n",
        "<<: a\n",
        "- - a\n",
        "-\n",
        "a: b\n- c\n",
        "a:\n  b: c\n - d\n",
        "a: b\n---\nc: d\n",
        "--- a\n",
        "...\n",
        "a: \"\\x41\"\n",
        "a: \"\\ud83d\\ude00\"\n",
        "a: b\u{2028}c\n",
        "\u{feff}a: b\n",
        "  a: b\n",
        "a: b\r c\n",
    ] {
        assert!(!is_fast(text), "{text:?}");
    }
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé0-9./_(<~][a-z0-9 :#,'\"\\[\\]{}&*!|>%@`.?-]{0,12}",
        "\"[a-z \\\\\"nu0-9':#,é]{0,8}\"",
        "'[a-z \"':#,é]{0,8}'",
        "[0-9]{1,4}(-[0-9]{2}){0,2}",
        "(true|null|~|)",
        "\\[ ?([a-z0-9 .\"'~-]{0,5},? ?){0,3}\\]",
        "\\[(\"[a-z, ]{0,3}\"|'[a-z'\\]]{0,3}'|[a-z ]{0,3})(, ?[a-z]{1,2}){0,2}\\]",
        "[\\[\\]{}&*!|>%@`,?:-][ a-z]{0,3}",
    ]
}

fn document() -> impl Strategy<Value = String> {
    let indent = prop_oneof![4 => Just(""), 3 => Just("  "), 1 => Just("    "), 1 => Just(" ")];
    let dash = prop_oneof![3 => Just(""), 1 => Just("- "), 1 => Just("-  ")];
    let colon = prop_oneof![6 => Just(": "), 1 => Just(":"), 1 => Just(""), 1 => Just(":  ")];
    let end = prop_oneof![6 => Just(""), 1 => Just(" "), 1 => Just(" # c"), 1 => Just("\r"), 1 => Just("#c")];
    let line = (indent, dash, "[a-e_]{1,2}", colon, scalar(), end)
        .prop_map(|(indent, dash, key, colon, value, end)| format!("{indent}{dash}{key}{colon}{value}{end}\n"));
    let line =
        prop_oneof![12 => line, 1 => Just("\n".to_owned()), 1 => Just("  # c\n".to_owned()), 1 => "( {0,2})- [a-z]?\n"];
    proptest::collection::vec(line, 0..8).prop_map(|lines| lines.concat())
}

/// Good front matter with a few characters changed.
fn mutated() -> impl Strategy<Value = String> {
    const GOOD: &str = "title: \"A: b\"\ndate: 2026-11-20\ntags: [a, \"b\", c d]\nsources:\n  - id: x\n    url: https://e.org/a?b=c\n\
                        \n  - y\nlist:\n- 'it''s'\n- b # c\nai:\n  use: none\n  by:\nend: x\n";
    let change = (0..GOOD.len(), 0..3usize, "[ -~\n\té]{0,2}");
    proptest::collection::vec(change, 1..4).prop_map(|changes| {
        let mut text = GOOD.to_owned();
        for (at, remove, insert) in changes {
            let at = at.min(text.len());
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let end = (at + remove).min(text.len());
            let end = (end..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
            text.replace_range(at..end, &insert);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn the_fast_path_is_the_parser_or_unsure(text in document()) {
        is_fast(&text);
    }

    #[test]
    fn small_changes_to_good_front_matter_do_not_part_the_two(text in mutated()) {
        is_fast(&text);
    }

    #[test]
    fn any_text_is_the_same_to_both(text in "[ -~\n\té]{0,80}") {
        is_fast(&text);
    }
}
