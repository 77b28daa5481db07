//! What is said about mistakes between files, in files that cannot be read, in themes and in the configuration: whole
//! messages, pinned as snapshots (`INSTA_UPDATE=always cargo test --test messages` accepts a change).

mod support;

use std::fs;

use support::Site;

/// Everything that a failing build says, with its exit code.
fn said(site: &Site) -> String {
    let (code, said) = site.fails();
    let said = said.replace(&*site.root().canonicalize().unwrap().to_string_lossy(), "SITE");
    format!("exit {code}\n{said}")
}

#[test]
fn two_articles_with_one_id() {
    let site = Site::new("");
    site.article("one", "id: cw-1\n", "A [@paper].").article("two", "id: cw-1\n", "B [@paper].");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn two_files_for_one_address() {
    let site = Site::new("");
    site.article("one", "slug: same\n", "A [@paper].").article("two", "slug: same\n", "B [@paper].");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn addresses_that_differ_in_case_or_unicode_form_only() {
    let site = Site::new("");
    site.article("one", "slug: Same\n", "A [@paper].").article("two", "slug: same\n", "B [@paper].");
    site.article("three", "slug: caf\u{e9}\n", "A [@paper].").article("four", "slug: cafe\u{301}\n", "B [@paper].");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn an_alias_and_a_static_file_in_the_way_of_a_page() {
    let site = Site::new("");
    site.article("one", "aliases: [/tags/]\ntags: [x]\n", "A [@paper].");
    site.write("static/2026/11/one/index.html", "x");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn links_that_lead_nowhere() {
    let site = Site::new("");
    site.article("draft", "draft: true\n", "D [@paper].");
    site.article(
        "one",
        "",
        "# Real heading\n\n[a](two.md) [b](draft.md) [c](#reel-heading) [d](/nowhere/) [e](../../data/x) ![f](f.png)",
    );
    insta::assert_snapshot!(said(&site));
}

#[test]
fn anchors_of_sources_citations_and_notes_that_are_not_there() {
    let site = Site::new("");
    let good = "[a](#source-paper) [b](#cite-1) [c](#note-a) [d](#note-ref-a-1) [e](#sources) [f](two.md#source-paper)";
    let bad = "[a](#source-papers) [b](#cite-2) [c](#cite-01) [d](#note-b) [e](two.md#source-other)";
    site.article("one", "", &format!("A [@paper].[^n]\n\n{good}\n\n{bad}\n\n[^n]: A note."));
    site.article("two", "", "B [@paper].");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn links_of_an_editors_note_that_lead_nowhere() {
    let site = Site::new("");
    site.article("one", "", "A [@paper]; [its day](../digests/2026-11-20.md#ned), [its week](../digests/2026-w47.md).");
    let note = "---\nintro: \"[a](/nowhere/)\"\n---\n## The end\n\n[b](/2026/11/one/) [c](/2026/11/two/)\n";
    site.write("content/digests/2026-11-20.md", note);
    site.write("content/digests/2026-w47.md", "---\ndraft: true\n---\n");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn only_the_first_twenty_broken_links_are_compared_with_all_addresses() {
    let site = Site::new("");
    let links = |n: usize| format!("[a](/2026/11/story-{n}x/) [b](story-{n}x.md)\n");
    site.article("one", "", &format!("A [@paper].\n\n{}", (0..25).map(links).collect::<String>()));
    (0..3).for_each(|n| _ = site.article(&format!("story-{n}"), "", "B [@paper]."));
    let said = said(&site);
    assert_eq!((said.matches("error[broken-link]").count(), said.matches("did you mean").count()), (50, 40), "{said}");
}

#[test]
fn a_mistake_that_many_pages_meet_names_the_first_of_them_whatever_the_threads_and_hides_no_other() {
    let site = Site::new("");
    site.write("templates/article.html", "{{ article.nothing }}").write("templates/term.html", "{{ term.nothing }}");
    (0..40).for_each(|n| _ = site.article(&format!("story-{n:02}"), "tags: [x]\n", "A [@paper]."));
    for jobs in ["1", "2", "8"] {
        let output = site.command(&["build", "--now", support::NOW, "--jobs", jobs]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        for named in ["while rendering /2026/11/story-00/ ", "templates/term.html:1:", "build failed: 2 errors"] {
            assert!(said.contains(named), "{said}");
        }
    }
}

#[test]
fn terms_with_one_address_or_none() {
    let site = Site::new("");
    site.article("one", "tags: [\"C++\", \"🤖\"]\n", "A [@paper].").article("two", "tags: [cpp]\n", "B [@paper].");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn terms_that_the_vocabulary_refuses() {
    let site = Site::new("taxonomies: [{name: tags, unknown: refuse}]\n");
    site.write("data/tags.yaml", "- slug: privacy\n  name: Privacy\n  aliases: [data-protection]\n");
    site.article("one", "tags: [Privcy, data-protection]\n", "A [@paper].");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn files_that_are_not_text() {
    let site = Site::new("");
    fs::create_dir_all(site.path("content/articles")).unwrap();
    fs::write(site.path("content/articles/latin.md"), b"---\ntitle: caf\xE9\n---\n").unwrap();
    fs::write(site.path("content/articles/utf16.md"), b"\xFF\xFE-\0-\0-\0").unwrap();
    fs::write(site.path("content/articles/nul.md"), b"---\ntitle: a\0b\n---\n").unwrap();
    insta::assert_snapshot!(said(&site));
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let site = Site::new("max_file_bytes: 2000\n");
    site.article("one", "", &"long ".repeat(1000));
    insta::assert_snapshot!(said(&site));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_and_special_files() {
    let site = Site::new("");
    fs::create_dir_all(site.path("static")).unwrap();
    fs::create_dir_all(site.path("content/articles")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", site.path("static/leak.txt")).unwrap();
    std::os::unix::fs::symlink("/etc", site.path("content/articles/etc")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(site.path("content/articles/pipe.md")).status().unwrap();
    assert!(pipe.success());
    insta::assert_snapshot!(said(&site));
}

#[cfg(unix)]
#[test]
fn folders_and_special_files_where_a_file_is_expected() {
    let site = Site::new("theme: mine\n");
    for folder in ["themes/mine/theme.yaml", "data/publishers.yaml", "content"] {
        fs::create_dir_all(site.path(folder)).unwrap();
    }
    let pipe = std::process::Command::new("mkfifo").arg(site.path("data/tags.yaml")).status().unwrap();
    assert!(pipe.success());
    site.write("templates/large.html", &"long ".repeat(300_000));
    insta::assert_snapshot!(said(&site));
}

#[cfg(unix)]
#[test]
fn settings_that_are_a_folder() {
    let site = Site::new("");
    fs::remove_file(site.path("citewire.yaml")).unwrap();
    fs::create_dir_all(site.path("citewire.yaml")).unwrap();
    fs::create_dir_all(site.path("content")).unwrap();
    insta::assert_snapshot!(said(&site));
}

#[cfg(unix)]
#[test]
fn folders_and_data_that_are_links_out_of_the_site() {
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(outside.path().join("articles")).unwrap();
    fs::write(outside.path().join("articles/secret.md"), "---\ntitle: Secret\n---\n").unwrap();
    fs::write(outside.path().join("secret"), "password: swordfish\n").unwrap();
    let site = Site::new("theme: mine\n");
    let link = |from: &str, to: &str| {
        fs::create_dir_all(site.path(to).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(outside.path().join(from), site.path(to)).unwrap();
    };
    link("", "content");
    link("secret", "data/publishers.yaml");
    link("secret", "themes/mine/theme.yaml");
    link("", "themes/mine/templates");
    let said = said(&site);
    assert!(!said.contains("swordfish") && !said.contains("Secret"), "{said}");
    insta::assert_snapshot!(said);
}

#[cfg(unix)]
#[test]
fn a_configuration_that_is_a_link_out_of_the_site() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret"), "password: swordfish\n").unwrap();
    let site = Site::new("");
    fs::remove_file(site.path("citewire.yaml")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret"), site.path("citewire.yaml")).unwrap();
    insta::assert_snapshot!(said(&site));
}

#[cfg(unix)]
#[test]
fn folders_and_data_that_are_links_to_what_is_not_there() {
    let site = Site::new("theme: mine\n");
    let link = |to: &str| {
        fs::create_dir_all(site.path(to).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink("/mnt/not-mounted", site.path(to)).unwrap();
    };
    ["content/articles", "content/pages/x.md", "data", "templates", "static", "themes/mine"].into_iter().for_each(link);
    insta::assert_snapshot!(said(&site));
    fs::remove_file(site.path("content/articles")).unwrap();
    fs::remove_dir_all(site.path("content")).unwrap();
    fs::remove_file(site.path("themes/mine")).unwrap();
    ["content", "themes/mine/theme.yaml", "themes/mine/templates"].into_iter().for_each(link);
    insta::assert_snapshot!("the_same_further_up_and_further_down", said(&site));
}

#[cfg(unix)]
#[test]
fn a_configuration_that_is_a_link_to_what_is_not_there() {
    let site = Site::new("");
    fs::create_dir_all(site.path("content")).unwrap();
    fs::remove_file(site.path("citewire.yaml")).unwrap();
    std::os::unix::fs::symlink("shared/citewire.yaml", site.path("citewire.yaml")).unwrap();
    insta::assert_snapshot!(said(&site));
}

#[test]
fn a_taxonomy_with_a_name_that_cannot_be_a_folder() {
    let site = Site::new("taxonomies: [con]\n");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn a_bundle_s_file_whose_name_cannot_be_an_address() {
    let site = Site::new("");
    site.article("one/index", "", "See [the paper](what?.pdf).").write("content/articles/one/what?.pdf", "x");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn mistakes_in_templates() {
    let site = Site::new("");
    site.article("one", "", "A [@paper].");
    site.write("templates/home.html", "<p>\n{{ site.titel }}\n");
    insta::assert_snapshot!("unknown_field", said(&site));
    site.write("templates/home.html", "{% if site.title %}\n<p>\n");
    insta::assert_snapshot!("unclosed_block", said(&site));
    site.write("templates/home.html", "{% include \"home.html\" %}\n");
    insta::assert_snapshot!("circular_include", said(&site));
    site.write("templates/home.html", "{% extends \"bas.html\" %}\n");
    insta::assert_snapshot!("missing_parent", said(&site));
}

#[test]
fn a_theme_that_is_not_there() {
    let site = Site::new("theme: defalt\n");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn mistakes_in_the_configuration_come_all_at_once() {
    let site = Site::new("");
    site.write(
        "citewire.yaml",
        "titel: Test\nbase_url: news.example\nlanguage: english\ntimezone: Europe/Berln\npermalink: /:yaer/:slug/\n\
         taxonomies: [tags, feed]\npaginate: 0\nmarkdown:\n  unsafe_html: yes\nmenu:\n  - title: A\n    url: javascript:x\n",
    );
    insta::assert_snapshot!(said(&site));
}

#[test]
fn a_menu_entry_and_a_picture_that_lead_nowhere() {
    let site = Site::new("menu: [{title: About, url: /abuot/}]\nimage: /og.png\n");
    site.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n");
    insta::assert_snapshot!(said(&site));
}

#[test]
fn a_folder_that_is_no_site() {
    let dir = tempfile::tempdir().unwrap();
    let site = Site::new("");
    let output = site.command(&["build", &dir.path().to_string_lossy()]).output().unwrap();
    let said =
        String::from_utf8_lossy(&output.stderr).replace(&*dir.path().canonicalize().unwrap().to_string_lossy(), "DIR");
    insta::assert_snapshot!(format!("exit {}\n{said}", output.status.code().unwrap()));
}

#[test]
fn a_folder_that_is_not_there() {
    let site = Site::new("");
    let output = site.command(&["build", "nowhere"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    insta::assert_snapshot!(format!("exit {}\n{said}", output.status.code().unwrap()));
}

#[test]
fn warnings_do_not_stop_a_build() {
    let site = Site::new("");
    fs::remove_file(site.path("citewire.yaml")).unwrap();
    site.article("one", "", "A [@paper]. <script>x()</script>\n\n[^n]: Unused.");
    site.write("content/articles/notes.txt", "x").write("content/stray.md", "x");
    let said = site.built();
    let said: String =
        said.lines().filter(|line| !line.starts_with("built ")).map(|line| format!("{line}\n")).collect();
    insta::assert_snapshot!(said);
}

#[test]
fn articles_that_are_named_twice_are_named_once_on_the_page() {
    let site = Site::new("");
    site.article("one", "related: [two, three, two, cw-3]\n", "A [@paper].").article("two", "", "B [@paper].");
    site.article("three", "id: cw-3\n", "C [@paper].");
    site.write("content/digests/2026-11-20.md", "---\npinned: [two, one, two]\n---\n");
    let said = site.built();
    insta::assert_snapshot!(said.split("built ").next().unwrap());
    let page = site.page("2026/11/one/index.html");
    assert_eq!(page.split("Related stories").nth(1).unwrap().matches("href=\"/2026/11/two/\"").count(), 1, "{page}");
}

#[test]
fn a_text_a_summary_and_a_note_of_a_digest_that_nest_without_end() {
    let site = Site::new("newsletter:\n  unsubscribe: https://test.example/unsubscribe\n");
    site.article("one", &format!("summary: \"{}a{}\"\n", "*".repeat(500), "*".repeat(500)), "A [@paper].");
    site.article("two", "", &format!("A [@paper].\n\n{}x", "- ".repeat(2000)));
    site.write("content/digests/2026-11-20.md", &format!("---\nintro: Hello.\n---\n{}x\n", "<div>".repeat(5000)));
    let (code, said) = site.fails();
    let checked = String::from_utf8(site.command(&["check"]).output().unwrap().stdout).unwrap();
    let places = said.lines().filter(|line| line.contains("-->")).map(|line| line.trim_start_matches([' ', '-', '>']));
    assert_eq!(
        places.collect::<Vec<_>>(),
        ["content/articles/one.md:4:209", "content/articles/two.md:11:101", "content/digests/2026-11-20.md:4:1"]
    );
    assert_eq!((code, said.matches("error[too-deep]").count()), (1, 3), "{said}");
    assert_eq!(checked.matches("error[too-deep]").count(), 3, "{checked}");
}

#[test]
fn an_article_that_cannot_be_read_is_reported_once_whatever_counts_on_it() {
    let site = Site::new("");
    site.article("one", "", "A [@paper], [two](two.md).");
    site.write("content/articles/two.md", "---\nkind: opinion\ntitle: Two\n\tdate: 2026-03-02\n---\nText.\n");
    site.write("content/digests/2026-03-02.md", "---\nintro: Hello.\n---\n");
    let (_, said) = site.fails();
    assert!(said.contains("a tab cannot indent YAML") && said.contains("build failed: 1 error;"), "{said}");
}
