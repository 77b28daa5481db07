//! Updating a published folder that cannot be exchanged (a mount point), file by file.

use std::ffi::OsStr;
use std::fs;

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use super::disk::Disk;
use super::error::PublishError;
use super::live::{Live, Owner};
use super::manifest::{Entry, Head, Stamp, TreeId};
use super::places::Places;
use super::stage::is_output;
use super::state::write_manifest;
use super::tree::{self, TEMPORARY};
use crate::paths::OutputPath;

type Done<T = ()> = Result<T, PublishError>;

/// Moves every file that differs into the published folder, then removes what the site no longer has.
///
/// `folders` are those of the build. A build that is killed here leaves a mix, and a manifest that knows all of it.
pub(super) fn update(
    disk: &Disk,
    places: &Places,
    live: &Live,
    files: &HashMap<OutputPath, Entry>,
    folders: &HashSet<&OsStr>,
) -> Done {
    let tree = match live.id {
        Some(id) => id,
        None => make(disk, places)?,
    };
    let head = Head { tree, seed: live.seed };
    write_manifest(places, disk, &places.live_manifest, head, &both(live, files))?;
    let removed: Vec<&OsStr> = live.written().into_iter().filter(|name| !is_output(files, name)).collect();
    let is_in_the_way = |name: &&OsStr| folders.contains(*name) || tree::parents(name).any(|p| is_output(files, p));
    let (in_the_way, removed): (Vec<&OsStr>, Vec<&OsStr>) = removed.into_iter().partition(is_in_the_way);
    in_the_way.iter().try_for_each(|name| remove(disk, places, name))?;
    for name in live.hollow_folders.iter().rev().filter(|name| !folders.contains(name.as_os_str())) {
        disk.remove_empty_folder(&places.out.join(name))?;
    }
    live.leftovers.iter().try_for_each(|name| disk.remove_file(&places.out.join(name)))?;
    let mut files: Vec<(&OutputPath, Entry)> = files.iter().map(|(path, entry)| (path, *entry)).collect();
    files.sort_unstable_by_key(|(path, _)| *path);
    for (path, entry) in &mut files {
        let is_kept =
            live.get(path).is_some_and(|(found, _)| found.stamp == entry.stamp && found.device == tree.device);
        if !is_kept {
            entry.stamp = place(disk, places, path)?;
        }
    }
    removed.iter().try_for_each(|name| remove(disk, places, name))?;
    let files = files.into_iter().map(|(path, entry)| (path.clone(), entry)).collect();
    write_manifest(places, disk, &places.live_manifest, head, &files)
}

fn make(disk: &Disk, places: &Places) -> Done<TreeId> {
    disk.create_folders(&places.out)?;
    fs::metadata(&places.out).map(|meta| TreeId::of(&meta)).map_err(PublishError::io("open", &places.out))
}

/// What the manifest says of a folder that holds files of the old site and of the new one.
fn both(live: &Live, files: &HashMap<OutputPath, Entry>) -> HashMap<OutputPath, Entry> {
    let mut all = files.clone();
    for (name, (found, owner)) in &live.files {
        let path = name.to_str().and_then(|name| OutputPath::new(name).ok());
        let (Some(path), true) = (path, *owner != Owner::Foreign) else { continue };
        let (sum, stamp) = match owner {
            Owner::Written(sum, _) => (*sum, found.stamp),
            // With no sum of its own it has to count as changed by the next build, too.
            _ => (live.seed.sum(b""), Stamp::NONE),
        };
        all.entry(path).or_insert(Entry { sum, made_of: None, stamp });
    }
    all
}

/// Moves one file from the staged tree to its place, which holds the old file or the new one at every moment.
fn place(disk: &Disk, places: &Places, path: &OutputPath) -> Done<Stamp> {
    let (from, to) = (places.next.join(path.as_str()), places.out.join(path.as_str()));
    let folder = to.parent().unwrap_or(&places.out);
    // What is empty here was a folder of pages that went.
    disk.create_folders(folder)?;
    if fs::symlink_metadata(&to).is_ok_and(|meta| meta.is_dir()) {
        disk.remove_empty_folder(&to)?;
    }
    if disk.try_rename(&from, &to)?.is_err() {
        let temporary = folder.join(TEMPORARY);
        disk.remove_file(&temporary)?;
        disk.copy(&from, &temporary)?;
        disk.rename(&temporary, &to)?;
    }
    fs::symlink_metadata(&to).map(|meta| Stamp::of(&meta)).map_err(PublishError::io("read", &to))
}

/// Removes a file and the folders that are empty without it.
fn remove(disk: &Disk, places: &Places, name: &OsStr) -> Done {
    disk.remove_file(&places.out.join(name))?;
    for parent in tree::parents(name) {
        let path = places.out.join(parent);
        let is_empty = fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_none());
        if !is_empty {
            break;
        }
        disk.remove_empty_folder(&path)?;
    }
    Ok(())
}
