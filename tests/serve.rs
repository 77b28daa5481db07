//! What the dev server promises about changes: never stale, never broken, the same bytes as a build.

#[path = "support/server.rs"]
mod server;
mod support;

use std::fs;

use server::Server;
use support::Site;

/// A site with two articles, a page and a static file, served with `--watch`.
fn served(config: &str) -> (Site, Server) {
    let site = Site::new(config);
    site.article("one", "tags: [alpha]\n", "First [@paper].").article("two", "", "Second [@paper].");
    site.write("content/pages/about.md", "---\ntitle: About\n---\nHello.\n").write("static/plain.txt", "plain\n");
    let server = watch(&site, &[]);
    (site, server)
}

fn watch(site: &Site, more: &[&str]) -> Server {
    Server::start(site.command(&[&["serve", "--watch", "--port", "0", "--now", support::NOW], more].concat()))
}

/// Whether the place of the first mistake that an event tells begins so.
fn fails_in(event: &serde_json::Value, place: &str) -> bool {
    event["errors"][0]["place"].as_str().unwrap().starts_with(place)
}

const ONE: &str = "/2026/11/one/";

#[test]
fn an_edit_appears_and_browsers_are_told() {
    let (site, server) = served("");
    assert!(server.greeting.starts_with("serving \"Test\" at http://127.0.0.1:"), "{}", server.greeting);
    let mut events = server.events();
    let first = events.next();
    assert!(server.get(ONE).text().contains(first["generation"].as_str().unwrap()), "the page knows its generation");
    site.replace("content/articles/one.md", "First", "Edited");
    let next = events.until(|event| event["generation"] != first["generation"]);
    assert_eq!(next["errors"].as_array().map(Vec::len), Some(0));
    server.until_shows(ONE, "Edited");
    server.until_shows("/", "one");
    assert!(server.says("changed content/articles/one.md: ").ends_with(" ms"));
}

#[test]
fn a_pipe_among_the_articles_is_an_error_that_heals_and_not_the_end_of_watching() {
    let (site, server) = served("");
    let mut events = server.events();
    let pipe = site.path("content/articles/pipe.md");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    events.until(|event| event["errors"].as_array().is_some_and(|errors| !errors.is_empty()));
    fs::remove_file(&pipe).unwrap();
    site.replace("content/articles/one.md", "First", "Edited");
    server.until_shows(ONE, "Edited");
}

#[test]
fn every_way_to_save_a_file_is_seen() {
    let (site, server) = served("");
    let path = site.path("content/articles/one.md");
    let text =
        |word: &str| site.read("content/articles/two.md").replace("Second", word).replace("title: two", "title: one");

    fs::write(site.path("content/articles/one.md~tmp"), text("Renamed")).unwrap();
    fs::rename(site.path("content/articles/one.md~tmp"), &path).unwrap();
    server.until_shows(ONE, "Renamed");

    fs::rename(&path, site.path("content/articles/one.md~")).unwrap();
    fs::write(&path, text("Backed up")).unwrap();
    fs::remove_file(site.path("content/articles/one.md~")).unwrap();
    server.until_shows(ONE, "Backed up");

    fs::remove_file(&path).unwrap();
    fs::write(&path, text("Made anew")).unwrap();
    server.until_shows(ONE, "Made anew");

    let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut file, b"\nAppended.\n").unwrap();
    server.until_shows(ONE, "Appended.");
}

#[test]
fn articles_come_go_and_move() {
    let (site, server) = served("");
    site.article("three", "", "Third [@paper].");
    server.until_shows("/2026/11/three/", "Third");
    server.until_shows("/", "/2026/11/three/");
    site.write("content/articles/deep/er/four.md", &site.read("content/articles/three.md").replace("three", "four"));
    server.until_shows("/2026/11/four/", "Third");
    site.replace("content/articles/deep/er/four.md", "Third", "Fourth");
    server.until_shows("/2026/11/four/", "Fourth");

    fs::remove_file(site.path("content/articles/three.md")).unwrap();
    let gone = server.until("/2026/11/three/", |answer| answer.status == 404);
    assert!(gone.text().contains("Page not found") && gone.text().contains("reload.js"));

    site.replace("content/articles/one.md", "title: one", "title: one\nslug: uno");
    server.until_shows("/2026/11/uno/", "First");
    assert_eq!(server.get(ONE).status, 404, "the older address is gone with the same change");
}

