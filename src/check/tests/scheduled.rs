//! What is published later, no longer, or links to such.

use super::Desk;

#[test]
fn a_link_to_what_is_held_back_is_an_error() {
    let desk = Desk::new("").article("one", "", "[l](two.md) [@a; @b]");
    let desk = desk.article("two", "publish_at: 2026-12-01\n", "Text [@a; @b].");
    let expected = "error broken-link@one:9:5+6 `content/articles/two.md` is not published | \
                    it is a draft, scheduled or expired: publish it, or take the link out until then";
    assert_eq!(desk.said(), [expected]);
}

#[test]
fn what_is_scheduled_is_looked_at_before_it_is_due() {
    let desk = Desk::new("").article("one", "publish_at: 2026-12-01\n", "TK [l](/nowhere/) [@a; @b]");
    let said = desk.said();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("placeholder@one:10:1") && said[1].contains("broken-link@one:10:8"), "{said:?}");
}

#[test]
fn what_is_wrong_now_and_later_is_said_once() {
    let desk = Desk::new("").article("one", "", "[l](three.md) [@a; @b]");
    let desk = desk.article("thre", "publish_at: 2026-12-01\n", "Text [@a; @b].");
    let said = desk.said();
    assert_eq!(said.len(), 1, "{said:?}");
}

#[test]
fn what_is_over_is_left_alone() {
    let desk = Desk::new("").article("one", "expires: 2026-11-21\n", "TK [l](/nowhere/) [@a; @b]");
    let report = desk.report();
    assert_eq!((report.diagnostics, report.articles), (Vec::new(), 0));
    let tagged = |desk: Desk, name: &str, front: &str, tag: &str| {
        desk.article(name, &format!("{front}tags: [{tag}]\n"), "Text [@a; @b].")
    };
    let desk = tagged(Desk::new(""), "one", "expires: 2026-11-21\n", "huggingface");
    assert_eq!(tagged(desk, "two", "", "hugging-face").said(), [""; 0], "a term that only such articles have");
}
