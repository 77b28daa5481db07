//! Every mistake is explained at its place, and the rest of the file is read all the same.

use super::*;

/// What is said first about a text: `line:column message | help`.
fn brief(text: &str) -> String {
    let file = file(text);
    let mut found = Vec::new();
    read(&file, Span::new(0..text.len()), &mut found);
    let Some(first) = found.first() else { return "nothing".to_owned() };
    let place = first.place.as_ref().unwrap();
    format!("{}:{} {} | {}", place.line, place.column, first.message, first.help.as_deref().unwrap_or_default())
}

fn check(all: &[(&str, &str)]) {
    for (text, expected) in all {
        assert_eq!(brief(text), *expected, "{text:?}");
    }
}

#[test]
fn plain_values_that_need_quotes() {
    let colon = "a `: ` in a value that is not quoted";
    let start = "a value that is not quoted cannot start with";
    check(&[
        ("title: Foo: bar\ndate: x\n", &format!("1:11 {colon} | quote it: title: \"Foo: bar\"")),
        ("a: 1\ntitle: Foo: \"bar\"", &format!("2:11 {colon} | quote it: title: 'Foo: \"bar\"'")),
        ("a: It's: \"b\"\n", &format!("1:8 {colon} | quote it: a: \"It's: \\\"b\\\"\"")),
        ("- a: b: c\n", &format!("1:7 {colon} | quote it: a: \"b: c\"")),
        ("url: https://x.org: y\n", &format!("1:19 {colon} | quote it: url: \"https://x.org: y\"")),
        ("title: @home\n", &format!("1:8 {start} `@` | quote it: title: \"@home\"")),
        ("title: `x`\n", &format!("1:8 {start} a backtick | quote it: title: \"`x`\"")),
        ("title: *bold* text\n", &format!("1:8 {start} `*` | quote it: title: \"*bold* text\"")),
        ("- %x\n", &format!("1:3 {start} `%` | quote it: \"%x\"")),
        ("%x\n", &format!("1:1 {start} `%` | quote it: \"%x\"")),
        ("a: ,x\n", &format!("1:4 {start} `,` | quote it: a: \",x\"")),
    ]);
}

#[test]
fn quotes() {
    check(&[
        (
            "title: \"never closed\ndate: 2026\n",
            "1:8 this quote (`\"`) is never closed | close it at the end of the value",
        ),
        (
            "title: 'never closed\ndate: 2026\nsummary: 'x'\n",
            "1:8 this quote (`'`) is never closed | close it at the end of the value",
        ),
        (
            "title: \"A\" and more\n",
            "1:12 there is text behind the closing quote | quote the whole value: title: '\"A\" and more'",
        ),
        (
            "a: \"say \"x\" now\"\n",
            "1:10 there is text behind the closing quote | quote the whole value: a: 'say \"x\" now'",
        ),
        (
            "a: 'it's'\n",
            "1:8 an apostrophe ends a value in single quotes | \
             write an apostrophe twice, or use double quotes: a: \"it's\"",
        ),
        (
            "a: \"C:\\path\"\n",
            "1:7 `\\p` is not an escape that YAML knows | write `\\\\` for a backslash, or use single quotes",
        ),
        (
            "a: \"b \\u12\"\n",
            "1:7 this escape stands for no character | write `\\\\` for a backslash, or use single quotes",
        ),
    ]);
}

#[test]
fn brackets() {
    let open = "is never closed | end the value with";
    check(&[
        ("a: [1, 2\nb: 3\n", &format!("1:4 `[` {open} `]`, or quote it if it is a text")),
        ("a: {b: c\n", &format!("1:4 `{{` {open} `}}`, or quote it if it is a text")),
        ("a: [1}\n", "1:4 `[` is closed by `}` | close brackets in the order in which they were opened"),
        (
            "a: [b]]\n",
            "1:7 `]` closes a bracket that was never opened | take it out, or quote the value if it is a text",
        ),
        ("a: {b: c: d}\n", "1:9 a `,` or a closing bracket is missing before this | quote the value if it is a text"),
    ]);
}

