//! The keys of articles.

use jiff::civil::date;

use super::*;
use crate::content::article::{AiLevel, ArticleKind, UpdateKind};

const GOOD: &str = "title: A\ndate: 2026-11-20 09:30\nkind: opinion\n";

#[test]
fn every_key_is_read() {
    let front = "title: Open weights\ndate: 2026-11-20T09:30:00+01:00\nid: cw-1\nslug: open\naliases: [/old/]\nsummary: S *x* [@r].\n\
                 takeaways:\n  - T1 [@r].\n  - T2.\nwhy: W [@r].\nkind: analysis\nauthors: [A, B]\neditor: E\ntags: [x, y, x]\n\
                 companies: [Meta]\nimportance: 4\nedition: 2026-11-21\nstoryline: llama\nrelated: [b]\nupdates:\n\
                 \x20 - date: 2026-11-22\n    text: U2\n  - date: 2026-11-20\n    kind: correction\n    text: U1 [@r]\n\
                 publish_at: 2026-11-20 10:00\nexpires: 2027-01-01\ndraft: true\nimage: {src: photo.jpg}\n\
                 canonical_url: https://o.example/x\nlang: de\nai:\n  use: assisted\n  tools: [T]\n  reviewed_by: R\n\
                 check:\n  allow:\n    - rule: empty-alt\n      reason: R\nextra:\n  k: 1\nsources:\n  - id: r\n    url: https://r.example/\n";
    let article = article(front);
    assert_eq!((article.title.value.as_str(), article.slug.value.as_str()), ("Open weights", "open"));
    assert_eq!(article.date.value.instant.to_string(), "2026-11-20T08:30:00Z");
    assert_eq!(article.id.as_ref().unwrap().value, "cw-1");
    assert_eq!(article.aliases[0].value, "/old/");
    assert_eq!(article.prose().summary.as_ref().unwrap().plain(), "S x.");
    assert!(article.summary_written);
    assert_eq!(article.takeaways.iter().map(|t| t.plain()).collect::<Vec<_>>(), ["T1.", "T2."]);
    assert_eq!(article.why.as_ref().unwrap().plain(), "W.");
    assert_eq!((article.kind, article.importance, article.draft), (ArticleKind::Analysis, 4, true));
    assert_eq!((article.authors.join(","), article.editor.as_deref()), ("A,B".to_owned(), Some("E")));
    let terms: Vec<Vec<&str>> = article.terms.iter().map(|t| t.iter().map(|t| t.value.as_str()).collect()).collect();
    assert_eq!(terms, [vec!["x", "y"], vec!["Meta"]]);
    assert_eq!((article.edition, article.storyline.as_ref().unwrap().value.as_str()), (date(2026, 11, 21), "llama"));
    assert_eq!(article.related[0].value, "b");
    let updates: Vec<_> = article.updates.iter().map(|u| (u.kind, u.text.plain())).collect();
    assert_eq!(
        updates,
        [(UpdateKind::Correction, "U1."), (UpdateKind::Update, "U2")].map(|(k, t)| (k, t.trim_end_matches('.')))
    );
    assert_eq!(article.publish_at.as_ref().unwrap().value.instant.to_string(), "2026-11-20T09:00:00Z");
    assert_eq!(article.expires.as_ref().unwrap().value.local.date(), date(2027, 1, 1));
    assert_eq!(article.canonical_url.as_deref(), Some("https://o.example/x"));
    let ai = article.ai.as_ref().unwrap();
    assert_eq!((ai.level, ai.tools.len(), ai.reviewed_by.as_deref()), (AiLevel::Assisted, 1, Some("R")));
    assert_eq!((article.allows[0].rule.name, article.allows[0].reason.as_str()), ("empty-alt", "R"));
    assert!(!article.image.as_ref().unwrap().alt_written);
    assert_eq!((article.lang.as_deref(), article.extra["k"].as_i64()), (Some("de"), Some(1)));
    let places: Vec<&[u32]> = article.prose().citations.places.iter().map(|places| &places[..]).collect();
    assert_eq!(places, [[0, 1, 2, 3]]);
}

#[test]
fn what_is_not_said_has_a_default() {
    let article = article_at("content/articles/2026/2026-11-20-Über_uns!.md", GOOD, "First *words*.\n\nMore.\n");
    assert_eq!(article.slug.value, "über-uns");
    assert_eq!((article.importance, article.edition), (3, date(2026, 11, 20)));
    assert_eq!(article.prose().summary.as_ref().unwrap().plain(), "First words.");
    assert!(!article.summary_written && !article.draft && article.id.is_none() && article.terms.len() == 2);
    let bundle = article_at("content/articles/2026-11-20-bundle/index.md", GOOD, "x");
    assert_eq!(bundle.slug.value, "bundle");
    let nameless = parsed(ContentKind::Article, "content/articles/🤖.md", &format!("---\n{GOOD}---\n")).1;
    assert_eq!(brief(&nameless), ["1:1 the file's name `🤖` has no letter or digit to make an address of"]);
}

