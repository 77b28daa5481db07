//! Placeholders, summaries, links and pictures without words.

use super::Desk;

#[test]
fn placeholders_are_found_in_titles_summaries_takeaways_and_text() {
    let text = "---\ntitle: \"Costs: TK\"\ndate: 2026-11-20\nkind: opinion\nsummary: |\n  One TODO\n  two\n\
                takeaways: [FIXME it]\n---\nSee `TODO` and XXX.\n";
    let said = Desk::new("").file("content/articles/one.md", text).said();
    let places: Vec<&str> = said.iter().map(|line| line.split(" | ").next().unwrap()).collect();
    let words = "stands for a text that is yet to be written";
    let expected = [
        format!("error placeholder@one:2:16+2 `TK` {words}"),
        format!("error placeholder@one:6:7+4 `TODO` {words}"),
        format!("error placeholder@one:8:13+5 `FIXME` {words}"),
        format!("error placeholder@one:10:16+3 `XXX` {words}"),
    ];
    assert_eq!(places, expected);
}

#[test]
fn a_draft_may_have_placeholders_until_drafts_are_asked_for() {
    let mut desk = Desk::new("").article("one", "draft: true\n", "TODO [@a; @b]");
    assert_eq!(desk.said(), [""; 0]);
    desk.drafts = true;
    assert_eq!(desk.said().len(), 1);
}

#[test]
fn an_article_needs_a_summary_and_a_page_does_not() {
    let desk =
        Desk::new("").file("content/articles/one.md", "---\ntitle: One\ndate: 2026-11-20\nkind: opinion\n---\nText.\n");
    let desk = desk.file("content/pages/p.md", "---\ntitle: P\n---\nText.\n");
    let expected = "warn missing-summary@one:2:8+3 this article has no summary of its own | \
                    add: summary: One paragraph that says what happened.";
    assert_eq!(desk.said(), [expected]);
}

#[test]
fn links_and_pictures_need_words() {
    let front = "image: {src: https://t.example/x.png}\n";
    let body = "[](https://t.example/y) [z](https://t.example/z) ![](https://t.example/p.png) ![p](https://t.example/p.png) [@a; @b]";
    let expected = [
        "warn empty-alt@one:5:14+23 the article's picture has no `alt` for those who do not see it | \
         add: alt: What it shows (or alt: \"\" if it is decoration)",
        "warn empty-link-text@one:10:1+23 a link without words | \
         write what it leads to between `[` and `]`, or put `!` before it if it is a picture",
        "warn empty-alt@one:10:50+28 a picture without words for those who do not see it | \
         say between `[` and `]` what it shows",
    ];
    assert_eq!(Desk::new("").article("one", front, body).said(), expected);
    let decoration = "image: {src: https://t.example/x.png, alt: \"\"}\n";
    assert_eq!(Desk::new("").article("one", decoration, "[@a; @b]").said(), [""; 0]);
}
