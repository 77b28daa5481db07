//! Files that Citewire did not write: they are never overwritten, and move along when the folder is exchanged.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use ahash::AHashSet as HashSet;

use super::disk::Disk;
use super::error::PublishError;
use super::live::{Live, Owner};
use super::places::Places;
use super::stage::{Put, Stage};
use super::tree::{self, Found};

type Done<T = ()> = Result<T, PublishError>;

/// Refuses a build that would need the place of somebody else's file; `folders` are those of the build.
pub(super) fn refuse_collisions(places: &Places, live: &Live, put: &Put, folders: &HashSet<&OsStr>) -> Done {
    let mut found: Vec<&OsStr> = put.collisions.iter().map(|path| OsStr::new(path.as_str())).collect();
    let foreign = live.foreign();
    let names = foreign.iter().map(|(name, _)| *name);
    found.extend(names.filter(|name| folders.contains(name) || tree::parents(name).any(|name| put.has_output(name))));
    if found.is_empty() {
        return Ok(());
    }
    found.sort_unstable();
    found.dedup();
    Err(PublishError::Foreign(found.into_iter().map(|name| places.shown.join(name)).collect()))
}

/// Gives the staged tree what is somebody else's in the published one; `folders` in order, those above before.
pub(super) fn carry(
    disk: &Disk,
    places: &Places,
    stage: &Stage,
    foreign: &[(&OsStr, Found)],
    folders: &[&OsStr],
) -> Done {
    for name in folders {
        stage.folder(disk, name)?;
        disk.same_permissions(&places.out.join(name), &stage.top.join(name))?;
    }
    for (name, found) in foreign {
        if stage.names.files.get(*name) != Some(&found.stamp.inode) {
            stage.clear_way(disk, name)?;
            duplicate(disk, &places.out.join(name), &stage.top.join(name))?;
        }
    }
    Ok(())
}

/// Somebody may have added or replaced a file in the published tree after a build had looked at it: `old` is that tree.
pub(super) fn carry_late(disk: &Disk, places: &Places, old: &Path, live: &Live, put: &Put) -> Done {
    let is_new = |name: &OsStr, inode: u64| match live.files.get(name) {
        None => true,
        Some((found, Owner::Foreign)) => found.stamp.inode != inode && found.stamp.inode != inode_of(&old.join(name)),
        Some(_) => false,
    };
    for (name, inode) in tree::names_since(old, &live.times)? {
        if put.has_output(&name) || !is_new(&name, inode) {
            continue;
        }
        let place = places.out.join(&name);
        let there = fs::symlink_metadata(&place).ok();
        let is_no_folder = |name| fs::symlink_metadata(places.out.join(name)).is_ok_and(|meta| !meta.is_dir());
        if tree::parents(&name).any(is_no_folder) || there.as_ref().is_some_and(fs::Metadata::is_dir) {
            continue;
        }
        if there.is_some() {
            disk.remove_file(&place)?;
        } else if let Some(parent) = place.parent() {
            disk.create_folders(parent)?;
        }
        duplicate(disk, &old.join(&name), &place)?;
    }
    Ok(())
}

/// The inode that the system itself gives; a folder's listing may give another on a layered file system.
fn inode_of(path: &Path) -> u64 {
    fs::symlink_metadata(path).map_or(0, |meta| meta.ino())
}

/// Puts the same file, link or pipe at a second place; one that is gone by now needs no second.
fn duplicate(disk: &Disk, from: &Path, to: &Path) -> Done {
    let Err(error) = disk.link(from, to)? else { return Ok(()) };
    if error.kind() == ErrorKind::NotFound {
        return Ok(());
    }
    let meta = fs::symlink_metadata(from).map_err(PublishError::io("read", from))?;
    if meta.is_symlink() {
        let target: PathBuf = fs::read_link(from).map_err(PublishError::io("read", from))?;
        disk.symlink(&target, to)
    } else if meta.is_file() {
        disk.copy(from, to)
    } else {
        Err(PublishError::io("link", to)(error))
    }
}
