//! The folder beside the published one that holds lock, manifests and the staged tree: making it ready for a build.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use ahash::AHashMap as HashMap;
use rustix::fs::OFlags;

use super::disk::Disk;
use super::error::PublishError;
use super::manifest::{self, Entry, Head, Manifest, TreeId};
use super::places::Places;
use super::sum::Seed;
use crate::paths::OutputPath;

const RETRY: Duration = Duration::from_millis(25);

/// Makes the state folder, takes its lock and puts right what a killed build left.
///
/// # Errors
/// [`PublishError::Busy`] if another build still holds the lock after `wait`.
pub(super) fn open(places: &Places, disk: &Disk, wait: Duration) -> Result<File, PublishError> {
    match fs::symlink_metadata(&places.state) {
        Ok(meta) if meta.is_dir() => {}
        Ok(_) => return Err(PublishError::Refused(places.state.clone(), "is no folder: remove it and build again")),
        Err(_) => disk.create_folders(&places.state)?,
    }
    let file = lock(places, wait)?;
    // Under the lock: two first builds at once would both find it missing.
    let ignore = places.state.join(".gitignore");
    if fs::symlink_metadata(&ignore).is_err() {
        disk.write_new(&ignore, b"*\n")?;
    }
    recover(places, disk)?;
    Ok(file)
}

fn lock(places: &Places, wait: Duration) -> Result<File, PublishError> {
    let nofollow = OFlags::NOFOLLOW.bits().cast_signed();
    let mut options = OpenOptions::new();
    let options = options.write(true).create(true).truncate(false).custom_flags(nofollow);
    let file = options.open(&places.lock).map_err(PublishError::io("open", &places.lock))?;
    let started = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if started.elapsed() < wait => thread::sleep(RETRY),
            Err(TryLockError::WouldBlock) => return Err(PublishError::Busy(places.shown.clone())),
            Err(TryLockError::Error(error)) => return Err(PublishError::io("lock", &places.lock)(error)),
        }
    }
}

/// A build that was killed between the renames of [`super::exchange`] left its folders under the wrong names.
fn recover(places: &Places, disk: &Disk) -> Result<(), PublishError> {
    if is_folder(&places.old) {
        if !is_there(&places.out) {
            disk.rename(&places.old, &places.out)?;
        } else if is_there(&places.next) {
            disk.remove_all(&places.old)?;
        } else {
            disk.rename(&places.old, &places.next)?;
        }
    }
    if !is_folder(&places.next) {
        disk.remove_all(&places.next)?;
        disk.create_folder(&places.next)?;
    }
    Ok(())
}

/// A link is none: what it leads to is not Citewire's.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The manifests that could be those of the published tree; unreadable ones count as absent.
#[derive(Debug, Default)]
pub(super) struct Manifests {
    /// The one that names the published tree.
    pub own: Option<Manifest>,
    /// If there is none: those of trees that the published one may be a copy of.
    pub others: Vec<Manifest>,
}

impl Manifests {
    /// The seed that the next manifest takes over, so that its sums can be compared; a new one if there is none.
    pub fn seed(&self) -> Seed {
        self.own.iter().chain(&self.others).next().map_or_else(Seed::random, |manifest| manifest.head.seed)
    }
}

/// Reads the manifests and finds the one of a tree.
pub(super) fn manifests(places: &Places, disk: &Disk, tree: Option<TreeId>) -> Result<Manifests, PublishError> {
    let read = |path: &Path| match fs::read(path) {
        Ok(bytes) => Ok(Manifest::parse(&bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PublishError::io("read", path)(error)),
    };
    let (live, next) = (read(&places.live_manifest)?, read(&places.next_manifest)?);
    let is_own = |manifest: &Option<Manifest>| manifest.as_ref().is_some_and(|m| Some(m.head.tree) == tree);
    if is_own(&next) {
        // The build was killed after the exchange.
        disk.rename(&places.next_manifest, &places.live_manifest)?;
        return Ok(Manifests { own: next, others: Vec::new() });
    }
    if is_own(&live) {
        return Ok(Manifests { own: live, others: Vec::new() });
    }
    Ok(Manifests { own: None, others: live.into_iter().chain(next).collect() })
}

/// Puts a manifest in its place as a whole.
pub(super) fn write_manifest(
    places: &Places,
    disk: &Disk,
    path: &Path,
    head: Head,
    files: &HashMap<OutputPath, Entry>,
) -> Result<(), PublishError> {
    let temporary = places.state.join("manifest.tmp");
    disk.remove_file(&temporary)?;
    disk.write_new_synced(&temporary, |file| manifest::write(file, head, files))?;
    disk.rename(&temporary, path)
}
