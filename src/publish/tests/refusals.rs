//! Folders and moments in which Citewire does not publish, and what it says then.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::Duration;

use super::support::{Site, expected, put_all};
use super::{NEW, OLD};
use crate::publish::{PublishError, Staging};

fn refusal(site: &Site, out: &Path) -> String {
    let error = Staging::begin(out, &site.options).unwrap_err();
    assert!(error.is_usage(), "{error}");
    let text = error.to_string();
    assert!(text.starts_with(&out.display().to_string()), "{text}");
    text
}

#[test]
fn folders_that_hold_the_site_or_its_inputs_are_refused() {
    let site = Site::new();
    site.write("content/one.md", "text");
    let root = site.path("");
    for out in [root.clone(), root.join("."), root.join("content/.."), root.parent().unwrap().to_owned(), "/".into()] {
        assert!(refusal(&site, &out).contains("holds the site itself"));
    }
    for name in ["content", "data", "static", "themes", "templates/x", "assets", "content/deep/er", ".git"] {
        assert!(refusal(&site, &root.join(name)).contains("made from"), "{name}");
    }
    assert!(refusal(&site, &root.join(".public.citewire/next")).contains("stages"));
    assert_eq!(fs::read_dir(&root).unwrap().count(), 1, "a refusal has left something");
}

#[test]
fn inputs_behind_links_are_refused_too() {
    let site = Site::new();
    fs::create_dir_all(site.path("real/content")).unwrap();
    symlink("real/content", site.path("content")).unwrap();
    symlink("content", site.path("alias")).unwrap();
    for out in ["alias", "real/content", "real"] {
        assert!(refusal(&site, &site.path(out)).contains("made from"), "{out}");
    }
}

#[test]
fn what_is_no_folder_is_refused() {
    let site = Site::new();
    site.write("file", "text");
    symlink("missing", site.path("broken")).unwrap();
    assert!(refusal(&site, &site.path("file")).contains("is a file"));
    assert!(refusal(&site, &site.path("file/below")).contains("through a file"));
    assert!(refusal(&site, &site.path("broken")).contains("does not exist"));
    assert!(refusal(&site, &site.path("missing/../content")).contains("`..`"));
    assert_eq!(fs::read_to_string(site.path("file")).unwrap(), "text");
}

#[test]
fn a_link_in_the_place_of_the_state_folder_is_refused() {
    let site = Site::new();
    fs::create_dir(site.path("elsewhere")).unwrap();
    symlink("elsewhere", site.path(".public.citewire")).unwrap();
    let error = site.begin().unwrap_err();
    assert!(error.to_string().contains(".public.citewire is no folder"), "{error}");
    assert_eq!(fs::read_dir(site.path("elsewhere")).unwrap().count(), 0);
}

#[test]
fn the_folders_above_the_published_one_are_made() {
    let site = Site::new();
    let staging = Staging::begin(&site.path("dist/en/www"), &site.options).unwrap();
    put_all(&staging, NEW).unwrap();
    staging.commit().unwrap();
    assert_eq!(super::support::tree(&site.path("dist/en/www")), expected(NEW));
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let site = Site::new();
    let first = site.begin().unwrap();
    let error = site.begin().unwrap_err();
    assert!(matches!(error, PublishError::Busy(_)) && !error.is_usage());
    let text = error.to_string();
    assert!(text.contains("another build is writing to") && text.contains("public"), "{text}");
    put_all(&first, OLD).unwrap();
    first.commit().unwrap();
    site.publish(NEW).unwrap();
    assert_eq!(site.published(), expected(NEW));
}

#[test]
fn a_second_build_waits_for_the_first() {
    let mut site = Site::new();
    site.options = site.options.clone().lock_wait(Duration::from_secs(600));
    let first = site.begin().unwrap();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| site.publish(NEW).unwrap());
        put_all(&first, OLD).unwrap();
        first.commit().unwrap();
        assert_eq!(second.join().unwrap().removed, 1);
    });
    assert_eq!(site.published(), expected(NEW));
}

#[test]
fn two_pages_in_one_place_are_refused() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    let error = site.publish(&[("x", "1"), ("x", "1")]).unwrap_err();
    assert!(error.is_usage() || error.to_string().contains("/x"), "{error}");
    assert!(site.publish(&[("x/y", "1"), ("x", "1")]).is_err());
    assert_eq!(site.published(), expected(OLD));
}

#[test]
fn an_error_of_the_system_names_the_path() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    // A folder where the manifest belongs cannot be replaced by a file, whoever runs the test.
    fs::create_dir_all(site.path(".public.citewire/manifest.tmp/x")).unwrap();
    let error = site.publish(NEW).unwrap_err();
    assert!(!error.is_usage() && error.to_string().contains("manifest.tmp"), "{error}");
    assert_eq!(site.published(), expected(OLD));
}
