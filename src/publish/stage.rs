//! The staged tree: [`Stage`] takes the files of a build from many threads.
//!
//! It starts from whatever an earlier build left there. Nothing of that is trusted: a staged file is kept only if it
//! is the same file on disk (device and inode) as an untouched published one with the wanted bytes.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use super::Content;
use super::disk::Disk;
use super::error::PublishError;
use super::live::{Live, Owner};
use super::manifest::{Entry, Stamp};
use super::tree::{self, Found, Tree};
use crate::fingerprint::Fingerprint;
use crate::paths::OutputPath;

/// The tree that is being staged.
#[derive(Debug)]
pub(super) struct Stage {
    pub top: PathBuf,
    /// What was there when the build began.
    pub names: Tree<u64>,
    /// Folders that are there now.
    folders: RwLock<HashSet<OsString>>,
    done: Mutex<HashMap<OutputPath, Entry>>,
    collisions: Mutex<Vec<OutputPath>>,
    /// Files cannot be linked or renamed from here into the published folder or back.
    apart: AtomicBool,
    written: AtomicUsize,
}

/// What a finished build has put.
#[derive(Debug)]
pub(super) struct Put {
    pub files: HashMap<OutputPath, Entry>,
    /// Outputs where somebody else's file stands, in order.
    pub collisions: Vec<OutputPath>,
    pub apart: bool,
    pub written: usize,
}

impl Put {
    /// Whether this is an output's name.
    pub fn has_output(&self, name: &OsStr) -> bool {
        is_output(&self.files, name)
    }
}

/// Whether this is the name of one of the outputs.
pub(super) fn is_output(files: &HashMap<OutputPath, Entry>, name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| files.contains_key(name))
}

impl Stage {
    pub fn new(top: PathBuf, names: Tree<u64>, apart: bool) -> Self {
        Self {
            top,
            folders: RwLock::new(names.folders.clone()),
            names,
            done: Mutex::default(),
            collisions: Mutex::default(),
            apart: AtomicBool::new(apart),
            written: AtomicUsize::new(0),
        }
    }

    /// Takes a file, and what it was made of; what it collides with is reported by [`Stage::finish`].
    pub fn put(
        &self,
        disk: &Disk,
        out: &Path,
        live: &Live,
        path: &OutputPath,
        (content, made_of): (Content<'_>, Option<Fingerprint>),
    ) -> Result<(), PublishError> {
        let read;
        let bytes = match content {
            Content::Bytes(bytes) => bytes,
            Content::Copy(file) => {
                read = fs::read(file).map_err(PublishError::io("read", file))?;
                &read
            }
        };
        let sum = live.seed.sum(bytes);
        let kept = match live.get(path) {
            Some((found, Owner::Written(old, _))) if old == sum => self.keep(disk, out, path, found)?,
            Some((found, Owner::Foreign)) if !is_same(&out.join(path.as_str()), found, bytes)? => {
                lock(&self.collisions).push(path.clone());
                return Ok(());
            }
            Some((found, Owner::Foreign)) => self.keep(disk, out, path, found)?,
            _ => None,
        };
        let stamp = match kept {
            Some(found) => found.stamp,
            None => self.write(disk, path, bytes)?,
        };
        self.done(path, Entry { sum, made_of, stamp })
    }

    /// Takes the published file, if it was made of this and nobody touched it; its size.
    pub fn put_known(
        &self,
        disk: &Disk,
        out: &Path,
        live: &Live,
        path: &OutputPath,
        made_of: Fingerprint,
    ) -> Result<Option<u64>, PublishError> {
        let Some((found, Owner::Written(sum, Some(known)))) = live.get(path) else { return Ok(None) };
        if known != made_of || self.keep(disk, out, path, found)?.is_none() {
            return Ok(None);
        }
        self.done(path, Entry { sum, made_of: Some(made_of), stamp: found.stamp })?;
        Ok(Some(found.stamp.size))
    }

    fn done(&self, path: &OutputPath, entry: Entry) -> Result<(), PublishError> {
        match lock(&self.done).insert(path.clone(), entry) {
            None => Ok(()),
            Some(_) => Err(PublishError::Twice(path.clone())),
        }
    }

    /// Makes the published file the staged one, too; `None` where the file system has no second names for a file.
    fn keep(&self, disk: &Disk, out: &Path, path: &OutputPath, found: Found) -> Result<Option<Found>, PublishError> {
        let name = OsStr::new(path.as_str());
        if self.apart.load(Ordering::Relaxed) || self.names.files.get(name) == Some(&found.stamp.inode) {
            return Ok(Some(found));
        }
        self.clear_way(disk, name)?;
        match disk.link(&out.join(name), &self.top.join(name))? {
            Ok(()) => Ok(Some(found)),
            Err(error) if error.kind() == ErrorKind::CrossesDevices => {
                self.apart.store(true, Ordering::Relaxed);
                Ok(Some(found))
            }
            Err(_) => Ok(None),
        }
    }

    fn write(&self, disk: &Disk, path: &OutputPath, bytes: &[u8]) -> Result<Stamp, PublishError> {
        let name = OsStr::new(path.as_str());
        self.clear_way(disk, name)?;
        let stamp = disk.write_new(&self.top.join(name), bytes)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(stamp)
    }

    /// Removes what an earlier build left at a place, and makes the folder that it is in.
    pub fn clear_way(&self, disk: &Disk, name: &OsStr) -> Result<(), PublishError> {
        if let Some(parent) = tree::parent(name) {
            self.folder(disk, parent)?;
        }
        if self.names.folders.contains(name) || self.names.files.contains_key(name) {
            disk.remove_all(&self.top.join(name))?;
        }
        Ok(())
    }

    /// Makes a folder unless it is there.
    pub fn folder(&self, disk: &Disk, name: &OsStr) -> Result<(), PublishError> {
        let missing: Vec<&OsStr> = {
            let folders = self.folders.read().unwrap_or_else(PoisonError::into_inner);
            let up = std::iter::once(name).chain(tree::parents(name));
            up.take_while(|name| !folders.contains(*name)).collect()
        };
        missing.into_iter().rev().try_for_each(|name| self.one_folder(disk, name))
    }

    fn one_folder(&self, disk: &Disk, name: &OsStr) -> Result<(), PublishError> {
        let (path, folders) = (self.top.join(name), || self.folders.write().unwrap_or_else(PoisonError::into_inner));
        if !self.names.files.contains_key(name) {
            // Threads may both make it: that is cheaper than one that makes it while all others wait.
            disk.create_folder(&path)?;
            folders().insert(name.to_owned());
            return Ok(());
        }
        let mut folders = folders();
        if !folders.contains(name) {
            disk.remove_file(&path)?;
            disk.create_folder(&path)?;
            folders.insert(name.to_owned());
        }
        Ok(())
    }

    /// What was put.
    pub fn finish(&self) -> Put {
        let mut collisions = std::mem::take(&mut *lock(&self.collisions));
        collisions.sort_unstable();
        Put {
            files: std::mem::take(&mut *lock(&self.done)),
            collisions,
            apart: self.apart.load(Ordering::Relaxed),
            written: self.written.load(Ordering::Relaxed),
        }
    }
}

/// Whether somebody else's file has exactly the bytes of an output.
fn is_same(path: &Path, found: Found, bytes: &[u8]) -> Result<bool, PublishError> {
    if !found.regular || found.stamp.size != bytes.len() as u64 {
        return Ok(false);
    }
    fs::read(path).map(|theirs| theirs == bytes).map_err(PublishError::io("read", path))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
