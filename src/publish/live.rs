//! What lies in the published folder: our own files, untouched or not, and those of others.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::PublishError;
use super::manifest::{Manifest, Record};

/// The published tree.
#[derive(Debug, Default)]
pub(super) struct Live {
    /// Whether there is one.
    pub(super) exists: bool,
    /// Our files that nobody changed, by path.
    pub(super) untouched: HashMap<String, Record>,
    /// How many files of the manifest there were.
    pub(super) known: HashMap<String, Record>,
    /// Everything else, by path, sorted.
    pub(super) foreign: Vec<Foreign>,
}

/// Something in the published folder that Citewire did not write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Foreign {
    pub(super) path: String,
    pub(super) kind: ForeignKind,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ForeignKind {
    File,
    Symlink,
    /// A folder without anything in it.
    EmptyFolder,
    /// A socket, a pipe, a device.
    Special,
}

impl Live {
    /// Looks at the folder; symlinks are not followed.
    pub(super) fn scan(out: &Path, manifest: Option<Manifest>) -> Result<Self, PublishError> {
        let mut live = Self { exists: out.is_dir(), ..Self::default() };
        if !live.exists {
            return Ok(live);
        }
        live.known = manifest.map(|m| m.records).unwrap_or_default();
        for entry in WalkDir::new(out).min_depth(1).sort_by_file_name() {
            let entry = entry.map_err(|e| {
                let error = e
                    .io_error()
                    .map_or_else(|| std::io::Error::other(e.to_string()), |io| std::io::Error::from(io.kind()));
                PublishError::io("read", e.path().unwrap_or(out), &error)
            })?;
            let name = entry.path().strip_prefix(out).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
            let kind = entry.file_type();
            if kind.is_dir() {
                let empty = fs::read_dir(entry.path()).is_ok_and(|mut inside| inside.next().is_none());
                if empty {
                    live.foreign.push(Foreign { path: name, kind: ForeignKind::EmptyFolder });
                }
                continue;
            }
            live.add(name, &entry)?;
        }
        Ok(live)
    }

    fn add(&mut self, name: String, entry: &walkdir::DirEntry) -> Result<(), PublishError> {
        let meta = entry.metadata();
        let meta = meta.map_err(|e| PublishError::io("read", entry.path(), &std::io::Error::other(e.to_string())))?;
        let kind = meta.file_type();
        match self.known.get(&name).filter(|record| !record.is_foreign()) {
            Some(record) if record.is_untouched(&meta) => {
                self.untouched.insert(name, *record);
            }
            // One of ours that somebody changed: it will be written again.
            Some(_) if kind.is_file() => {}
            _ if kind.is_file() => self.foreign.push(Foreign { path: name, kind: ForeignKind::File }),
            _ if kind.is_symlink() => self.foreign.push(Foreign { path: name, kind: ForeignKind::Symlink }),
            _ => self.foreign.push(Foreign { path: name, kind: ForeignKind::Special }),
        }
        Ok(())
    }
}
