//! `citewire new`.

use std::fs;

use crate::support::Site;
use crate::{json_lines, new_site, run};

#[test]
fn one_title_twice_gives_two_files() {
    let site = Site::new("");
    let paths = [1, 2, 3].map(|_| run(site.root(), &["new", "Two papers"], 0).0);
    let folder = "content/articles/2026/11";
    let expected = ["two-papers", "two-papers-2", "two-papers-3"].map(|name| format!("{folder}/{name}.md\n"));
    assert_eq!(paths, expected);
    let id = |path: &str| site.read(path.trim_end()).lines().find(|line| line.starts_with("id: ")).unwrap().to_owned();
    assert_ne!(id(&paths[0]), id(&paths[1]));
}

#[test]
fn an_address_that_a_bundle_or_a_dated_name_has_is_not_given_again() {
    let site = Site::new("");
    site.write("content/articles/2026/11/two-papers/index.md", "---\ntitle: x\ndate: 2026-11-01\ndraft: true\n---\n");
    site.write("content/articles/2026/11/2026-11-02-two-papers-2.md", "---\ntitle: x\ndate: 2026-11-02\n---\n");
    let (out, _) = run(site.root(), &["new", "Two papers"], 0);
    assert_eq!(out, "content/articles/2026/11/two-papers-3.md\n");
}

#[test]
fn the_path_leads_to_the_file_from_wherever_it_was_run() {
    let site = new_site();
    for folder in ["", "content/articles", "data"] {
        let here = site.path().join(folder);
        let (out, _) = run(&here, &["new", "Somewhere"], 0);
        assert!(here.join(out.trim_end()).is_file(), "{folder}: {out}");
    }
    let outside = tempfile::tempdir().unwrap();
    let (out, _) = run(outside.path(), &["new", "Somewhere", "--dir", &site.path().to_string_lossy()], 0);
    assert!(outside.path().join(out.trim_end()).is_file(), "{out}");
}

#[test]
fn a_new_article_builds_as_a_draft_and_once_it_is_published() {
    let site = new_site();
    let sources = ["--source", "https://arxiv.org/abs/2304.09848?utm_source=x", "-s", "https://blog.example.org/a"];
    let (path, err) = run(site.path(), &[&["new", "Größe: 7 “facts” & more"][..], &sources].concat(), 0);
    assert!(err.contains("`draft: true`"), "{err}");
    let (_, err) = run(site.path(), &["build"], 0);
    assert_eq!(err, "held back: 1 draft\n");
    let path = site.path().join(path.trim_end());
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("  - id: arxiv\n    title:\n    url: https://arxiv.org/abs/2304.09848\n    publisher: arXiv\n")
    );
    fs::write(&path, text.replace("draft: true\n", "") + "Seven facts [@arxiv; @blog-example-org].\n").unwrap();
    let (out, err) = run(site.path(), &["build"], 0);
    assert_eq!(err, "");
    assert!(out.starts_with("built 3 articles"), "{out}");
    let page = site.path().join("public/2026/11/größe-7-facts-and-more/index.html");
    assert!(fs::read_to_string(page).unwrap().contains("Größe: 7 “facts” &amp; more"));
}

#[test]
fn the_date_is_that_of_the_site_s_zone() {
    let site = Site::new("timezone: Pacific/Auckland\n");
    let (path, _) = run(site.root(), &["new", "Late", "--now", "2026-11-30T12:00:59Z"], 0);
    assert_eq!(path, "content/articles/2026/12/late.md\n");
    assert!(site.read(path.trim_end()).contains("\ndate: 2026-12-01T01:00:00+13:00\n"));
}

#[test]
fn a_schema_is_named_only_where_the_site_has_it() {
    let bare = Site::new("");
    let (path, _) = run(bare.root(), &["new", "Bare"], 0);
    assert!(!bare.read(path.trim_end()).contains("$schema"));
    let site = new_site();
    let (path, _) = run(site.path(), &["new", "Checked"], 0);
    let text = fs::read_to_string(site.path().join(path.trim_end())).unwrap();
    let schema = text.lines().nth(1).unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
    assert!(site.path().join("content/articles/2026/11").join(schema).is_file(), "{schema}");
}

#[test]
fn a_page_is_made_among_the_pages() {
    let site = new_site();
    let paths = [1, 2].map(|_| run(site.path(), &["new", "Über uns", "--page"], 0).0);
    assert_eq!(paths, ["content/pages/über-uns.md\n", "content/pages/über-uns-2.md\n"]);
    run(site.path(), &["build", "--drafts"], 0);
    assert!(site.path().join("public/über-uns/index.html").is_file());
}

#[test]
fn sources_that_cannot_be_listed_are_refused_before_anything_is_written() {
    let site = Site::new("");
    let twice = ["new", "x", "-s", "https://arxiv.org/abs/1706.03762", "-s", "https://arxiv.org/pdf/1706.03762v7"];
    let (_, err) = run(site.root(), &twice, 2);
    assert!(err.contains("`https://arxiv.org/pdf/1706.03762v7` is the same source as"), "{err}");
    let (_, err) = run(site.root(), &["new", "x", "-s", "javascript:alert(1)"], 2);
    assert!(err.contains("--source: `javascript:alert(1)`: `javascript:` is not http or https"), "{err}");
    assert!(!site.path("content").exists());
}

#[test]
fn programs_get_the_path_and_the_id_as_json() {
    let site = Site::new("");
    let (out, err) = run(site.root(), &["new", "Two papers", "--json"], 0);
    assert_eq!(err, "");
    let event = &json_lines(&out)[0];
    assert_eq!(event["file"], "content/articles/2026/11/two-papers.md");
    let id = event["id"].as_str().unwrap();
    assert!(site.read("content/articles/2026/11/two-papers.md").contains(&format!("\nid: {id}\n")));
    assert_eq!((id.len(), id.as_bytes()[14]), (36, b'7'), "a UUID of version 7: {id}");
}
