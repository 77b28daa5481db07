//! Articles that are files by themselves: `permalink: /…/:slug.html`.

mod support;

use std::collections::BTreeSet;

use support::{Site, dead_links};

const PATTERN: &str = "permalink: /:year/:month/:slug.html\n";

#[test]
fn an_article_is_one_file_and_what_belongs_to_it_lies_in_a_folder_of_its_name() {
    let site = Site::new(PATTERN);
    site.write("content/articles/main/a chart.png", "no picture");
    let text = "---\ntitle: Main\ndate: 2026-11-20\nsources:\n  - {id: paper, title: P, url: 'https://a.example/p'}\n---\n\
                Text[@paper], [two](../two.md#more), ![A chart](<a chart.png>), [the chart](<a chart.png>).\n";
    site.write("content/articles/main/index.md", text);
    site.article("two", "", "[Here](#more), [there](main/index.md).\n\n## More").built();
    let published = site.published();
    for file in ["main.html", "two.html", "main/a chart.png", "main/index.md", "main/sources.bib", "main/sources.json"]
    {
        assert!(published.contains_key(&format!("2026/11/{file}")), "{file}: {:?}", published.keys());
    }
    assert_eq!(dead_links(&published), Vec::<String>::new());
    let page = site.page("2026/11/main.html");
    for part in [
        "<link rel=\"canonical\" href=\"https://test.example/2026/11/main.html\">",
        "href=\"/2026/11/two.html#more\"",
        "src=\"/2026/11/main/a%20chart.png\"",
        "href=\"/2026/11/main/a%20chart.png\"",
        "href=\"https://test.example/2026/11/main/index.md\"",
        "href=\"/2026/11/main/sources.bib\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let feed = site.page("feed.xml");
    assert!(feed.contains("https://test.example/2026/11/main/a%20chart.png"));
    assert!(feed.contains("two-more") && !feed.contains("two.html-"), "ids of a feed do not hold the ending: {feed}");
}

#[test]
fn the_example_site_has_the_same_files_with_either_pattern() {
    let (folders, files) = (Site::copy_of("example-site"), Site::copy_of("example-site"));
    files.write("citewire.yaml", &format!("{PATTERN}{}", files.read("citewire.yaml")));
    folders.built();
    files.built();
    assert_eq!(dead_links(&files.published()), Vec::<String>::new());
    let (before, after) = (folders.published(), files.published());
    let is_alias = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("http-equiv=\"refresh\"");
    let is_article = |path: &str| path.starts_with("20") && !is_alias(&before[path]);
    let moved = |path: &String| match path.strip_suffix("/index.html").filter(|_| is_article(path)) {
        Some(article) => format!("{article}.html"),
        None => path.clone(),
    };
    let wanted: BTreeSet<String> = before.keys().map(moved).collect();
    assert!(wanted.iter().filter(|path| path.starts_with("20") && path.ends_with(".html")).count() > 50);
    let found: BTreeSet<String> = after.into_keys().collect();
    assert_eq!(found.symmetric_difference(&wanted).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_page_whose_folder_an_article_has_is_refused_only_if_both_keep_files_there() {
    let site = Site::new("permalink: /:slug.html\n");
    site.article("about", "", "Text[@paper].").write("content/pages/about.md", "---\ntitle: About\n---\nText.\n");
    let (code, message) = site.fails();
    insta::assert_snapshot!(format!("{code}\n{message}"));
    site.write("citewire.yaml", &format!("{}outputs: {{twins: false}}\n", site.read("citewire.yaml"))).built();
    assert!(site.published().contains_key("about.html") && site.published().contains_key("about/index.html"));
}

#[test]
fn an_older_address_with_the_ending_may_lead_to_a_folder() {
    let site = Site::new("");
    site.article("one", "aliases: [/2026/11/one.html]\n", "Text[@paper].").built();
    assert!(site.page("2026/11/one.html").contains("/2026/11/one/"));
    let site = Site::new(PATTERN);
    site.article("one", "aliases: [/2026/11/one/]\n", "Text[@paper].").built();
    assert!(site.page("2026/11/one/index.html").contains("/2026/11/one.html"));
}

#[test]
fn what_stands_in_the_place_of_an_article_s_folder_is_refused() {
    let front = |slug: &str| format!("slug: {slug}\n");
    let refused = |prepare: &dyn Fn(&Site)| {
        let site = Site::new(PATTERN);
        prepare(&site);
        let (code, message) = site.fails();
        assert!(code == 1 && message.contains("error[url-clash]"), "{code} {message}");
    };
    for file in ["2026/11/x", "2026/11/X"] {
        refused(&|site| _ = site.article("x", "", "Text[@paper].").write(&format!("static/{file}"), "text"));
    }
    for other in ["x.html", "X.HTML"] {
        refused(&|site| _ = site.article("x", "", "Text[@paper].").article("y", &front(other), "Text[@paper]."));
    }
    refused(&|site| {
        _ = site.article("a", &front("index"), "Text[@paper].").article("b", &front("index.html"), "Text[@paper].")
    });
    refused(&|site| _ = site.article("a", "slug: node.js\naliases: [/2026/11/node.js]\n", "Text[@paper]."));
    for slug in ["index", "Index"] {
        let page = format!("---\ntitle: Page\nslug: {slug}\n---\nText.\n");
        refused(&|site| {
            _ = site.article("a", &front("index"), "Text[@paper].").write("content/pages/2026/11/foo.md", &page)
        });
    }
}

#[test]
fn what_lies_below_the_file_of_a_page_is_named() {
    let site = Site::new("");
    site.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
        .write("static/about/index.html/x.txt", "text");
    let (code, message) = site.fails();
    assert_eq!(code, 1);
    insta::assert_snapshot!(message);
    let site = Site::new("");
    site.write("static/index.html/x.txt", "text");
    insta::assert_snapshot!(site.fails().1);
}