#[test]
fn lines_and_indentation() {
    let tab = "a tab cannot indent YAML | use spaces";
    let indent = "the indentation of this line fits nothing above it | \
                  indent it exactly like the lines that it belongs with";
    check(&[
        ("a:\n\t- b\n", &format!("2:1 {tab}")),
        ("a:\n  b: 1\n\tc: 2\n", &format!("3:1 {tab}")),
        ("a: >\n\tb\n", &format!("2:1 {tab}")),
        ("a:1\nb: 2\n", "1:2 a space is missing behind the colon | a: 1"),
        ("a: 1\nb:2\nc: 3\n", "2:2 a space is missing behind the colon | b: 2"),
        (
            "a: 1\n  b: 2\n",
            "2:3 this line is indented deeper than the one above, which has a value already | \
             indent it like the line above, or leave that line's value out",
        ),
        ("  a: 1\nb: 2\n", &format!("2:1 {indent}")),
        ("a:\n  - b\n - c\n", &format!("3:2 {indent}")),
        ("sources:\n  - id: x\n  title: y\n", &format!("3:3 {indent}")),
        (
            "a: b\njust text\nc: d\n",
            "2:1 this line has no `key:` | write `key: value`; if it goes on with the value above, indent it",
        ),
        ("a: b\n- c\n", "2:1 a list cannot follow a value | leave out what stands behind the key in the line above"),
        (
            "tags: - a\n",
            "1:7 a list that starts with `- ` cannot stand behind a key | \
             tags: [a], or each entry on a line of its own",
        ),
        (
            "a: | b\n",
            "1:4 a text cannot stand behind `|` or `>` | \
             put the text on the lines below, indented, or quote the value",
        ),
        ("a: b\u{7}\n", "1:5 the control character U+0007 cannot stand in YAML | take it out, or quote the value"),
    ]);
}

#[test]
fn parts_of_yaml_that_are_not_taken() {
    let text = "quote the value if it is a text, else";
    check(&[
        ("a: &x y\n", &format!("1:4 anchors (`&x`) are not allowed | {text} write it out")),
        ("a: *b\n", &format!("1:4 aliases (`*x`) are not allowed | {text} write it out")),
        ("a: !x y\n", "1:4 tags (`!x`) are not allowed | quote the value if it is a text, else drop the tag"),
        ("<<: a\n", "1:1 merge keys (`<<`) are not allowed | write the keys out"),
        ("? [a]\n: b\n", "1:3 a key is a text on one line | write `key: value`"),
        ("a: b\n...\nc: d\n", "3:1 a second YAML document starts here | keep everything in one"),
    ]);
}

#[test]
fn a_double_key_names_both_places() {
    assert_eq!(
        said("a: 1\nb: 2\na: 3\n"),
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
fn all_mistakes_of_a_file_are_found_and_the_rest_is_read() {
    let text = "title: A: b\ntags: [a\nb: 1\nlist:\n  - x: y: z\n  - ok\nc: \"d\" e\nf: &g h\nb: 2\nlast: fine\n";
    let file = file(text);
    let mut found = Vec::new();
    let node = read(&file, Span::new(0..text.len()), &mut found).unwrap();
    let lines: Vec<_> = found.iter().map(|d| d.place.as_ref().unwrap().line).collect();
    assert_eq!(lines, [1, 2, 5, 7, 8, 9]);
    let mut values = Vec::new();
    scalars(&node, &mut values);
    assert_eq!(values, ["<unread>", "<unread>", "1", "<unread>", "<unread>", "h", "fine"]);
}

#[test]
fn a_key_whose_line_cannot_be_read_is_not_missing() {
    for line in ["\tdate: x", "  date: x", "date:x", "date x", "date: \"x", "date: a: b"] {
        let text = format!("title: A\n{line}\nkind: news\n");
        let mut found = Vec::new();
        let file = file(&text);
        let node = read(&file, Span::new(0..text.len()), &mut found).unwrap();
        let Value::Map(entries) = &node.value else { panic!("{line:?}") };
        let date = entries.iter().find(|(key, _)| key.value == "date").map(|(_, node)| &node.value);
        assert_eq!((found.len(), date), (1, Some(&Value::Unread)), "{line:?}");
    }
}

#[test]
fn a_mistake_in_one_entry_of_a_list_leaves_the_others() {
    let text = "- name: A: b\n- name: c\n- name: @d\n- name: e\n";
    let file = file(text);
    let mut found = Vec::new();
    let node = read(&file, Span::new(0..text.len()), &mut found).unwrap();
    assert_eq!(found.len(), 2, "{}", drawn(&found));
    let mut values = Vec::new();
    scalars(&node, &mut values);
    assert_eq!(values, ["c", "e"]);
}
