//! The cache of `build` and `serve`, and that no one has to have one.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::citewire;
use crate::support::{Site, tree};

/// So many articles as a site must have for a cache.
fn site() -> Site {
    let site = Site::new("");
    for n in 0..500 {
        site.article(&format!("n{n}"), "", "Text.");
    }
    site
}

fn build(site: &Site, home: &Path, arguments: &[&str]) {
    let mut command = citewire(site.root(), &[&["build"], arguments].concat());
    command.env("HOME", home).env("XDG_CACHE_HOME", "relative/does-not-count").assert().success();
}

fn caches(home: &Path) -> Vec<PathBuf> {
    let folder = home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }).join("citewire");
    fs::read_dir(folder).map(|files| files.flatten().map(|file| file.path()).collect()).unwrap_or_default()
}

#[test]
fn the_second_build_in_a_folder_leaves_a_cache_that_changes_no_byte() {
    let (site, home) = (site(), tempfile::tempdir().unwrap());
    build(&site, home.path(), &[]);
    assert_eq!(caches(home.path()).len(), 0, "a site that is built once has no use for it");
    build(&site, home.path(), &["--no-cache"]);
    assert_eq!(caches(home.path()).len(), 0);
    build(&site, home.path(), &[]);
    assert_eq!(caches(home.path()).len(), 1);
    site.replace("content/articles/n7.md", "Text.", "Another text.");
    let inode = || fs::metadata(&caches(home.path())[0]).unwrap().ino();
    let before = inode();
    build(&site, home.path(), &[]);
    assert_eq!(inode(), before, "one article was missing in it; would all be, it would be written anew");
    let recalled = site.published();
    fs::remove_dir_all(site.path("public")).unwrap();
    build(&site, home.path(), &["--no-cache"]);
    assert!(recalled == site.published());
    assert!(tree(site.root()).keys().all(|path| !path.ends_with(".cache")), "nothing of it lies in the site");
}
