//! Putting the staged tree in the place of the published one, and finding out after a kill how far that went.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::manifest::Manifest;
use super::place::Places;
use super::staging::{Options, remove_any};
use super::{Exchange, PublishError};

/// What a test pretends that the system cannot do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cannot {
    /// Exchange two folders in one step.
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests pretend"))]
    Exchange,
    /// Rename the published folder at all: it is a mount point.
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests pretend"))]
    Rename,
}

/// What became of the attempt.
pub(super) enum Attempt {
    Done(Exchange),
    /// The folder cannot be renamed: file by file, then.
    FileByFile(String),
}

/// Exchanges the trees; the one that was published is the staging tree then.
pub(super) fn exchange(places: &Places, exists: bool, options: &Options) -> Result<Attempt, PublishError> {
    let (out, next) = (&places.out, places.next());
    let failed = |e: io::Error| PublishError::io("put the new site in the place of", out, &e);
    options.step()?;
    if !exists {
        return fs::rename(&next, out).map(|()| Attempt::Done(Exchange::Renamed)).map_err(failed);
    }
    let result = match options.cannot {
        Some(Cannot::Exchange) => Err(Errno::INVAL),
        Some(Cannot::Rename) => Err(Errno::BUSY),
        None => renameat_with(CWD, &next, CWD, out, RenameFlags::EXCHANGE),
    };
    match result {
        Ok(()) => Ok(Attempt::Done(Exchange::Swapped)),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => by_renaming(places, options),
        Err(errno @ (Errno::BUSY | Errno::XDEV | Errno::ACCESS | Errno::PERM)) => {
            let why = match errno {
                Errno::BUSY | Errno::XDEV => "it is a mount point",
                _ => "it may not be renamed",
            };
            Ok(Attempt::FileByFile(why.to_owned()))
        }
        Err(errno) => Err(failed(errno.into())),
    }
}

/// Three renames, where the system has no exchange: for a moment there is no published folder.
fn by_renaming(places: &Places, options: &Options) -> Result<Attempt, PublishError> {
    let (out, next, old) = (&places.out, places.next(), places.state.join("old"));
    let failed = |e: io::Error| PublishError::io("put the new site in the place of", out, &e);
    fs::rename(out, &old).map_err(failed)?;
    options.step()?;
    if let Err(error) = fs::rename(&next, out) {
        fs::rename(&old, out).map_err(failed)?;
        return Err(failed(error));
    }
    options.step()?;
    fs::rename(&old, &next).map_err(failed)?;
    Ok(Attempt::Done(Exchange::Swapped))
}

/// Mends what a kill between the renames of [`by_renaming`] left.
pub(super) fn recover(places: &Places) -> Result<(), PublishError> {
    let old = places.state.join("old");
    if !old.exists() {
        return Ok(());
    }
    if !places.out.exists() {
        return fs::rename(&old, &places.out).map_err(|e| PublishError::io("restore", &places.out, &e));
    }
    if places.next().exists() {
        return remove_any(&old);
    }
    fs::rename(&old, places.next()).map_err(|e| PublishError::io("rename", &old, &e))
}

/// The manifests of the published tree and of the staging tree, each matched by the inode of its tree, whatever name it has
/// after a kill. The staging tree's is removed: until the next commit, that tree is nothing that can be relied on.
pub(super) fn manifests(places: &Places) -> Result<(Option<Manifest>, Option<Manifest>), PublishError> {
    let inode = |path: &std::path::Path| fs::symlink_metadata(path).ok().filter(fs::Metadata::is_dir).map(|m| m.ino());
    let (of_out, of_next) = (inode(&places.out), inode(&places.next()));
    let (mut live, mut next) = (None, None);
    for name in ["live", "next", "old"] {
        let path = places.manifest(name);
        let Some(manifest) = Manifest::read(&path) else { continue };
        if Some(manifest.tree) == of_out {
            live = Some((manifest, path));
        } else if Some(manifest.tree) == of_next {
            next = Some(manifest);
        }
    }
    let at_home = places.manifest("live");
    if let Some((_, path)) = live.as_ref().filter(|(_, path)| *path != at_home) {
        fs::rename(path, &at_home).map_err(|e| PublishError::io("rename", path, &e))?;
    }
    for name in ["next", "old"] {
        remove_any(&places.manifest(name))?;
    }
    Ok((live.map(|(manifest, _)| manifest), next))
}

/// After the exchange, gives each tree's manifest its proper name.
pub(super) fn rename_manifests(places: &Places, options: &Options) -> Result<(), PublishError> {
    for (from, to) in [("live", "old"), ("next", "live"), ("old", "next")] {
        options.step()?;
        let (from, to) = (places.manifest(from), places.manifest(to));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(PublishError::io("rename", &from, &error));
            }
            _ => {}
        }
    }
    Ok(())
}
