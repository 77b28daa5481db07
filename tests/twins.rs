//! Twins for machines and `llms.txt`, read with a Markdown parser.

mod support;

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use support::Site;

const ARTICLE: &str = r#"---
title: "Models *really* cost [less]"
date: 2026-11-20 09:30
summary: One _paragraph_ [@b].
authors: [Jane Doe, Wei Li]
ai: {use: assisted, tools: ["A_model*"], reviewed_by: Wei Li}
takeaways: [Cheap]
kind: analysis
updates:
  - date: 2026-11-21
    kind: correction
    text: The price was wrong [@c].
sources:
  - id: a
    title: Why? Because!
    url: https://a.example/x_y?q=1&r=2
    publisher: A*Corp
    published: 2026-11-19
  - id: b
    url: https://b.example/post
  - id: c
    title: Gone
    publisher: C
    url: https://c.example/gone
    status: dead
    archive_url: https://web.archive.org/web/20251119000000/https://c.example/gone
  - id: d
    title: Never cited
    publisher: D
    url: https://d.example/
    published: 2026
---
<!-- more: ask Kim -->
The price fell [@a, p. 3; @b]: see [the other](other.md#cost) and[^1] that[@c]!

![A chart](<my chart.png> "Costs")

Write `[@a]` or \[@a] to [cite](/about/?x=1#y), [here][r], <a href="/about/" onclick="k()">raw</a>.

## Cost

[^1]: A note [@a].

[r]: other.md 'Other'
"#;

fn site() -> Site {
    let site = Site::new("");
    site.replace("citewire.yaml", "https://test.example", "https://test.example/base");
    site.write("content/articles/main/index.md", ARTICLE).write("content/articles/main/my chart.png", "x");
    let other = "---\ntitle: Other\ndate: 2026-11-01\nkind: opinion\n---\n## Cost\n\nText.\n";
    site.write("content/articles/main/other.md", other);
    site.write("content/pages/about.md", "---\ntitle: About\n---\nWe [sell](#us) news.\n\n## Us\n");
    site
}

/// A Markdown text as other readers read it.
#[derive(Default)]
struct Read {
    links: Vec<String>,
    references: BTreeSet<String>,
    definitions: BTreeSet<String>,
    headings: Vec<String>,
}

fn read(markdown: &str) -> Read {
    let mut read = Read::default();
    let mut in_heading = false;
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                read.links.push(dest_url.to_string());
            }
            Event::FootnoteReference(label) => _ = read.references.insert(label.to_string()),
            Event::Start(Tag::FootnoteDefinition(label)) => _ = read.definitions.insert(label.to_string()),
            Event::Start(Tag::Heading { .. }) => {
                in_heading = true;
                read.headings.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Text(text) if in_heading => read.headings.last_mut().unwrap().push_str(&text),
            _ => {}
        }
    }
    read
}

