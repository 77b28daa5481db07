//! `citewire check`: formats, exit codes, what has changed in git, what was published before.

use std::path::Path;
use std::process::Command;

use crate::support::Site;
use crate::{citewire, json_lines, new_site, run};

/// A site with one article in which there is an error (a placeholder) and a warning (a single publisher).
fn site(config: &str) -> Site {
    let site = Site::new(config);
    site.article("one", "summary: S.\n", "Costs TK dollars [@paper].");
    site.replace("content/articles/one.md", "    url:", "    published: 2017\n    url:");
    site
}

fn git(root: &Path, arguments: &[&str]) {
    let settings = ["-c", "user.name=T", "-c", "user.email=t@test.example", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").args(settings).args(arguments).current_dir(root).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn findings_are_drawn_on_standard_output_and_counted_on_standard_error() {
    let (out, err) = run(site("").root(), &["check"], 1);
    insta::assert_snapshot!(out, @r"
    warning[single-publisher]: the only source is of arxiv.org
     --> content/articles/one.md:2:8
      |
    2 | title: one
      |        ^^^
      |
      = help: add a source of another publisher, or allow `single-publisher` with a reason

    error[placeholder]: `TK` stands for a text that is yet to be written
      --> content/articles/one.md:11:7
       |
    11 | Costs TK dollars [@paper].
       |       ^^
       |
       = help: write the text, or set `draft: true` until you have
    ");
    assert_eq!(err, "checked 1 article, 0 pages: 1 error, 1 warning\n");
}

#[test]
fn what_a_build_would_refuse_is_reported_too_and_nothing_is_written() {
    let site = site("");
    site.replace("content/articles/one.md", "Costs TK dollars [@paper]", "See [two](two.md) [@paper]");
    let (out, err) = run(site.root(), &["check"], 1);
    assert!(out.contains("error[broken-link]: there is no file `content/articles/two.md`"), "{out}");
    assert_eq!(err, "checked 1 article, 0 pages: 1 error, 1 warning\n");
    assert!(!site.path("public").exists());
}

#[test]
fn the_sites_of_the_repository_have_no_errors() {
    for folder in [".", "example-site"] {
        let (_, err) = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["check", folder], 0);
        assert!(err.contains(": 0 errors, "), "{err}");
    }
}

#[test]
fn a_new_site_passes_strictly() {
    run(new_site().path(), &["check", "--strict"], 0);
}

#[test]
fn warnings_are_no_failure_unless_strict() {
    let site = site("check: {rules: {placeholder: warn}}\n");
    assert_eq!(run(site.root(), &["check"], 0).1, "checked 1 article, 0 pages: 0 errors, 2 warnings\n");
    run(site.root(), &["check", "--strict"], 1);
    let clean = Site::new("check: {rules: {placeholder: off, single-publisher: off}}\n");
    clean.write("content/articles/one.md", &site.read("content/articles/one.md"));
    let (out, err) = run(clean.root(), &["check", "--strict"], 0);
    assert_eq!((&*out, &*err), ("", "checked 1 article, 0 pages: 0 errors, 0 warnings\n"));
}

#[test]
fn programs_get_one_object_a_line() {
    let site = site("");
    let (out, err) = run(site.root(), &["check", "--json"], 1);
    assert_eq!(err, "");
    assert_eq!(run(site.root(), &["check", "--format", "json"], 1), (out.clone(), String::new()));
    let events = json_lines(&out);
    let brief: Vec<_> =
        events.iter().map(|e| (e["event"].as_str(), e["code"].as_str(), e["severity"].as_str())).collect();
    let expected = [
        (Some("diagnostic"), Some("single-publisher"), Some("warning")),
        (Some("diagnostic"), Some("placeholder"), Some("error")),
        (Some("checked"), None, None),
    ];
    assert_eq!(brief, expected);
    let checked = serde_json::json!(
        {"event": "checked", "articles": 1, "pages": 0, "notes": 0, "errors": 1, "warnings": 1, "elsewhere": 0}
    );
    assert_eq!(events[2], checked);
    let (out, _) = run(site.root(), &["check", "--json", "--format", "github"], 2);
    assert_eq!(json_lines(&out)[0]["event"], "error");
}

#[test]
fn github_gets_workflow_commands_with_paths_of_the_repository() {
    let site = site("");
    let (out, err) = run(site.root(), &["check", "--format", "github"], 1);
    insta::assert_snapshot!(out, @r"
    ::warning file=content/articles/one.md,line=2,col=8,title=single-publisher::the only source is of arxiv.org%0Ahelp: add a source of another publisher, or allow `single-publisher` with a reason
    ::error file=content/articles/one.md,line=11,col=7,title=placeholder::`TK` stands for a text that is yet to be written%0Ahelp: write the text, or set `draft: true` until you have
    ");
    assert_eq!(err, "checked 1 article, 0 pages: 1 error, 1 warning\n");
    let above = site.root().parent().unwrap();
    let folder = site.root().file_name().unwrap().to_str().unwrap();
    let (out, _) = run(above, &["check", folder, "--format", "github"], 1);
    assert!(out.contains(&format!("file={folder}/content/articles/one.md,")), "{out}");
    let mut inside = citewire(&site.path("content"), &["check", "--format", "github"]);
    let output = inside.env("GITHUB_WORKSPACE", above).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains(&format!("file={folder}/content/articles/one.md,")));
}

#[test]
fn a_rule_that_does_not_exist_is_a_mistake_of_the_configuration() {
    let site = site("check: {rules: {placeholders: off}, hosts: [{host: \"https://x.example/\"}]}\n");
    let (out, err) = run(site.root(), &["check"], 2);
    assert!(out.contains("unknown key `placeholders`") && out.contains("did you mean `placeholder`?"), "{out}{err}");
    assert!(out.contains("`message` is missing") && out.contains("is not the name of a host"), "{out}");
    let (out, _) = run(site.root(), &["check", "--format", "github"], 2);
    assert!(out.starts_with("::error file=citewire.yaml,line=3,col=17,title=unknown-key::"), "{out}");
    run(site.root(), &["build"], 2);
}

#[test]
fn only_files_that_differ_from_a_commit_are_reported() {
    let site = site("");
    git(site.root(), &["init", "-q"]);
    git(site.root(), &["add", "."]);
    git(site.root(), &["commit", "-q", "-m", "one"]);
    let (out, err) = run(site.root(), &["check", "--changed-since", "HEAD"], 0);
    assert_eq!(out, "");
    assert_eq!(err, "checked 1 article, 0 pages: 0 errors, 0 warnings (2 more in files that did not change)\n");
    site.write(
        "content/articles/größe.md",
        &site.read("content/articles/one.md").replace("title: one", "title: Größe"),
    );
    let (out, err) = run(site.root(), &["check", "--changed-since", "HEAD"], 1);
    assert!(out.contains("content/articles/größe.md:11:7") && !out.contains("one.md"), "untracked: {out}");
    assert!(err.contains("1 error, 1 warning (2 more"), "{err}");
    git(site.root(), &["add", "."]);
    git(site.root(), &["commit", "-q", "-m", "two"]);
    site.replace("content/articles/one.md", "Costs", "It costs");
    let (out, _) = run(&site.path("content"), &["check", "--changed-since", "HEAD"], 1);
    assert!(out.contains("content/articles/one.md:11:10") && !out.contains("größe.md"), "edited: {out}");
    let (out, _) = run(site.root(), &["check", "--changed-since", "HEAD~1"], 1);
    assert!(out.contains("one.md") && out.contains("größe.md"), "{out}");
}

#[test]
fn a_mistake_that_two_files_share_concerns_both() {
    let site = site("check: {rules: {placeholder: off, single-publisher: off}}\n");
    site.replace("content/articles/one.md", "summary", "id: same\nsummary");
    git(site.root(), &["init", "-q"]);
    git(site.root(), &["add", "."]);
    git(site.root(), &["commit", "-q", "-m", "one"]);
    for name in ["a", "z"] {
        site.write(&format!("content/articles/{name}.md"), &site.read("content/articles/one.md"));
        let (out, _) = run(site.root(), &["check", "--changed-since", "HEAD"], 1);
        assert!(out.contains("error[duplicate-id]"), "{name}: {out}");
        std::fs::remove_file(site.path(&format!("content/articles/{name}.md"))).unwrap();
    }
}

#[test]
fn git_that_cannot_tell_is_explained() {
    let site = site("");
    git(site.root(), &["init", "-q"]);
    for commit in ["nowhere", "--output=x"] {
        let (out, err) = run(site.root(), &["check", &format!("--changed-since={commit}")], 2);
        assert_eq!(out, "");
        assert!(err.starts_with(&format!("error: --changed-since: git knows no commit `{commit}`\n")), "{err}");
    }
    assert!(!site.path("x").exists());
    let outside = self::site("");
    let mut command = citewire(outside.root(), &["check", "--changed-since", "HEAD"]);
    let output =
        command.env("GIT_CEILING_DIRECTORIES", outside.root().parent().unwrap()).env("LC_ALL", "C").output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(err.starts_with("error: --changed-since: git: not a git repository"), "{err}");
    let output = citewire(site.root(), &["check", "--changed-since", "HEAD"]).env("PATH", "/nowhere").output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3));
    assert!(err.starts_with("error: --changed-since: git cannot be run: "), "{err}");
}

