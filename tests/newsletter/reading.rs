//! What readers of all languages find in an e-mail, and where its links lead.

use super::{DAY, mail};
use crate::support::Site;

#[test]
fn texts_stand_at_the_side_where_their_language_begins() {
    let mail_of = |site_language: &str, story: &str| {
        let site = Site::new(&format!("language: {site_language}\n"));
        site.article("one", &format!("takeaways: [T]\n{story}"), "> Quoted\n\n| a |\n|---|\n| b |\n\nText[@paper].");
        site.built();
        mail(&site, "html")
    };
    for language in ["ar", "fa-IR", "he", "ur"] {
        let html = mail_of(language, "");
        assert!(!html.contains("align=\"left\"") && !html.contains("border-left:3px"), "{html}");
        assert_eq!((html.matches(" align=\"right\"").count(), html.matches(" dir=\"rtl\"").count()), (3, 2), "{html}");
        assert!(html.contains("<ul style=\"margin:0 0 12px;padding:0 24px 0 0\">"), "{html}");
    }
    let html = mail_of("en", "");
    assert!(!html.contains("\"right\"") && !html.contains("dir=") && html.contains("padding:0 0 0 24px"), "{html}");
    let html = mail_of("en", "lang: he\n");
    assert!(html.contains("<td class=\"story\" dir=\"rtl\" align=\"right\" lang=\"he\" style"), "{html}");
    assert!(html.contains("padding:0 24px 0 0") && html.matches("align=\"left\"").count() == 2, "{html}");
    let html = mail_of("he", "lang: en\n");
    assert!(html.contains("<td class=\"story\" dir=\"ltr\" align=\"left\" lang=\"en\" style"), "{html}");
    assert!(html.contains("padding:0 0 0 24px") && html.matches("align=\"right\"").count() == 2, "{html}");
}

#[test]
fn a_dead_source_says_so_in_mails_feeds_and_twins() {
    let site = Site::new("");
    let copy = "https://web.archive.org/web/20261119000000/https://gone.example/a";
    let text = format!(
        "---\ntitle: One\ndate: 2026-11-20\nsources:\n  - {{id: a, title: Live, publisher: L, url: https://live.example/}}\n  \
         - {{id: b, title: Gone, publisher: G, url: 'https://gone.example/a', status: dead, archive_url: '{copy}'}}\n  \
         - {{id: c, title: Lost, publisher: O, url: https://lost.example/, status: dead}}\n---\nText [@a; @b; @c].\n"
    );
    site.write("content/articles/one.md", &text);
    site.built();
    let txt = mail(&site, "txt");
    let expected = format!(
        "[1]  L: Live\n     https://live.example/\n[2]  G: Gone\n     {copy}\n     Archived copy; the original was at\n     \
         https://gone.example/a\n[3]  O: Lost\n     https://lost.example/\n     Dead link\n"
    );
    assert!(txt.contains(&expected), "{txt}");
    let html = mail(&site, "html");
    for part in ["[1] L</a>, ", "[2] G</a> (archived copy), ", "[3] O</a> (dead link)</p>"] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let twin = site.page("2026/11/one/index.md");
    assert!(
        twin.contains("the original was at <https://gone.example/a>")
            && twin.ends_with("<https://lost.example/>. Dead link\n")
    );
    let feed: serde_json::Value = serde_json::from_str(&site.page("feed.json")).unwrap();
    let content = feed["items"][0]["content_html"].as_str().unwrap();
    let original = "<a href=\"https://gone.example/a\">https://gone.example/a</a>";
    for part in [&format!("Gone</a>. Archived copy; the original was at {original}</li>"), "Lost</a>. Dead link</li>"] {
        assert!(content.contains(part), "{part}: {content}");
    }
    let sources = &feed["items"][0]["_citewire"]["sources"];
    assert_eq!(sources[1]["original_url"], "https://gone.example/a");
    assert_eq!((sources[0].get("dead"), sources[1]["dead"].as_bool()), (None, Some(true)));
    assert_eq!((sources[2].get("original_url"), sources[2]["dead"].as_bool()), (None, Some(true)));
}

#[test]
fn chinese_text_stands_in_lines_as_other_text_does() {
    use unicode_width::UnicodeWidthStr;
    let site = Site::new("language: zh\n");
    site.article(
        "one",
        "",
        &format!("{}[@paper]。\n\n> {}", "人工智能公司发布新模型，".repeat(30), "引用的话".repeat(50)),
    );
    site.built();
    let text = mail(&site, "txt");
    let longest = text.lines().map(UnicodeWidthStr::width).max();
    assert_eq!((longest, text.contains("[1]。")), (Some(72), true), "{DAY}: {text}");
}
