//! What a build promises: the same bytes everywhere, all or nothing, and no more written than needs to be.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use support::{Site, differences, tree};

#[test]
fn two_builds_have_the_same_bytes_whatever_the_folder_the_zone_and_the_threads() {
    let site = Site::copy_of("example-site");
    let other = Site::copy_of("example-site");
    site.built();
    let output = other
        .command(&["build", "--jobs", "1", "--now", support::NOW])
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "tr_TR.UTF-8")
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!(differences(&site.published(), &other.published()), Vec::<String>::new());
}

#[test]
fn more_threads_than_a_machine_could_bear_are_not_started() {
    let site = Site::copy_of("example-site");
    let output = site.command(&["build", "--jobs", "9999999", "--now", support::NOW]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn touching_one_article_rewrites_the_pages_that_show_it_and_equals_a_clean_build() {
    let site = Site::copy_of("example-site");
    site.built();
    let before = stamps(&site);
    let path = "content/articles/2025/01/kimi-k1-5.md";
    let text = site.read(path);
    site.write(path, &format!("{text}\nOne more sentence.\n"));
    site.built();
    let written: Vec<String> =
        stamps(&site).into_iter().filter(|(k, v)| before.get(k) != Some(v)).map(|(k, _)| k).collect();
    assert!(written.iter().any(|p| p.ends_with("kimi-k1-5/index.html")), "{written:?}");
    let shows_it = ["kimi-k1-5/index.html", "kimi-k1-5/index.md", "feed.xml", "rss.xml", "feed.json"];
    let other: Vec<_> = written.iter().filter(|p| !shows_it.iter().any(|end| p.ends_with(end))).collect();
    assert!(other.is_empty(), "these do not show the body: {other:?}");
    let clean = Site::copy_of("example-site");
    clean.write(path, &format!("{text}\nOne more sentence.\n"));
    clean.built();
    assert_eq!(differences(&site.published(), &clean.published()), Vec::<String>::new());
}

#[test]
fn a_second_build_of_the_same_writes_nothing() {
    let site = Site::copy_of("example-site");
    site.built();
    let before = stamps(&site);
    let said = site.built();
    assert!(said.contains("(0 written"), "{said}");
    assert_eq!(before, stamps(&site));
}

#[test]
fn a_random_walk_of_edits_always_equals_a_clean_build() {
    let site = Site::copy_of("example-site");
    site.built();
    let articles: Vec<String> =
        tree(&site.path("content/articles")).into_keys().filter(|p| p.ends_with(".md")).collect();
    let mut seed = 7_usize;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    for step in 0..12 {
        let article = format!("content/articles/{}", articles[next(articles.len())]);
        match next(4) {
            0 => _ = site.replace("citewire.yaml", "title: ", &format!("title: {step} ")),
            1 => _ = fs::remove_file(site.path("content/articles/2025/01/anthropic-citations-api.md")),
            2 if site.path(&article).exists() => {
                let text = site.read(&article);
                site.write(&article, &text.replacen("importance: ", "importance: 1 # ", 1));
            }
            _ => _ = site.article(&format!("new-{step}"), "tags: [policy, new]\n", "Said [@paper]."),
        }
        let output = site.build();
        let clean = Site::copy_of("example-site");
        fs::remove_dir_all(clean.path("content")).unwrap();
        copy(&site, &clean);
        let expected = clean.build();
        assert_eq!(output.status.code(), expected.status.code(), "step {step}");
        if expected.status.success() {
            assert_eq!(differences(&site.published(), &clean.published()), Vec::<String>::new(), "step {step}");
        }
    }
}

#[test]
fn a_build_with_errors_leaves_bytes_and_times_as_they_were() {
    let site = Site::new("");
    site.article("one", "", "Fine [@paper].").built();
    let (before, bytes) = (stamps(&site), site.published());
    site.article("two", "tilte: x\n", "Not fine [@papre].");
    let (code, said) = site.fails();
    assert_eq!(code, 1);
    assert!(said.contains("unknown key `tilte`") && said.contains("papre"), "all errors of one run: {said}");
    assert!(said.trim_end().ends_with("output unchanged"), "{said}");
    assert_eq!((before, bytes), (stamps(&site), site.published()));
}

#[test]
fn a_template_error_leaves_the_published_site_whole() {
    let site = Site::new("");
    site.article("one", "", "Fine [@paper].").built();
    let before = site.published();
    site.write("templates/article.html", "<p>{{ article.nonsense }}</p>\n");
    let (code, said) = site.fails();
    assert_eq!(code, 1);
    assert!(said.contains("templates/article.html:1:") && said.contains("output unchanged"), "{said}");
    assert_eq!(before, site.published());
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let site = Site::copy_of("example-site");
    site.built();
    let mut old = site.published();
    let reference = Site::copy_of("example-site");
    for round in 0..24_u64 {
        let title = format!("title: Edition {round}");
        for each in [&site, &reference] {
            let config = each.read("citewire.yaml");
            let first = config.lines().next().unwrap().to_owned();
            each.replace("citewire.yaml", &first, &title);
        }
        reference.built();
        let new = reference.published();
        let mut build = site.command(&["build", "--now", support::NOW]);
        let mut child = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(round * 12));
        _ = child.kill();
        _ = child.wait();
        let now = site.published();
        assert!(differences(&now, &old).is_empty() || differences(&now, &new).is_empty(), "round {round}: half a site");
        old = now;
    }
    site.built();
    assert_eq!(differences(&site.published(), &reference.published()), Vec::<String>::new());
}

#[test]
fn files_that_citewire_did_not_write_survive() {
    let site = Site::new("");
    site.article("one", "", "Fine [@paper].").built();
    site.write("public/keep/me.txt", "mine").write("public/.git/config", "mine");
    site.article("two", "", "Fine [@paper].");
    let said = site.built();
    assert!(said.contains("did not write"), "{said}");
    assert_eq!((site.page("keep/me.txt"), site.page(".git/config")), ("mine".to_owned(), "mine".to_owned()));
}

#[test]
fn a_menu_may_lead_to_a_taxonomy_that_no_article_uses_yet() {
    let site = Site::new("menu: [{title: Tags, url: /tags/}]\n");
    site.article("one", "", "Fine [@paper].").built();
    assert!(site.page("tags/index.html").contains("<h1>Tags</h1>"));
}

#[test]
fn a_menu_leaves_out_a_list_that_has_nothing_yet() {
    let site = Site::new("menu: [{title: Whom we cite, url: /publishers/}, {title: Days, url: /digest/}]\n");
    site.write("content/pages/about.md", "---\ntitle: About\n---\nHello.\n").built();
    let page = site.page("about/index.html");
    assert!(!page.contains("Whom we cite") && !page.contains("Days"), "{page}");
    site.article("one", "", "Fine [@paper].").built();
    let page = site.page("about/index.html");
    assert!(page.contains("<a href=\"/publishers/\">Whom we cite</a>") && page.contains("Days"), "{page}");
    site.write("citewire.yaml", &format!("{}outputs: {{publishers: false}}\n", site.read("citewire.yaml")));
    assert!(site.fails().1.contains("no page has the address `/publishers/`"), "it will never have one");
}

#[test]
fn a_base_path_is_before_every_address() {
    let site = Site::copy_of("example-site");
    let output =
        site.command(&["build", "--base-url", "https://user.example/repo/", "--now", support::NOW]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (path, bytes) in site.published().iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for attribute in ["href=\"/", "src=\"/"] {
            for (at, _) in html.match_indices(attribute) {
                let value = &html[at + attribute.len() - 1..];
                assert!(value.starts_with("/repo/"), "{path}: {}", &value[..value.len().min(60)]);
            }
        }
    }
}

/// When each published file was last written, and which file of the disk it is.
fn stamps(site: &Site) -> BTreeMap<String, (SystemTime, u64)> {
    use std::os::unix::fs::MetadataExt;
    let stamp = |path: &str| {
        let meta = fs::metadata(site.path(&format!("public/{path}"))).unwrap();
        (meta.modified().unwrap(), meta.ino())
    };
    site.published().into_keys().map(|path| (path.clone(), stamp(&path))).collect()
}

fn copy(from: &Site, to: &Site) {
    for (path, bytes) in tree(&from.path("content")) {
        let target = to.path(&format!("content/{path}"));
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
    fs::copy(from.path("citewire.yaml"), to.path("citewire.yaml")).unwrap();
}
