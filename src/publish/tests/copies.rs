//! Manifests that are damaged, or that belong to another copy of the folder.

use std::fs;
use std::path::Path;

use super::support::{Site, expected};
use super::{NEW, OLD};
use crate::publish::PublishError;

const MANIFEST: &str = ".public.citewire/live.manifest";

#[test]
fn a_damaged_manifest_counts_as_none() {
    let damages: [fn(&str) -> String; 3] =
        [|text| text[..text.len() / 2].to_owned(), |text| text.replace("index", "other"), |_| String::new()];
    for damage in damages {
        let site = Site::new();
        site.publish(OLD).unwrap();
        let text = fs::read_to_string(site.path(MANIFEST)).unwrap();
        fs::write(site.path(MANIFEST), damage(&text)).unwrap();
        // What differs may be anybody's now, what is equal may not.
        assert!(matches!(site.publish(NEW), Err(PublishError::Foreign(_))));
        assert_eq!(site.published(), expected(OLD));
        let report = site.publish(OLD).unwrap();
        assert_eq!((report.unchanged, report.foreign.len()), (3, 0));
        site.publish(NEW).unwrap();
        assert_eq!(site.published(), expected(NEW));
    }
}

#[test]
fn a_manifest_that_is_no_text_counts_as_none() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    fs::write(site.path(MANIFEST), b"\xFF\0\n\n").unwrap();
    assert_eq!(site.publish(OLD).unwrap().unchanged, 3);
}

#[test]
fn a_copy_of_a_site_knows_what_citewire_wrote() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    site.publish(NEW).unwrap();
    site.write("public/mine.txt", "mine");
    let copy = Site::new();
    copy_tree(&site.path("public"), &copy.path("public"));
    copy_tree(&site.path(".public.citewire"), &copy.path(".public.citewire"));
    let report = copy.publish(OLD).unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (2, 1, 1));
    assert_eq!(report.foreign, ["mine.txt"]);
    let mut all = expected(OLD);
    all.extend(expected(&[("mine.txt", "mine")]));
    assert_eq!(copy.published(), all);
}

#[test]
fn a_changed_page_in_a_copy_of_a_site_is_not_overwritten() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    let copy = Site::new();
    copy_tree(&site.path("public"), &copy.path("public"));
    copy_tree(&site.path(".public.citewire"), &copy.path(".public.citewire"));
    copy.write("public/index.html", "NEW HOME");
    assert!(matches!(copy.publish(NEW), Err(PublishError::Foreign(_))));
    assert_eq!(fs::read_to_string(copy.path("public/index.html")).unwrap(), "NEW HOME");
}

#[test]
fn a_copy_with_two_manifests_is_compared_with_each_by_its_own_seed() {
    let (old, new, copy) = (Site::new(), Site::new(), Site::new());
    old.publish(OLD).unwrap();
    new.publish(NEW).unwrap();
    assert_ne!(seed(&old), seed(&new));
    for (names, seed_of) in [(["live", "next"], &old), (["next", "live"], &new)] {
        _ = fs::remove_dir_all(copy.path("public"));
        copy_tree(&new.path("public"), &copy.path("public"));
        copy_tree(&new.path(".public.citewire"), &copy.path(".public.citewire"));
        for (site, name) in [&old, &new].into_iter().zip(names) {
            fs::copy(site.path(MANIFEST), copy.path(&format!(".public.citewire/{name}.manifest"))).unwrap();
        }
        let report = copy.publish(OLD).unwrap();
        assert_eq!((report.written, report.unchanged, report.removed, report.foreign.len()), (2, 1, 1, 0));
        assert_eq!(copy.published(), expected(OLD));
        assert_eq!(seed(&copy), seed(seed_of));
    }
}

#[test]
fn the_seed_of_a_folder_is_taken_over_by_each_build() {
    let site = Site::new();
    site.publish(OLD).unwrap();
    let first = seed(&site);
    for files in [NEW, &[], OLD] {
        site.publish(files).unwrap();
        assert_eq!(seed(&site), first);
    }
}

#[test]
fn a_manifest_of_another_version_counts_as_none_and_the_refusal_says_what_to_do() {
    for version in [1, 3, 5] {
        let site = Site::new();
        site.publish(OLD).unwrap();
        let text = fs::read_to_string(site.path(MANIFEST)).unwrap();
        let body = text.rsplit_once("\nend ").unwrap().0.replacen("manifest 4", &format!("manifest {version}"), 1);
        let end = blake3::hash(body.as_bytes()).to_hex();
        fs::write(site.path(MANIFEST), format!("{body}\nend {end}\n")).unwrap();
        let error = site.publish(NEW).unwrap_err().to_string();
        assert!(error.contains("gone, damaged or of another version of Citewire, delete the output folder"), "{error}");
        fs::remove_dir_all(site.path("public")).unwrap();
        site.publish(NEW).unwrap();
        assert_eq!(site.published(), expected(NEW));
    }
}

fn seed(site: &Site) -> String {
    let text = fs::read_to_string(site.path(MANIFEST)).unwrap();
    text.lines().find(|line| line.starts_with("seed ")).unwrap().to_owned()
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
