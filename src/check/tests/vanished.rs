//! Addresses that were published before.

use super::{Desk, FileText, sitemap};

fn against(urls: &[&str]) -> Vec<String> {
    let entries: String = urls.iter().map(|url| format!("  <url><loc>{url}</loc></url>\n")).collect();
    let text = format!(
        "<?xml version=\"1.0\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</urlset>\n"
    );
    let mut desk = Desk::new("").article("moved", "aliases: [/alias/, /größe/]\n", "Text [@a; @b].");
    desk.old = vec![sitemap::read(FileText { path: "old/sitemap.xml".into(), text: text.into() }).unwrap()];
    desk.said()
}

#[test]
fn every_address_that_is_gone_is_an_error_that_says_where_to_add_an_alias() {
    let expected = [
        "error address-vanishes@sitemap.xml:3:13+38 no page has the address `/2025/01/moved/` any more | \
         if content/articles/moved.md took its place, add there: aliases: [/2025/01/moved/]",
        "error address-vanishes@sitemap.xml:4:13+34 no page has the address `/ä b/` any more | \
         add to the article or page that took its place: aliases: [/ä b/]",
        "error address-vanishes@sitemap.xml:5:13+23 `https://t.example/other` does not lie below the site's `base_url` | \
         pages cannot be redirected from outside of the site",
    ];
    let urls =
        ["https://t.example/base/2025/01/moved/", "https://t.example/base/%C3%A4%20b/", "https://t.example/other"];
    let said = against(&urls);
    let without_length =
        |line: &str| line.split_once('+').map(|(at, rest)| (at.to_owned(), rest.split_once(' ').unwrap().1.to_owned()));
    assert_eq!(
        said.iter().map(|line| without_length(line)).collect::<Vec<_>>(),
        expected.iter().map(|line| without_length(line)).collect::<Vec<_>>()
    );
}

#[test]
fn an_article_that_was_a_file_before_is_known_by_its_slug() {
    let said = against(&["https://t.example/base/2026/11/moved.html"]);
    assert!(
        said[0].ends_with("if content/articles/moved.md took its place, add there: aliases: [/2026/11/moved.html]")
    );
}

#[test]
fn pages_and_aliases_have_not_vanished() {
    let urls = [
        "https://t.example/base/",
        "https://t.example/base/2026/11/moved/",
        "https://preview.example/base/alias",
        "https://t.example/base/gr%C3%B6%C3%9Fe/",
        "https://t.example/base/feed.xml",
    ];
    assert_eq!(against(&urls), [""; 0]);
}

#[test]
fn a_sitemap_is_read_whatever_its_prefix_and_pictures() {
    let text = "<s:urlset xmlns:s=\"x\" xmlns:image=\"y\"><s:url><s:loc>\n https://t.example/a <!-- x -->\n</s:loc><image:image>\
                <image:loc>https://t.example/p.png</image:loc></image:image></s:url><s:url><s:loc><![CDATA[https://t.example/b]]>\
                </s:loc></s:url></s:urlset>";
    let read = |text: &str| sitemap::read(FileText { path: "s".into(), text: text.into() });
    let values: Vec<_> =
        read(&text.replace("<!-- x -->", "")).unwrap().addresses.into_iter().map(|a| a.value).collect();
    assert_eq!(values, ["https://t.example/a", "https://t.example/b"]);
    assert!(
        read("<sitemapindex><sitemap><loc>https://t.example/1.xml</loc></sitemap></sitemapindex>").unwrap().is_index
    );
    assert_eq!(read("<urlset><url/></urlset>").unwrap().addresses.len(), 0);
    assert!(
        read("{}").is_err() && read("<a></b>").is_err() && read("<urlset><url><loc>&x;</loc></url></urlset>").is_err()
    );
}
