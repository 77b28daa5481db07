//! Bibliographies, read by other readers: `boon` with the rules of CSL-JSON, and `biblatex` for BibTeX.

mod support;

use std::collections::BTreeMap;

use biblatex::{Bibliography, ChunksExt, DateValue, Entry, PermissiveType};
use serde_json::{Value, json};
use support::Site;

const NASTY: &str = r##"---
title: Nasty
date: 2026-11-20
sources:
  - title: '100% of $5 & #1: {a_b} ~ x^2 \cite{x} `q` -- "z" }'
    url: https://news.example/a_b?q=%7B1%7D&x=~y#part
    publisher: "Smith & Sons {Ltd} #1 --- 50%_off"
    authors: ["O'Neil, Jane {X}", 'Back\slash & Co', "Doe and Roe"]
    published: 2026-11-19
    accessed: 2026-11-20
    quote: 'He said: "50% of {everything} -- and more \ less"'
    via: 'A_B & C'
    kind: news
  - title: 人工智能的未来
    url: https://scmp.example/ai
    publisher: 南华早报
    authors: [李开复]
    published: 2026-10
    lang: zh
    kind: news
  - https://bare.example/some/page
  - title: Attention Is All You Need
    arxiv: "1706.03762"
    authors: [Ashish Vaswani, Aäron van den Oord, "King, Martin Luther", OpenAI]
    published: 2017
  - title: Highly accurate protein structure prediction
    doi: 10.1038/s41586-021-03819-2
    publisher: Nature
    kind: paper
    published: 2021-07-15
  - title: Gone
    url: https://gone.example/page
    status: dead
    archive_url: https://web.archive.org/web/20251119000000/https://gone.example/page?a=1&b=%7B2%7D
    kind: press-release
---
Text [@1] [@2] [@3] [@4] [@5] [@6].
"##;

/// What the schema of CSL-JSON 1.0.2 asks of an item, for the fields that may be written; no others may be.
fn csl_schema() -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    let date = json!({
        "type": "object",
        "properties": { "date-parts": {
            "type": "array", "minItems": 1, "maxItems": 1,
            "items": { "type": "array", "minItems": 1, "maxItems": 3, "items": { "type": "integer" } }
        } },
        "required": ["date-parts"], "additionalProperties": false
    });
    let name = json!({ "oneOf": [
        { "properties": { "literal": text }, "required": ["literal"], "additionalProperties": false },
        { "properties": { "family": text, "given": text, "suffix": text }, "required": ["family", "given"],
          "additionalProperties": false }
    ] });
    let types = [
        "article",
        "article-journal",
        "article-newspaper",
        "broadcast",
        "dataset",
        "motion_picture",
        "post",
        "post-weblog",
        "report",
        "software",
        "webpage",
    ];
    let mut properties = json!({
        "type": { "enum": types }, "author": { "type": "array", "minItems": 1, "items": name },
        "issued": date, "accessed": date
    });
    for field in [
        "id",
        "title",
        "container-title",
        "publisher",
        "number",
        "genre",
        "DOI",
        "URL",
        "language",
        "archive",
        "archive_location",
        "note",
    ] {
        properties[field] = text.clone();
    }
    let item = json!({
        "type": "object", "properties": properties, "required": ["type", "id"], "additionalProperties": false
    });
    json!({ "$schema": "http://json-schema.org/draft-07/schema#", "type": "array", "items": item })
}

/// The items of a file, checked.
fn csl(site: &Site, path: &str) -> Vec<Value> {
    let items: Value = serde_json::from_str(&site.page(path)).unwrap();
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("csl.json", csl_schema()).unwrap();
    let schema = compiler.compile("csl.json", &mut schemas).unwrap();
    schemas.validate(&items, schema).unwrap_or_else(|error| panic!("{path}: {error:#}"));
    items.as_array().unwrap().clone()
}

fn bib(site: &Site, path: &str) -> Bibliography {
    let text = site.page(path);
    // Classic BibTeX counts braces even behind a backslash.
    let mut depth = 0_i32;
    for c in text.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        assert!((0..=4).contains(&depth), "{text}");
    }
    assert_eq!(depth, 0, "{text}");
    Bibliography::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"))
}

