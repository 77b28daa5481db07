//! What is said about citations that cannot be read or lead nowhere.

use super::*;

#[test]
fn an_unknown_key_is_an_error_with_the_nearest_id() {
    let file = FileText { path: "content/articles/a.md".into(), text: "Who [@rueters, p. 3; @arxiv] said".into() };
    let sources = ["reuters", "arxiv"];
    let mut session = Session::new(Context { file: &file, config: &CONFIG, sources: &sources, assets: &[] });
    let body = session.body(Span::new(0..file.text.len()));
    let (citations, diagnostics) = session.finish();
    assert_eq!(
        draw::draw(&diagnostics[0], false),
        "error[unknown-citation]: no source of this file has the id `rueters`
 --> content/articles/a.md:1:6
  |
1 | Who [@rueters, p. 3; @arxiv] said
  |      ^^^^^^^^
  |
  = help: did you mean `[@reuters]`?
"
    );
    assert_eq!((body.html.text.as_str(), citations.order), ("<p>Who said</p>\n", vec![1]));
}

#[test]
fn every_mistake_is_placed_exactly_and_says_what_to_write() {
    for (text, expected) in [
        (
            "x [@]",
            "bad-citation@1:4+1 the citation `[@]` names no source | write `[@id]` with the id of a source, or `\\[@]` if it is no citation",
        ),
        ("x [@a;]", "bad-citation@1:6+1 a source is missing beside a `;` in `[@a;]` | write `[@a]`"),
        (
            "x [@;]",
            "bad-citation@1:4+1 the citation `[@;]` names no source | write `[@id]` with the id of a source, or `\\[@]` if it is no citation",
        ),
        ("x [@a; ; @b]", "bad-citation@1:7+1 a source is missing beside a `;` in `[@a; ; @b]` | write `[@a; @b]`"),
        ("x [@a @b]", "bad-citation@1:7+2 `[@a @b]` names two sources without a `;` between them | write `[@a; @b]`"),
        ("x [@a, @b]", "bad-citation@1:6+4 `[@a, @b]` separates two sources with a comma | write `[@a; @b]`"),
        ("x [@ a]", "bad-citation@1:4+3 a space follows the `@` in `[@ a]` | write `[@a]`"),
        (
            "x [@a; b]",
            "bad-citation@1:8+1 `b` in `[@a; b]` lacks its `@` | write `[@a; @b]`; a locator stands behind a comma: `[@id, p. 3]`",
        ),
        ("x [@a p. 3]", "bad-citation@1:7+4 a comma is missing before `p. 3` in `[@a p. 3]` | write `[@a, p. 3]`"),
        ("x [@a,]", "bad-citation@1:6+1 nothing follows the comma in `[@a,]` | write `[@a]`"),
        (
            "x [@a!]",
            "bad-citation@1:6+1 `!` cannot stand in the id of a source | write `[@id]` with the id of a source, or `\\[@a!]` if it is no citation",
        ),
        (
            "x [@!a]",
            "bad-citation@1:4+3 `!` cannot start the id of a source | write `[@id]` with the id of a source, or `\\[@!a]` if it is no citation",
        ),
        (
            "x [@a.]",
            "bad-citation@1:4+3 `a.` cannot be the id of a source: it starts or ends with punctuation | write `[@a]`",
        ),
        (
            "x [@a [b]]",
            "bad-citation@1:7+1 a bracket stands inside a citation | write `[@id]` or `[@id, p. 3]`, with `\\[` for a bracket in the locator",
        ),
        (
            "x [@a, [b](/c)]",
            "bad-citation@1:8+7 a bracket stands inside a citation | write `[@id]` or `[@id, p. 3]`, with `\\[` for a bracket in the locator",
        ),
        (
            "x [@a, `b`]",
            "bad-citation@1:8+3 a citation holds something other than text | write `[@id]` or `[@id, p. 3]`",
        ),
        (
            "x [@a b",
            "bad-citation@1:3+5 a citation that begins with `[@` has no closing bracket | write `[@id]`; inside a table cell write `\\|` for `|`, and `\\[@` if it is no citation",
        ),
        (
            "[@a]: x",
            "bad-citation@1:1+7 `[@a]:` at the start of a paragraph defines a link instead of citing a source | put a space before the colon, or words before `[@a]`",
        ),
        (
            "x [@zebra]",
            "unknown-citation@1:4+6 no source of this file has the id `zebra` | the sources are `a`, `b`, `c`",
        ),
        (
            "x [@4]",
            "unknown-citation@1:4+2 there is no source number 4: this file lists 3 sources | the sources are `a`, `b`, `c`",
        ),
        (
            "x [^0]",
            "unknown-citation@1:4+2 there is no source number 0: this file lists 3 sources | the sources are `a`, `b`, `c`",
        ),
        (
            "x [@99999999999999999999999]",
            "unknown-citation@1:4+24 there is no source number 99999999999999999999999: this file lists 3 sources | the sources are `a`, `b`, `c`",
        ),
        (
            "x [^zebra]",
            "unknown-citation@1:4+6 `[^zebra]` is neither a note with a definition nor the id of a source | define the note with a line `[^zebra]: …`, or cite a source that stands under `sources`",
        ),
        (
            "x [^A]",
            "unknown-citation@1:4+2 `[^A]` is neither a note with a definition nor the id of a source | define the note with a line `[^A]: …`, or cite `[@a]`",
        ),
    ] {
        assert_eq!(render(text).brief(), [expected], "for {text:?}");
    }
}

