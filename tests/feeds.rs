//! Feeds, read by another project's parser.

mod support;

use feed_rs::model::{Feed, FeedType};
use feed_rs::parser;
use support::Site;

/// A feed of the published site in each of its formats.
fn feeds(site: &Site, folder: &str) -> Vec<Feed> {
    let read = |file: &str| {
        let text = site.page(&format!("{folder}{file}"));
        parser::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{folder}{file}: {error}\n{text}"))
    };
    ["feed.xml", "rss.xml", "feed.json"].map(read).into()
}

fn content(feed: &Feed, entry: usize) -> String {
    let content = feed.entries[entry].content.as_ref();
    content.and_then(|content| content.body.clone()).unwrap_or_else(|| panic!("no content: {feed:?}"))
}

#[test]
fn a_feed_says_the_same_in_every_format() {
    let site = Site::new("description: All the <news> & more.\n");
    site.replace("citewire.yaml", "https://test.example", "https://user.github.io/news");
    let front = "id: 0190a5b0-0000-7000-8000-000000000001\nsummary: In *short*.\ntags: [One & two]\nauthors: [Ada]\n\
                 ai: {use: assisted, tools: [A model]}\n";
    site.article("one", front, "Text[@paper] and [a page](../pages/about.md).");
    site.article("two", "updates: [{date: 2026-11-22, kind: correction, text: Not so.}]\n", "Other[@paper].");
    site.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n");
    site.built();
    let feeds = feeds(&site, "");
    assert_eq!(
        feeds.iter().map(|feed| feed.feed_type.clone()).collect::<Vec<_>>(),
        [FeedType::Atom, FeedType::RSS2, FeedType::JSON]
    );
    for feed in &feeds {
        assert_eq!(feed.entries.len(), 2, "{feed:?}");
        let one = feed.entries.iter().position(|entry| entry.id.ends_with("000000000001")).expect("its id is kept");
        let entry = &feed.entries[one];
        assert_eq!(entry.title.as_ref().unwrap().content, "one");
        assert_eq!(entry.links[0].href, "https://user.github.io/news/2026/11/one/");
        assert_eq!(entry.published.unwrap().to_rfc3339(), "2026-11-20T00:00:00+00:00");
        assert_eq!(entry.authors.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Ada"]);
        assert_eq!(entry.categories.iter().map(|term| term.term.as_str()).collect::<Vec<_>>(), ["One & two"]);
        let content = content(feed, one);
        for part in [
            "https://user.github.io/news/about/",
            "Written with the help of AI (A model).",
            "https://arxiv.org/abs/1706.03762",
        ] {
            assert!(content.contains(part), "{part} is not in {content}");
        }
        assert!(!content.contains("href=\"/") && !content.contains("href=\"#cite"), "{content}");
    }
    let json: serde_json::Value = serde_json::from_str(&site.page("feed.json")).unwrap();
    assert_eq!(json["items"][0]["_citewire"]["sources"][0]["url"], "https://arxiv.org/abs/1706.03762");
}

#[test]
fn descriptions_of_rss_are_markup_and_summaries_of_other_formats_are_text() {
    let site = Site::new("description: All the <news> & more.\n");
    site.article("one", "summary: \"`a<b>` & so on\"\n", "Text[@paper].");
    site.built();
    let rss = site.page("rss.xml");
    assert!(rss.contains("<description>All the &amp;lt;news&amp;gt; &amp;amp; more.</description>"), "{rss}");
    assert!(rss.contains("<description>a&amp;lt;b&amp;gt; &amp;amp; so on</description>"), "{rss}");
    assert!(site.page("feed.xml").contains("<summary>a&lt;b&gt; &amp; so on</summary>"));
    let json: serde_json::Value = serde_json::from_str(&site.page("feed.json")).unwrap();
    assert_eq!(json["items"][0]["summary"], "a<b> & so on");
}

#[test]
fn terms_digests_and_corrections_have_feeds_that_their_pages_announce() {
    let site = Site::new("");
    site.article(
        "one",
        "tags: [policy]\nupdates: [{date: 2026-11-22, kind: correction, text: \"It is 2[@paper].\"}]\n",
        "T[@paper].",
    );
    site.write("content/digests/2026-11-20.md", "---\ntitle: A day\nintro: In *short*.\n---\nMore.\n");
    site.built();
    for (folder, title) in
        [("tags/policy/", "one"), ("digest/", "A day, Friday, 20 November 2026"), ("corrections/", "Correction: one")]
    {
        for feed in feeds(&site, folder) {
            assert_eq!(feed.entries.len(), 1);
            assert_eq!(feed.entries[0].title.as_ref().unwrap().content, title);
        }
        let page = site.page(&format!("{folder}index.html"));
        for (file, mime) in [("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json")] {
            let url = format!("href=\"https://test.example/{folder}{file}\"");
            assert!(page.lines().any(|line| line.contains(&url) && line.contains(mime)), "{page}");
        }
    }
    let digest = content(&feeds(&site, "digest/")[0], 0);
    assert!(
        digest.contains("In <em>short</em>.")
            && digest.contains("<a href=\"https://test.example/2026/11/one/\">one</a>")
    );
    assert!(content(&feeds(&site, "corrections/")[2], 0).contains("https://arxiv.org/abs/1706.03762"));
}

#[test]
fn the_id_of_a_correction_stays_whatever_other_changes_are_added() {
    let site = Site::new("");
    let change = |date: &str, kind: &str, text: &str| format!("  - {{date: {date}, kind: {kind}, text: {text}.}}\n");
    let first = change("2026-11-22", "correction", "One") + &change("2026-11-22", "correction", "Two");
    let ids = |updates: &str| {
        site.article("one", &format!("updates:\n{updates}"), "T[@paper].");
        site.built();
        let feed = feeds(&site, "corrections/").remove(0);
        let texts = (0..feed.entries.len()).map(|entry| content(&feed, entry));
        feed.entries.iter().map(|entry| entry.id.clone()).zip(texts).collect::<Vec<_>>()
    };
    let url = |id: &str| format!("https://test.example/2026/11/one/#{id}");
    let old = ids(&first);
    let expected = [("correction-2026-11-22-2", "<p>Two.</p>"), ("correction-2026-11-22", "<p>One.</p>")];
    assert_eq!(old, expected.map(|(id, text)| (url(id), text.to_owned())));
    let earlier = change("2026-11-21", "correction", "Zero") + &change("2026-11-22", "update", "Other");
    let new = ids(&(earlier + &first + &change("2026-11-22T10:00:00Z", "correction", "Three")));
    assert_eq!(new[0].0, url("correction-2026-11-22T10:00:00Z"));
    assert_eq!((&new[1..3], &new[3].0), (&old[..], &url("correction-2026-11-21")));
    let page = site.page("2026/11/one/index.html");
    let (_, page) = page.split_once("<body").unwrap();
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not in {page}"));
    assert!(at("Three.") < at("Two.") && at("Two.") < at("One.") && at("One.") < at("Zero."), "newest first: {page}");
}

#[test]
fn a_long_text_is_whole_in_the_feed_of_the_site_and_cut_in_those_of_its_terms() {
    let site = Site::new("");
    site.article(
        "long",
        "tags: [policy]\nsummary: In short.\n",
        &format!("{}\n\nThe end[@paper].", "Many words. ".repeat(2_000)),
    );
    site.built();
    for feed in feeds(&site, "") {
        assert!(content(&feed, 0).contains("The end"));
    }
    for feed in feeds(&site, "tags/policy/") {
        let content = content(&feed, 0);
        assert!(content.contains("In short.") && content.contains("Read the rest") && !content.contains("The end"));
    }
}
