//! Notes: letters, order, back-links.

use super::*;

#[test]
fn notes_have_letters_apart_from_citations_and_link_back() {
    assert_eq!(
        clean("x [^n] y[@a] z[^m][^n]\n\n[^m]: M [@b].\n[^n]: *N*\n\n    - p\n"),
        "<p>x<sup class=\"note-ref\" id=\"{}note-ref-a-1\"><a href=\"{#note-a}\" role=\"doc-noteref\">a</a></sup> y{1} \
         z<sup class=\"note-ref\" id=\"{}note-ref-b-1\"><a href=\"{#note-b}\" role=\"doc-noteref\">b</a></sup>\
         <sup class=\"note-ref\" id=\"{}note-ref-a-2\"><a href=\"{#note-a}\" role=\"doc-noteref\">a</a></sup></p>\n\
         <section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol type=\"a\">\n\
         <li id=\"{}note-a\"><p><em>N</em></p>\n<ul>\n<li>p</li>\n</ul>\n<p class=\"note-back\"> \
         <a href=\"{#note-ref-a-1}\" role=\"doc-backlink\" aria-label=\"Back to reference a, 1\">↩</a> \
         <a href=\"{#note-ref-a-2}\" role=\"doc-backlink\" aria-label=\"Back to reference a, 2\">↩</a></p>\n</li>\n\
         <li id=\"{}note-b\"><p>M{2}. \
         <a href=\"{#note-ref-b-1}\" role=\"doc-backlink\" aria-label=\"Back to reference b\">↩</a></p>\n</li>\n\
         </ol>\n</section>\n"
    );
}

#[test]
fn a_definition_makes_a_note_of_a_label_that_a_source_has() {
    let outcome = render("x[^a] y[@a] z[^A]\n\n[^a]: N");
    assert_eq!(outcome.drawn(), "");
    assert_eq!(outcome.citations.groups.len(), 1);
    assert_eq!(outcome.body.html.text.matches("doc-noteref").count(), 2);
}

#[test]
fn a_note_directly_before_a_citation_is_a_note() {
    let outcome = render("x[^n][@a] y[@b][^n]\n\n[^n]: N");
    assert_eq!(outcome.drawn(), "");
    assert_eq!(outcome.citations.order, [0, 1]);
    assert_eq!(outcome.body.html.text.matches("doc-noteref").count(), 2);
}

#[test]
fn notes_that_refer_to_each_other_end() {
    let shown = clean("x[^p]\n\n[^p]: P[^q]\n\n[^q]: Q[^p][^q]\n");
    assert_eq!(shown.matches("doc-noteref").count(), 4);
    assert_eq!(shown.matches("doc-backlink").count(), 4);
    assert_eq!(shown.matches("<li").count(), 2);
}

#[test]
fn notes_may_be_defined_anywhere() {
    let shown = clean("> x[^q]\n>\n> [^q]: in a quote\n\n- y[^l]\n\n  [^l]: in a list\n");
    assert!(shown.ends_with("</section>\n"), "{shown}");
    assert_eq!(shown.matches("<li id=").count(), 2);
}

#[test]
fn the_letters_go_on_after_z() {
    let mut text = String::new();
    (0..30).for_each(|n| text.push_str(&format!("[^n{n}] ")));
    (0..30).for_each(|n| text.push_str(&format!("\n\n[^n{n}]: {n}")));
    let shown = clean(&text);
    assert!(shown.contains("{}note-z\"") && shown.contains("{}note-aa\"") && shown.contains("{}note-ad\""));
    assert!(!shown.contains("{}note-ae\""));
    assert_eq!([0, 25, 26, 51, 52, 701, 702].map(note_letters), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
}

#[test]
fn unused_and_doubled_definitions_are_named() {
    assert_eq!(
        render("x[^n]\n\n[^n]: one\n[^n]: two\n[^u]: three").brief(),
        [
            "duplicate-id@4:1+4 the note `[^n]` is defined twice | give one of the two another label",
            "unused-note@5:1+4 nothing refers to the note `[^u]` | refer to it with `[^u]`, or remove it",
        ]
    );
}

#[test]
fn a_note_in_a_link_stands_behind_it() {
    let shown = clean("[a [^n] b](https://e.org/)\n\n[^n]: N");
    assert_eq!(shown.matches("<a ").count(), shown.matches("</a>").count());
}
