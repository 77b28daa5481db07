//! Files that Citewire did not write are kept, and links are never followed.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::support::{Files, Site, expected, put_all, tree};
use super::{NEW, OLD};
use crate::publish::PublishError;

#[test]
fn files_folders_and_links_of_others_survive_every_build() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    site.write("public/.git/config", "mine");
    site.write("public/gone/deep/mine.txt", "mine");
    fs::create_dir_all(site.path("public/empty/inner")).unwrap();
    fs::set_permissions(site.path("public/empty"), fs::Permissions::from_mode(0o700)).unwrap();
    symlink("nowhere", site.path("public/link")).unwrap();
    for files in [NEW, OLD, NEW, NEW] {
        let report = site.publish(files).unwrap();
        assert_eq!(report.foreign, [".git/config", "gone/deep/mine.txt", "link"]);
        let mut all = expected(files);
        all.extend(expected(&[(".git/config", "mine"), ("gone/deep/mine.txt", "mine"), ("link", "-> nowhere")]));
        all.extend(["empty/", "empty/inner/"].map(|name| (name.to_owned(), String::new())));
        assert_eq!(site.published(), all);
        assert_eq!(fs::metadata(site.path("public/empty")).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

#[test]
fn what_others_remove_or_replace_does_not_come_back() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    site.write("public/mine/one.txt", "one");
    site.write("public/mine/two.txt", "two");
    site.publish(OLD).unwrap();
    site.publish(OLD).unwrap();
    fs::remove_file(site.path("public/mine/one.txt")).unwrap();
    fs::remove_file(site.path("public/mine/two.txt")).unwrap();
    site.write("public/mine/two.txt", "2");
    for _ in 0..2 {
        site.publish(OLD).unwrap();
        let mut all = expected(OLD);
        all.extend(expected(&[("mine/two.txt", "2")]));
        assert_eq!(site.published(), all);
    }
    fs::remove_dir_all(site.path("public/mine")).unwrap();
    for _ in 0..2 {
        site.publish(OLD).unwrap();
        assert_eq!(site.published(), expected(OLD));
    }
}

#[test]
fn a_file_of_others_in_the_place_of_a_page_is_refused_and_nothing_changes() {
    let site = Site::new();
    site.write("public/index.html", "mine");
    site.write("public/b", "a file where a folder belongs");
    let error = site.publish(NEW).unwrap_err();
    assert!(error.is_usage());
    let text = error.to_string();
    assert!(text.contains("public/b and 1 more were not written by Citewire") && text.contains("--out"), "{text}");
    assert!(
        matches!(error, PublishError::Foreign(paths) if paths == [site.path("public/b"), site.path("public/index.html")])
    );
    assert_eq!(site.published(), expected(&[("index.html", "mine"), ("b", "a file where a folder belongs")]));
    fs::remove_file(site.path("public/b")).unwrap();
    fs::remove_file(site.path("public/index.html")).unwrap();
    site.publish(NEW).unwrap();
    assert_eq!(site.published(), expected(NEW));
}

#[test]
fn a_folder_with_files_of_others_in_the_place_of_a_page_is_refused() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    site.write("public/feed.xml/mine/deep.txt", "mine");
    let files: Files<'_> = &[("feed.xml", "feed")];
    assert!(matches!(site.publish(files), Err(PublishError::Foreign(_))));
    fs::remove_file(site.path("public/feed.xml/mine/deep.txt")).unwrap();
    site.publish(files).unwrap();
    assert_eq!(site.published(), expected(files));
}

#[test]
fn a_file_of_others_with_the_bytes_of_the_page_becomes_the_page() {
    let site = Site::new();
    site.write("public/index.html", "new home!");
    let before = site.stamp("index.html");
    let report = site.publish(NEW).unwrap();
    assert_eq!((report.written, report.unchanged), (2, 1));
    assert_eq!(site.stamp("index.html"), before);
    assert_eq!(site.publish(&[]).unwrap().removed, 3);
    assert_eq!(site.published(), expected(&[]));
}

#[test]
fn links_in_the_folder_are_not_followed() {
    let site = Site::new();
    site.write("precious/index.html", "precious");
    site.publish(NEW).unwrap();
    fs::remove_dir_all(site.path("public/a")).unwrap();
    symlink(site.path("precious"), site.path("public/a")).unwrap();
    assert!(matches!(site.publish(OLD), Err(PublishError::Foreign(_))));
    let without: Files<'_> = &[("index.html", "old home")];
    for files in [without, &[], without] {
        site.publish(files).unwrap();
        assert_eq!(tree(&site.path("precious")), expected(&[("index.html", "precious")]));
        assert!(fs::symlink_metadata(site.path("public/a")).unwrap().is_symlink());
    }
    fs::remove_file(site.path("public/a")).unwrap();
    for files in [OLD, NEW, OLD] {
        site.publish(files).unwrap();
        assert_eq!(site.published(), expected(files));
        assert_eq!(tree(&site.path("precious")), expected(&[("index.html", "precious")]));
    }
}

#[test]
fn a_link_in_the_place_of_a_page_is_not_written_through() {
    let site = Site::new();
    site.write("precious.txt", "precious");
    site.publish(OLD).unwrap();
    fs::remove_file(site.path("public/index.html")).unwrap();
    symlink(site.path("precious.txt"), site.path("public/index.html")).unwrap();
    assert!(matches!(site.publish(NEW), Err(PublishError::Foreign(_))));
    assert_eq!(fs::read_to_string(site.path("precious.txt")).unwrap(), "precious");
}

#[test]
fn links_planted_in_the_staged_tree_are_not_followed() {
    let site = Site::new();
    site.write("precious/index.html", "precious");
    fs::create_dir_all(site.path(".public.citewire/next")).unwrap();
    symlink(site.path("precious"), site.path(".public.citewire/next/a")).unwrap();
    symlink(site.path("precious/index.html"), site.path(".public.citewire/next/index.html")).unwrap();
    symlink(site.path("precious/index.html"), site.path(".public.citewire/manifest.tmp")).unwrap();
    symlink(site.path("precious"), site.path(".public.citewire/old")).unwrap();
    site.publish(OLD).unwrap_or_else(|_| site.publish(OLD).unwrap());
    assert_eq!(tree(&site.path("precious")), expected(&[("index.html", "precious")]));
}

#[test]
fn what_others_add_while_a_build_runs_is_kept() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    site.write("public/mine.txt", "first");
    let staging = site.begin().unwrap();
    put_all(&staging, NEW).unwrap();
    site.write("public/late/new.txt", "late");
    fs::remove_file(site.path("public/mine.txt")).unwrap();
    site.write("public/other.txt", "holds the inode");
    site.write("public/mine.txt", "second");
    staging.commit().unwrap();
    let mut all = expected(NEW);
    all.extend(expected(&[("late/new.txt", "late"), ("mine.txt", "second"), ("other.txt", "holds the inode")]));
    assert_eq!(site.published(), all);
    site.publish(NEW).unwrap();
    assert_eq!(site.published(), all);
}