#[test]
fn a_mistake_leaves_the_last_good_page_and_heals() {
    let (site, server) = served("");
    let mut events = server.events();
    let good = events.next();
    site.replace("content/articles/one.md", "date: 2026-11-20", "date: 20.11.2026");
    let bad = events.until_errors(true);
    assert_eq!(bad["generation"], good["generation"], "the last good site stays");
    assert_eq!(bad["errors"][0]["place"], "content/articles/one.md:3:7");
    let text = bad["errors"][0]["text"].as_str().unwrap();
    assert!(text.contains("3 | date: 20.11.2026") && text.contains("^^^^^^^^^^"), "{text}");
    let page = server.get(ONE);
    assert_eq!((page.status, page.text().contains("First")), (200, true));
    assert_eq!(server.events().next(), bad, "a browser that comes now is told, too");
    server.says("error[bad-date]");
    server.says("showing the last good site");
    site.replace("content/articles/one.md", "date: 20.11.2026", "date: 2026-11-21");
    let healed = events.until_errors(false);
    assert_ne!(healed["generation"], good["generation"]);
    server.until_shows(ONE, "21 November 2026");
}

#[test]
fn a_broken_configuration_is_not_forgotten_when_something_else_is_saved() {
    let (site, server) = served("");
    let mut events = server.events();
    let config = site.read("citewire.yaml");
    site.write("citewire.yaml", "title: [\n");
    events.until_errors(true);
    site.replace("content/articles/one.md", "First", "Edited");
    let still = events.next();
    assert!(fails_in(&still, "citewire.yaml:"), "{still}");
    site.write("citewire.yaml", &config.replace("Test", "Tested"));
    events.until_errors(false);
    assert!(server.until_shows("/", "Tested").text().contains("/2026/11/one/"));
    server.until_shows(ONE, "Edited");
}

#[test]
fn a_site_that_is_broken_from_the_start_shows_its_errors_and_heals() {
    let site = Site::new("");
    site.article("one", "tilte: x\n", "First <b>[@paper]</b>.");
    let server = watch(&site, &[]);
    let page = server.get("/anything");
    let text = page.text();
    assert_eq!(page.status, 500);
    assert!(text.contains("content/articles/one.md:4:1") && text.contains("unknown key `tilte`"), "{text}");
    let mut events = server.events();
    let state = events.next()["state"].as_str().unwrap().to_owned();
    assert!(text.contains(&format!("data-state=\"{state}\"")), "the page reloads when the state is another");
    site.replace("content/articles/one.md", "tilte: x\n", "");
    events.until_errors(false);
    assert_eq!(server.get(ONE).status, 200);
}

#[test]
fn a_template_that_fails_in_rendering_leaves_the_last_good_pages_and_heals() {
    let (site, server) = served("");
    let mut events = server.events();
    let good = events.next();
    site.write("templates/page.html", "<p>{{ page.nonsense }}</p>\n");
    let bad = events.until_errors(true);
    assert_eq!(bad["generation"], good["generation"]);
    assert_eq!(bad["errors"][0]["place"], "templates/page.html:1:12");
    assert!(server.get("/about/").text().contains("<h1>About</h1>"), "the last good page stays");
    server.says("while rendering /about/ (pages)");
    server.says("showing the last good site");
    site.replace("content/articles/one.md", "First", "Edited");
    let still = events.until(|event| event["state"] != bad["state"]);
    assert_eq!(still["errors"], bad["errors"], "an edit of something else does not mend it");
    site.write("templates/page.html", "<p>own {{ page.title }}</p>\n");
    events.until_errors(false);
    server.until_shows("/about/", "<p>own About</p>");
    server.until_shows(ONE, "Edited");
    fs::remove_dir_all(site.path("templates")).unwrap();
    server.until_shows("/about/", "<h1>About</h1>");
}

#[test]
fn settings_that_templates_miss_leave_the_last_good_pages() {
    let site = Site::new("extra: {colour: red}\n");
    site.article("one", "", "First [@paper].").write("templates/home.html", "<p>{{ site.extra.colour }}</p>\n");
    let server = watch(&site, &[]);
    let mut events = server.events();
    site.replace("citewire.yaml", "extra: {colour: red}", "extra: {size: 3}");
    let bad = events.until_errors(true);
    assert!(fails_in(&bad, "templates/home.html:1:"), "{bad}");
    assert_eq!(server.get("/").text().lines().next(), Some("<p>red</p>"));
    site.replace("citewire.yaml", "extra: {size: 3}", "extra: {colour: blue}");
    server.until_shows("/", "<p>blue</p>");
}

