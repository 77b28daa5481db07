//! Tests of publishing: what happens to files, and what a kill leaves.

mod faults;
mod files;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use super::{Content, Exchange, Options, PublishError, Report, Staging};
use crate::paths::OutputPath;

/// A folder for a site and its output.
struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(place.root().join("content")).unwrap();
        place
    }

    fn root(&self) -> &Path {
        self.dir.path()
    }

    fn out(&self) -> PathBuf {
        self.root().join("public")
    }

    fn options(&self) -> Options {
        Options { patience: Duration::ZERO, ..Options::new(self.root().to_path_buf()) }
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Report, PublishError> {
        publish(&self.out(), files, &self.options())
    }

    /// The published files with their bytes.
    fn tree(&self) -> BTreeMap<String, String> {
        tree(&self.out())
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.out().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn stamp(&self, path: &str) -> (u64, i64, i64) {
        let meta = fs::metadata(self.out().join(path)).unwrap();
        (meta.ino(), meta.mtime(), meta.mtime_nsec())
    }
}

fn publish(out: &Path, files: &[(&str, &str)], options: &Options) -> Result<Report, PublishError> {
    let staging = Staging::begin(out, options)?;
    for (path, text) in files {
        staging.put(&OutputPath::new(path).unwrap(), Content::Bytes(text.as_bytes()))?;
    }
    staging.commit()
}

fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).into_iter().flatten() {
        let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        if entry.file_type().is_symlink() {
            found.insert(name, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
        } else if entry.file_type().is_file() {
            found.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    found
}

fn expected(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

const OLD: &[(&str, &str)] = &[
    ("index.html", "old"),
    ("same.html", "same"),
    ("gone.html", "gone"),
    ("a", "file"),
    ("b/index.html", "folder"),
    ("deep/er/x", "1"),
];
const NEW: &[(&str, &str)] =
    &[("index.html", "new"), ("same.html", "same"), ("a/index.html", "folder"), ("b", "file"), ("more/y", "2")];
