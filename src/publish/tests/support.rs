//! A site folder to publish from, and ways to look at what was published.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::paths::OutputPath;
use crate::publish::{Content, Options, PublishError, Report, Staging};

/// Files by path.
pub(super) type Files<'a> = &'a [(&'a str, &'a str)];

/// A site in a folder of its own, which goes when this goes.
pub(super) struct Site {
    folder: TempDir,
    pub options: Options,
}

impl Site {
    pub fn new() -> Self {
        // In memory where there is such a folder: these tests wait for the disk very often.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        // Not zero: a process that another test starts holds a copy of the lock between its fork and its exec.
        let options = Options::new(folder.path().to_owned()).lock_wait(Duration::from_secs(2));
        Self { folder, options }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn begin(&self) -> Result<Staging, PublishError> {
        Staging::begin(&self.path("public"), &self.options)
    }

    /// Publishes exactly these files.
    pub fn publish(&self, files: Files<'_>) -> Result<Report, PublishError> {
        let staging = self.begin()?;
        put_all(&staging, files)?;
        staging.commit()
    }

    /// Writes a file as somebody else would.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Everything below `public`.
    pub fn published(&self) -> BTreeMap<String, String> {
        tree(&self.path("public"))
    }

    /// Inode and time of a published file.
    pub fn stamp(&self, path: &str) -> (u64, SystemTime) {
        let meta = fs::symlink_metadata(self.path("public").join(path)).unwrap();
        (meta.ino(), meta.modified().unwrap())
    }
}

pub(super) fn put_all(staging: &Staging, files: Files<'_>) -> Result<(), PublishError> {
    files.iter().try_for_each(|(path, text)| staging.put(&path_of(path), Content::Bytes(text.as_bytes())))
}

pub(super) fn path_of(path: &str) -> OutputPath {
    OutputPath::new(path).unwrap()
}

/// What [`tree`] sees of a folder with just these files.
pub(super) fn expected(files: Files<'_>) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (path, text) in files {
        all.insert((*path).to_owned(), (*text).to_owned());
        let parents = Path::new(path).ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty());
        all.extend(parents.map(|parent| (format!("{}/", parent.display()), String::new())));
    }
    all
}

/// Files with their text, links as `-> target`, folders as `name/`.
pub(super) fn tree(top: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut waiting = vec![top.to_owned()];
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.map(Result::unwrap) {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
            if kind.is_dir() {
                all.insert(format!("{name}/"), String::new());
                waiting.push(path);
            } else if kind.is_symlink() {
                all.insert(name, format!("-> {}", fs::read_link(path).unwrap().display()));
            } else {
                all.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    all
}
