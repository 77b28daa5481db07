//! The editors' notes of digests, which are published and mailed as articles are.

use super::Desk;

/// A day with an article, and its note.
fn noted(check: &str, note: &str) -> Desk {
    let desk = Desk::new(check).article("one", "", "Text [@a; @b].");
    desk.file("content/digests/2026-11-20.md", note)
}

#[test]
fn notes_are_held_to_the_rules_about_texts() {
    let note = "---\ntitle: The day, TK\nintro: An intro FIXME\n---\nTODO ![](https://t.example/p.png) [](https://t.example/)\n";
    let words = "stands for a text that is yet to be written | write the text, or set `draft: true` until you have";
    let expected = [
        format!("error placeholder@2026-11-20:2:17+2 `TK` {words}"),
        format!("error placeholder@2026-11-20:3:17+5 `FIXME` {words}"),
        format!("error placeholder@2026-11-20:5:1+4 `TODO` {words}"),
        "warn empty-alt@2026-11-20:5:6+28 a picture without words for those who do not see it | \
         say between `[` and `]` what it shows"
            .to_owned(),
        "warn empty-link-text@2026-11-20:5:35+22 a link without words | \
         write what it leads to between `[` and `]`, or put `!` before it if it is a picture"
            .to_owned(),
    ];
    let desk = noted("", note);
    assert_eq!(desk.said(), expected);
    let report = desk.report();
    assert_eq!((report.articles, report.pages, report.notes), (1, 0, 1));
}

#[test]
fn notes_are_held_to_the_rules_about_urls() {
    let check = "{rules: {http-link: warn}, hosts: [{host: medium.com, message: Cite the source.}]}";
    let links = "[a](http://a.example/) [b](https://medium.com/?utm_source=x) [c](https://p\u{430}ypal.com/)";
    let said = noted(check, &format!("---\nintro: \"{links}\"\n---\n{links}\n")).said();
    let rules: Vec<&str> = said.iter().map(|line| line.split_once(' ').unwrap().1.split(' ').next().unwrap()).collect();
    let at = |line: u8, first: u8| {
        let places =
            [("http-link", 5, 4), ("host-policy", 36, 10), ("tracking-parameters", 48, 12), ("homograph-host", 74, 10)];
        places.map(|(rule, column, length)| format!("{rule}@2026-11-20:{line}:{}+{length}", first + column))
    };
    assert_eq!(rules, [at(2, 8), at(4, 0)].concat());
}

#[test]
fn a_note_may_allow_itself_something_and_a_draft_of_one_is_left_alone() {
    let allowing = "---\ncheck: {allow: [{rule: placeholder, reason: It is about the word.}]}\n---\nTODO\n";
    assert_eq!(noted("", allowing).said(), [""; 0]);
    let unused = allowing.replace("\nTODO", "\nText");
    assert_eq!(
        noted("", &unused).said(),
        ["warn unused-allow@2026-11-20:2:24+11 `placeholder` finds nothing here that could be allowed | take it out"]
    );
    assert_eq!(noted("", "---\ndraft: true\n---\nTODO\n").said(), [""; 0]);
}

#[test]
fn a_note_on_articles_that_are_all_over_is_left_alone() {
    let desk = Desk::new("").article("one", "expires: 2026-11-21\n", "Text [@a; @b].");
    let said = desk.file("content/digests/2026-w47.md", "---\nintro: TODO\n---\n").said();
    assert!(said.len() == 1 && said[0].contains("this note is not shown"), "{said:?}");
}
