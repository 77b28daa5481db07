//! The staging tree: filled by many threads, committed once.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::PublishError;
use super::live::Live;
use super::manifest::{Manifest, Record};
use super::place::Places;
use crate::paths::OutputPath;

/// What to publish at a path.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// The bytes of this file.
    Copy(&'a Path),
}

/// How to publish.
#[derive(Debug)]
pub struct Options {
    pub(super) site_root: PathBuf,
    pub(super) patience: Duration,
    /// Tests: how many steps to do before everything fails, as after a kill.
    pub(super) steps: Option<AtomicUsize>,
    /// Tests: pretend that the system cannot do an exchange, or any renaming of the folder.
    pub(super) cannot: Option<super::exchange::Cannot>,
}

impl Options {
    /// For the site in this folder; another build is waited for up to three seconds.
    #[must_use]
    pub fn new(site_root: PathBuf) -> Self {
        Self { site_root, patience: Duration::from_secs(3), steps: None, cannot: None }
    }

    /// Marks a point at which a kill could happen.
    pub(super) fn step(&self) -> Result<(), PublishError> {
        match &self.steps {
            Some(left) if left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_err() => {
                Err(PublishError::environment("killed by a test".to_owned()))
            }
            _ => Ok(()),
        }
    }
}

/// A site that is being staged. Dropped without [`commit`](Self::commit), it changes nothing that is published.
#[derive(Debug)]
pub struct Staging<'a> {
    pub(super) options: &'a Options,
    pub(super) places: Places,
    pub(super) live: Live,
    /// What the staging tree holds from the build before.
    pub(super) before: HashMap<String, Record>,
    pub(super) entries: Mutex<HashMap<String, Record>>,
    folders: Mutex<HashSet<PathBuf>>,
    pub(super) written: AtomicUsize,
    pub(super) unchanged: AtomicUsize,
    /// Held until the end.
    pub(super) _lock: File,
}

impl<'a> Staging<'a> {
    /// Takes the lock, looks at what is published, and prepares the staging tree.
    ///
    /// # Errors
    /// If the folder cannot be an output folder, another build is running, or the disk fails.
    pub fn begin(out: &Path, options: &'a Options) -> Result<Self, PublishError> {
        let places = Places::find(out, &options.site_root)?;
        let lock = places.lock(options.patience)?;
        super::exchange::recover(&places)?;
        let (live_manifest, next_manifest) = super::exchange::manifests(&places)?;
        options.step()?;
        let live = Live::scan(&places.out, live_manifest)?;
        let before = prepare_next(&places, next_manifest, options)?;
        Ok(Self {
            options,
            places,
            live,
            before,
            entries: Mutex::default(),
            folders: Mutex::default(),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            _lock: lock,
        })
    }

    /// Stages a file. May be called from many threads.
    ///
    /// # Errors
    /// If the path was put before, or the disk fails.
    pub fn put(&self, path: &OutputPath, content: Content<'_>) -> Result<(), PublishError> {
        let copied;
        let bytes = match content {
            Content::Bytes(bytes) => bytes,
            Content::Copy(disk) => {
                copied = fs::read(disk).map_err(|e| PublishError::io("read", disk, &e))?;
                &copied
            }
        };
        let name = path.as_str();
        let hash = *blake3::hash(bytes).as_bytes();
        let record = match self.live.untouched.get(name).filter(|record| record.hash == hash) {
            Some(record) => {
                self.unchanged.fetch_add(1, Ordering::Relaxed);
                self.keep(name, record, bytes)?
            }
            None => {
                self.written.fetch_add(1, Ordering::Relaxed);
                self.write(name, hash, bytes)?
            }
        };
        let mut entries = self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match entries.insert(name.to_owned(), record) {
            None => Ok(()),
            Some(_) => Err(PublishError::environment(format!("{name} was published twice in one build"))),
        }
    }

    /// Makes the staged file the very file that is published.
    fn keep(&self, name: &str, live: &Record, bytes: &[u8]) -> Result<Record, PublishError> {
        let staged = self.before.get(name);
        if staged.is_some_and(|staged| staged.inode == live.inode) {
            return Ok(*live);
        }
        self.options.step()?;
        let target = self.places.next().join(name);
        self.clear_way(&target, staged.is_some())?;
        match fs::hard_link(self.places.out.join(name), &target) {
            Ok(()) => Ok(*live),
            // A file system without hard links: the bytes are the same, the time is new.
            Err(_) => self.write(name, live.hash, bytes),
        }
    }

    fn write(&self, name: &str, hash: [u8; 32], bytes: &[u8]) -> Result<Record, PublishError> {
        self.options.step()?;
        let target = self.places.next().join(name);
        self.clear_way(&target, self.before.contains_key(name))?;
        let failed = |e: io::Error| PublishError::io("write", &target, &e);
        // Never over an old file: its inode may be the published one.
        let mut file = create(&target).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        Ok(Record::of(hash, &file.metadata().map_err(failed)?))
    }

    /// Makes the folders of a staged file, and removes what stands in its place.
    fn clear_way(&self, target: &Path, occupied: bool) -> Result<(), PublishError> {
        let folder = target.parent().unwrap_or(target);
        let mut folders = self.folders.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !folders.contains(folder) {
            make_folders(&self.places.next(), folder)?;
            folders.insert(folder.to_path_buf());
        }
        drop(folders);
        if occupied {
            remove_any(target)?;
        }
        Ok(())
    }
}

fn create(target: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    match options.open(target) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            remove_any(target).map_err(|_| error)?;
            options.open(target)
        }
        other => other,
    }
}

/// Makes the folders below `top`; a file that stands where a folder is wanted is removed.
fn make_folders(top: &Path, folder: &Path) -> Result<(), PublishError> {
    if fs::create_dir_all(folder).is_ok() {
        return Ok(());
    }
    let below = folder.strip_prefix(top).unwrap_or(folder);
    let mut path = top.to_path_buf();
    for part in below.components() {
        path.push(part);
        if fs::symlink_metadata(&path).is_ok_and(|meta| !meta.is_dir()) {
            remove_any(&path)?;
        }
    }
    fs::create_dir_all(folder).map_err(|e| PublishError::io("make the folder", folder, &e))
}

/// Removes a file, a symlink or a folder; nothing there is fine.
pub(super) fn remove_any(path: &Path) -> Result<(), PublishError> {
    let removed = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(_) => return Ok(()),
    };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(PublishError::io("remove", path, &error)),
        _ => Ok(()),
    }
}

/// The staging tree from the build before with its files, or an empty one.
fn prepare_next(
    places: &Places,
    manifest: Option<Manifest>,
    options: &Options,
) -> Result<HashMap<String, Record>, PublishError> {
    let next = places.next();
    options.step()?;
    let Some(manifest) = manifest else {
        remove_any(&next)?;
        fs::create_dir_all(&next).map_err(|e| PublishError::io("make the folder", &next, &e))?;
        return Ok(HashMap::new());
    };
    // What was carried over is carried again: a foreign symlink must never be written through.
    for (name, _) in manifest.records.iter().filter(|(_, record)| record.is_foreign()) {
        remove_any(&next.join(name))?;
    }
    Ok(manifest.records.into_iter().filter(|(_, record)| !record.is_foreign()).collect())
}
