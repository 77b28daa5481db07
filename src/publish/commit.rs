//! The last steps of a publication: clearing up the staging tree, carrying foreign files over, the exchange.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::exchange::{self, Attempt};
use super::live::{Foreign, ForeignKind};
use super::manifest::{Manifest, Record};
use super::staging::{Staging, remove_any};
use super::{Exchange, PublishError, Report};

impl Staging<'_> {
    /// Publishes what was staged.
    ///
    /// # Errors
    /// If a foreign file is in the way, or the disk fails; the published folder is then as it was.
    pub fn commit(self) -> Result<Report, PublishError> {
        let entries = std::mem::take(&mut *self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let foreign = self.foreign_to_keep(&entries)?;
        self.remove_stale(&entries)?;
        let mut manifest = Manifest { tree: 0, records: entries };
        self.carry_over(&foreign, &mut manifest)?;
        manifest.tree = inode(&self.places.next())?;
        self.options.step()?;
        let path = self.places.manifest("next");
        manifest.write(&path).map_err(|e| PublishError::io("write", &path, &e))?;
        let exchange = match exchange::exchange(&self.places, self.live.exists, self.options)? {
            Attempt::Done(exchange) => {
                exchange::rename_manifests(&self.places, self.options)?;
                exchange
            }
            Attempt::FileByFile(why) => {
                self.copy_in_place(&mut manifest)?;
                Exchange::InPlace { why }
            }
        };
        let gone = |(name, record): &(&String, &Record)| !record.is_foreign() && !manifest.records.contains_key(*name);
        Ok(Report {
            written: self.written.load(Ordering::Relaxed),
            unchanged: self.unchanged.load(Ordering::Relaxed),
            removed: self.live.known.iter().filter(gone).count(),
            foreign: foreign.into_iter().map(|foreign| foreign.path).collect(),
            exchange,
        })
    }

    /// Foreign files that stay. One that stands where the build writes the same bytes is taken over.
    fn foreign_to_keep(&self, entries: &HashMap<String, Record>) -> Result<Vec<Foreign>, PublishError> {
        let folders: HashSet<&str> =
            entries.keys().flat_map(|name| name.match_indices('/').map(|(at, _)| &name[..at])).collect();
        let (mut keep, mut in_the_way) = (Vec::new(), Vec::new());
        for foreign in &self.live.foreign {
            let path = self.places.out.join(&foreign.path);
            let is_empty_folder = foreign.kind == ForeignKind::EmptyFolder;
            let under_a_file = foreign.path.match_indices('/').any(|(at, _)| entries.contains_key(&foreign.path[..at]));
            match entries.get(&foreign.path) {
                Some(_) if is_empty_folder => {}
                Some(entry) if foreign.kind == ForeignKind::File && has_hash(&path, &entry.hash) => {}
                None if !under_a_file && (is_empty_folder || !folders.contains(foreign.path.as_str())) => {
                    if !folders.contains(foreign.path.as_str()) {
                        keep.push(foreign.clone());
                    }
                }
                None if under_a_file && is_empty_folder => {}
                _ => in_the_way.push(path),
            }
        }
        if in_the_way.is_empty() { Ok(keep) } else { Err(PublishError::foreign(&in_the_way)) }
    }

    /// Removes from the staging tree what the build before put there and this one did not.
    fn remove_stale(&self, entries: &HashMap<String, Record>) -> Result<(), PublishError> {
        let next = self.places.next();
        let mut stale: Vec<&String> = self.before.keys().filter(|name| !entries.contains_key(*name)).collect();
        stale.sort();
        for name in stale {
            self.options.step()?;
            let path = next.join(name);
            // It may have become a folder of this build.
            if fs::symlink_metadata(&path).is_ok_and(|meta| !meta.is_dir()) {
                remove_any(&path)?;
            }
            remove_empty_folders(&next, path.parent());
        }
        Ok(())
    }

    fn carry_over(&self, foreign: &[Foreign], manifest: &mut Manifest) -> Result<(), PublishError> {
        for Foreign { path, kind } in foreign {
            self.options.step()?;
            let (from, to) = (self.places.out.join(path), self.places.next().join(path));
            remove_any(&to)?;
            let failed = |e: std::io::Error| PublishError::io("keep", &from, &e);
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(failed)?;
            }
            match kind {
                ForeignKind::File => fs::hard_link(&from, &to).or_else(|_| copy(&from, &to)).map_err(failed)?,
                ForeignKind::Symlink => {
                    let target = fs::read_link(&from).map_err(failed)?;
                    std::os::unix::fs::symlink(target, &to).map_err(failed)?;
                }
                ForeignKind::EmptyFolder => fs::create_dir_all(&to).map_err(failed)?,
                ForeignKind::Special => {
                    let message = format!("{} is neither a file nor a folder: move it away", from.display());
                    return Err(PublishError::environment(message));
                }
            }
            manifest.records.insert(path.clone(), Record { hash: [0; 32], size: 0, time: 0, inode: 0 });
        }
        Ok(())
    }

    /// Updates the published folder file by file: new files first, then the removal of old ones.
    fn copy_in_place(&self, manifest: &mut Manifest) -> Result<(), PublishError> {
        let out = &self.places.out;
        let mut names: Vec<String> =
            manifest.records.iter().filter(|(_, r)| !r.is_foreign()).map(|(name, _)| name.clone()).collect();
        names.sort();
        for name in names {
            let record = manifest.records[&name];
            if self.live.untouched.get(&name).is_some_and(|live| live.hash == record.hash) {
                continue;
            }
            self.options.step()?;
            let (from, to) = (self.places.next().join(&name), out.join(&name));
            let temporary =
                to.with_file_name(format!(".{}.part", to.file_name().unwrap_or_default().to_string_lossy()));
            let failed = |e: std::io::Error| PublishError::io("write", &to, &e);
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(failed)?;
            }
            copy(&from, &temporary).and_then(|()| fs::rename(&temporary, &to)).map_err(failed)?;
            manifest.records.insert(name, Record::of(record.hash, &fs::symlink_metadata(&to).map_err(failed)?));
        }
        for (name, record) in &self.live.known {
            if !record.is_foreign() && !manifest.records.contains_key(name) {
                remove_any(&out.join(name))?;
                remove_empty_folders(out, out.join(name).parent());
            }
        }
        manifest.tree = inode(out)?;
        let path = self.places.manifest("live");
        manifest.write(&path).map_err(|e| PublishError::io("write", &path, &e))?;
        remove_any(&self.places.manifest("next"))?;
        remove_any(&self.places.next())
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::copy(from, to)?;
    let time = fs::metadata(from)?.modified()?;
    fs::File::options().write(true).open(to)?.set_modified(time)
}

fn has_hash(path: &Path, hash: &[u8; 32]) -> bool {
    fs::read(path).is_ok_and(|bytes| blake3::hash(&bytes).as_bytes() == hash)
}

fn inode(path: &Path) -> Result<u64, PublishError> {
    fs::symlink_metadata(path).map(|meta| meta.ino()).map_err(|e| PublishError::io("read", path, &e))
}

/// Removes folders that have become empty, upwards, but never `top`.
fn remove_empty_folders(top: &Path, folder: Option<&Path>) {
    let mut folder: Option<PathBuf> = folder.map(Path::to_path_buf);
    while let Some(path) = folder.filter(|path| path.starts_with(top) && path != top) {
        if fs::remove_dir(&path).is_err() {
            return;
        }
        folder = path.parent().map(Path::to_path_buf);
    }
}
