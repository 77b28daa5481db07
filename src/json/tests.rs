//! The writer against the library.

use proptest::prelude::*;
use serde::Serialize;

use super::*;

#[derive(Debug, Serialize)]
struct Record {
    text: String,
    #[serde(rename = "the \"other\"", skip_serializing_if = "Option::is_none")]
    other: Option<String>,
    nothing: Option<u8>,
    is: bool,
    numbers: Vec<i64>,
    large: u64,
    pair: [i16; 2],
    inside: Vec<Self>,
}

fn record() -> impl Strategy<Value = Record> {
    let texts = ("[ -~\u{0}-\u{1f}]{0,80}", proptest::option::of(any::<String>()));
    let numbers = (any::<bool>(), proptest::collection::vec(any::<i64>(), 0..3), any::<u64>(), any::<[i16; 2]>());
    let leaf = (texts, numbers).prop_map(|((text, other), (is, numbers, large, pair))| Record {
        text,
        other,
        nothing: None,
        is,
        numbers,
        large,
        pair,
        inside: Vec::new(),
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        (proptest::collection::vec(inner.clone(), 0..3), inner).prop_map(|(inside, record)| Record { inside, ..record })
    })
}

proptest! {
    #[test]
    fn what_is_written_is_what_the_library_writes(record in record()) {
        prop_assert_eq!(write(&record, Style::Compact, 0), serde_json::to_string(&record).unwrap());
        prop_assert_eq!(write(&record, Style::Indented, 0), serde_json::to_string_pretty(&record).unwrap());
    }

    #[test]
    fn json_cannot_leave_its_script_element_and_stays_the_same_json(text in "[<>&a\"\\\\–\u{2028}\u{2029}\n]{0,80}") {
        let json = write(&[&text], Style::InScript, 0);
        let signs = ['<', '>', '&', '\u{2028}', '\u{2029}'];
        prop_assert!(!json.contains(signs));
        prop_assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [text]);
    }
}
