//! Folders that cannot be exchanged are updated file by file.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use rustix::io::Errno;

use super::support::{Files, Site, expected};
use super::{NEW, OLD};
use crate::publish::{Exchange, PublishError};

fn site(errno: Errno) -> Site {
    let mut site = Site::new();
    site.publish(OLD).unwrap();
    site.options.hooks.exchange_error = Some(errno);
    site
}

#[test]
fn every_file_that_differs_is_replaced_and_the_report_says_why() {
    for errno in [Errno::BUSY, Errno::XDEV, Errno::ACCESS, Errno::PERM] {
        let site = site(errno);
        let (folder, kept) = (site.stamp(""), site.stamp("a/index.html"));
        site.write("public/mine/own.txt", "mine");
        for files in [NEW, OLD, NEW, NEW] {
            let report = site.publish(files).unwrap();
            assert!(matches!(report.exchange, Exchange::InPlace { why } if why.starts_with("it ")));
            assert_eq!(report.foreign, ["mine/own.txt"]);
            let mut all = expected(files);
            all.extend(expected(&[("mine/own.txt", "mine")]));
            assert_eq!(site.published(), all);
        }
        assert_eq!((site.stamp("").0, site.stamp("a/index.html")), (folder.0, kept));
        assert_eq!(site.publish(NEW).unwrap().unchanged, NEW.len());
    }
}

#[test]
fn files_and_folders_change_into_each_other() {
    let site = site(Errno::BUSY);
    let files: Files<'_> = &[("x", "file"), ("y/z/index.html", "folder")];
    let turned: Files<'_> = &[("x/index.html", "folder"), ("y", "file")];
    for files in [files, turned, files, turned] {
        site.publish(files).unwrap();
        assert_eq!(site.published(), expected(files));
    }
}

#[test]
fn a_file_of_others_is_refused_before_anything_changes() {
    let site = site(Errno::BUSY);
    site.write("public/b/c/index.html", "mine");
    let before = site.published();
    assert!(matches!(site.publish(NEW), Err(PublishError::Foreign(_))));
    assert_eq!(site.published(), before);
}

#[test]
fn a_folder_on_another_file_system_gets_copies_and_keeps_what_did_not_change() {
    let mut site = site(Errno::XDEV);
    site.options.hooks.link_error = Some(Errno::XDEV);
    site.options.hooks.rename_error = Some((Errno::XDEV, ""));
    let kept = site.stamp("a/index.html");
    site.write("public/b/.citewire.tmp", "left by a killed build");
    for (files, written) in [(NEW, 2), (OLD, 2), (NEW, 2), (NEW, 0)] {
        let report = site.publish(files).unwrap();
        assert!(matches!(report.exchange, Exchange::InPlace { .. }));
        assert_eq!((report.written, report.foreign.len()), (written, 0));
        assert_eq!(site.published(), expected(files));
    }
    assert_eq!(site.stamp("a/index.html"), kept);
}

#[test]
fn a_folder_that_cannot_be_renamed_away_is_updated() {
    let mut site = site(Errno::INVAL);
    site.options.hooks.rename_error = Some((Errno::BUSY, "old"));
    for files in [NEW, OLD] {
        let why = "it is a mount point".to_owned();
        assert_eq!(site.publish(files).unwrap().exchange, Exchange::InPlace { why });
        assert_eq!(site.published(), expected(files));
    }
}

#[test]
fn a_changed_file_stays_known_as_changed_when_an_update_is_stopped() {
    let empty: Files<'_> = &[("index.html", ""), ("gone/deep/index.html", "")];
    for steps in 0.. {
        let mut site = site(Errno::BUSY);
        site.write("public/gone/deep/index.html", "changed");
        site.options.hooks.steps_left = Some(Arc::new(AtomicUsize::new(steps)));
        let is_done = site.publish(NEW).is_ok();
        site.options.hooks.steps_left = None;
        site.publish(empty).unwrap();
        assert_eq!(site.published(), expected(empty), "after {steps} steps");
        if is_done {
            return;
        }
    }
}

#[test]
fn a_rename_that_fails_half_way_is_taken_back() {
    let mut site = site(Errno::INVAL);
    site.options.hooks.rename_error = Some((Errno::NOSPC, "public"));
    let error = site.publish(NEW).unwrap_err();
    assert!(error.to_string().contains("public") && !error.is_usage(), "{error}");
    assert_eq!(site.published(), expected(OLD));
    site.options.hooks.rename_error = None;
    site.publish(NEW).unwrap();
    assert_eq!(site.published(), expected(NEW));
}
