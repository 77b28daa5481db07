//! The fences, and the keys that every content file has.

use super::*;

fn of_file(text: &str) -> String {
    parsed(ContentKind::Article, "content/articles/a.md", text).1
}

#[test]
fn a_file_without_front_matter() {
    assert_eq!(
        of_file("# Title\n\nText.\n"),
        "error[no-front-matter]: no front matter: the file must start with a `---` line
 --> content/articles/a.md:1:1
  |
1 | # Title
  | ^^^^^^^
  |
  = help: start with `---`, then `title: …` and `date: …`, then `---`; `citewire new` writes it
"
    );
    for empty in ["", "   \n\n"] {
        assert_eq!(brief(&of_file(empty)), ["1:1 no front matter: the file must start with a `---` line"]);
    }
    assert_eq!(brief(&of_file("+++\ntitle = 1\n+++\n")), ["1:1 front matter is YAML between `---` lines, not TOML"]);
    let indented = ["1:1 the line that opens the front matter must be just `---`"];
    assert_eq!(brief(&of_file("--- yaml\ntitle: x\n---\n")), indented);
}

#[test]
fn front_matter_that_is_never_closed() {
    assert_eq!(
        of_file("---\ntitle: x\n\nText.\n"),
        "error[unclosed-front-matter]: the front matter that opens here is never closed
 --> content/articles/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: end it with a line that is just `---`
"
    );
}

#[test]
fn front_matter_that_is_too_large() {
    let text = format!("---\ntitle: {}\n---\n", "x".repeat(70_000));
    assert_eq!(brief(&of_file(&text)), ["1:1 the front matter has 70008 bytes; at most 65536 are read"]);
}

#[test]
fn line_ends_and_blanks_behind_fences_change_nothing() {
    let front = "title: A\ndate: 2026-11-20\nkind: opinion\nsummary: B\n";
    let unix = article(front);
    let (record, said) = parsed(
        ContentKind::Article,
        "content/articles/a.md",
        &format!("---  \n{front}--- \nText.\n").replace('\n', "\r\n"),
    );
    let Some(Record::Article(windows)) = record else { panic!("{said}") };
    assert_eq!(said, "");
    let body = |article: &Article| {
        (article.prose().body.html.clone(), article.prose().body.excerpt.clone(), article.prose().body.words)
    };
    assert_eq!(body(&windows), body(&unix));
    assert_eq!((&windows.prose().summary, &windows.date.value), (&unix.prose().summary, &unix.date.value));
}

#[test]
fn a_rule_in_the_body_is_no_fence() {
    let article = article_at("content/articles/a.md", "title: A\ndate: 2026-11-20\nkind: opinion\n", "a\n\n---\n\nb\n");
    assert!(article.prose().body.html.text.contains("<hr>"), "{}", article.prose().body.html.text);
}

#[test]
fn what_is_missing_is_reported_at_the_fence() {
    assert_eq!(
        said("kind: opinion\n"),
        "error[missing-key]: `title` is missing
 --> content/articles/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add: title: What the reader sees first
error[missing-key]: `date` is missing
 --> content/articles/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add: date: 2026-11-20 09:30
"
    );
    assert_eq!(brief(&said("title:\ndate: 2026-11-20\nkind: opinion\n")), ["2:1 `title` has no value"]);
    assert_eq!(brief(&said("- a\n")), ["2:1 front matter is a record of keys and values, not a list"]);
}

#[test]
fn several_mistakes_of_a_file_come_at_once() {
    let front = "title: Foo: bar\ndate: 2026-06-010\ntags: llm\ndraft: \"no\"\nimportance: 9\nkind: newz\ntitel: x\n\
                 sources:\n  - url: javascript:alert(1)\n  - title: y\n";
    let (record, said) =
        parsed(ContentKind::Article, "content/articles/a.md", &format!("---\n{front}---\nSee [@x].\n"));
    assert!(record.is_none());
    let mut found = brief(&said);
    found.sort();
    assert_eq!(
        found,
        [
            "10:10 `javascript:` is not http or https",
            "11:5 this source has no address",
            "2:11 a `: ` in a value that is not quoted",
            "3:7 `date`: `2026-06-010` is not a date: day `010`: expected 01 to 31",
            "4:7 `tags` takes a list, not a text",
            "5:8 `draft` takes true or false without quotes, not the text `no`",
            "6:13 `importance` takes a whole number from 1 to 5, not `9`",
            "7:7 `kind` cannot be `newz`",
            "8:1 unknown key `titel`",
        ]
    );
}

