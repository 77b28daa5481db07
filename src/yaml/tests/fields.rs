//! Typed values, and what is said if there is another in their place.

use super::*;
use crate::diagnostics::Spanned;

static INNER: Shape =
    Shape { name: "`inner`", about: "A record.", keys: &[key("a", Kind::Text, "A text.").required()] };

static SHAPE: Shape = Shape {
    name: "a thing",
    about: "A thing.",
    keys: &[
        key("title", Kind::Text, "A text.").required(),
        key("tags", Kind::Texts, "A list."),
        key("draft", Kind::Boolean, "A boolean."),
        key("rank", Kind::Integer(1..=5), "A number."),
        key("kind", Kind::Word(&["news", "opinion"]), "A word."),
        key("inner", Kind::Record(&INNER), "A record."),
        key("more", Kind::Records(&INNER), "Some."),
        key("extra", Kind::Free, "Anything."),
    ],
};

#[derive(Debug, Default, PartialEq)]
struct Thing {
    title: Option<String>,
    tags: Vec<String>,
    topics: Vec<String>,
    draft: Option<bool>,
    rank: Option<i64>,
    kind: Option<&'static str>,
    inner: Vec<Option<String>>,
    extra: String,
}

/// Takes a text apart.
fn thing(text: &str) -> (Thing, String) {
    let file = file(text);
    let mut found = Vec::new();
    let node = read(&file, Span::new(0..text.len()), &mut found).unwrap();
    let topics = ["topics".to_owned()];
    let Some(fields) = Fields::new(&file, &node, &SHAPE, &mut found) else {
        return (Thing::default(), drawn(&found));
    };
    let mut fields = fields.with_lists(topics.iter().map(String::as_str));
    let values = |texts: Vec<Spanned<String>>| texts.into_iter().map(|text| text.value).collect();
    let mut thing = Thing {
        title: fields.required("title", "title: X").map(|title| title.value),
        tags: fields.strings("tags"),
        topics: values(fields.texts_of("topics")),
        draft: fields.boolean("draft"),
        rank: fields.integer("rank"),
        kind: fields.word("kind", |word| ["news", "opinion"].into_iter().find(|known| *known == word)),
        ..Thing::default()
    };
    if let Some(mut inner) = fields.record("inner") {
        thing.inner.push(inner.string("a"));
        inner.finish();
    }
    for node in fields.records("more") {
        if let Some(mut inner) = fields.open("more", node) {
            thing.inner.push(inner.required("a", "a: X").map(|a| a.value));
            inner.finish();
        }
    }
    thing.extra = serde_json::Value::Object(fields.extra()).to_string();
    fields.finish();
    (thing, drawn(&found))
}

#[test]
fn values_are_taken_as_what_they_are() {
    let text = "title: ' 2026 '\ntags: [a, 1, no]\ntopics: [x]\ndraft: true\nrank: 5\nkind: news\ninner: {a: b}\n\
                more:\n  - a: c\nextra: {n: 1, f: 1.10, b: true, t: no, z: 010, l: [1.5, '2'], e: }\n";
    let (thing, said) = thing(text);
    assert_eq!(said, "");
    let expected = Thing {
        title: Some("2026".to_owned()),
        tags: vec!["a".to_owned(), "1".to_owned(), "no".to_owned()],
        topics: vec!["x".to_owned()],
        draft: Some(true),
        rank: Some(5),
        kind: Some("news"),
        inner: vec![Some("b".to_owned()), Some("c".to_owned())],
        extra: r#"{"n":1,"f":"1.10","b":true,"t":"no","z":"010","l":[1.5,"2"],"e":null}"#.to_owned(),
    };
    assert_eq!(thing, expected);
}

#[test]
fn a_key_without_a_value_is_a_key_that_is_not_there() {
    let (thing, said) = thing("title: x\ntags:\ndraft: ~\nrank: null\nkind:\ninner:\nmore:\nextra:\n");
    assert_eq!(said, "");
    assert_eq!(thing, Thing { title: Some("x".to_owned()), extra: "{}".to_owned(), ..Thing::default() });
}