#[test]
fn a_kind_of_page_is_tried_out_when_its_first_page_is_there() {
    let site = Site::new("");
    site.article("one", "", "First [@paper].").write("templates/storyline.html", "{{ storyline.nonsense }}\n");
    let server = watch(&site, &[]);
    let mut events = server.events();
    site.article("one", "storyline: Saga\n", "First [@paper].").article("two", "storyline: Saga\n", "Second [@paper].");
    let bad = events.until_errors(true);
    assert!(fails_in(&bad, "templates/storyline.html:1:"), "{bad}");
    assert_eq!(server.get("/2026/11/two/").status, 404, "the last good site has no second article");
    site.write("templates/storyline.html", "{{ storyline.name }}\n");
    server.until_shows("/2026/11/two/", "Second");
    site.write("templates/email.html", "{{ newsletter.nonsense }}\n");
    let bad = events.until_errors(true);
    assert!(bad["errors"][0]["text"].as_str().unwrap().contains("(newsletters)"), "{bad}");
}

#[test]
fn an_article_that_its_template_fails_for_leaves_the_last_good_pages_until_it_is_mended() {
    let site = Site::new("");
    site.write("templates/article.html", "{{ article.card.title }} {{ article.extra.score }}\n");
    site.article("one", "extra: {score: 1}\n", "First [@paper].").article(
        "two",
        "extra: {score: 2}\n",
        "Second [@paper].",
    );
    let server = watch(&site, &[]);
    let mut events = server.events();
    site.article("two", "extra: {points: 2}\n", "Second [@paper].");
    let bad = events.until_errors(true);
    assert!(fails_in(&bad, "templates/article.html:1:"), "{bad}");
    assert_eq!(server.get("/2026/11/two/").text().lines().next(), Some("two 2"));
    site.article("one", "extra: {score: 3}\n", "First [@paper].");
    let still = events.next();
    assert!(fails_in(&still, "templates/article.html:1:"), "the other article is as it was: {still}");
    site.replace("citewire.yaml", "title: Test", "title: Other");
    let still = events.next();
    assert!(fails_in(&still, "templates/article.html:1:"), "other settings do not mend it: {still}");
    site.article("two", "extra: {score: 4}\n", "Second [@paper].");
    server.until_shows("/2026/11/two/", "two 4");
    server.until_shows(ONE, "one 3");
}

#[test]
fn a_template_that_fails_for_one_page_alone_is_shown_there_and_heals() {
    let (site, server) = served("");
    let template = |of_one: &str| format!("{{% if article.card.title == \"two\" %}}{of_one}{{% endif %}}Own\n");
    site.write("templates/article.html", &template("{{ article.nonsense }}"));
    let page = server.until("/2026/11/two/", |answer| answer.status == 500);
    assert!(page.text().contains("templates/article.html:1:"), "{}", page.text());
    assert_eq!(server.get(ONE).status, 200, "other pages are as they should be");
    server.says("templates/article.html:1:");
    site.write("templates/article.html", &template("Second "));
    server.until_shows("/2026/11/two/", "Second Own");
}

