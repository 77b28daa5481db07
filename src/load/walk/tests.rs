//! Tests of the walk through the folders of a site, with links and without.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use super::*;

fn site() -> (tempfile::TempDir, Arc<Path>) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap().into();
    (dir, root)
}

#[test]
fn a_folder_without_links_is_walked_alike_in_both_ways_and_others_in_one() {
    let (_dir, root) = site();
    let top = root.join("content");
    fs::create_dir_all(top.join("a/b.d")).unwrap();
    fs::create_dir_all(top.join(".git")).unwrap();
    for name in ["a.md", "a/z.md", "a/b.d/c.md", "a-b.md", "a/.swp", "a/d.md~", ".git/e.md", "Z.md"] {
        fs::write(top.join(name), name).unwrap();
    }
    let paths = |files: Vec<File>| files.into_iter().map(|file| (file.path, file.disk.to_path())).collect::<Vec<_>>();
    let mut diagnostics = Vec::new();
    let followed = paths(walk_with_links(&root, &top, &mut diagnostics));
    assert_eq!(paths(walk_plainly(&root, "content").unwrap()), followed);
    assert!(followed.len() == 5 && followed.is_sorted(), "{followed:?}");
    symlink(top.join("a.md"), top.join("link.md")).unwrap();
    assert!(walk_plainly(&root, "content").is_none());
    assert_eq!(walk_with_links(&root, &top, &mut diagnostics).len(), 6);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn names_that_are_no_part_of_a_path_and_deep_folders_are_left_to_the_long_way() {
    let (_dir, root) = site();
    let top = root.join("content");
    fs::create_dir(&top).unwrap();
    for odd in [&b"a\\b.md"[..], b"\xE9.md"] {
        let path = top.join(std::ffi::OsStr::from_bytes(odd));
        fs::write(&path, "").unwrap();
        assert!(plain_folder(&root, "content", 0).is_none(), "{path:?}");
        fs::remove_file(path).unwrap();
    }
    fs::create_dir_all(top.join("a/".repeat(DEEPEST))).unwrap();
    assert!(plain_folder(&root, "content", 0).is_some());
    fs::create_dir_all(top.join("a/".repeat(DEEPEST + 1))).unwrap();
    assert!(plain_folder(&root, "content", 0).is_none());
}

#[test]
fn ignored_links_that_lead_nowhere_or_in_circles_are_ignored() {
    let (_dir, root) = site();
    let top = root.join("content/articles");
    fs::create_dir_all(&top).unwrap();
    fs::write(top.join("a.md"), "").unwrap();
    symlink("a.md", top.join("b.md")).unwrap();
    symlink("me@host.1:2", top.join(".#a.md")).unwrap();
    symlink("c.md~", top.join("c.md~")).unwrap();
    symlink("..", top.join(".up")).unwrap();
    let mut diagnostics = Vec::new();
    assert_eq!(files_below(&root, "content/articles", &mut diagnostics).len(), 2);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(tied(&root), [top.join("a.md"), top.join("b.md")]);
}

#[test]
fn names_that_could_be_taken_for_another_are_reported_and_left_out() {
    let (_dir, root) = site();
    let top = root.join("content/articles");
    fs::create_dir_all(top.join("a")).unwrap();
    fs::create_dir_all(top.join("c\\d")).unwrap();
    let names =
        [&b"a/b.md"[..], b"a\\b.md", b"c\\d/e.md", b".a\\b.md", b"\xE9.md", b"\xE8.md", "\u{FFFD}.md".as_bytes()];
    names.iter().for_each(|name| fs::write(top.join(OsStr::from_bytes(name)), "").unwrap());
    let mut diagnostics = Vec::new();
    let files = files_below(&root, "content/articles", &mut diagnostics);
    let paths: Vec<_> = files.iter().map(|file| &*file.path).collect();
    assert_eq!(paths, ["content/articles/a/b.md", "content/articles/\u{FFFD}.md"]);
    let reported = |d: Diagnostic| (d.code == codes::BAD_PATH).then(|| d.place.unwrap().file.to_string());
    let reported: Vec<_> = diagnostics.into_iter().filter_map(reported).collect();
    let odd = ["a\\b.md", "c\\d", "\u{FFFD}.md", "\u{FFFD}.md"].map(|name| format!("content/articles/{name}"));
    assert_eq!(reported, odd);
}

#[test]
fn links_that_multiply_are_an_error_and_tie_everything() {
    let (_dir, root) = site();
    let top = root.join("content/articles");
    for (folder, next) in (0..30).map(|n| (top.join(format!("d{n:02}")), format!("../d{:02}", n + 1))) {
        fs::create_dir_all(&folder).unwrap();
        ["x", "y"].into_iter().for_each(|link| symlink(&next, folder.join(link)).unwrap());
    }
    let mut diagnostics = Vec::new();
    assert_eq!(files_below(&root, "content/articles", &mut diagnostics).len(), 0);
    let [Diagnostic { message, place: Some(place), .. }] = &diagnostics[..] else { panic!("{diagnostics:?}") };
    assert!(message.contains("too many") && &*place.file == "content/articles/d00/x", "{diagnostics:?}");
    assert_eq!(tied(&root), [&*root]);
}

#[test]
fn a_folder_that_many_link_may_be_large_and_so_may_one_that_is_read_through_a_link() {
    let (_dir, root) = site();
    fs::create_dir_all(root.join("content")).unwrap();
    fs::create_dir_all(root.join("all")).unwrap();
    (0..1_100).for_each(|n| fs::write(root.join(format!("all/{n}.md")), "").unwrap());
    symlink("../all", root.join("content/articles")).unwrap();
    fs::create_dir_all(root.join("static/shared")).unwrap();
    (0..9).for_each(|n| fs::write(root.join(format!("static/shared/{n}")), "").unwrap());
    (0..100).for_each(|n| symlink("shared", root.join(format!("static/{n}"))).unwrap());
    let mut diagnostics = Vec::new();
    assert_eq!(files_below(&root, "content/articles", &mut diagnostics).len(), 1_100);
    assert_eq!(files_below(&root, "static", &mut diagnostics).len(), 909);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn a_file_in_the_place_of_a_folder_is_reported() {
    let (_dir, root) = site();
    fs::write(root.join("templates"), "").unwrap();
    let mut diagnostics = Vec::new();
    assert_eq!(files_below(&root, "templates", &mut diagnostics).len(), 0);
    assert!(matches!(&diagnostics[..], [d] if d.message.contains("no folder")), "{diagnostics:?}");
}

#[test]
fn a_folder_that_cannot_be_read_says_why_in_the_words_of_the_system() {
    let (_dir, root) = site();
    let error = walkdir::WalkDir::new(root.join("content/a")).into_iter().find_map(Result::err).unwrap();
    let diagnostic = walk_error(&root, &error);
    assert_eq!(diagnostic.message, "this cannot be read: No such file or directory (os error 2)");
    assert_eq!(diagnostic.place.map(|place| place.file.to_string()).as_deref(), Some("content/a"));
}
