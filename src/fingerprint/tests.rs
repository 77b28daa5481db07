//! What has one fingerprint, and what has not.

use std::collections::BTreeMap;

use super::*;

fn of(values: &[&dyn Fn(&mut Hashing)]) -> Fingerprint {
    let mut hashing = Hashing::default();
    values.iter().for_each(|feed| feed(&mut hashing));
    hashing.finish()
}

#[derive(serde::Serialize)]
enum Kind {
    Unit,
    Other,
    New(u8),
    Tuple(u8, u8),
    Struct { a: u8 },
}

#[derive(Default, serde::Serialize)]
struct Skipping {
    #[serde(skip_serializing_if = "str::is_empty")]
    first: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    second: &'static str,
}

/// Rows of values that are easily taken for each other.
#[test]
fn what_differs_has_another_fingerprint() {
    let map = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let (ab, ba): (BTreeMap<String, String>, BTreeMap<String, String>) = (map(&[("a", "b")]), map(&[("b", "a")]));
    let rows = [
        of(&[]),
        of(&[&|h| h.feed("")]),
        of(&[&|h| h.feed("ab")]),
        of(&[&|h| h.feed("a"), &|h| h.feed("b")]),
        of(&[&|h| h.feed(""), &|h| h.feed("ab")]),
        // As two texts would be without lengths.
        of(&[&|h| h.feed(&format!("a{}{}b", char::from(Mark::Text as u8), "\0".repeat(8)))]),
        of(&[&|h| h.feed(&["a", "b"][..])]),
        of(&[&|h| h.feed(&["ab"][..])]),
        of(&[&|h| h.feed(&[&["a"][..], &["b"]][..])]),
        of(&[&|h| h.feed(&[&["a", "b"][..], &[]][..])]),
        of(&[&|h| h.feed(&[&[][..], &["a", "b"]][..])]),
        of(&[&|h| h.feed(&ab)]),
        of(&[&|h| h.feed(&ba)]),
        of(&[&|h| h.feed(&None::<u8>)]),
        of(&[&|h| h.feed(&Some(0))]),
        of(&[&|h| h.feed(&Some(None::<u8>))]),
        of(&[&|h| h.feed(&0_u8)]),
        of(&[&|h| h.feed(&0_i8)]),
        of(&[&|h| h.feed(&-1_i64)]),
        of(&[&|h| h.feed(&u64::MAX)]),
        of(&[&|h| h.feed(&0.0_f64)]),
        of(&[&|h| h.feed(&-0.0_f64)]),
        of(&[&|h| h.feed("0")]),
        of(&[&|h| h.feed(&'0')]),
        of(&[&|h| h.feed(&Kind::Unit)]),
        of(&[&|h| h.feed(&Kind::Other)]),
        of(&[&|h| h.feed(&Kind::New(1))]),
        of(&[&|h| h.feed(&Kind::Tuple(1, 2))]),
        of(&[&|h| h.feed(&Kind::Tuple(2, 1))]),
        of(&[&|h| h.feed(&Kind::Struct { a: 1 })]),
        of(&[&|h| h.feed(&Skipping { first: "a", ..Skipping::default() })]),
        of(&[&|h| h.feed(&Skipping { second: "a", ..Skipping::default() })]),
    ];
    for (at, row) in rows.iter().enumerate() {
        assert!(!rows[..at].contains(row), "row {at}");
    }
}

#[test]
fn what_is_alike_has_the_same_also_when_it_is_large() {
    let texts: Vec<String> = (0..9_000).map(|number| format!("text {number}")).collect();
    let whole = of(&[&|h| h.feed(&texts)]);
    assert_eq!(of(&[&|h| h.feed(&texts.clone())]), whole);
    for changed in [0, 4_500, 8_999] {
        let mut texts = texts.clone();
        texts[changed].push('!');
        assert_ne!(of(&[&|h| h.feed(&texts)]), whole, "{changed}");
    }
    let long = "x".repeat(3 * PIECE);
    assert_ne!(of(&[&|h| h.feed(&long)]), of(&[&|h| h.feed(&long[1..])]));
}
