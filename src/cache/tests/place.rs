//! Where caches may lie, who can read them, and what is found in their place.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use super::super::place::head_of;
use super::*;

#[test]
fn a_folder_in_the_site_or_in_what_it_publishes_is_not_used() {
    let desk = Desk::new();
    let (root, out) = (desk.root(), desk.dir.path().join("out"));
    let has_place = |path: PathBuf| {
        let site = Site { root: &root, out: Some(&out), files: 1, config: &desk.config, publishers: &[] };
        Cache::open(&Folder { path, ..desk.folder() }, &site).place.is_some()
    };
    symlink(&root, desk.dir.path().join("link")).unwrap();
    assert!(has_place(desk.folder().path) && has_place(desk.dir.path().join("site-2")));
    for inside in ["site", "site/static/new/citewire", "link/citewire", "out/citewire", "out"] {
        assert!(!has_place(desk.dir.path().join(inside)), "{inside}");
    }
}

#[test]
fn a_small_site_has_none_and_only_its_user_can_read_one() {
    let desk = Desk::new();
    let small = open(&Folder { fewest: 2, ..desk.folder() }, &desk.root(), &desk.config, &[]);
    small.keep(&[desk.parse(&small, &plain("one"))]);
    assert!(!desk.folder().path.exists());
    desk.keep(&[&plain("one")]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&desk.folder().path), mode(&desk.file())), (0o700, 0o600));
    let open_to_all = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
    for path in [desk.file(), desk.folder().path] {
        open_to_all(&path);
        assert!(desk.open().kept.is_none(), "others may have written it");
        desk.keep(&[&plain("one")]);
        assert_eq!((mode(&desk.folder().path), mode(&desk.file())), (0o700, 0o600));
    }
}

#[test]
fn caches_of_sites_that_are_gone_are_removed_and_other_files_are_not() {
    let desk = Desk::new();
    let gone = desk.dir.path().join("gone");
    let open = |root: &Path| open(&desk.folder(), root, &desk.config, &[]);
    for root in [&gone, &desk.root()] {
        fs::create_dir_all(root).unwrap();
        let cache = open(root);
        cache.keep(&[desk.parse(&cache, &plain("one"))]);
    }
    let theirs = desk.folder().path.join("theirs.cache");
    fs::write(&theirs, "something else").unwrap();
    let (of_gone, of_here) = (open(&gone).place.unwrap().file, desk.file());
    assert!(of_gone.exists());
    fs::remove_dir(&gone).unwrap();
    desk.keep(&[&plain("two")]);
    assert_eq!((of_gone.exists(), of_here.exists(), theirs.exists()), (false, true, true));
}

#[test]
fn what_is_no_file_is_left_alone_and_nobody_waits_for_it() {
    let desk = Desk::new();
    let pipe = |path: &Path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    let names = || fs::read_dir(desk.folder().path).unwrap().count();
    desk.keep(&[&plain("one")]);
    let (own, other) = (desk.file(), desk.folder().path.join("other.cache"));
    pipe(&other);
    pipe(&own.with_extension("1.new"));
    desk.keep(&[&plain("two")]);
    assert!(desk.has(&desk.open(), &plain("two")));
    fs::remove_file(&own).unwrap();
    pipe(&own);
    assert!(desk.open().kept.is_none());
    desk.keep(&[&plain("two")]);
    assert!(desk.has(&desk.open(), &plain("two")), "it takes the place of the pipe");
    // A huge file that only begins as a cache does.
    let mut head = head_of(Path::new("/")).split_at(16).0.to_vec();
    head.extend(u64::MAX.to_le_bytes());
    fs::write(other.with_extension("0.cache"), head).unwrap();
    fs::remove_file(&own).unwrap();
    fs::create_dir(&own).unwrap();
    let before = names();
    desk.keep(&[&plain("two")]);
    assert_eq!(names(), before, "what could not take its place is removed");
}

#[test]
fn what_a_run_that_was_killed_has_left_is_removed_unless_somebody_is_at_it() {
    let desk = Desk::new();
    desk.keep(&[&plain("one")]);
    let [left, busy] = ["1.new", "2.new"].map(|end| desk.file().with_extension(end));
    fs::write(&left, "drafts").unwrap();
    let theirs = desk.folder().path.join("notes.new");
    fs::write(&theirs, "theirs").unwrap();
    let file = fs::File::create(&busy).unwrap();
    file.try_lock().unwrap();
    desk.keep(&[&plain("two")]);
    assert_eq!((left.exists(), busy.exists(), theirs.exists()), (false, true, true));
}

#[test]
fn a_folder_that_cannot_be_written_is_no_mistake() {
    let desk = Desk::new();
    fs::write(desk.folder().path, "a file in its place").unwrap();
    desk.keep(&[&plain("one")]);
    assert!(desk.open().kept.is_none());
}
