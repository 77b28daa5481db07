//! What publishing promises, seen from the outside.

mod copies;
mod faults;
mod foreign;
pub(super) mod hooks;
mod in_place;
mod known;
mod refusals;
mod speed;
mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use rustix::io::Errno;

use super::{Content, Exchange, Staging};
use support::{Files, Site, expected, path_of, put_all};

const OLD: Files<'_> = &[("index.html", "old home"), ("a/index.html", "a"), ("gone/deep/index.html", "gone")];
const NEW: Files<'_> = &[("index.html", "new home!"), ("a/index.html", "a"), ("b/c/index.html", "c")];

#[test]
fn the_first_build_makes_the_folder() {
    let site = Site::new();
    let report = site.publish(OLD).unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (3, 0, 0));
    assert_eq!(report.exchange, Exchange::Renamed);
    assert_eq!(site.published(), expected(OLD));
}

#[test]
fn a_second_build_exchanges_and_removes_what_is_stale() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    let report = site.publish(NEW).unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (2, 1, 1));
    assert_eq!(report.exchange, Exchange::Swapped);
    assert_eq!(site.published(), expected(NEW));
    assert_eq!(report.foreign, Vec::<String>::new());
}

#[test]
fn builds_in_turn_publish_exactly_what_was_put() {
    let site = Site::new();
    for files in [OLD, NEW, NEW, OLD, &[], OLD, NEW] {
        site.publish(files).unwrap();
        assert_eq!(site.published(), expected(files));
    }
}

#[test]
fn what_did_not_change_is_the_same_file_with_the_same_time() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    let before = site.stamp("a/index.html");
    for _ in 0..3 {
        site.publish(NEW).unwrap();
        assert_eq!(site.stamp("a/index.html"), before);
    }
    assert_eq!(site.publish(NEW).unwrap().unchanged, NEW.len());
}

#[test]
fn a_file_that_somebody_changed_is_written_again() {
    let site = Site::new();
    for round in 0..3 {
        site.publish(OLD).unwrap();
        site.write("public/index.html", &format!("changed {round}"));
        let report = site.publish(OLD).unwrap();
        assert_eq!((report.written, report.unchanged, report.removed), (1, 2, 0));
        assert_eq!(site.published(), expected(OLD));
    }
}

#[test]
fn a_file_that_somebody_changed_and_the_site_lost_is_removed() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    site.write("public/gone/deep/index.html", "changed");
    assert_eq!(site.publish(NEW).unwrap().removed, 1);
    assert_eq!(site.published(), expected(NEW));
}

#[test]
fn a_file_or_the_folder_that_somebody_removed_is_there_again() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    fs::remove_file(site.path("public/a/index.html")).unwrap();
    site.publish(OLD).unwrap();
    assert_eq!(site.published(), expected(OLD));
    fs::remove_dir_all(site.path("public")).unwrap();
    assert_eq!(site.publish(OLD).unwrap().exchange, Exchange::Renamed);
    assert_eq!(site.published(), expected(OLD));
    fs::remove_dir_all(site.path(".public.citewire/next")).ok();
    site.publish(OLD).unwrap();
    assert_eq!(site.published(), expected(OLD));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let site = Site::new();
    let files: Files<'_> = &[("x", "file"), ("y/z/index.html", "folder"), ("y/i", "in it")];
    let turned: Files<'_> = &[("x/index.html", "folder"), ("y", "file")];
    for files in [files, turned, files, files, turned, turned, files] {
        site.publish(files).unwrap();
        assert_eq!(site.published(), expected(files));
    }
}

#[test]
fn a_build_that_is_dropped_leaves_all_as_it_was() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    let before = site.stamp("index.html");
    let staging = site.begin().unwrap();
    put_all(&staging, NEW).unwrap();
    drop(staging);
    assert_eq!(site.published(), expected(OLD));
    assert_eq!(site.stamp("index.html"), before);
    site.publish(NEW).unwrap();
    assert_eq!(site.published(), expected(NEW));
}

#[test]
fn a_file_is_copied_with_its_bytes() {
    let site = Site::new();
    site.write("static/logo.svg", "<svg/>");
    for written in [1, 0] {
        let staging = site.begin().unwrap();
        staging.put(&path_of("logo.svg"), Content::Copy(&site.path("static/logo.svg"))).unwrap();
        assert_eq!(staging.commit().unwrap().written, written);
    }
    assert_eq!(site.published(), expected(&[("logo.svg", "<svg/>")]));
    let staging = site.begin().unwrap();
    let error = staging.put(&path_of("x"), Content::Copy(&site.path("static/missing"))).unwrap_err();
    assert!(error.to_string().contains("static/missing") && !error.is_usage(), "{error}");
}

#[test]
fn many_threads_put_into_the_same_folders() {
    fn is_shared<T: Send + Sync>(_: &T) {}
    let site = Site::new();
    let staging = site.begin().unwrap();
    is_shared(&staging);
    let put = |thread: usize, staging: &Staging| {
        for n in 0..50 {
            staging.put(&path_of(&format!("f{}/g{n}/{thread}", n % 7)), Content::Bytes(b"x")).unwrap();
        }
    };
    std::thread::scope(|scope| {
        (0..4).for_each(|thread| {
            drop(scope.spawn({
                let s = &staging;
                move || put(thread, s)
            }))
        })
    });
    assert_eq!(staging.commit().unwrap().written, 200);
    assert_eq!(site.published().values().filter(|text| *text == "x").count(), 200);
}

#[test]
fn the_folder_keeps_its_permissions() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    fs::set_permissions(site.path("public"), fs::Permissions::from_mode(0o750)).unwrap();
    site.publish(NEW).unwrap();
    assert_eq!(fs::metadata(site.path("public")).unwrap().permissions().mode() & 0o777, 0o750);
}

#[test]
fn without_an_exchange_the_folders_are_renamed() {
    for errno in [Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP] {
        let mut site = Site::new();
        site.publish(OLD).unwrap();
        site.options.hooks.exchange_error = Some(errno);
        for files in [NEW, OLD, NEW] {
            assert_eq!(site.publish(files).unwrap().exchange, Exchange::Renamed);
            assert_eq!(site.published(), expected(files));
        }
    }
}

#[test]
fn without_hard_links_files_are_written() {
    let mut site = Site::new();
    site.options.hooks.link_error = Some(Errno::PERM);
    site.publish(OLD).unwrap();
    site.write("public/mine.txt", "mine");
    std::os::unix::fs::symlink("mine.txt", site.path("public/link")).unwrap();
    assert_eq!(site.publish(NEW).unwrap().written, 3);
    site.publish(OLD).unwrap();
    let mut all = expected(OLD);
    all.insert("mine.txt".to_owned(), "mine".to_owned());
    all.insert("link".to_owned(), "-> mine.txt".to_owned());
    assert_eq!(site.published(), all);
}

#[test]
fn an_output_folder_behind_a_link_is_the_one_that_is_published() {
    let site = Site::new();
    fs::create_dir_all(site.path("elsewhere/www")).unwrap();
    std::os::unix::fs::symlink("elsewhere/www", site.path("public")).unwrap();
    site.publish(NEW).unwrap();
    assert_eq!(support::tree(&site.path("elsewhere/www")), expected(NEW));
    assert!(fs::symlink_metadata(site.path("public")).unwrap().is_symlink());
}
