//! `citewire list`.

use crate::support::Site;
use crate::{json_lines, run};

/// Two published articles, a draft, two that wait and one that has expired.
fn site() -> Site {
    let site = Site::new("timezone: Europe/Berlin\n");
    let sources = "sources:\n  - https://example.org/a\n  - https://example.org/b\n";
    for (name, front) in [
        ("first", "title: The first\ndate: 2026-11-01"),
        ("große-näme", "title: 大きな夢\ndate: 2026-11-02 09:30"),
        ("idea", "title: An idea\ndate: 2026-11-22\ndraft: true"),
        ("later", "title: Later\ndate: 2026-11-24 09:00"),
        ("embargo", "title: Embargo\ndate: 2026-11-20\npublish_at: 2026-11-23 14:15"),
        ("offer", "title: Offer\ndate: 2026-11-10\nexpires: 2026-11-20"),
    ] {
        site.write(&format!("content/articles/{name}.md"), &format!("---\n{front}\n{sources}---\nText.\n"));
    }
    site
}

#[test]
fn published_articles_are_listed_newest_first() {
    let site = site();
    let (out, err) = run(site.root(), &["list"], 0);
    insta::assert_snapshot!(out, @r"
    DATE              STATE      SOURCES  FILE                            TITLE
    2026-11-02 09:30  published        2  content/articles/große-näme.md  大きな夢
    2026-11-01        published        2  content/articles/first.md       The first
    ");
    insta::assert_snapshot!(err, @"held back: 2 scheduled, 1 draft, 1 expired; next build due 2026-11-23 14:15 Europe/Berlin (`--all` lists them)");
}

#[test]
fn everything_is_listed_with_the_moment_at_which_it_changes() {
    let site = site();
    let (out, err) = run(site.root(), &["list", "--all"], 0);
    insta::assert_snapshot!(out, @r"
    DATE              STATE                       SOURCES  FILE                            TITLE
    2026-11-24 09:00  scheduled 2026-11-24 09:00        2  content/articles/later.md       Later
    2026-11-22        draft                             2  content/articles/idea.md        An idea
    2026-11-20        scheduled 2026-11-23 14:15        2  content/articles/embargo.md     Embargo
    2026-11-10        expired 2026-11-20 00:00          2  content/articles/offer.md       Offer
    2026-11-02 09:30  published                         2  content/articles/große-näme.md  大きな夢
    2026-11-01        published                         2  content/articles/first.md       The first
    ");
    insta::assert_snapshot!(err, @"held back: 2 scheduled, 1 draft, 1 expired; next build due 2026-11-23 14:15 Europe/Berlin");
}

#[test]
fn flags_choose_what_is_held_back() {
    let site = site();
    let titles = |arguments: &[&str]| {
        let (out, _) = run(site.root(), &[&["list", "--json"], arguments].concat(), 0);
        let articles = json_lines(&out).into_iter().filter(|event| event["event"] == "article");
        articles.map(|event| event["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&["--drafts"]), ["An idea"]);
    assert_eq!(titles(&["--scheduled"]), ["Later", "Embargo"]);
    assert_eq!(titles(&["--expired", "--drafts"]), ["An idea", "Offer"]);
    assert_eq!(titles(&["--scheduled", "--now", "2026-11-23T13:15:00Z"]), ["Later"], "due means published");
    assert_eq!(titles(&["--expired", "--now", "2026-11-01T00:00:00Z"]), [""; 0]);
}

#[test]
fn programs_get_one_object_a_line() {
    let site = site();
    let (out, err) = run(site.root(), &["list", "--all", "--json"], 0);
    assert_eq!(err, "");
    let events = json_lines(&out);
    assert_eq!(events.len(), 7);
    let embargo = events.iter().find(|event| event["title"] == "Embargo").unwrap();
    let expected = serde_json::json!({
        "event": "article",
        "file": "content/articles/embargo.md",
        "url": "/2026/11/embargo/",
        "title": "Embargo",
        "id": null,
        "date": "2026-11-19T23:00:00Z",
        "state": "scheduled",
        "due": "2026-11-23T13:15:00Z",
        "sources": 2,
    });
    assert_eq!(*embargo, expected);
    assert_eq!(events[6], serde_json::json!({"event": "listed", "articles": 6, "errors": 0}));
}

#[test]
fn an_article_that_cannot_be_read_is_named_and_the_others_are_listed() {
    let site = site();
    site.write("content/articles/broken.md", "---\ntitle: No date\nkind: opinion\n---\n");
    let (out, err) = run(site.root(), &["list"], 1);
    assert_eq!(out.lines().count(), 3, "{out}");
    assert!(err.contains("`date` is missing") && err.contains("content/articles/broken.md:"), "{err}");
    assert!(err.ends_with("the list is not complete: 1 error\n"), "{err}");
    let (out, _) = run(site.root(), &["list", "--json"], 1);
    let events = json_lines(&out);
    assert_eq!((&events[0]["event"], &events[0]["code"]), (&"diagnostic".into(), &"missing-key".into()));
    assert_eq!(events.last().unwrap()["errors"], 1);
}

#[test]
fn a_mistake_that_hides_nothing_is_left_to_build() {
    let site = site();
    site.replace("content/articles/first.md", "Text.", "Text [@nobody].");
    run(site.root(), &["build"], 1);
    assert_eq!(run(site.root(), &["list"], 0).0.lines().count(), 3);
}

#[test]
fn a_title_cannot_steer_the_terminal() {
    let site = Site::new("");
    site.article("evil", "", "Text [@paper].");
    site.replace("content/articles/evil.md", "title: evil", "title: \"a\u{202e}b\"");
    let (out, _) = run(site.root(), &["list", "--now", "2026-11-23T12:00:00Z"], 0);
    assert!(!out.contains('\u{202e}') && out.contains("a\u{FFFD}b"), "{out:?}");
}

#[test]
fn a_site_without_articles_says_so() {
    let site = Site::new("");
    assert_eq!(run(site.root(), &["list"], 0), (String::new(), "no such article\n".to_owned()));
}

#[test]
fn it_can_be_run_from_any_folder_of_the_site() {
    let site = site();
    assert_eq!(run(&site.path("content/articles"), &["list"], 0), run(site.root(), &["list"], 0));
    let here = site.root().to_string_lossy().into_owned();
    assert_eq!(run(std::path::Path::new("/"), &["list", &here], 0), run(site.root(), &["list"], 0));
}

#[test]
fn a_build_is_due_when_a_published_article_expires_and_never_before_the_second_of_it() {
    let site = Site::new("timezone: Europe/Berlin\n");
    site.article("offer", "expires: 2026-11-23 20:00:01\n", "A [@paper].").article("kept", "", "B [@paper].");
    let (out, err) = run(site.root(), &["list"], 0);
    insta::assert_snapshot!(out, @r"
    DATE        STATE                     SOURCES  FILE                       TITLE
    2026-11-20  published                       1  content/articles/kept.md   kept
    2026-11-20  expires 2026-11-23 20:01        1  content/articles/offer.md  offer
    ");
    insta::assert_snapshot!(err, @"next build due 2026-11-23 20:01 Europe/Berlin");
    assert!(site.built().contains("next build due 2026-11-23 20:01 Europe/Berlin\n"));
    let (out, _) = run(site.root(), &["list", "--json"], 0);
    let events = json_lines(&out);
    let offer = events.iter().find(|event| event["title"] == "offer").unwrap();
    assert_eq!((&offer["state"], &offer["due"]), (&"published".into(), &"2026-11-23T19:00:01Z".into()));
}
