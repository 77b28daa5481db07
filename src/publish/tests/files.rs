//! What happens to files: written, kept, removed, carried over, refused.

use super::*;

#[test]
fn the_first_site_takes_its_place_by_renaming() {
    let place = Place::new();
    let report = place.publish(OLD).unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (6, 0, 0));
    assert_eq!(report.exchange, Exchange::Renamed);
    assert_eq!(place.tree(), expected(OLD));
}

#[test]
fn a_new_site_is_exchanged_for_the_old_and_what_is_gone_is_gone() {
    let place = Place::new();
    place.publish(OLD).unwrap();
    let report = place.publish(NEW).unwrap();
    assert_eq!(report.exchange, Exchange::Swapped);
    assert_eq!((report.written, report.unchanged, report.removed), (4, 1, 4));
    assert_eq!(place.tree(), expected(NEW));
}

#[test]
fn unchanged_files_keep_inode_and_time_over_many_builds() {
    let place = Place::new();
    place.publish(OLD).unwrap();
    let before = place.stamp("same.html");
    for files in [NEW, OLD, NEW, NEW, OLD] {
        place.publish(files).unwrap();
        assert_eq!(place.stamp("same.html"), before);
        assert_eq!(place.tree(), expected(files));
    }
}

#[test]
fn a_build_of_the_same_site_writes_nothing() {
    let place = Place::new();
    place.publish(OLD).unwrap();
    place.publish(OLD).unwrap();
    let report = place.publish(OLD).unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (0, 6, 0));
}

#[test]
fn foreign_files_folders_and_links_survive() {
    let place = Place::new();
    place.publish(OLD).unwrap();
    place.write("CNAME", "example.org");
    place.write("deep/er/mine.txt", "mine");
    fs::create_dir(place.out().join("empty")).unwrap();
    std::os::unix::fs::symlink("/etc", place.out().join("link")).unwrap();
    for files in [NEW, OLD, NEW] {
        let report = place.publish(files).unwrap();
        assert_eq!(report.foreign, ["CNAME", "deep/er/mine.txt", "empty", "link"]);
        let mut all = expected(files);
        all.extend(
            [("CNAME", "example.org"), ("deep/er/mine.txt", "mine"), ("link", "-> /etc")]
                .map(|(a, b)| (a.to_owned(), b.to_owned())),
        );
        assert_eq!(place.tree(), all);
        assert!(place.out().join("empty").is_dir());
    }
}

#[test]
fn a_foreign_file_that_its_owner_removes_stays_away() {
    let place = Place::new();
    place.publish(OLD).unwrap();
    place.write("CNAME", "example.org");
    place.publish(NEW).unwrap();
    place.publish(OLD).unwrap();
    fs::remove_file(place.out().join("CNAME")).unwrap();
    place.publish(NEW).unwrap();
    place.publish(OLD).unwrap();
    assert_eq!(place.tree(), expected(OLD));
}

#[test]
fn a_foreign_file_in_the_way_is_an_error_and_nothing_changes() {
    let place = Place::new();
    place.write("index.html", "somebody's");
    place.write("b/mine.txt", "mine");
    let before = place.tree();
    let error = place.publish(NEW).unwrap_err();
    let said = error.to_string();
    assert!(said.contains("public/index.html") && said.contains("public/b/mine.txt"), "{said}");
    assert!(said.ends_with("move it away, or choose another folder with --out"), "{said}");
    assert!(!error.is_usage());
    assert_eq!(place.tree(), before);
}

#[test]
fn a_foreign_file_with_the_same_bytes_is_taken_over() {
    let place = Place::new();
    for (path, text) in OLD {
        place.write(path, text);
    }
    let report = place.publish(OLD).unwrap();
    assert_eq!(report.foreign, Vec::<String>::new());
    assert_eq!(place.publish(NEW).unwrap().removed, 4);
    assert_eq!(place.tree(), expected(NEW));
}