#[test]
fn what_cannot_be_read_stays_in_the_text() {
    for text in ["x [@] y", "x [@a;] y", "x [@zebra] y", "x [^zebra] y", "x [@a b"] {
        assert_eq!(render(text).shown(), format!("<p>{text}</p>\n"));
    }
}

#[test]
fn places_count_from_the_start_of_the_file() {
    let text = "---\ntitle: x\n---\nüb\n\n> é [@a;\n> @zebra]\n";
    let file = FileText { path: "content/articles/a.md".into(), text: text.into() };
    let mut session = Session::new(Context { file: &file, config: &CONFIG, sources: &["a"], assets: &[] });
    session.body(Span::new(17..text.len()));
    let (_, diagnostics) = session.finish();
    assert_eq!(
        brief(&diagnostics[0]),
        "unknown-citation@7:3+6 no source of this file has the id `zebra` | the sources are `a`"
    );
}

#[test]
fn a_file_without_sources_is_told_where_to_list_them() {
    let file = FileText { path: "content/pages/a.md".into(), text: "x [@1]".into() };
    let mut session = Session::new(Context { file: &file, config: &CONFIG, sources: &[], assets: &[] });
    session.body(Span::new(0..6));
    assert_eq!(
        brief(&session.finish().1[0]),
        "unknown-citation@1:4+2 there is no source number 1: this file lists no sources | list the source under \
         `sources` in the front matter"
    );
}

#[test]
fn after_fifty_mistakes_of_a_kind_the_rest_is_counted() {
    let outcome = render(&"[@zebra] ".repeat(70));
    assert_eq!(outcome.diagnostics.len(), 50);
    assert_eq!(outcome.diagnostics[49].notes[0].text, "20 more of this kind in this file are not shown");
}

#[test]
fn heading_ids_are_checked() {
    assert_eq!(
        render("## A {#x}\n\n## B {#x}\n\n## C {#source-1}\n\n## D {#a\"b}").brief(),
        [
            "duplicate-id@3:1+9 the id `x` stands at two headings | give one of them another id, or none",
            "bad-id@5:1+16 the id `source-1` is kept for the page's own parts | choose another id",
            "bad-id@7:1+11 `\"` cannot stand in the id `a\"b` | use letters, digits, `-`, `_`, `.` and `:`",
        ]
    );
}
