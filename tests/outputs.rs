//! What a site can do without: switched off, it is not written, and nothing leads to it.

mod support;

use std::collections::BTreeMap;

use citewire::config::Switch;
use citewire::load::{Overrides, load};
use citewire::outputs::Rendered;
use citewire::pipeline::{Kept, Parsed, prepare};
use citewire::site::Clock;
use support::{Site, dead_links};

/// A file that is written for each switch, and for nothing else.
const FILES: [(&str, &str); 12] = [
    ("archive", "archive/2026/index.html"),
    ("bibliographies", "2026/11/one/sources.bib"),
    ("corrections", "corrections/index.html"),
    ("digests", "digest/2026-11-20/index.html"),
    ("json_feed", "feed.json"),
    ("llms", "llms.txt"),
    ("news_sitemap", "sitemap-news.xml"),
    ("publishers", "publishers/index.html"),
    ("rss", "rss.xml"),
    ("storylines", "storylines/saga/index.html"),
    ("term_feeds", "tags/news/feed.xml"),
    ("twins", "2026/11/one/index.md"),
];

fn site() -> Site {
    let site = Site::new("");
    let correction = "updates:\n  - {date: 2026-11-20, kind: correction, text: A number was wrong.}\n";
    site.article("one", &format!("tags: [news]\nstoryline: saga\n{correction}"), "Text[@paper].");
    site.article("two", "tags: [news]\nstoryline: saga\n", "Text[@paper].");
    site
}

/// What a build a day after the articles publishes.
fn published_in_time_for_news(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let output = site.command(&["build", "--now", "2026-11-21T00:00:00Z"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    site.published()
}

#[test]
fn each_switch_takes_its_files_away_and_every_link_to_them() {
    let all = published_in_time_for_news(&site());
    assert_eq!(dead_links(&all), Vec::<String>::new());
    for (switch, _) in Switch::ALL {
        let site = site();
        site.write("citewire.yaml", &format!("{}outputs: {{{switch}: false}}\n", site.read("citewire.yaml")));
        let published = published_in_time_for_news(&site);
        for (other, file) in FILES {
            assert!(all.contains_key(file), "{file}");
            assert_eq!(published.contains_key(file), other != switch, "{file} without {switch}");
        }
        assert_eq!(dead_links(&published), Vec::<String>::new(), "without {switch}");
    }
}

#[test]
fn without_json_ld_articles_have_none() {
    let site = site();
    site.built();
    assert!(site.page("2026/11/one/index.html").contains("application/ld+json"));
    site.write("citewire.yaml", &format!("{}outputs: {{json_ld: false}}\n", site.read("citewire.yaml")));
    site.built();
    assert!(!site.page("2026/11/one/index.html").contains("ld+json"));
}

#[test]
fn a_sitemap_of_more_than_50000_addresses_has_parts_and_loses_none() {
    let site = Site::new("outputs: {term_feeds: false, publishers: false}\n");
    for article in 0..51 {
        let tags: Vec<String> = (0..1_000).map(|tag| format!("t{article}-{tag}")).collect();
        site.article(&format!("a{article}"), &format!("tags: [{}]\n", tags.join(", ")), "Text[@paper].");
    }
    let inputs = load(site.root(), &Overrides::default()).unwrap();
    let mut parsed = Parsed::default();
    parsed.update(&inputs);
    let clock = Clock { now: "2026-12-01T00:00:00Z".parse().unwrap(), drafts: false, future: false };
    let prepared = prepare(&inputs, &parsed, clock, &mut Kept::default()).unwrap();
    let mut files = BTreeMap::new();
    for page in prepared.pages.iter().filter(|page| page.output.name == "sitemap") {
        let Rendered::Bytes(bytes) = prepared.renderer.render(page).unwrap() else { panic!("a sitemap is made") };
        files.insert(page.url.as_str().to_owned(), String::from_utf8(bytes).unwrap());
    }
    assert_eq!(
        files.keys().map(String::as_str).collect::<Vec<_>>(),
        ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap.xml"]
    );
    let index = &files["/sitemap.xml"];
    assert!(
        index.contains("<sitemapindex") && index.contains("<loc>https://test.example/sitemap-2.xml</loc>"),
        "{index}"
    );
    let count = |file: &str| files[file].matches("<loc>").count();
    assert_eq!(count("/sitemap-1.xml"), 50_000);
    for tag in ["/tags/t0-0/", "/tags/t50-999/"] {
        let loc = format!("<loc>https://test.example{tag}</loc>");
        assert_eq!(files.values().filter(|file| file.contains(&loc)).count(), 1, "{tag}");
    }
    let terms = files.values().map(|file| file.matches("/tags/t").count()).sum::<usize>();
    assert_eq!(terms, 51_000);
}
