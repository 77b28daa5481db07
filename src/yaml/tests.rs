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