#[test]
fn news_need_a_source() {
    let front = "title: A\ndate: 2026-11-20\n";
    assert_eq!(
        said(front),
        "error[no-sources]: a news article without a source
 --> content/articles/a.md:2:8
  |
2 | title: A
  |        ^
  |
  = help: list what it rests on under `sources`, or set `kind` to something else than `news`
"
    );
    assert_eq!(brief(&said(&format!("{front}sources: []\n"))), ["2:8 a news article without a source"]);
    assert_eq!(said(&format!("{front}draft: true\n")), "");
    assert_eq!(brief(&said(&format!("{front}sources: x\n"))), ["4:10 `sources` takes a list, not a text"]);
    assert_eq!(brief(&said(&format!("{front}sources: [x: y: z]\n"))).len(), 1);
}

#[test]
fn times_have_to_be_in_order() {
    assert_eq!(
        said(&format!("{GOOD}updates:\n  - date: 2026-11-19\n    text: x\n")),
        "error[bad-date]: this update is older than the article
 --> content/articles/a.md:6:11
  |
6 |   - date: 2026-11-19
  |           ^^^^^^^^^^
  |
 ::: content/articles/a.md:3:7
  |
3 | date: 2026-11-20 09:30
  |       ---------------- published here
  |
  = help: check both dates
"
    );
    assert_eq!(said(&format!("{GOOD}updates:\n  - date: 2026-11-20\n    text: the day alone\n")), "");
    assert_eq!(
        brief(&said(&format!("{GOOD}updates:\n  - date: 2026-11-20 09:00\n    text: x\n"))),
        ["6:11 this update is older than the article"]
    );
    assert_eq!(
        brief(&said(&format!("{GOOD}publish_at: 2026-11-21\nexpires: 2026-11-20\n"))),
        ["6:10 `expires` is not later than `publish_at`: nobody would see the article"]
    );
    let front = "title: A\nkind: opinion\ndate: 2026-11-20\nexpires: 2026-11-19\n";
    assert_eq!(brief(&said(front)), ["5:10 `expires` is not later than `date`: nobody would see the article"]);
}

#[test]
fn mistakes_in_the_other_keys() {
    for (key, message) in [
        ("updates:\n  - kind: fix\n", "6:11 `kind` cannot be `fix`"),
        ("updates: soon\n", "5:10 `updates` takes a list, not a text"),
        ("canonical_url: example.org\n", "5:16 the URL does not start with https://"),
        ("ai: none\n", "5:5 `ai` is a record of keys and values, not a text"),
        ("ai: {tools: [x]}\n", "5:6 `use` is missing"),
        ("ai: {use: maybe}\n", "5:11 `use` cannot be `maybe`"),
        ("lang: english\n", "5:7 `english` is not a language tag"),
        ("edition: 2026-11\n", "5:10 `edition`: `2026-11` is not a day: expected year-month-day"),
        ("id: a b\n", "5:5 an article's id has at most 200 bytes and no blanks or invisible characters"),
        ("importance: high\n", "5:13 `importance` takes a whole number from 1 to 5, not `high`"),
        ("storyline: \"a\\u200bb\"\n", "5:12 storyline `ab` holds the invisible character U+200B"),
        ("order: 1\n", "5:1 unknown key `order`"),
    ] {
        let found = brief(&said(&format!("{GOOD}{key}")));
        assert!(found.contains(&message.to_owned()), "{key}: {found:?}");
    }
}

#[test]
fn an_edition_far_from_the_date_of_a_published_article_is_pointed_out() {
    let front = |more: &str| format!("title: A\nkind: opinion\ndate: 2026-11-20\n{more}");
    assert_eq!(
        said(&front("edition: 2025-11-20\n")),
        "warning[bad-date]: `edition` is 365 days from the article's date
 --> content/articles/a.md:5:10
  |
5 | edition: 2025-11-20
  |          ^^^^^^^^^^
  |
  = help: the article stands in the digest of that day: correct the day, or take `edition` out
"
    );
    for good in ["edition: 2026-11-27\n", "edition: 2025-11-20\ndraft: true\n"] {
        assert_eq!(said(&front(good)), "");
    }
    assert_eq!(said(&front("edition: 2026-12-24\npublish_at: 2026-12-24\n")), "");
}
