//! Places, drawing, and the registry of codes.

use super::*;

fn file(text: &str) -> FileText {
    FileText { path: "content/a.md".into(), text: text.into() }
}

#[test]
fn a_place_counts_lines_and_characters_from_one() {
    let place = Place::of(&file("a\r\nüx y\r\n"), Span::new(5..8));
    assert_eq!((place.line, place.column, place.length, place.text()), (2, 2, 3, "üx y"));
}

#[test]
fn a_place_past_the_end_is_the_end() {
    let place = Place::of(&file("ab"), Span::new(7..9));
    assert_eq!((place.line, place.column, place.length), (1, 3, 0));
}

#[test]
fn a_range_over_several_lines_is_cut_at_its_first() {
    let place = Place::of(&file("one\ntwo\n"), Span::new(1..6));
    assert_eq!((place.line, place.column, place.length, place.text()), (1, 2, 2, "one"));
}

#[test]
fn the_nearest_word_is_offered_only_if_it_is_near() {
    assert_eq!(nearest("tilte", ["date", "title"]), Some("title"));
    assert_eq!(nearest("zebra", ["date", "title"]), None);
    assert_eq!(nearest("Reuters", ["reuter"]), Some("reuter"));
    assert_eq!(nearest("abc", ["abcdef", "ab", "xabc"]), Some("ab"));
}

#[test]
fn drawing_names_the_place_the_line_and_the_remedy() {
    let text = file("---\ntilte: Foo\n---\n");
    let d = Diagnostic::error(codes::UNKNOWN_KEY, Place::of(&text, Span::new(4..9)), "unknown key `tilte`")
        .help("did you mean `title`?");
    assert_eq!(
        draw::draw(&d, false),
        "error[unknown-key]: unknown key `tilte`
 --> content/a.md:2:1
  |
2 | tilte: Foo
  | ^^^^^
  |
  = help: did you mean `title`?
"
    );
}

#[test]
fn a_second_place_is_drawn_below_the_first() {
    let text = file("a: 1\nb: 2\na: 3\n");
    let d =
        Diagnostic::error(codes::DUPLICATE_KEY, Place::of(&text, Span::new(10..11)), "the key `a` stands here twice")
            .note_at(Place::of(&text, Span::new(0..1)), "first used here");
    let drawn = draw::draw(&d, false);
    assert!(drawn.contains("content/a.md:3:1") && drawn.contains("content/a.md:1:1"), "{drawn}");
    assert!(drawn.contains("first used here"), "{drawn}");
}

#[test]
fn codes_are_unique_and_explained() {
    let mut names: Vec<_> = codes::ALL.iter().chain(codes::RULES).map(|c| c.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), codes::ALL.len() + codes::RULES.len());
    assert!(codes::ALL.iter().chain(codes::RULES).all(|c| !c.about.is_empty()));
}
