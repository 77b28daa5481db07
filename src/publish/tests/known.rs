//! A file that is made of the same as the last time is kept without its bytes.

use std::fs;
use std::os::unix::fs::MetadataExt;

use rustix::io::Errno;

use super::support::{Site, path_of};
use crate::fingerprint::Fingerprint;
use crate::publish::{Content, Report};

const PAGE: &str = "a/index.html";

fn made_of(text: &str) -> Fingerprint {
    blake3::hash(text.as_bytes())
}

/// Publishes a page that is made of something, and says whether it was known.
fn publish(site: &Site, of: &str, text: &str) -> (Option<u64>, Report) {
    let staging = site.begin().unwrap();
    let known = staging.put_known(&path_of(PAGE), made_of(of)).unwrap();
    if known.is_none() {
        staging.put_made_of(&path_of(PAGE), Content::Bytes(text.as_bytes()), Some(made_of(of))).unwrap();
    }
    (known, staging.commit().unwrap())
}

fn page(site: &Site) -> String {
    fs::read_to_string(site.path("public").join(PAGE)).unwrap()
}

#[test]
fn what_is_made_of_the_same_is_known_and_stays_the_same_file() {
    let site = Site::new();
    assert_eq!(publish(&site, "one", "text").0, None);
    let before = site.stamp(PAGE);
    for _ in 0..3 {
        let (known, report) = publish(&site, "one", "never put");
        assert_eq!((known, report.written, report.unchanged), (Some(4), 0, 1));
        assert_eq!((page(&site).as_str(), site.stamp(PAGE)), ("text", before));
    }
    assert_eq!(publish(&site, "two", "other").0, None);
    assert_eq!(page(&site), "other");
}

#[test]
fn the_last_word_on_what_the_same_bytes_are_made_of_counts() {
    let site = Site::new();
    publish(&site, "one", "text");
    assert_eq!(publish(&site, "two", "text").1.unchanged, 1);
    assert_eq!(publish(&site, "one", "text").0, None);
    assert_eq!(publish(&site, "one", "text").0, Some(4));
    // Of what this is made, nobody says.
    site.publish(&[(PAGE, "text")]).unwrap();
    assert_eq!(publish(&site, "one", "text").0, None);
}

#[test]
fn a_page_that_somebody_touched_replaced_or_removed_is_not_known() {
    let path = |site: &Site| site.path("public").join(PAGE);
    let changes: [&dyn Fn(&Site); 5] = [
        &|site| fs::remove_file(path(site)).unwrap(),
        &|site| fs::remove_dir_all(site.path("public/a")).unwrap(),
        &|site| fs::write(path(site), "nine").unwrap(),
        &|site| {
            let file = fs::File::options().write(true).open(path(site)).unwrap();
            file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        },
        // Another file of the same size and time.
        &|site| {
            let before = fs::metadata(path(site)).unwrap();
            fs::write(site.path("new"), "nine").unwrap();
            fs::File::options()
                .write(true)
                .open(site.path("new"))
                .unwrap()
                .set_modified(before.modified().unwrap())
                .unwrap();
            fs::rename(site.path("new"), path(site)).unwrap();
            let after = fs::metadata(path(site)).unwrap();
            assert!(before.len() == after.len() && before.mtime_nsec() == after.mtime_nsec());
        },
    ];
    for change in changes {
        let site = Site::new();
        publish(&site, "one", "text");
        change(&site);
        assert_eq!(publish(&site, "one", "text").0, None);
        assert_eq!(page(&site), "text");
        assert_eq!(publish(&site, "one", "text").0, Some(4));
    }
}

#[test]
fn without_links_a_known_page_is_rendered_again_or_copied() {
    for (link, expected) in [(Errno::PERM, None), (Errno::XDEV, Some(4))] {
        let mut site = Site::new();
        publish(&site, "one", "text");
        site.options.hooks.link_error = Some(link);
        assert_eq!(publish(&site, "one", "text").0, expected);
        assert_eq!(page(&site), "text");
    }
}

#[test]
fn a_folder_that_is_updated_file_by_file_knows_its_pages() {
    let mut site = Site::new();
    publish(&site, "one", "text");
    site.options.hooks.exchange_error = Some(Errno::BUSY);
    for (of, text) in [("two", "other"), ("one", "text")] {
        assert_eq!(publish(&site, of, text).0, None);
        assert!(publish(&site, of, "never put").0.is_some());
        assert_eq!(page(&site), text);
    }
}

#[test]
fn a_copy_of_a_folder_knows_no_page() {
    let (site, copy) = (Site::new(), Site::new());
    publish(&site, "one", "text");
    for folder in ["public/a", ".public.citewire"] {
        fs::create_dir_all(copy.path(folder)).unwrap();
    }
    for file in ["public/a/index.html", ".public.citewire/live.manifest"] {
        fs::copy(site.path(file), copy.path(file)).unwrap();
    }
    assert_eq!(publish(&copy, "one", "text").0, None);
    assert_eq!(publish(&copy, "one", "text").0, Some(4));
}
