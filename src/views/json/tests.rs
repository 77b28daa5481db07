//! That the bytes are those of `serde_json`.

use proptest::prelude::*;
use serde::Serialize;

use super::{Json, Style};

#[derive(Debug, Serialize)]
struct Record {
    text: String,
    #[serde(rename = "a \"name\" &c.")]
    letter: char,
    number: i64,
    small: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<bool>,
    pair: (bool, [i16; 2]),
    inner: Vec<Inner>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
enum Inner {
    Text { text: String },
    Kind(Kind),
    Empty {},
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    OfCase,
}

fn written(value: &impl Serialize, style: Style) -> String {
    let mut json = Json::new(style, 0);
    value.serialize(&mut json).unwrap();
    String::from_utf8(json.finish()).unwrap()
}

fn text() -> impl Strategy<Value = String> {
    "[a-c <>&'/\"\\\\\u{0}-\u{1f}\u{7f}ü–“\u{2027}-\u{202a}\u{fffd}🤖]{0,24}"
}

fn inner() -> impl Strategy<Value = Inner> {
    prop_oneof![text().prop_map(|text| Inner::Text { text }), Just(Inner::Kind(Kind::OfCase)), Just(Inner::Empty {})]
}

prop_compose! {
    fn record()(
        text in text(),
        letter: char,
        number: i64,
        small: Option<u8>,
        left_out: Option<bool>,
        pair: (bool, [i16; 2]),
        inner in prop::collection::vec(inner(), 0..4),
    ) -> Record {
        Record { text, letter, number, small, left_out, pair, inner }
    }
}

proptest! {
    #[test]
    fn records_are_written_as_the_library_writes_them(records in prop::collection::vec(record(), 0..3)) {
        let compact = serde_json::to_string(&records).unwrap();
        prop_assert_eq!(&written(&records, Style::Compact), &compact);
        prop_assert_eq!(written(&records, Style::Indented), serde_json::to_string_pretty(&records).unwrap());
        // None of these can stand outside of a text.
        let signs = ['<', '>', '&', '\u{2028}', '\u{2029}'];
        let safe = signs.iter().fold(compact, |json, sign| json.replace(*sign, &format!("\\u{:04x}", u32::from(*sign))));
        prop_assert_eq!(written(&records, Style::Script), safe);
    }
}

#[test]
fn what_has_no_use_is_an_error() {
    let mut json = Json::new(Style::Compact, 0);
    let error = std::collections::BTreeMap::from([("a", 1)]).serialize(&mut json).unwrap_err();
    assert_eq!(error.to_string(), "nothing that is written as JSON holds a map");
}
