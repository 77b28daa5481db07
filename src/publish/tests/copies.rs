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
