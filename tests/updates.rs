//! Updates: what the notices of retracted articles hold, what links to them do, and what is dated ahead.

mod support;

use support::Site;

/// A site with a retracted article whose notice cites, and an article that links into it.
fn site() -> Site {
    let site = Site::new("newsletter: {enabled: true}\n");
    let text = "It [rests](#source-paper) on a forgery [@paper], and [was wrong](#why) [@paper; @paper, p. 3].";
    let update = format!("updates:\n  - {{date: 2026-11-21, kind: retraction, text: \"{text}\"}}\n");
    site.article("gone", &update, "## Why\n\nFirst [@paper].");
    site.article("kept", "", "B [@paper], [as said](gone.md#why), [there](gone.md).");
    site
}

#[test]
fn a_retraction_s_notice_names_no_source_wherever_it_is_shown() {
    let site = site();
    site.built();
    let here = "<a href=\"/2026/11/gone/\">";
    let notice = format!("It {here}rests</a> on a forgery, and {here}was wrong</a>.");
    for page in ["2026/11/gone/index.html", "corrections/index.html"] {
        let html = site.page(page);
        assert!(html.contains(&notice), "{page}: {html}");
        assert!(!html.contains("#source-") && !html.contains("1706.03762"), "{page}: {html}");
    }
    let feed = site.page("corrections/feed.xml");
    assert!(feed.contains(" on a forgery, and ") && !feed.contains("1706.03762"), "{feed}");
}

#[test]
fn a_link_to_an_anchor_of_a_retracted_article_leads_to_its_notice_with_a_warning() {
    let site = site();
    let said = site.built();
    let html = site.page("2026/11/kept/index.html");
    assert_eq!(html.matches("href=\"/2026/11/gone/\"").count(), 2, "{html}");
    let (_, warning) = said.split_once("warning").unwrap();
    let (warning, _) = warning.split_once("\n\n").unwrap();
    insta::assert_snapshot!(warning, @r"
    [broken-link]: `content/articles/gone.md` is retracted: its page has no `#why` any more
     --> content/articles/kept.md:9:23
      |
    9 | B [@paper], [as said](gone.md#why), [there](gone.md).
      |                       ^^^^^^^^^^^
      |
      = help: the link leads to the notice of the retraction; take it out, or link to the article without an anchor
    ");
}

#[test]
fn an_update_of_the_future_is_published_with_a_warning() {
    let site = Site::new("");
    site.article("one", "updates: [{date: 2026-12-21, text: More.}]\n", "A [@paper].");
    site.article("today", "updates: [{date: 2026-11-23, text: More.}]\n", "B [@paper].");
    let said = site.built();
    let (warning, _) = said.split_once("\n\n").unwrap();
    insta::assert_snapshot!(warning, @r"
    warning[bad-date]: this update is dated after the moment of the build, and is published now all the same
     --> content/articles/one.md:4:18
      |
    4 | updates: [{date: 2026-12-21, text: More.}]
      |                  ^^^^^^^^^^
      |
      = help: correct the date
    ");
}
