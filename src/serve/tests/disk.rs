//! A site's folder: brought from one tree of files to another, and what a watch reports of that.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::script::Report;
use super::site::{Entry, Tree};
use crate::cache::Folder;

/// The folder of a site, with output folders beside it.
pub(super) struct Disk {
    dir: tempfile::TempDir,
    pub(super) root: PathBuf,
    /// What lies there.
    tree: Tree,
}

/// What changed.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Files that are new, gone or different.
    pub(super) files: BTreeSet<PathBuf>,
    /// Folders that came or went.
    folders: BTreeSet<PathBuf>,
}

impl Disk {
    pub(super) fn new() -> Self {
        // In memory where the system has a place for that: thousands of small files are written.
        let dir = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        let root = dir.path().canonicalize().unwrap().join("site");
        fs::create_dir(&root).unwrap();
        Self { dir, root, tree: Tree::new() }
    }

    /// An output folder.
    pub(super) fn out(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Where builds keep articles parsed, of however small a site.
    pub(super) fn cache(&self) -> Folder {
        Folder { path: self.dir.path().join("caches"), program: "this".to_owned(), fewest: 0 }
    }

    /// Removes an output folder with all that was kept for the next build.
    pub(super) fn forget(&self, name: &str) {
        for folder in [self.out(name), self.out(&format!(".{name}.citewire"))] {
            if folder.exists() {
                fs::remove_dir_all(folder).unwrap();
            }
        }
    }

    /// The files of an output folder.
    pub(super) fn pages(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let folder = self.out(name);
        let walk = walkdir::WalkDir::new(&folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
        let file = |path: &Path| path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
        walk.map(|entry| (file(entry.path()), fs::read(entry.path()).unwrap())).collect()
    }

    /// Makes the folder hold this, touching nothing that is as it should be.
    pub(super) fn write(&mut self, tree: Tree) -> Changes {
        let mut changes = Changes::default();
        let old = std::mem::replace(&mut self.tree, tree);
        let is_as_it_was = |path: &String| old.get(path) == self.tree.get(path);
        for path in old.keys().filter(|path| !is_as_it_was(path)) {
            // A file that is only different is written in its place, as most editors do.
            if !matches!((&old[path], self.tree.get(path)), (Entry::File(_), Some(Entry::File(_)))) {
                remove(&self.root, path, &mut changes);
            }
        }
        for (path, entry) in self.tree.iter().filter(|(path, _)| !is_as_it_was(path)) {
            write(&self.root, path, entry, &mut changes);
        }
        changes
    }
}

fn remove(root: &Path, path: &str, changes: &mut Changes) {
    let path = root.join(path);
    fs::remove_file(&path).unwrap();
    let empty = path.ancestors().skip(1).take_while(|folder| *folder != root && fs::remove_dir(folder).is_ok());
    changes.folders.extend(empty.map(Path::to_path_buf));
    changes.files.insert(path);
}

fn write(root: &Path, path: &str, entry: &Entry, changes: &mut Changes) {
    let path = root.join(path);
    let new = path.ancestors().skip(1).take_while(|folder| !folder.exists());
    changes.folders.extend(new.map(Path::to_path_buf));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match entry {
        Entry::File(bytes) => fs::write(&path, bytes).unwrap(),
        Entry::Link(to) => symlink(to, &path).unwrap(),
    }
    changes.files.insert(path);
}

impl Changes {
    /// The changes as a watch may tell of them.
    pub(super) fn batches(self, root: &Path, report: Report) -> Vec<BTreeSet<PathBuf>> {
        let Self { files, folders } = self;
        let single = |path| BTreeSet::from([path]);
        let batches = match report {
            Report::Files => vec![files],
            Report::Restart => Vec::new(),
            Report::All => {
                let traces =
                    ["content/articles/.a0.md.swp", "content/articles/4711", "content/pages/about.md", "static/x~"];
                vec![files.into_iter().chain(folders).chain(traces.map(|trace| root.join(trace))).collect()]
            }
            Report::Folders => vec![files.into_iter().map(|file| folder(root, file)).collect()],
            Report::Apart => files.into_iter().map(single).collect(),
            Report::ApartBackwards => files.into_iter().rev().map(single).collect(),
        };
        batches.into_iter().filter(|batch| !batch.is_empty()).collect()
    }
}

/// The folder of a file, unless that is the site's own, which is not reported.
fn folder(root: &Path, file: PathBuf) -> PathBuf {
    match file.parent() {
        Some(folder) if folder != root => folder.to_path_buf(),
        _ => file,
    }
}