#[test]
fn slugs_and_aliases_stay_in_the_site() {
    let good = "title: A\ndate: 2026-11-20\nkind: opinion\n";
    assert_eq!(
        said(&format!("{good}slug: ../../etc/x\n")),
        "error[bad-path]: a slug must not hold `/`
 --> content/articles/a.md:5:7
  |
5 | slug: ../../etc/x
  |       ^^^^^^^^^^^
  |
  = help: slug: etc-x
"
    );
    for (slug, message) in [
        ("..", "5:7 a slug must not hold `.` or `..`"),
        ("\"a\\u202eb\"", "5:7 a slug must not hold the character U+202E"),
        ("con", "5:7 a slug must not hold `con`, a name that Windows keeps for a device"),
        ("a.", "5:7 a slug must not have a part that ends in a dot or a space"),
        ("a\\b", "5:7 a slug must not hold `\\`"),
    ] {
        assert_eq!(brief(&said(&format!("{good}slug: {slug}\n"))), [message]);
    }
    assert_eq!(
        brief(&said(&format!("{good}aliases: [\"../../x\", '/a\\b', \"http://x/\", /fine/]\n"))),
        [
            "5:11 the alias `../../x` does not start with `/`",
            "5:22 the alias `/a\\b` must not hold `\\`",
            "5:30 the alias `http://x/` does not start with `/`",
        ]
    );
}

#[test]
fn characters_that_nobody_sees() {
    let good = "date: 2026-11-20\nkind: opinion\n";
    let (record, said) =
        parsed(ContentKind::Article, "content/articles/a.md", &format!("---\ntitle: A\u{202e}b\n{good}---\n"));
    assert!(record.is_some());
    assert!(said.starts_with("warning[bad-value]: the title holds the invisible character U+202E\n"), "{said}");
    assert_eq!(
        brief(&super::said(&format!("title: A\n{good}tags: [a\u{200b}b]\n"))),
        ["5:8 the term `ab` holds the invisible character U+200B"]
    );
    let persian = "می\u{200C}خواهم";
    assert_eq!(super::said(&format!("title: {persian}\ndate: 2026-11-20\nkind: opinion\ntags: [{persian}]\n")), "");
}

#[test]
fn pictures_have_to_be_there() {
    let good = "title: A\ndate: 2026-11-20\nkind: opinion\n";
    let with_image = |image: &str| said(&format!("{good}image:\n{image}"));
    assert_eq!(
        with_image("  src: foto.jpg\n"),
        "error[missing-image]: there is no image `foto.jpg`
 --> content/articles/a.md:6:8
  |
6 |   src: foto.jpg
  |        ^^^^^^^^
  |
  = help: did you mean `photo.jpg`?
"
    );
    assert_eq!(brief(&with_image("  alt: x\n")), ["6:3 `src` is missing"]);
    assert_eq!(brief(&with_image("  src: http://\n")), ["6:8 the URL has no host"]);
    assert_eq!(brief(&with_image("  src: /a/../b.png\n")), ["6:8 the path `/a/../b.png` must not hold `.` or `..`"]);
    let article = article(&format!("{good}image:\n  src: ./photo.jpg\n  alt: ''\n  credit: C\n"));
    let image = article.image.as_ref().unwrap();
    assert_eq!((image.size, image.alt.as_str(), image.credit.as_deref()), (Some((4, 3)), "", Some("C")));
}

#[test]
fn a_percent_encoded_alias_is_the_address_that_it_means() {
    let front = "title: A\ndate: 2026-11-20\nkind: opinion\n";
    let article = article(&format!("{front}aliases: [/%C3%A4/, /a%20b/]\n"));
    let aliases: Vec<&str> = article.aliases.iter().map(|alias| alias.value.as_str()).collect();
    assert_eq!(aliases, ["/ä/", "/a b/"]);
    assert_eq!(
        brief(&said(&format!("{front}aliases: [/a/%2e%2e/b/, /%E4/]\n"))),
        ["5:11 the alias `/a/../b/` must not hold `.` or `..`", "5:25 this alias is not percent-encoded UTF-8"]
    );
}

#[test]
fn characters_that_no_page_can_hold_are_reported_wherever_a_text_has_them() {
    let front = "title: \"a\\u0001b\"\nkind: opinion\ndate: 2026-11-20\nwhy: \"a\\u000bb\"\nauthors: [\"a\\uFFFEb\"]\n\
                 extra: {\"k\\u001f\": [\"v\\x7f\"]}\n";
    let say = |place: &str, c: &str| format!("{place} this text holds the character U+{c}, which no page can show");
    let expected = [("2:8", "0001"), ("5:6", "000B"), ("6:11", "FFFE"), ("7:9", "001F"), ("7:21", "007F")];
    assert_eq!(brief(&said(front)), expected.map(|(place, c)| say(place, c)));
    let drawn = said("title: A\nkind: opinion\ndate: 2026-11-20\nsummary: \"x\\by\"\n");
    assert_eq!(
        drawn,
        "error[bad-value]: this text holds the character U+0008, which no page can show
 --> content/articles/a.md:5:10
  |
5 | summary: \"x\\by\"
  |          ^^^^^^
  |
  = help: take it out, or type the text again instead of copying it
"
    );
}

#[test]
fn an_alias_without_an_ending_is_a_page_that_hosts_can_serve() {
    let front = "title: A\nkind: opinion\ndate: 2026-11-20\n";
    let article =
        article(&format!("{front}aliases: [/deep/er, /deep/er/, /old.html, /a.b/c, /v1.0, /feed.xml, /x.php]\n"));
    let aliases: Vec<&str> = article.aliases.iter().map(|alias| alias.value.as_str()).collect();
    assert_eq!(aliases, ["/deep/er/", "/old.html", "/a.b/c/", "/v1.0/", "/feed.xml", "/x.php"]);
}