#[test]
fn values_of_other_types_are_all_reported() {
    let text =
        "title: [x]\ntags: llm\ntopics: {a: b}\ndraft: \"no\"\nrank: 9\nkind: opinoin\ninner: x\nmore: y\nextra: z\n";
    let (_, said) = thing(text);
    let expected = "\
error[wrong-type]: `title` takes a text, not a list
 --> a.yaml:1:8
  |
1 | title: [x]
  |        ^^^
  |
  = help: write one text behind `title:`
error[wrong-type]: `tags` takes a list, not a text
 --> a.yaml:2:7
  |
2 | tags: llm
  |       ^^^
  |
  = help: tags: [llm]
error[wrong-type]: `topics` takes a list, not a record
 --> a.yaml:3:9
  |
3 | topics: {a: b}
  |         ^^^^^^
  |
  = help: topics: [one, two]
error[wrong-type]: `draft` takes true or false without quotes, not the text `no`
 --> a.yaml:4:8
  |
4 | draft: \"no\"
  |        ^^^^
  |
  = help: draft: true
error[bad-value]: `rank` takes a whole number from 1 to 5, not `9`
 --> a.yaml:5:7
  |
5 | rank: 9
  |       ^
  |
  = help: rank: 1
error[bad-value]: `kind` cannot be `opinoin`
 --> a.yaml:6:7
  |
6 | kind: opinoin
  |       ^^^^^^^
  |
  = help: did you mean `opinion`? It is one of: news, opinion
error[wrong-type]: `inner` is a record of keys and values, not a text
 --> a.yaml:7:8
  |
7 | inner: x
  |        ^
  |
  = help: write `key: value` lines
error[wrong-type]: `more` takes a list, not a text
 --> a.yaml:8:7
  |
8 | more: y
  |       ^
  |
  = help: start every entry with `- ` on a line of its own
error[wrong-type]: `extra` takes a record, not a text
 --> a.yaml:9:8
  |
9 | extra: z
  |        ^
  |
  = help: put `key: value` lines below it
";
    assert_eq!(said, expected);
}

#[test]
fn keys_that_are_missing_or_unknown_are_reported() {
    let (_, said) = thing("tilte: x\ntopic: [a]\nzebra: y\nmore:\n  - b: c\ntags: [a, '', [b]]\n");
    let expected = "\
error[missing-key]: `title` is missing
 --> a.yaml:1:1
  |
1 | tilte: x
  | ^^^^^
  |
  = help: add: title: X
error[bad-value]: `tags` has an empty entry
 --> a.yaml:6:11
  |
6 | tags: [a, '', [b]]
  |           ^^
  |
  = help: write something there, or take the entry out
error[wrong-type]: `tags` is a list of texts; this is a list
 --> a.yaml:6:15
  |
6 | tags: [a, '', [b]]
  |               ^^^
  |
  = help: quote the entry if it is a text
error[missing-key]: `a` is missing
 --> a.yaml:5:5
  |
5 |   - b: c
  |     ^
  |
  = help: add: a: X
error[unknown-key]: unknown key `b`
 --> a.yaml:5:5
  |
5 |   - b: c
  |     ^
  |
  = help: did you mean `a`?
error[unknown-key]: unknown key `tilte`
 --> a.yaml:1:1
  |
1 | tilte: x
  | ^^^^^
  |
  = help: did you mean `title`?
error[unknown-key]: unknown key `topic`
 --> a.yaml:2:1
  |
2 | topic: [a]
  | ^^^^^
  |
  = help: did you mean `topics`?
error[unknown-key]: unknown key `zebra`
 --> a.yaml:3:1
  |
3 | zebra: y
  | ^^^^^
  |
  = help: anything of your own goes under `extra`
";
    assert_eq!(said, expected);
}

#[test]
fn a_value_that_could_not_be_read_is_not_reported_again() {
    let (thing, said) = thing("title: A: b\ntags: [a\nmore:\n  - a: x\n  - *y\n");
    assert_eq!(said.matches("error[").count(), 3, "{said}");
    assert!(!said.contains("missing"), "{said}");
    assert_eq!(thing.inner, [Some("x".to_owned())]);
}

#[test]
fn mistakes_without_end_do_not_fill_the_memory() {
    let text: String = (0..2_000).map(|n| format!("k{n}: 1\n")).collect();
    let (_, said) = thing(&text);
    assert_eq!(said.matches("error[").count(), 100);
}

#[test]
fn a_shape_is_a_schema() {
    let schema = SHAPE.schema("Thing", ["topics"]);
    let expected = serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Thing",
        "description": "A thing.",
        "type": "object",
        "properties": {
            "title": {"description": "A text.", "type": ["string", "number", "boolean"]},
            "tags": {
                "description": "A list.",
                "type": ["array", "null"],
                "items": {"type": ["string", "number", "boolean"]},
            },
            "draft": {"description": "A boolean.", "type": ["boolean", "null"]},
            "rank": {"description": "A number.", "type": ["integer", "null"], "minimum": 1, "maximum": 5},
            "kind": {"description": "A word.", "type": ["string", "null"], "enum": ["news", "opinion", null]},
            "inner": {
                "description": "A record.",
                "type": ["object", "null"],
                "properties": {"a": {"description": "A text.", "type": ["string", "number", "boolean"]}},
                "required": ["a"],
                "additionalProperties": false,
            },
            "more": {
                "description": "Some.",
                "type": ["array", "null"],
                "items": {
                    "description": "A record.",
                    "type": "object",
                    "properties": {"a": {"description": "A text.", "type": ["string", "number", "boolean"]}},
                    "required": ["a"],
                    "additionalProperties": false,
                },
            },
            "extra": {"description": "Anything.", "type": ["object", "null"]},
            "topics": {
                "type": "array",
                "items": {"type": ["string", "number", "boolean"]},
                "description": "Terms of the taxonomy `topics`.",
            },
        },
        "required": ["title"],
        "additionalProperties": false,
    });
    assert_eq!(serde_json::to_string_pretty(&schema).unwrap(), serde_json::to_string_pretty(&expected).unwrap());
}