#[test]
fn a_template_that_fails_in_rendering_ends_a_server_that_does_not_watch() {
    let site = Site::new("");
    site.article("one", "", "First [@paper].").write("templates/article.html", "<p>{{ article.nonsense }}</p>\n");
    let output = site.command(&["serve", "--port", "0"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("templates/article.html:1:15") && said.contains("(articles)"), "{said}");
}

#[test]
fn settings_are_followed_whether_they_change_how_articles_are_read_or_not() {
    let (site, server) = served("");
    site.replace("content/articles/one.md", "First", "\"First\"");
    server.until_shows(ONE, "“First”");
    site.replace("citewire.yaml", "title: Test", "title: Renamed");
    server.until_shows(ONE, "Renamed");
    assert!(server.get(ONE).text().contains("“First”"));
    site.write("citewire.yaml", &format!("{}markdown: {{smart_punctuation: false}}\n", site.read("citewire.yaml")));
    server.until_shows(ONE, "&quot;First&quot;");
    site.write("citewire.yaml", &format!("{}permalink: /news/:slug/\n", site.read("citewire.yaml")));
    server.until_shows("/news/one/", "&quot;First&quot;");
    site.write("citewire.yaml", &format!("{}timezone: Asia/Tokyo\n", site.read("citewire.yaml")));
    server.until_shows("/news/one/", "T00:00:00+09:00");
}

#[test]
fn files_besides_articles_are_followed() {
    let (site, server) = served("");
    site.replace("citewire.yaml", "title: Test", "title: Renamed");
    server.until_shows("/", "Renamed");

    site.write("static/new.txt", "new\n");
    server.until_shows("/new.txt", "new");
    site.write("static/new.txt", "newer\n");
    server.until_shows("/new.txt", "newer");
    fs::remove_file(site.path("static/new.txt")).unwrap();
    server.until("/new.txt", |answer| answer.status == 404);

    site.write("assets/style.css", "p { color: red }\n");
    let style = server.until("/", |answer| {
        let text = answer.text();
        let at = text.find("/assets/style.").map(|at| text[at..].split('"').next().unwrap().to_owned());
        at.is_some_and(|at| server.get(&at).body == b"p { color: red }\n")
    });
    assert_eq!(style.status, 200);

    site.write("data/publishers.yaml", "- name: Preprint server\n  hosts: [arxiv.org]\n");
    server.until_shows(ONE, "Preprint server");

    site.write(
        "content/articles/bundle/index.md",
        &site.read("content/articles/one.md").replace("title: one", "title: b"),
    );
    site.write("content/articles/bundle/note.txt", "beside");
    server.until_shows("/2026/11/bundle/note.txt", "beside");
}

#[test]
fn folders_that_vanish_and_come_back_are_followed() {
    let (site, server) = served("");
    fs::rename(site.path("content"), site.path("away")).unwrap();
    server.until(ONE, |answer| answer.status == 404);
    fs::rename(site.path("away"), site.path("content")).unwrap();
    server.until_shows(ONE, "First");
    site.replace("content/articles/one.md", "First", "Edited");
    server.until_shows(ONE, "Edited");
}

#[test]
fn three_hundred_files_at_once_are_few_rebuilds() {
    let (site, server) = served("");
    let mut events = server.events();
    events.next();
    for number in 0..300 {
        site.article(&format!("burst-{number}"), "", "Burst [@paper].");
    }
    let mut rebuilds = 0;
    while server.get("/2026/11/burst-299/").status != 200 || !server.get("/sitemap.xml").text().contains("burst-0/") {
        events.next();
        rebuilds += 1;
    }
    assert!((1..=60).contains(&rebuilds), "{rebuilds} rebuilds");
    for number in (0..300).step_by(37) {
        assert_eq!(server.get(&format!("/2026/11/burst-{number}/")).status, 200, "{number}");
    }
}

#[test]
fn every_page_has_the_bytes_that_a_build_writes_also_after_edits() {
    let site = Site::copy_of("example-site");
    let server = watch(&site, &[]);
    let compare = |step: &str| {
        let output = site.command(&["build", "--drafts", "--future", "--now", support::NOW]).output().unwrap();
        assert!(output.status.success(), "{step}: {}", String::from_utf8_lossy(&output.stderr));
        for (file, bytes) in site.published() {
            let address = format!("/{}", file.strip_suffix("index.html").unwrap_or(&file));
            let answer = server.get(&address);
            assert_eq!(answer.status, 200, "{step}: {address}");
            assert!(answer.unscripted() == bytes, "{step}: {address} differs from the build");
            assert_eq!(answer.text_has_script(), file.ends_with(".html"), "{step}: {address}");
        }
    };
    compare("at the start");
    let article = "content/articles/2025/01/kimi-k1-5.md";
    let before = site.read(article);
    let saved = |text: String, marker: &str| {
        site.write(article, &text);
        server.until("/2025/01/kimi-k1-5/", |answer| answer.text().contains(marker));
    };
    saved(format!("{before}\nMarker-one.\n"), "Marker-one");
    compare("after an edit of the body");
    saved(before.replacen("tags: [", "tags: [marker-two, ", 1), "marker-two");
    compare("with another tag");
    saved(before.replacen("title: ", "title: Marker-three ", 1), "Marker-three");
    compare("with another title");
    let source = "sources:\n  - {id: four, title: Marker-four, url: \"https://four.example/\"}\n";
    saved(before.replacen("sources:\n", source, 1), "Marker-four");
    compare("with another source");
    saved(before.replacen("2025-01-20 18:05", "2025-01-20 00:07", 1), "T00:07:00");
    compare("at another time of the day");
    let moved = "slug: moved\naliases: [/2025/01/kimi-k1-5/]\ntitle: ";
    saved(before.replacen("title: ", moved, 1), "http-equiv");
    compare("at another address");
}
