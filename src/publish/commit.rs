//! Publishing what was staged: checks, what moves along, the exchange, and the report.

use std::ffi::{OsStr, OsString};
use std::fs;

use ahash::AHashSet as HashSet;

use super::disk::Disk;
use super::error::PublishError;
use super::exchange::exchange;
use super::live::{Live, mark_parents};
use super::manifest::{Head, TreeId};
use super::places::Places;
use super::stage::{Put, Stage};
use super::state::write_manifest;
use super::{Exchange, Report, foreign, in_place};

type Done<T = ()> = Result<T, PublishError>;

/// Publishes; on an error the published folder is as it was, where it can be exchanged.
pub(super) fn commit(disk: &Disk, places: &Places, live: &Live, stage: &Stage) -> Done<Report> {
    let put = stage.finish();
    let mut folders = HashSet::new();
    put.files.keys().for_each(|path| mark_parents(OsStr::new(path.as_str()), &mut folders));
    if let Some(path) = put.files.keys().filter(|path| folders.contains(OsStr::new(path.as_str()))).min() {
        return Err(PublishError::Twice(path.clone()));
    }
    foreign::refuse_collisions(places, live, &put, &folders)?;
    let exchange = if put.apart {
        Err("it is a mount point, or holds one".to_owned())
    } else {
        prepare(disk, places, live, stage, &put, &folders)?;
        swap(disk, places, live, &put)?
    };
    let exchange = match exchange {
        Ok(exchange) => exchange,
        Err(why) => {
            in_place::update(disk, places, live, &put.files, &folders)?;
            Exchange::InPlace { why }
        }
    };
    Ok(report(live, &put, exchange))
}

/// Makes the staged tree exactly what is to be published.
fn prepare(disk: &Disk, places: &Places, live: &Live, stage: &Stage, put: &Put, folders: &HashSet<&OsStr>) -> Done {
    let is_free = |name: &OsStr| !put.has_output(name) && !super::tree::parents(name).any(|name| put.has_output(name));
    let mut foreign = live.foreign();
    foreign.retain(|(name, _)| !put.has_output(name));
    let empty = live.empty_folders.iter().map(OsString::as_os_str).filter(|name| is_free(name));
    let empty: Vec<&OsStr> = empty.collect();
    let mut needed = folders.clone();
    foreign.iter().map(|(name, _)| *name).chain(empty.iter().copied()).for_each(|name| mark_parents(name, &mut needed));
    needed.extend(&empty);
    let theirs: HashSet<&OsStr> = foreign.iter().map(|(name, _)| *name).collect();
    let stays = |name: &OsStr| put.has_output(name) || theirs.contains(name);
    // Where the build has made a folder, the file of that name is gone.
    for name in sorted(stage.names.files.keys(), |name| stays(name) || folders.contains(name)) {
        disk.remove_file(&stage.top.join(name))?;
    }
    // From the end, so that a folder comes after those in it.
    for name in sorted(stage.names.folders.iter(), |name| needed.contains(name) || stays(name)).into_iter().rev() {
        disk.remove_empty_folder(&stage.top.join(name))?;
    }
    let mut theirs: Vec<&OsStr> = needed.difference(folders).copied().collect();
    theirs.sort_unstable();
    foreign::carry(disk, places, stage, &foreign, &theirs)?;
    if live.id.is_some() {
        disk.same_permissions(&places.out, &stage.top)?;
    }
    let meta = fs::metadata(&stage.top).map_err(PublishError::io("open", &stage.top))?;
    let head = Head { tree: TreeId::of(&meta), seed: live.seed };
    write_manifest(places, disk, &places.next_manifest, head, &put.files)
}

/// Names that do not stay, in order.
fn sorted<'a>(names: impl Iterator<Item = &'a OsString>, stays: impl Fn(&OsStr) -> bool) -> Vec<&'a OsStr> {
    let mut names: Vec<&OsStr> = names.map(OsString::as_os_str).filter(|name| !stays(name)).collect();
    names.sort_unstable();
    names
}

fn swap(disk: &Disk, places: &Places, live: &Live, put: &Put) -> Done<Result<Exchange, String>> {
    let done = exchange(disk, places, live.id.is_none())?;
    if done.is_ok() {
        disk.rename(&places.next_manifest, &places.live_manifest)?;
        if live.id.is_some() {
            foreign::carry_late(disk, places, &places.next, live, put)?;
        }
    }
    Ok(done)
}

fn report(live: &Live, put: &Put, exchange: Exchange) -> Report {
    let foreign = live.foreign().into_iter().filter(|(name, _)| !put.has_output(name));
    Report {
        written: put.written,
        unchanged: put.files.len() - put.written,
        removed: live.written().into_iter().filter(|name| !put.has_output(name)).count(),
        foreign: foreign.map(|(name, _)| name.to_string_lossy().into_owned()).collect(),
        exchange,
    }
}
