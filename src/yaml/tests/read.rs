//! What is read, and where it stands.

use proptest::prelude::*;

use super::*;

fn values(text: &str) -> Vec<String> {
    let file = file(text);
    let mut found = Vec::new();
    let node = read(&file, Span::new(0..text.len()), &mut found).unwrap();
    assert_eq!(drawn(&found), "");
    let mut out = Vec::new();
    scalars(&node, &mut out);
    out
}

#[test]
fn plain_scalars_keep_what_the_author_wrote() {
    let text =
        "a: no\nb: 010\nc: 1.10\nd: 2026-11-20\ne: 1_000\nf: ~\ng: \"no\"\nh: yes\ni: 0x1F\nj: 12:30\nk: |\n  x\n";
    let all = ["no", "010", "1.10", "2026-11-20", "1_000", "<null>", "no", "yes", "0x1F", "12:30", "x\n"];
    assert_eq!(values(text), all);
}

#[test]
fn every_kind_of_scalar_is_read() {
    assert_eq!(values("a: >-\n  x\n  y\n\n  z\n"), ["x y\nz"]);
    assert_eq!(values("a: x\n  y\n"), ["x y"]);
    assert_eq!(values("a: \"x\n  y\\u00e9\\n\"\n"), ["x yé\n"]);
    assert_eq!(values("a: {b: c, d: [e, \"f\"]}\n"), ["c", "e", "f"]);
    assert_eq!(values("a:\nb: # c\nc: null\nd: \"\"\n"), ["<null>", "<null>", "<null>", ""]);
    assert_eq!(values(""), ["<null>"]);
    assert_eq!(values("# only a comment\n"), ["<null>"]);
}

#[test]
fn places_are_those_of_the_file_and_reach_to_the_last_character() {
    let text = "title: \"Grüße\"\ntags: [a, bé] # c\nby:\n  - x: 1\n    y: {z: 2}\nend: |\n  long\n  text\n\n";
    let file = file(text);
    let mut found = Vec::new();
    let node = read(&file, Span::new(0..text.len()), &mut found).unwrap();
    let Value::Map(entries) = &node.value else { panic!("{node:?}") };
    let shown = |node: &Node<'_>| text[node.span.range()].to_owned();
    assert_eq!(&text[entries[0].0.span.range()], "title");
    assert_eq!(shown(&entries[0].1), "\"Grüße\"");
    assert_eq!(shown(&entries[1].1), "[a, bé]");
    assert_eq!(shown(&entries[2].1), "- x: 1\n    y: {z: 2}");
    assert_eq!(shown(&entries[3].1), "long\n  text");
    assert_eq!(shown(&node), text.trim_end());
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let unix = "a: b\nc:\n  - d\n  - \"e\"\nf: |\n  g\n  h\n";
    let windows = unix.replace('\n', "\r\n");
    assert_eq!(values(unix), values(&windows));
}

#[test]
fn limits_hold() {
    let deep = format!("a: {}\nb: 1\n", "[".repeat(20_000));
    assert!(said(&deep).contains("this is nested too deeply: at most 16 levels are read"));
    let mut nested = String::new();
    for level in 0..30 {
        nested.push_str(&format!("{}a:\n", " ".repeat(level)));
    }
    assert!(said(&nested).contains("this is nested too deeply"));
    let many = format!("a: {{x: [{}]}}\n", "b, ".repeat(200_001));
    assert!(said(&many).contains("this is too much: at most 200000 values"));
    let mut bomb = "a: &a [x, x]\n".to_owned();
    for (before, name) in ('a'..='y').zip('b'..='z') {
        bomb.push_str(&format!("{name}: &{name} [*{before}, *{before}]\n"));
    }
    assert!(said(&bomb).contains("anchors (`&x`) are not allowed") && said(&bomb).contains("aliases (`*x`)"));
}

proptest! {
    #[test]
    fn any_text_is_read_or_explained(text in "[ -~\n\té\u{85}\u{feff}\u{202e}🤖]{0,60}") {
        let file = file(&text);
        let mut found = Vec::new();
        let node = read(&file, Span::new(0..text.len()), &mut found);
        prop_assert!(node.is_some() || !found.is_empty());
        drawn(&found);
    }

    #[test]
    fn text_like_yaml_is_read_or_explained(text in "([a-c\"'\\[\\]{}&*!|>%@`,#é-]|: |- |  |\n|\t|\r\n){0,30}") {
        let file = file(&text);
        let mut found = Vec::new();
        let node = read(&file, Span::new(0..text.len()), &mut found);
        prop_assert!(node.is_some() || !found.is_empty());
        drawn(&found);
    }
}
