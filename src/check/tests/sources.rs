//! Single sources.

use super::{A, B, Desk};

#[test]
fn a_bare_url_needs_a_title_and_a_date() {
    let desk = Desk::new("").with_sources("one", "", &format!("{A}  - https://b.example/x\n"), "Text [@a; @2].");
    let expected = [
        "warn source-without-date@one:7:5+19 the source `b-example` does not say when it was published | \
         add: published: 2026-11-19 (2026-11 or 2026 if that is all you know)",
        "warn source-without-title@one:7:5+19 the source `b-example` has no title: readers see its URL | \
         add: title: What it is called (a bare URL becomes `- url: …` with `title` below it)",
    ];
    assert_eq!(desk.said(), expected);
}

#[test]
fn what_changes_needs_the_day_on_which_it_was_read() {
    let source = |more: &str| format!("{A}  - {{id: b, title: B, url: https://b.example/, kind: repository{more}}}\n");
    let said = |more: &str| Desk::new("").with_sources("one", "", &source(more), "Text [@a; @b].").said();
    let expected = "warn source-without-date@one:7:28+18 the source `b` says neither when it was published nor when it \
                    was read | it may change: add: accessed: 2026-11-19";
    assert_eq!(said(""), [expected]);
    assert_eq!(said(", accessed: 2026-11-02"), [""; 0]);
    assert_eq!(said(", published: 2026"), [""; 0]);
}

#[test]
fn archived_copies_are_asked_for_by_sites_that_want_them() {
    let copy = "  - {id: b, title: B, url: https://b.example/, published: 2026, archive_url: https://w.example/b}\n";
    let desk = Desk::new("{rules: {source-without-archive: warn}}");
    let desk = desk.with_sources("one", "", &format!("{A}{copy}"), "Text [@a; @b].");
    let expected = "warn source-without-archive@one:6:28+18 the source `a` has no archived copy | \
                    add: archive_url: https://web.archive.org/web/… (web.archive.org/save makes a copy)";
    assert_eq!(desk.said(), [expected]);
}

#[test]
fn a_source_that_nothing_cites_is_reported_if_others_are_cited() {
    let expected = "warn unused-source@one:7:28+18 nothing cites the source `b` | cite it as [@b], or take it out";
    assert_eq!(Desk::new("").article("one", "", "Text.").said(), [expected], "the summary cites `a`");
    let listed = format!("---\ntitle: P\nsources:\n{A}{B}---\nText.\n");
    assert_eq!(Desk::new("").file("content/pages/p.md", &listed).said(), [""; 0], "a list for further reading");
}
