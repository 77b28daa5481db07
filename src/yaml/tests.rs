//! Tests of reading YAML.

use super::*;
use crate::diagnostics::draw::draw;

fn parse(text: &str) -> Result<Node, String> {
    let file = FileText { path: "a.yaml".into(), text: text.into() };
    let span = Span::new(0..text.len());
    read(&file, span).map_err(|found| found.iter().map(|d| draw(d, false)).collect())
}

fn scalars(node: &Node, out: &mut Vec<String>) {
    match &node.value {
        Value::Scalar { text, .. } => out.push(text.clone()),
        Value::Seq(items) => items.iter().for_each(|item| scalars(item, out)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| scalars(value, out)),
        Value::Null => out.push("~".to_owned()),
    }
}

#[test]
fn plain_scalars_keep_what_the_author_wrote() {
    let node =
        parse("a: no\nb: 010\nc: 1.10\nd: 2026-11-20\ne: 1_000\nf: ~\ng: \"no\"\nh: yes\ni: 0x1F\nj: 12:30\n").unwrap();
    let mut found = Vec::new();
    scalars(&node, &mut found);
    assert_eq!(found, ["no", "010", "1.10", "2026-11-20", "1_000", "~", "no", "yes", "0x1F", "12:30"]);
}

#[test]
fn places_are_those_of_the_file() {
    let text = "title: \"Grüße\"\ntags: [a, bé]\n";
    let node = parse(text).unwrap();
    let Value::Map(entries) = &node.value else { panic!() };
    assert_eq!(&text[entries[0].0.span.range()], "title");
    assert_eq!(&text[entries[0].1.span.range()], "\"Grüße\"");
    let Value::Seq(tags) = &entries[1].1.value else { panic!() };
    assert_eq!(&text[tags[1].span.range()], "bé");
}

#[test]
fn a_double_key_names_both_places() {
    let said = parse("a: 1\nb: 2\na: 3\n").unwrap_err();
    assert_eq!(
        said,
        "error[duplicate-key]: the key `a` stands here a second time
 --> a.yaml:3:1
  |
3 | a: 3
  | ^
  |
 ::: a.yaml:1:1
  |
1 | a: 1
  | - first used here
  |
  = help: keep one of the two
"
    );
}

#[test]
fn common_mistakes_are_named() {
    for (text, message) in [
        ("title: Foo: bar\n", "`: ` in a value that is not quoted starts another value"),
        ("a:\n\t- b\n", "a tab cannot indent YAML"),
        ("title: @home\n", "a value that is not quoted cannot start with `@`"),
        ("title: \"never closed\ndate: 2026\n", "is never closed"),
        ("a: &x 1\nb: *x\n", "anchors and aliases"),
        ("a: [1, 2\n", "this is not YAML"),
    ] {
        let said = parse(text).unwrap_err();
        assert!(said.contains(message), "{text:?}: {said}");
    }
}

#[test]
fn bombs_are_refused() {
    let deep = format!("a: {}", "[".repeat(20_000));
    assert!(parse(&deep).unwrap_err().contains("nest"), "{}", parse(&deep).unwrap_err());
    let laughs = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n";
    assert!(parse(laughs).unwrap_err().contains("anchors and aliases"));
}

mod fast_path {
    use super::*;
    use proptest::prelude::*;

    fn both(text: &str) -> (Option<Node>, Result<Node, Vec<crate::diagnostics::Diagnostic>>) {
        let file = FileText { path: "a.yaml".into(), text: text.into() };
        (plain::read(text, 0), full::read(&file, Span::new(0..text.len())))
    }

    /// Spans of lists and records say where they begin only roughly.
    fn starts(node: &Node) -> Node {
        let value = match &node.value {
            Value::Seq(items) => Value::Seq(items.iter().map(starts).collect()),
            Value::Map(entries) => Value::Map(entries.iter().map(|(k, v)| (k.clone(), starts(v))).collect()),
            other => return Node { span: node.span, value: other.clone() },
        };
        Node { span: Span::default(), value }
    }

    fn assert_equal_or_unsure(text: &str) -> bool {
        let (fast, slow) = both(text);
        let Some(fast) = fast else { return false };
        let slow = slow.unwrap_or_else(|found| panic!("{text:?}: the fast path took what is wrong: {found:?}"));
        assert_eq!(starts(&fast), starts(&slow), "{text:?}");
        true
    }

    #[test]
    fn ordinary_front_matter_takes_the_fast_path() {
        let text = "# yaml-language-server: $schema=x\ntitle: \"A \\\"quoted\\\" title\"\ndate: 2026-11-20T09:30:00+01:00\n\
                    tags: [open-source, meta]\nimportance: 4\nsources:\n  - id: reuters\n    title: 'It''s a title'\n    \
                    url: https://example.org/a?b=c\n    published: 2026-11-19\n\n  - https://example.org/paper\nempty: []\n\
                    ai:\n  use: assisted\nauthors:\n- A\n- B\n";
        assert!(assert_equal_or_unsure(text));
    }

    #[test]
    fn what_the_scanner_is_not_sure_of_goes_to_the_parser() {
        for text in [
            "a: |\n  b\n",
            "a: b\n  c\n",
            "a: {b: c}\n",
            "a: &x b\n",
            "a:\n",
            "a: b # c\n",
            "a: b\na: c\n",
            "\ta: b\n",
            "a: \"b\n  c\"\n",
        ] {
            assert!(plain::read(text, 0).is_none(), "{text:?}");
        }
    }

    fn document() -> impl Strategy<Value = String> {
        let scalar = prop_oneof![
            "[a-zé0-9][a-z0-9 :#,'\"\\[\\]{}&*!|>%@`.-]{0,12}",
            "\"[a-z \\\\\"n':#]{0,8}\"",
            "'[a-z \"':#]{0,8}'",
            "[0-9]{1,4}(-[0-9]{2}){0,2}",
            Just("true".to_owned()),
            Just("null".to_owned()),
            Just("~".to_owned()),
            Just(String::new()),
            "\\[([a-z0-9 .\"'-]{0,5},? ?){0,3}\\]",
        ];
        let line = (
            "( {0,4})",
            prop_oneof![Just(""), Just("- "), Just("-  ")],
            "[a-c_]{1,2}",
            prop_oneof![Just(": "), Just(":"), Just(""), Just(":  ")],
            scalar,
            prop_oneof![Just(""), Just(" "), Just(" # c"), Just("\r")],
        )
            .prop_map(|(indent, dash, key, colon, value, end)| format!("{indent}{dash}{key}{colon}{value}{end}\n"));
        proptest::collection::vec(line, 0..7).prop_map(|lines| lines.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_fast_path_is_the_parser_or_unsure(text in document()) {
            assert_equal_or_unsure(&text);
        }

        #[test]
        fn no_text_makes_it_fail_hard(text in "[ -~\n\té]{0,80}") {
            assert_equal_or_unsure(&text);
        }
    }
}