fn read(entry: &Entry, field: &str) -> String {
    entry.get(field).map(|chunks| chunks.format_verbatim()).unwrap_or_default()
}

fn nasty() -> Site {
    let site = Site::new("");
    site.write("content/articles/nasty.md", NASTY);
    site.built();
    site
}

#[test]
fn nasty_titles_and_names_come_back_as_they_were_written_from_bibtex() {
    let site = nasty();
    let bib = bib(&site, "2026/11/nasty/sources.bib");
    let entries: Vec<&Entry> = bib.iter().collect();
    assert_eq!(entries.len(), 6);
    let first = entries[0];
    assert_eq!(read(first, "title"), r#"100% of $5 & #1: {a_b} ~ x^2 \cite{x} `q` -- "z" }"#);
    assert_eq!(read(first, "journal"), "Smith & Sons {Ltd} #1 --- 50%_off");
    assert_eq!(read(first, "url"), "https://news.example/a_b?q=%7B1%7D&x=~y#part");
    assert_eq!(read(first, "annote"), r#"“He said: "50% of {everything} -- and more \ less"”"#);
    assert_eq!(read(first, "note"), "Via: A_B & C");
    assert_eq!(read(first, "urldate"), "2026-11-20");
    let authors: Vec<String> = first.author().unwrap().iter().map(|person| person.name.clone()).collect();
    assert_eq!(authors, ["O'Neil, Jane {X}", r"Back\slash & Co", "Doe and Roe"]);
    assert_eq!(read(entries[1], "title"), "人工智能的未来");
    assert_eq!(read(entries[1], "journal"), "南华早报");
    assert_eq!(read(entries[2], "title"), "bare.example/some/page");
}

#[test]
fn people_papers_and_archived_copies_come_back_from_bibtex() {
    let site = nasty();
    let bib = bib(&site, "2026/11/nasty/sources.bib");
    let paper = bib.get("arxiv-org-2017-attention-is-all").unwrap();
    let authors = paper.author().unwrap();
    let parts: Vec<_> = authors.iter().map(|p| (p.given_name.as_str(), p.prefix.as_str(), p.name.as_str())).collect();
    let expected =
        [("Ashish", "", "Vaswani"), ("Aäron", "van den", "Oord"), ("Martin Luther", "", "King"), ("", "", "OpenAI")];
    assert_eq!(parts, expected);
    assert_eq!([read(paper, "eprint"), read(paper, "archiveprefix")], ["1706.03762", "arXiv"]);
    assert_eq!(paper.entry_type.to_string(), "misc");
    let nature = bib.get("nature-2021-highly-accurate-protein").unwrap();
    assert_eq!(nature.doi().unwrap(), "10.1038/s41586-021-03819-2");
    let PermissiveType::Typed(date) = nature.date().unwrap() else { panic!("the date cannot be read") };
    let DateValue::At(day) = date.value else { panic!("the date is a range") };
    assert_eq!((day.year, day.month, day.day), (2021, Some(6), Some(14)), "month and day count from 0");
    let gone = bib.get("gone-example-gone").unwrap();
    let archive = "https://web.archive.org/web/20251119000000/https://gone.example/page?a=1&b=%7B2%7D";
    assert_eq!(read(gone, "note"), format!("Original no longer available; Archived: {archive} (2025-11-19)"));
    assert_eq!(read(gone, "type"), "Press release");
}

#[test]
fn csl_json_holds_what_the_article_says_of_its_sources() {
    let site = nasty();
    let items = csl(&site, "2026/11/nasty/sources.json");
    let types: Vec<&str> = items.iter().map(|item| item["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["article-newspaper", "article-newspaper", "webpage", "article", "article-journal", "report"]);
    assert_eq!(items[0]["title"], r#"100% of $5 & #1: {a_b} ~ x^2 \cite{x} `q` -- "z" }"#);
    assert_eq!(items[0]["issued"], json!({ "date-parts": [[2026, 11, 19]] }));
    assert_eq!(items[0]["accessed"], json!({ "date-parts": [[2026, 11, 20]] }));
    assert_eq!(items[1]["issued"], json!({ "date-parts": [[2026, 10]] }));
    assert_eq!(items[1]["author"], json!([{ "literal": "李开复" }]));
    assert_eq!((&items[1]["language"], &items[1]["container-title"]), (&json!("zh"), &json!("南华早报")));
    assert_eq!(items[2]["URL"], "https://bare.example/some/page");
    let arxiv = &items[3];
    assert_eq!((&arxiv["number"], &arxiv["publisher"]), (&json!("arXiv:1706.03762"), &json!("arXiv")));
    assert_eq!(arxiv["author"][1], json!({ "family": "van den Oord", "given": "Aäron" }));
    assert_eq!(arxiv["author"][3], json!({ "literal": "OpenAI" }));
    assert_eq!(arxiv["issued"], json!({ "date-parts": [[2017]] }));
    assert_eq!(items[4]["DOI"], "10.1038/s41586-021-03819-2");
    assert_eq!(items[5]["archive"], "Internet Archive");
    assert_eq!(
        items[5]["archive_location"],
        "https://web.archive.org/web/20251119000000/https://gone.example/page?a=1&b=%7B2%7D"
    );
}

/// Three articles: two describe one paper, and three different reports want one key.
fn three() -> Site {
    let site = Site::new("");
    let article = |slug: &str, day: u32, sources: &str| {
        let text = format!("---\ntitle: {slug}\ndate: 2026-11-{day}\nsources:\n{sources}---\nText.\n");
        site.write(&format!("content/articles/{slug}.md"), &text);
    };
    let report = |n: u32| format!("  - {{title: A new model is here, url: https://n.example/{n}, published: 2026}}\n");
    article("one", 10, &format!("  - https://www.arxiv.org/pdf/1706.03762v5\n{}", report(1)));
    let paper =
        "  - title: Attention\n    arxiv: '1706.03762'\n    authors: [Ashish Vaswani]\n    published: 2017-06-12\n";
    article("two", 11, &format!("{paper}{}", report(2)));
    article("three", 12, &report(3));
    site
}

#[test]
fn the_site_lists_each_source_once_as_it_is_described_best() {
    let site = three();
    site.built();
    let items = csl(&site, "sources.json");
    let ids: Vec<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    let expected = ["arxiv-org", "n-example-2026-new-model-is", "n-example-2026-new-model-is-2"];
    assert_eq!(ids, [expected[0], expected[1], expected[2], "n-example-2026-new-model-is-3"]);
    assert_eq!(items[0]["title"], "Attention");
    let bib = bib(&site, "sources.bib");
    assert_eq!(bib.keys().collect::<Vec<_>>(), ids);
    let of_article = csl(&site, "2026/11/two/sources.json");
    assert_eq!(of_article.iter().map(|item| item["id"].as_str().unwrap()).collect::<Vec<_>>(), [ids[0], ids[2]]);
}

#[test]
fn a_new_article_changes_no_key() {
    let site = three();
    site.built();
    let urls = |items: &[Value]| -> BTreeMap<String, String> {
        items.iter().map(|item| (item["URL"].to_string(), item["id"].to_string())).collect()
    };
    let before = urls(&csl(&site, "sources.json"));
    let source = "  - {title: A new model is here, url: https://n.example/0, published: 2026}\n";
    site.write("content/articles/a.md", &format!("---\ntitle: A\ndate: 2026-11-20\nsources:\n{source}---\nText.\n"));
    site.built();
    let after = urls(&csl(&site, "sources.json"));
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|(url, id)| after[url] == *id), "{before:?} {after:?}");
    assert_eq!(after["\"https://n.example/0\""], "\"n-example-2026-new-model-is-4\"");
}

#[test]
fn a_site_without_sources_has_no_bibliography() {
    let site = Site::new("");
    site.write("content/articles/a.md", "---\ntitle: A\ndate: 2026-11-20\nkind: opinion\n---\nText.\n");
    site.built();
    let files = site.published();
    assert!(!files.keys().any(|name| name.contains("sources.")), "{:?}", files.keys());
    assert!(!site.page("2026/11/a/index.html").contains("sources.bib"));
}

#[test]
fn pages_lead_to_their_bibliographies() {
    let site = Site::new("");
    site.replace("citewire.yaml", "https://test.example", "https://test.example/base");
    site.article("a", "", "Text [@paper].");
    site.built();
    let article = site.page("2026/11/a/index.html");
    for file in ["sources.bib\">BibTeX</a>", "sources.json\">CSL-JSON</a>"] {
        assert!(article.contains(&format!("<a href=\"/base/2026/11/a/{file}")), "{article}");
        assert!(site.page("publishers/index.html").contains(&format!("<a href=\"/base/{file}")));
    }
    assert!(csl(&site, "sources.json").len() == 1);
}

#[test]
fn the_example_site_s_bibliographies_can_be_read() {
    let site = Site::copy_of("example-site");
    site.built();
    let (items, bib) = (csl(&site, "sources.json"), bib(&site, "sources.bib"));
    assert!(items.len() > 100);
    assert_eq!(bib.len(), items.len());
    for (item, entry) in items.iter().zip(bib.iter()) {
        assert_eq!(item["id"], entry.key.as_str());
        assert_eq!(item["title"], read(entry, "title").as_str());
        assert_eq!(item["URL"], read(entry, "url").as_str());
        let authors = item.get("author").map_or(0, |authors| authors.as_array().unwrap().len());
        assert_eq!(entry.author().map_or(0, |authors| authors.len()), authors, "{}", entry.key);
    }
}

#[test]
fn a_bundle_s_file_in_the_way_of_a_bibliography_is_named() {
    let site = Site::new("");
    site.write("content/articles/a/index.md", NASTY).write("content/articles/a/sources.bib", "x");
    let (_, said) = site.fails();
    assert!(said.contains("--> content/articles/a/sources.bib"), "{said}");
    assert!(said.contains("the other one is Citewire's own: the bibliography of an article"), "{said}");
    assert!(said.contains("1 error;"), "{said}");
}

#[test]
fn a_source_of_a_retracted_article_is_there_as_soon_as_another_article_lists_it() {
    let site = Site::new("");
    let source =
        |title: &str| format!("sources:\n  - {{id: a, title: {title}, publisher: P, url: 'https://p.example/x'}}\n");
    let article = |slug: &str, day: u8, front: &str, title: &str| {
        let text = format!("---\ntitle: {slug}\ndate: 2026-11-{day}\n{front}{}---\nText[@a].\n", source(title));
        site.write(&format!("content/articles/{slug}.md"), &text);
    };
    article("gone", 18, "updates: [{date: 2026-11-19, kind: retraction, text: Wrong.}]\n", "First words");
    article("kept", 19, "", "Other words");
    site.built();
    let csl: Value = serde_json::from_str(&site.page("sources.json")).unwrap();
    let of_article: Value = serde_json::from_str(&site.page("2026/11/kept/sources.json")).unwrap();
    assert_eq!(csl[0]["title"], "Other words", "{csl}");
    assert_eq!(csl, of_article);
    assert!(site.page("sources.bib").contains("Other words"));
}

#[test]
fn a_doi_with_signs_is_written_as_its_publisher_gave_it() {
    let site = Site::new("");
    let doi = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O";
    let text = format!("---\ntitle: A\ndate: 2026-11-20\nsources:\n  - doi: {doi}\n---\nA [@1].\n");
    site.write("content/articles/a.md", &text);
    site.built();
    assert_eq!(bib(&site, "2026/11/a/sources.bib").iter().next().unwrap().doi().unwrap(), doi);
    let csl: Value = serde_json::from_str(&site.page("2026/11/a/sources.json")).unwrap();
    assert_eq!(csl[0]["DOI"], doi);
}