#[test]
fn a_file_that_somebody_changed_is_written_again() {
    let place = Place::new();
    place.publish(OLD).unwrap();
    place.publish(OLD).unwrap();
    place.write("same.html", "tampered");
    let report = place.publish(OLD).unwrap();
    assert_eq!((report.written, report.unchanged), (1, 5));
    assert_eq!(place.tree(), expected(OLD));
    place.publish(NEW).unwrap();
    assert_eq!(place.tree(), expected(NEW));
}

#[test]
fn a_foreign_link_is_never_written_through() {
    let place = Place::new();
    let outside = place.root().join("outside");
    fs::create_dir(&outside).unwrap();
    place.publish(&[("index.html", "old")]).unwrap();
    std::os::unix::fs::symlink(&outside, place.out().join("deep")).unwrap();
    place.publish(&[("index.html", "new")]).unwrap();
    place.publish(&[("index.html", "old")]).unwrap();
    let error = place.publish(OLD).unwrap_err();
    assert!(error.to_string().contains("deep"), "{error}");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}

#[test]
fn staging_without_commit_leaves_the_site_as_it_was() {
    let place = Place::new();
    place.publish(OLD).unwrap();
    let before = place.stamp("index.html");
    let options = place.options();
    let staging = Staging::begin(&place.out(), &options).unwrap();
    staging.put(&OutputPath::new("index.html").unwrap(), Content::Bytes(b"new")).unwrap();
    drop(staging);
    assert_eq!((place.tree(), place.stamp("index.html")), (expected(OLD), before));
    place.publish(NEW).unwrap();
    assert_eq!(place.tree(), expected(NEW));
}

#[test]
fn a_second_build_at_the_same_time_says_so() {
    let place = Place::new();
    let options = place.options();
    let _first = Staging::begin(&place.out(), &options).unwrap();
    let error = place.publish(OLD).unwrap_err();
    assert!(error.to_string().starts_with("another build is writing to "), "{error}");
    assert!(!error.is_usage());
}

#[test]
fn a_path_is_published_once() {
    let place = Place::new();
    assert!(place.publish(&[("a", "1"), ("a", "2")]).unwrap_err().to_string().contains("twice"));
}

#[test]
fn folders_of_the_site_itself_are_refused() {
    let place = Place::new();
    let root = place.root().to_path_buf();
    fs::write(root.join("file"), "x").unwrap();
    for out in [
        root.clone(),
        root.join("content"),
        root.join("content/deeper"),
        root.parent().unwrap().to_path_buf(),
        root.join("file"),
        "/".into(),
    ] {
        let error = publish(&out, OLD, &place.options()).unwrap_err();
        assert!(error.is_usage(), "{error}");
        assert!(error.to_string().contains("cannot be the output folder"), "{error}");
    }
    assert_eq!(fs::read_dir(root.join("content")).unwrap().count(), 0);
}

#[test]
fn a_broken_manifest_is_as_good_as_none() {
    let place = Place::new();
    place.publish(OLD).unwrap();
    let manifest = place.root().join(".public.citewire/live.manifest");
    for garbage in ["", "citewire manifest 1\n1\nzz", "\0\0"] {
        fs::write(&manifest, garbage).unwrap();
        place.publish(OLD).unwrap();
        assert_eq!(place.tree(), expected(OLD));
    }
    let whole = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, whole.replacen("index.html", "indey.html", 1)).unwrap();
    place.publish(OLD).unwrap();
    assert_eq!(place.tree(), expected(OLD));
}

#[test]
fn copied_files_are_published_with_their_bytes() {
    let place = Place::new();
    let picture = place.root().join("picture");
    fs::write(&picture, "pixels").unwrap();
    let options = place.options();
    let staging = Staging::begin(&place.out(), &options).unwrap();
    staging.put(&OutputPath::new("p.png").unwrap(), Content::Copy(&picture)).unwrap();
    staging.commit().unwrap();
    fs::write(&picture, "changed in place").unwrap();
    assert_eq!(place.tree(), expected(&[("p.png", "pixels")]));
}
