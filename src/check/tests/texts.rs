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
fn placeholders_are_found_in_all_texts_that_readers_see() {
    let text = "---\ntitle: One\ndate: 2026-11-20\nsummary: S [@1].\nstoryline: TODO story\ntags: [a, TK]\nimage:\n  \
                src: https://t.example/x.png\n  alt: XXX alt\n  credit: \"a\\tTODO\"\n  caption: FIXME it\nai: {use: assisted, tools: [TK]}\n\
                sources:\n  - id: a\n    title: TODO title\n    url: https://a.example/TODO\n    published: 2026\n    quote: >\n      A quote\n      TKTK\n\
                \x20 - {id: b, title: B, url: https://b.example/, published: 2026, publisher: XXX}\nextra: {note: TODO}\n---\n\
                ![TODO *alt*](https://t.example/p.png) [x](https://t.example/TODO \"XXX title\") ![`TK`](https://t.example/p.png) [@a; @b]\n\n\
                ![pic][pic]\n\n[pic]: https://t.example/p.png 'FIXME'\n";
    let said = Desk::new("").file("content/articles/one.md", text).said();
    let places: Vec<&str> = said.iter().map(|line| line.split(" stands").next().unwrap()).collect();
    let expected = [
        "5:12+4 `TODO`",
        "6:11+2 `TK`",
        "9:8+3 `XXX`",
        // Written with an escape, so the whole value is shown.
        "10:11+9 `\"a\\tTODO\"`",
        "11:12+5 `FIXME`",
        "12:29+2 `TK`",
        "15:12+4 `TODO`",
        "20:7+4 `TKTK`",
        "21:76+3 `XXX`",
        "24:3+4 `TODO`",
        "24:68+3 `XXX`",
        "26:1+11 `![pic][pic]`",
    ];
    assert_eq!(places, expected.map(|place| format!("error placeholder@one:{place}")));
}

#[test]
fn placeholders_are_found_in_vocabularies() {
    let mut desk = Desk::new("").article("one", "tags: [x]\n", "Text [@a; @b].");
    desk.tags = "- slug: x\n  description: What TODO is.\n".to_owned();
    let expected = "error placeholder@tags.yaml:2:21+4 `TODO` stands for a text that is yet to be written | \
                    write the text, or leave `description` out until you have";
    assert_eq!(desk.said(), [expected]);
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
