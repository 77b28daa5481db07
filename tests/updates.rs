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
fn an_update_is_held_back_until_its_date() {
    let site = Site::new("");
    let (now, later) =
        ("{date: 2026-11-23, text: Now.}", "{date: 2026-11-25, kind: correction, text: 'Later [@paper].'}");
    site.article("a", &format!("updates:\n  - {later}\n  - {now}\n"), "Text [@paper].");
    let said = site.built();
    assert!(said.contains("held back: 1 update; next build due 2026-11-25 00:00 UTC\n"), "{said}");
    assert!(!said.contains("warning"), "{said}");
    let page = site.page("2026/11/a/index.html");
    assert!(page.contains("Now.") && !page.contains("Later") && !page.contains("2026-11-25"), "{page}");
    assert!(page.contains("id=\"cite-2\"") && !page.contains("#cite-1"), "{page}");
    assert!(!site.page("corrections/index.html").contains("Later"));
    let listed = site.command(&["list"]).output().unwrap();
    let listed = String::from_utf8(listed.stderr).unwrap();
    assert_eq!(listed, "held back: 1 update; next build due 2026-11-25 00:00 UTC\n");
    assert!(site.command(&["build", "--now", "2026-11-25T00:00:00Z"]).output().unwrap().status.success());
    let page = site.page("2026/11/a/index.html");
    assert!(page.contains("Later") && page.contains("id=\"cite-1\"") && page.contains("#cite-1"), "{page}");
}

#[test]
fn a_retraction_of_the_future_withdraws_nothing_yet() {
    let site = Site::new("");
    site.article("a", "updates: [{date: 2026-11-25, kind: retraction, text: Wrong.}]\n", "Text [@paper].");
    site.built();
    assert!(site.page("2026/11/a/index.html").contains("Text") && site.page("feed.xml").contains("/2026/11/a/"));
}

#[test]
fn a_draft_that_is_shown_has_no_updates_of_the_future() {
    let site = Site::new("");
    site.article("a", "draft: true\nupdates: [{date: 2026-11-25, kind: retraction, text: Wrong.}]\n", "Text [@paper].");
    for (flags, has_text) in [(&["build", "--drafts"][..], true), (&["build", "--drafts", "--future"], false)] {
        assert!(site.command(flags).output().unwrap().status.success());
        assert_eq!(site.page("2026/11/a/index.html").contains("Text"), has_text, "{flags:?}");
    }
}
