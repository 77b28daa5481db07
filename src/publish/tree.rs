//! What stands in a tree on disk: names of the staged one, names and stamps of the published one.

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirEntryExt, MetadataExt};
use std::path::Path;

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use super::error::PublishError;
use super::manifest::Stamp;

/// A file on its way into a folder that is updated file by file; one that a killed build left is nobody's.
pub(super) const TEMPORARY: &str = ".citewire.tmp";

/// Names in a tree, relative to it; links are names like others and never followed.
#[derive(Debug)]
pub(super) struct Tree<T> {
    pub files: HashMap<OsString, T>,
    pub folders: HashSet<OsString>,
    /// When a name was last added to or removed from a folder, for each, the top (an empty name) included.
    pub times: Vec<(OsString, i64)>,
}

impl<T> Default for Tree<T> {
    fn default() -> Self {
        Self { files: HashMap::new(), folders: HashSet::new(), times: Vec::new() }
    }
}

/// A file, link or other thing in the published tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub stamp: Stamp,
    pub device: u64,
    /// A regular file: no link, no pipe.
    pub regular: bool,
}

/// Inodes of what is in a tree, by name; empty if the tree is not there.
pub(super) fn names(top: &Path) -> Result<Tree<u64>, PublishError> {
    walk(top, |_| None, |entry| Ok(entry.ino()))
}

/// All that is in a tree with its stamps; empty if the tree is not there.
pub(super) fn stamps(top: &Path) -> Result<Tree<Found>, PublishError> {
    walk(top, modified, |entry| {
        let meta = entry.metadata()?;
        Ok(Found { stamp: Stamp::of(&meta), device: meta.dev(), regular: meta.is_file() })
    })
}

/// What was added to a tree, or replaced, since its folders had these times; inodes by name.
pub(super) fn names_since(top: &Path, times: &[(OsString, i64)]) -> Result<Vec<(OsString, u64)>, PublishError> {
    let known: HashSet<&OsStr> = times.iter().map(|(name, _)| name.as_os_str()).collect();
    let mut since = Vec::new();
    for (folder, _) in times.iter().filter(|(name, time)| modified(&top.join(name)) != Some(*time)) {
        let (mut all, mut inner) = (Tree::default(), Vec::new());
        list(top, folder, &mut all, &mut inner, &|entry| Ok(entry.ino()))?;
        for name in inner.into_iter().filter(|name| !known.contains(name.as_os_str())) {
            let new = names(&top.join(&name))?.files;
            since.extend(new.into_iter().map(|(file, inode)| (below(&name, &file), inode)));
        }
        since.extend(all.files);
    }
    since.sort_unstable();
    Ok(since)
}

/// When a folder's list of names was last changed.
fn modified(folder: &Path) -> Option<i64> {
    fs::symlink_metadata(folder).ok().map(|meta| Stamp::of(&meta).modified)
}

/// The folder that a relative name is in; `None` at the top. Its parts are joined by single slashes, so only the last part
/// is looked at.
pub(super) fn parent(name: &OsStr) -> Option<&OsStr> {
    let slash = name.as_bytes().iter().rposition(|byte| *byte == b'/')?;
    Some(OsStr::from_bytes(&name.as_bytes()[..slash]))
}

/// The folders that a relative name is in, from the nearest up.
pub(super) fn parents(name: &OsStr) -> impl Iterator<Item = &OsStr> {
    std::iter::successors(parent(name), |name| parent(name))
}

fn walk<T>(
    top: &Path,
    time: impl Fn(&Path) -> Option<i64>,
    look: impl Fn(&DirEntry) -> io::Result<T>,
) -> Result<Tree<T>, PublishError> {
    let mut tree = Tree::default();
    let mut waiting = vec![OsString::new()];
    while let Some(folder) = waiting.pop() {
        // Before its names: what is added after them then shows.
        let time = time(&top.join(&folder));
        list(top, &folder, &mut tree, &mut waiting, &look)?;
        tree.times.extend(time.map(|time| (folder, time)));
    }
    Ok(tree)
}

/// Adds what is in one folder to a tree, and its folders to those that wait.
fn list<T>(
    top: &Path,
    folder: &OsStr,
    tree: &mut Tree<T>,
    waiting: &mut Vec<OsString>,
    look: &impl Fn(&DirEntry) -> io::Result<T>,
) -> Result<(), PublishError> {
    let path = top.join(folder);
    let entries = match fs::read_dir(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(PublishError::io("read", &path))?,
    };
    for entry in entries {
        let entry = entry.map_err(PublishError::io("read", &path))?;
        let name = below(folder, &entry.file_name());
        if entry.file_type().map_err(PublishError::io("read", &path))?.is_dir() {
            tree.folders.insert(name.clone());
            waiting.push(name);
            continue;
        }
        match look(&entry) {
            Ok(found) => drop(tree.files.insert(name, found)),
            // Somebody removed it between the two looks.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(PublishError::io("read", &entry.path())(error)),
        }
    }
    Ok(())
}

fn below(folder: &OsStr, name: &OsStr) -> OsString {
    if folder.is_empty() {
        return name.to_owned();
    }
    let mut path = OsString::with_capacity(folder.len() + 1 + name.len());
    path.push(folder);
    path.push("/");
    path.push(name);
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_folder_is_found_as_the_standard_library_finds_it(parts in proptest::collection::vec("[a-zé.-]{1,6}", 1..5)) {
            let parts: Vec<String> = parts.into_iter().filter(|part| !matches!(&**part, "." | "..")).collect();
            let name = parts.join("/");
            let known = Path::new(&name).parent().map(Path::as_os_str).filter(|parent| !parent.is_empty());
            proptest::prop_assert_eq!(parent(OsStr::new(&name)), known);
        }
    }
}
