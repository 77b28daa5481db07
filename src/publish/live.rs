//! The published folder as a build finds it: [`Live`], and whose each file is.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use super::disk::Disk;
use super::error::PublishError;
use super::manifest::{Manifest, TreeId};
use super::places::Places;
use super::state::{self, Manifests};
use super::sum::{Seed, Sum};
use super::tree::{self, Found, TEMPORARY, Tree};
use crate::fingerprint::Fingerprint;
use crate::paths::OutputPath;

/// Whose a published file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Citewire wrote these bytes, made of this, if that is known.
    Written(Sum, Option<Fingerprint>),
    /// Citewire wrote it, somebody changed it since.
    Changed,
    /// Somebody else put it there.
    Foreign,
}

/// The published folder.
#[derive(Debug)]
pub(super) struct Live {
    /// `None` if there is no such folder.
    pub id: Option<TreeId>,
    /// Of the sums of its files, and of those of the next build.
    pub seed: Seed,
    pub files: HashMap<OsString, (Found, Owner)>,
    /// Folders that hold neither a file nor ever held one of Citewire's.
    pub empty_folders: Vec<OsString>,
    /// Folders that hold no file any more but held Citewire's, in order.
    pub hollow_folders: Vec<OsString>,
    /// When each folder's list of names was last changed.
    pub times: Vec<(OsString, i64)>,
    /// Files that a build left that was killed while it updated the folder file by file.
    pub leftovers: Vec<OsString>,
}

impl Live {
    /// Looks at the published folder, once.
    pub fn read(places: &Places, disk: &Disk) -> Result<Self, PublishError> {
        let id = fs::metadata(&places.out).ok().map(|meta| TreeId::of(&meta));
        let manifests = state::manifests(places, disk, id)?;
        let seed = manifests.seed();
        let mut found = if id.is_some() { tree::stamps(&places.out)? } else { Tree::default() };
        let is_leftover = |name: &OsString| Path::new(name).file_name() == Some(OsStr::new(TEMPORARY));
        let leftovers: Vec<OsString> = found.files.keys().filter(|name| is_leftover(name)).cloned().collect();
        found.files.retain(|name, _| !is_leftover(name));
        let (hollow_folders, empty_folders) = folders_without_files(&found, &manifests);
        let mut files = HashMap::with_capacity(found.files.len());
        for (name, found) in found.files {
            let owner = owner(&places.out, &name, &found, (&manifests, &seed))?;
            files.insert(name, (found, owner));
        }
        Ok(Self { id, seed, files, empty_folders, hollow_folders, times: found.times, leftovers })
    }

    /// What stands at the place of an output.
    pub fn get(&self, path: &OutputPath) -> Option<(Found, Owner)> {
        self.files.get(OsStr::new(path.as_str())).copied()
    }

    /// Names of what somebody else put there, in order.
    pub fn foreign(&self) -> Vec<(&OsStr, Found)> {
        let foreign = self.files.iter().filter(|(_, (_, owner))| *owner == Owner::Foreign);
        let mut foreign: Vec<_> = foreign.map(|(name, (found, _))| (name.as_os_str(), *found)).collect();
        foreign.sort_unstable_by_key(|(name, _)| *name);
        foreign
    }

    /// Names of what Citewire wrote, in order.
    pub fn written(&self) -> Vec<&OsStr> {
        let written = self.files.iter().filter(|(_, (_, owner))| *owner != Owner::Foreign);
        let mut written: Vec<_> = written.map(|(name, _)| name.as_os_str()).collect();
        written.sort_unstable();
        written
    }

    /// Whether the folder, and all in it, is on the file system of the staged tree.
    pub fn is_on_device(&self, device: u64) -> bool {
        self.id.is_none_or(|id| id.device == device) && self.files.values().all(|(found, _)| found.device == device)
    }
}

fn owner(
    out: &Path,
    name: &OsStr,
    found: &Found,
    (manifests, seed): (&Manifests, &Seed),
) -> Result<Owner, PublishError> {
    // Whoever puts a link in the place of a page has made it theirs.
    let Some(path) = name.to_str().filter(|_| found.regular).and_then(|name| OutputPath::new(name).ok()) else {
        return Ok(Owner::Foreign);
    };
    if let Some(entry) = manifests.own.as_ref().and_then(|own| own.files.get(&path)) {
        let is_untouched = entry.stamp == found.stamp;
        return Ok(if is_untouched { Owner::Written(entry.sum, entry.made_of) } else { Owner::Changed });
    }
    // In a tree that was copied here, inodes and times say nothing; bytes do.
    let candidates = manifests.others.iter().filter_map(|other| Some((&other.head.seed, other.files.get(&path)?)));
    let mut candidates = candidates.filter(|(_, entry)| entry.stamp.size == found.stamp.size).peekable();
    if candidates.peek().is_none() {
        return Ok(Owner::Foreign);
    }
    let file = out.join(name);
    let bytes = fs::read(&file).map_err(PublishError::io("read", &file))?;
    let is_written = candidates.any(|(seed, entry)| entry.sum == seed.sum(&bytes));
    Ok(if is_written { Owner::Written(seed.sum(&bytes), None) } else { Owner::Foreign })
}

/// Folders without files in them: those that held Citewire's, and of the others those without folders in them.
fn folders_without_files(found: &Tree<Found>, manifests: &Manifests) -> (Vec<OsString>, Vec<OsString>) {
    let (mut full, mut listed, mut outer) = (HashSet::new(), HashSet::new(), HashSet::new());
    found.files.keys().for_each(|name| mark_parents(name, &mut full));
    let paths = manifests.own.iter().chain(&manifests.others).flat_map(|manifest: &Manifest| manifest.files.keys());
    paths.for_each(|path| mark_parents(OsStr::new(path.as_str()), &mut listed));
    found.folders.iter().for_each(|name| mark_parents(name, &mut outer));
    let mut without: Vec<&OsString> = found.folders.iter().filter(|name| !full.contains(name.as_os_str())).collect();
    without.sort_unstable();
    let (hollow, others): (Vec<_>, Vec<_>) = without.into_iter().partition(|name| listed.contains(name.as_os_str()));
    let empty = others.into_iter().filter(|name| !outer.contains(name.as_os_str()));
    (hollow.into_iter().cloned().collect(), empty.cloned().collect())
}

/// Adds the folders that a name is in.
pub(super) fn mark_parents<'a>(name: &'a OsStr, folders: &mut HashSet<&'a OsStr>) {
    for parent in tree::parents(name) {
        if !folders.insert(parent) {
            return;
        }
    }
}
