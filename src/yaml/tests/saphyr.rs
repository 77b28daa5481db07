//! The tree is what serde-saphyr reads into typed texts: same parser, other end.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;

use super::*;

/// A record of texts, lists of texts, and records of texts: what typed fields of front matter are.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
enum Typed {
    List(Vec<String>),
    Record(BTreeMap<String, String>),
}

fn text(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text.to_string()),
        _ => None,
    }
}

/// A flat record of texts, by us.
fn ours(yaml: &str) -> Option<BTreeMap<String, String>> {
    let (file, mut found) = (file(yaml), Vec::new());
    let node = read(&file, Span::new(0..yaml.len()), &mut found)?;
    let Value::Map(entries) = &node.value else { return None };
    let all: Option<_> = entries.iter().map(|(key, value)| Some((key.value.to_string(), text(value)?))).collect();
    all.filter(|_| found.is_empty())
}

fn theirs(yaml: &str) -> Option<BTreeMap<String, String>> {
    serde_saphyr::from_str(yaml).ok()
}

#[test]
fn texts_are_what_serde_saphyr_reads() {
    let yaml = "a: no\nb: 010\nc: 1.10\nd: 2026-11-20\ne: \"x\\n\\u00e9\"\nf: 'it''s'\ng: |\n  two\n  lines\nh: >-\n  one\n  line\ni: 12:30\n";
    assert_eq!(ours(yaml).unwrap(), theirs(yaml).unwrap());
}

#[test]
fn lists_and_records_are_what_serde_saphyr_reads() {
    let list: Typed = serde_saphyr::from_str("[a, 'b c', \"d\"]").unwrap();
    assert_eq!(list, Typed::List(["a", "b c", "d"].map(str::to_owned).to_vec()));
    let (file, mut found) = (file("x: [a, 'b c', \"d\"]\n"), Vec::new());
    let node = read(&file, Span::new(0..file.text.len()), &mut found).unwrap();
    let mut texts = Vec::new();
    scalars(&node, &mut texts);
    assert_eq!(Typed::List(texts), list);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn a_record_of_texts_is_the_same_in_both(
        values in prop::collection::vec(
            prop_oneof![
                "[a-zé0-9][a-z0-9 :#,'\"\\[\\]{}&*!|>%@`.-]{0,12}",
                "\"[a-z \\\\\"n':#]{0,8}\"",
                "'[a-z \"':#]{0,8}'",
                "\\|\n  [a-z :#]{1,8}\n  [a-z]{1,4}",
                ">-\n  [a-z :#]{1,8}\n  [a-z]{1,4}",
            ],
            1..5,
        )
    ) {
        let yaml: String = values.iter().enumerate().map(|(n, value)| format!("k{n}: {value}\n")).collect();
        if let Some(ours) = ours(&yaml) {
            prop_assert_eq!(Some(ours), theirs(&yaml), "{:?}", yaml);
        }
    }
}