#[test]
fn a_twin_is_the_author_s_text_with_plain_footnotes_and_full_addresses() {
    let site = site();
    site.built();
    let expected = r#"# Models \*really\* cost \[less\]

- Published: 2026-11-20T09:30:00Z
- Updated: 2026-11-21
- By: Jane Doe, Wei Li
- Kind: analysis
- Use of AI: Written with the help of AI (A_model\*) and reviewed by Wei Li.
- URL: <https://test.example/base/2026/11/main/>

> One paragraph. [^1]

**Correction (2026-11-21):** The price was wrong. [^2]

## Key points

- Cheap

The price fell [^3] (p. 3)[^1]\: see [the other](https://test.example/base/2026/11/other/#cost) and[^a] that[^2]!

![A chart](https://test.example/base/2026/11/main/my%20chart.png "Costs")

Write `[@a]` or \[@a] to [cite](https://test.example/base/about/?x=1#y), [here][r], <a href="https://test.example/base/about/" data-removed="k()">raw</a>.

## Cost

[^a]: A note [^3].

[r]: https://test.example/base/2026/11/other/ 'Other'

## Sources

[^1]: b.example: b.example/post. <https://b.example/post>
[^2]: C: Gone. <https://web.archive.org/web/20251119000000/https://c.example/gone>. Archived copy; the original was at <https://c.example/gone>
[^3]: A\*Corp: Why? Because! <https://a.example/x_y?q=1&r=2> (2026-11-19)

- D: Never cited. <https://d.example/> (2026)
"#;
    let twin = site.page("2026/11/main/index.md");
    assert_eq!(twin, expected);
    let read = read(&twin);
    assert_eq!(read.references, read.definitions);
    assert_eq!(read.headings, ["Models *really* cost [less]", "Key points", "Cost", "Sources"]);
    assert!(read.links.iter().all(|link| link.starts_with("https://")), "{:?}", read.links);
}

#[test]
fn pages_have_twins_and_lead_to_them() {
    let site = site();
    site.built();
    let url = "https://test.example/base/about/";
    let expected = format!("# About\n\n- URL: <{url}>\n\nWe [sell]({url}#us) news.\n\n## Us\n");
    assert_eq!(site.page("about/index.md"), expected);
    let link = |path: &str| format!("<link rel=\"alternate\" type=\"text/markdown\" href=\"{path}\">");
    assert!(site.page("about/index.html").contains(&link("https://test.example/base/about/index.md")));
    let article = site.page("2026/11/main/index.html");
    assert!(article.contains(&link("https://test.example/base/2026/11/main/index.md")));
    assert!(!site.page("index.html").contains("text/markdown"));
}

#[test]
fn nothing_in_a_text_swallows_the_sources() {
    for end in ["```\ncode", "> ~~~\n> code", "- item\n\n      code", "<!-- open", "<script>", "text\n---"] {
        let site = Site::new("");
        site.article("a", "", &format!("Text [@paper][^n].\n\n[^n]: x\n\n{}", end));
        site.built();
        let twin = read(&site.page("2026/11/a/index.md"));
        assert_eq!(twin.headings.last().map(String::as_str), Some("Sources"), "{end}");
        assert!(twin.definitions.contains("1") && twin.references.contains("1"), "{end}");
    }
}

#[test]
fn comments_and_scripts_do_not_reach_a_twin() {
    let site = Site::new("");
    let body = "A <!-- secret --> [@paper]!\n\n<div><!-- secret\nsecret --></div>\n\n<p onclick=\"go()\">x</p>\n\n<script>go()</script>";
    site.article("a", "", body);
    site.built();
    let twin = site.page("2026/11/a/index.md");
    let twin = twin.to_lowercase();
    assert!(!twin.contains("secret") && !twin.contains("<script") && !twin.contains("onclick"), "{twin}");
}

#[test]
fn line_ends_of_windows_become_plain_ones() {
    let site = Site::new("");
    let text = "---\r\ntitle: A\r\ndate: 2026-11-20\r\nkind: opinion\r\n---\r\n    code\r\n\r\nText.\r\n";
    site.write("content/articles/a.md", text);
    site.built();
    let twin = site.page("2026/11/a/index.md");
    assert!(twin.ends_with("/>\n\n    code\n\nText.\n"), "{twin:?}");
}

/// Every address of the site in a text must be one of its files.
fn dead_links(site: &Site, markdown: &str, base: &str) -> Vec<String> {
    let files = site.published();
    let path = |link: &str| link.strip_prefix(base).map(|path| path.split(['#', '?']).next().unwrap().to_owned());
    let is_dead = |path: &String| {
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
        !files.contains_key(&file)
    };
    read(markdown).links.iter().filter_map(|link| path(link)).filter(is_dead).collect()
}

#[test]
fn the_twins_of_the_example_site_and_the_guide_can_be_read() {
    for (folder, base) in [("example-site", None), (".", Some("https://guide.example"))] {
        let site = if folder == "." { guide() } else { Site::copy_of(folder) };
        site.built();
        let config = site.read("citewire.yaml");
        let configured = config.lines().find_map(|line| line.strip_prefix("base_url: ")).unwrap().trim();
        let base = format!("{}/", base.unwrap_or(configured).trim_end_matches('/'));
        let mut twins = 0;
        for (name, bytes) in site.published().iter().filter(|(name, _)| name.ends_with("/index.md")) {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let twin = read(&text);
            assert!(twin.references.iter().all(|label| twin.definitions.contains(label)), "{name}");
            let full = |link: &String| ["https://", "http://", "mailto:"].iter().any(|scheme| link.starts_with(scheme));
            assert!(twin.links.iter().all(full), "{name}: {:?}", twin.links);
            assert_eq!(dead_links(&site, &text, &base), Vec::<String>::new(), "{name}");
            twins += 1;
        }
        assert!(twins > 5);
        assert_eq!(dead_links(&site, &site.page("llms.txt"), &base), Vec::<String>::new());
    }
}

/// The repository's own site: the guide.
fn guide() -> Site {
    let site = Site::new("");
    for folder in ["content", "data", "static"] {
        let from = Site::copy_of(folder);
        for (name, bytes) in support::tree(from.root()) {
            let path = site.path(&format!("{folder}/{name}"));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
    let config = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/citewire.yaml")).unwrap();
    let lines =
        config.lines().map(|line| if line.starts_with("base_url:") { "base_url: https://guide.example" } else { line });
    site.write("citewire.yaml", &lines.collect::<Vec<_>>().join("\n"));
    site
}

#[test]
fn llms_txt_lists_pages_the_newest_articles_and_what_is_optional() {
    let site = Site::new("description: News *with* sources.\n");
    site.write("content/pages/guide/index.md", "---\ntitle: The guide\norder: 0\n---\nStart.\n");
    site.write("content/pages/guide/b.md", "---\ntitle: B [two]\nsummary: All of B.\norder: 1\n---\nText.\n");
    site.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n");
    site.write("content/pages/draft.md", "---\ntitle: Draft\ndraft: true\n---\nUs.\n");
    site.article("first", "tags: [x]\n", "A text [@paper].");
    site.built();
    let expected = r#"# Test

> News \*with\* sources.

## The guide

- [The guide](https://test.example/guide/index.md): Start.
- [B \[two\]](https://test.example/guide/b/index.md): All of B.

## Pages

- [About](https://test.example/about/index.md): Us.

## Latest articles

- [first](https://test.example/2026/11/first/index.md): A text.

## Optional

- [Tags](https://test.example/tags/): articles by term, with a feed each
- [Atom feed](https://test.example/feed.xml): the newest articles in full, with their sources
- [Sitemap](https://test.example/sitemap.xml): every page
- [Publishers](https://test.example/publishers/): who is cited, and how often
- [Sources as CSL-JSON](https://test.example/sources.json): everything that articles cite
- [Sources as BibTeX](https://test.example/sources.bib): the same for LaTeX
"#;
    assert_eq!(site.page("llms.txt"), expected);
}

#[test]
fn llms_txt_holds_the_newest_fifty_articles() {
    let site = Site::new("");
    for n in 10..70 {
        let minute = n - 10;
        let text = format!("---\ntitle: A{n}\ndate: 2026-11-20 08:{minute:02}\nkind: opinion\n---\nText.\n");
        site.write(&format!("content/articles/a{n}.md"), &text);
    }
    site.built();
    let listed = read(&site.page("llms.txt")).links.into_iter().filter(|link| link.contains("/2026/11/a"));
    let expected: Vec<String> = (20..70).rev().map(|n| format!("https://test.example/2026/11/a{n}/index.md")).collect();
    assert_eq!(listed.collect::<Vec<_>>(), expected);
}