#[test]
fn addresses_of_an_earlier_build_may_not_vanish() {
    let site = site("check: {rules: {placeholder: off, single-publisher: off}}\n");
    site.built();
    std::fs::rename(site.path("public"), site.path("old")).unwrap();
    run(site.root(), &["check", "--strict", "--against", "old/sitemap.xml"], 0);
    std::fs::rename(site.path("content/articles/one.md"), site.path("content/articles/two.md")).unwrap();
    let (out, err) = run(site.root(), &["check", "--against", "old/sitemap.xml"], 1);
    assert!(out.contains("error[address-vanishes]: no page has the address `/2026/11/one/` any more"), "{out}");
    assert!(out.contains("aliases: [/2026/11/one/]") && out.contains("--> old/sitemap.xml:"), "{out}");
    assert_eq!(err, "checked 1 article, 0 pages: 1 error, 0 warnings\n");
    site.replace("content/articles/two.md", "summary", "aliases: [/2026/11/one/]\nsummary");
    run(site.root(), &["check", "--strict", "--against", "old/sitemap.xml"], 0);
}

#[test]
fn an_index_of_sitemaps_is_read_with_the_parts_beside_it() {
    let site = site("check: {rules: {placeholder: off, single-publisher: off}}\n");
    let part = |url: &str| format!("<urlset><url><loc>https://test.example{url}</loc></url></urlset>");
    site.write("old/1.xml", &part("/2026/11/one/")).write("old/2.xml", &part("/gone/"));
    let entry = |n: u32| format!("<sitemap><loc>https://test.example/sitemaps/{n}.xml</loc></sitemap>");
    site.write("old/index.xml", &format!("<sitemapindex>{}{}</sitemapindex>", entry(1), entry(2)));
    let (out, _) = run(site.root(), &["check", "--against", "old/index.xml"], 1);
    assert!(out.contains("`/gone/`") && out.contains("old/2.xml:1:19") && !out.contains("1.xml"), "{out}");
    site.write("old/index.xml", &format!("<sitemapindex>{}</sitemapindex>", entry(3)));
    let (_, err) = run(site.root(), &["check", "--against", "old/index.xml"], 2);
    assert!(err.starts_with("error: --against: old/3.xml: "), "{err}");
    site.write("cut.xml", "<urlset><url><loc>https://u.github.io/r/a/");
    let (_, err) = run(site.root(), &["check", "--against", "cut.xml"], 2);
    assert!(
        err.starts_with("error: --against: cut.xml is no sitemap: it is cut off before its last `</urlset>`"),
        "{err}"
    );
    let (_, err) = run(site.root(), &["check", "--against", "citewire.yaml"], 2);
    assert!(err.starts_with("error: --against: citewire.yaml is no sitemap: "), "{err}");
}
