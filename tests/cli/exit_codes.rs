//! Exit codes, each by a case that people meet, and colour.

use std::fs;

use crate::support::Site;
use crate::{citewire, json_lines, run};

#[test]
fn code_0_is_done() {
    let site = Site::new("");
    site.article("one", "", "Fine [@paper].");
    run(site.root(), &["build"], 0);
    run(site.root(), &["list"], 0);
}

#[test]
fn code_1_is_a_mistake_in_content() {
    let site = Site::new("");
    site.article("one", "", "Not fine [@papre].");
    let (out, err) = run(site.root(), &["build"], 1);
    assert_eq!(out, "");
    assert!(err.ends_with("build failed: 1 error; output unchanged\n"), "{err}");
}

#[test]
fn code_2_is_wrong_usage_or_configuration() {
    let empty = tempfile::tempdir().unwrap();
    for arguments in [&["build"][..], &["list"], &["new", "x"]] {
        let (_, err) = run(empty.path(), arguments, 2);
        assert!(err.contains("is not a site") && err.contains("`citewire init DIR`"), "{arguments:?}: {err}");
    }
    let site = Site::new("tilte: x\n");
    for arguments in [&["build"][..], &["list"], &["new", "x"], &["schema"]] {
        let (out, err) = run(site.root(), arguments, 2);
        assert_eq!(out, "");
        assert!(err.contains("unknown key `tilte`"), "{arguments:?}: {err}");
        assert!(arguments == ["build"] || !err.contains("build failed"), "{arguments:?}: {err}");
    }
    let site = Site::new("");
    for arguments in [&["new", " "][..], &["list", "--now", "today"], &["new"], &["completions", "c"], &["bluid"]] {
        run(site.root(), arguments, 2);
    }
    citewire(site.root(), &["new", "x"]).env("SOURCE_DATE_EPOCH", "today").assert().code(2);
}

#[test]
fn code_3_is_a_disk_that_does_not_play_along() {
    let site = Site::new("");
    fs::write(site.path("content"), "a file where a folder should be").unwrap();
    let (out, err) = run(site.root(), &["new", "Two papers"], 3);
    assert_eq!(out, "");
    assert!(err.contains("content") && err.contains("nothing was written"), "{err}");
}

#[test]
fn a_folder_below_a_file_cannot_be_made() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("file"), "").unwrap();
    let (_, err) = run(dir.path(), &["init", "file"], 2);
    assert!(err.contains("is not a folder"), "{err}");
    run(dir.path(), &["init", "file/site"], 3);
}

#[test]
fn errors_are_json_where_json_was_asked_for() {
    let empty = tempfile::tempdir().unwrap();
    let (out, err) = run(empty.path(), &["new", "x", "--json"], 2);
    assert_eq!(err, "");
    assert_eq!(json_lines(&out)[0]["event"], "error");
}

#[test]
fn colour_is_there_only_where_it_was_asked_for() {
    let site = Site::new("");
    site.article("one", "", "Not fine [@papre].");
    let said = |arguments: &[&str], no_color: bool| {
        let mut command = citewire(site.root(), arguments);
        if !no_color {
            command.env_remove("NO_COLOR");
        }
        let output = command.output().unwrap();
        [output.stdout, output.stderr].concat().contains(&0x1B)
    };
    assert!(!said(&["build"], true), "NO_COLOR");
    assert!(!said(&["build"], false), "standard error is no terminal");
    assert!(!said(&["build", "--color", "never"], false));
    assert!(said(&["build", "--color", "always"], false));
    assert!(!said(&["--help"], true) && !said(&["bluid"], true));
}
