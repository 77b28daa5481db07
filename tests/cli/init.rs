//! `citewire init`.

use std::fs;

use crate::support::tree;
use crate::{citewire, json_lines, new_site, run};

#[test]
fn a_new_site_builds_without_a_word_of_warning() {
    let dir = tempfile::tempdir().unwrap();
    let (out, err) = run(dir.path(), &["init", "my-site"], 0);
    assert_eq!(out, "");
    assert!(err.ends_with("next:\n  cd my-site\n  citewire serve --watch\n"), "{err}");
    let site = dir.path().join("my-site");
    let (out, err) = run(&site, &["build"], 0);
    assert_eq!(err, "");
    assert!(out.starts_with("built 2 articles, 1 page citing 2 sources: "), "{out}");
    let home = fs::read_to_string(site.join("public/index.html")).unwrap();
    assert!(home.contains("<title>My site</title>") && home.contains("href=\"/2026/11/show-where-it-comes-from/\""));
    let article = fs::read_to_string(site.join("public/2026/11/show-where-it-comes-from/index.html")).unwrap();
    assert!(article.contains("Attention Is All You Need") && article.contains("https://arxiv.org/abs/1706.03762"));
    assert!(site.join("public/favicon.svg").is_file() && site.join("public/about/index.html").is_file());
}

#[test]
fn a_new_site_builds_when_its_example_articles_are_gone_too() {
    let site = new_site();
    fs::remove_dir_all(site.path().join("content/articles")).unwrap();
    let (out, err) = run(site.path(), &["build"], 0);
    assert_eq!(err, "");
    assert!(out.starts_with("built 0 articles, 1 page"), "{out}");
}

#[test]
fn a_new_site_builds_below_a_path_as_its_workflow_does() {
    let site = new_site();
    let (_, err) = run(site.path(), &["build", "--base-url", "https://user.github.io/repo"], 0);
    assert_eq!(err, "");
    let about = fs::read_to_string(site.path().join("public/about/index.html")).unwrap();
    assert!(about.contains("href=\"/repo/") && !about.contains("href=\"/about"), "{about}");
}

#[test]
fn a_second_init_is_refused_and_changes_nothing() {
    let site = new_site();
    let before = tree(site.path());
    let (out, err) = run(site.path(), &["init"], 2);
    assert_eq!(out, "");
    assert!(err.contains("is a site already: it holds a `citewire.yaml`"), "{err}");
    assert_eq!(tree(site.path()), before);
}

#[test]
fn files_that_are_in_the_way_are_all_named_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("README.md"), "mine").unwrap();
    fs::write(dir.path().join(".gitignore"), "mine").unwrap();
    fs::write(dir.path().join("LICENSE"), "mine").unwrap();
    let before = tree(dir.path());
    let (_, err) = run(dir.path(), &["init", "."], 2);
    assert!(err.contains("holds 2 files that `init` would write: README.md, .gitignore\n"), "{err}");
    assert_eq!(tree(dir.path()), before);
}

#[test]
fn a_folder_with_other_files_is_no_obstacle() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("LICENSE"), "mine").unwrap();
    let (_, err) = run(dir.path(), &["init"], 0);
    assert!(!err.contains("  cd "), "{err}");
    assert_eq!(fs::read_to_string(dir.path().join("LICENSE")).unwrap(), "mine");
}

#[test]
fn the_name_of_the_folder_is_the_title_whatever_it_is() {
    let dir = tempfile::tempdir().unwrap();
    for (folder, title) in
        [("the-daily-token", "The daily token"), ("AI: \"so\" it's", "AI: &quot;so&quot; it&#39;s"), ("2026", "2026")]
    {
        run(dir.path(), &["init", folder], 0);
        run(&dir.path().join(folder), &["build"], 0);
        let home = fs::read_to_string(dir.path().join(folder).join("public/index.html")).unwrap();
        let found = home.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap();
        assert_eq!(found.replace("&#x27;", "&#39;"), title);
    }
}

#[test]
fn the_articles_have_the_moment_of_the_clock_and_ids_of_their_own() {
    let (a, b) = (new_site(), new_site());
    let path = "content/articles/2026/11/from-draft-to-correction.md";
    let text = |site: &tempfile::TempDir| fs::read_to_string(site.path().join(path)).unwrap();
    assert!(text(&a).contains("\ndate: 2026-11-23T12:00:00+00:00\n"), "{}", text(&a));
    let id = |text: String| text.lines().find(|line| line.starts_with("id: ")).unwrap().to_owned();
    assert_ne!(id(text(&a)), id(text(&b)));
    let later = tempfile::tempdir().unwrap();
    run(later.path(), &["init", "--now", "2027-01-01T00:00:30Z"], 0);
    assert!(later.path().join("content/articles/2027/01/from-draft-to-correction.md").is_file());
}

#[test]
fn programs_get_the_files_as_json() {
    let dir = tempfile::tempdir().unwrap();
    let (out, err) = run(dir.path(), &["init", "site", "--json"], 0);
    assert_eq!(err, "");
    let events = json_lines(&out);
    assert_eq!((events.len(), &events[0]["event"]), (1, &"initialised".into()));
    for file in events[0]["files"].as_array().unwrap() {
        assert!(dir.path().join("site").join(file.as_str().unwrap()).is_file(), "{file}");
    }
}

#[test]
fn what_a_build_writes_is_kept_out_of_git() {
    let site = new_site();
    run(site.path(), &["build"], 0);
    let ignored = fs::read_to_string(site.path().join(".gitignore")).unwrap();
    let ignored: Vec<&str> = ignored.lines().filter(|line| line.starts_with('/')).collect();
    let written: Vec<String> = (fs::read_dir(site.path()).unwrap().map(Result::unwrap))
        .map(|entry| format!("/{}/", entry.file_name().to_string_lossy()))
        .filter(|name| name.contains("public"))
        .collect();
    assert!(written.len() == 2 && written.iter().all(|name| ignored.contains(&name.as_str())), "{written:?}");
}

#[test]
fn no_answer_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    citewire(dir.path(), &["init"]).write_stdin("").assert().code(0);
}
