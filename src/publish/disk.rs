//! Everything that publishing changes on disk goes through [`Disk`], which names the path in every error.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use rustix::fs::{CWD, RenameFlags};

use super::error::PublishError;
use super::manifest::Stamp;

type Done<T = ()> = Result<T, PublishError>;

/// The hand that writes; in tests it can be stopped after some steps, or be refused an exchange.
#[derive(Debug, Default)]
pub(super) struct Disk {
    #[cfg(test)]
    pub test: super::tests::hooks::Hooks,
}

impl Disk {
    /// Makes a folder; one that is there already is fine.
    pub fn create_folder(&self, path: &Path) -> Done {
        self.step(path)?;
        match fs::create_dir(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && is_folder(path) => Ok(()),
            done => done.map_err(PublishError::io("create the folder", path)),
        }
    }

    /// Makes a folder and those above it.
    pub fn create_folders(&self, path: &Path) -> Done {
        self.step(path)?;
        fs::create_dir_all(path).map_err(PublishError::io("create the folder", path))
    }

    /// Removes a file or a link; one that is not there is fine.
    pub fn remove_file(&self, path: &Path) -> Done {
        self.step(path)?;
        absent_is_fine(fs::remove_file(path)).map_err(PublishError::io("remove", path))
    }

    /// Removes a folder if nothing is in it.
    pub fn remove_empty_folder(&self, path: &Path) -> Done {
        self.step(path)?;
        match fs::remove_dir(path) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            done => absent_is_fine(done).map_err(PublishError::io("remove the folder", path)),
        }
    }

    /// Removes whatever stands there; links in it are not followed.
    pub fn remove_all(&self, path: &Path) -> Done {
        self.step(path)?;
        match fs::symlink_metadata(path) {
            Ok(meta) if meta.is_dir() => fs::remove_dir_all(path).map_err(PublishError::io("remove the folder", path)),
            Ok(_) => self.remove_file(path),
            Err(_) => Ok(()),
        }
    }

    /// Writes a file that must not be there yet.
    pub fn write_new(&self, path: &Path, bytes: &[u8]) -> Done<Stamp> {
        self.create(path, |file| file.write_all(bytes))
    }

    /// As [`Disk::write_new`], for what is written piece by piece; waits until the bytes are on the disk.
    pub fn write_new_synced(&self, path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> Done<Stamp> {
        self.create(path, |file| fill(file).and_then(|()| file.sync_all()))
    }

    fn create(&self, path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> Done<Stamp> {
        self.step(path)?;
        let mut file =
            OpenOptions::new().write(true).create_new(true).open(path).map_err(PublishError::io("write", path))?;
        // A second step, so that a test can stop between the two: the file is there, its bytes are not.
        self.step(path)?;
        fill(&mut file)
            .and_then(|()| file.metadata())
            .map(|meta| Stamp::of(&meta))
            .map_err(PublishError::io("write", path))
    }

    /// Copies a file's bytes and permissions to a place where nothing is yet.
    pub fn copy(&self, from: &Path, to: &Path) -> Done {
        self.step(to)?;
        fs::copy(from, to).map(drop).map_err(PublishError::io("write", to))
    }

    /// Gives a file a second name; the caller knows what to do where that is not possible.
    pub fn link(&self, from: &Path, to: &Path) -> Done<io::Result<()>> {
        self.step(to)?;
        #[cfg(test)]
        if let Some(errno) = self.test.link_error {
            return Ok(Err(errno.into()));
        }
        Ok(fs::hard_link(from, to))
    }

    /// Makes a symbolic link.
    pub fn symlink(&self, target: &Path, to: &Path) -> Done {
        self.step(to)?;
        std::os::unix::fs::symlink(target, to).map_err(PublishError::io("write", to))
    }

    /// Gives a folder the permissions of another.
    pub fn same_permissions(&self, from: &Path, to: &Path) -> Done {
        let (Ok(want), Ok(have)) = (fs::metadata(from), fs::metadata(to)) else { return Ok(()) };
        if want.permissions() == have.permissions() {
            return Ok(());
        }
        self.step(to)?;
        fs::set_permissions(to, want.permissions()).map_err(PublishError::io("set the permissions of", to))
    }

    /// Renames; the caller knows what to do where that is not possible.
    pub fn try_rename(&self, from: &Path, to: &Path) -> Done<io::Result<()>> {
        self.step(to)?;
        #[cfg(test)]
        if let Some((errno, _)) =
            self.test.rename_error.filter(|(_, end)| to.as_os_str().as_encoded_bytes().ends_with(end.as_bytes()))
        {
            return Ok(Err(errno.into()));
        }
        Ok(fs::rename(from, to))
    }

    /// Renames.
    pub fn rename(&self, from: &Path, to: &Path) -> Done {
        self.step(to)?;
        fs::rename(from, to).map_err(PublishError::io("rename to", to))
    }

    /// Exchanges two folders in one step; the caller knows what to do where that is not possible.
    pub fn exchange(&self, a: &Path, b: &Path) -> Done<rustix::io::Result<()>> {
        self.step(b)?;
        #[cfg(test)]
        if let Some(errno) = self.test.exchange_error {
            return Ok(Err(errno));
        }
        Ok(rustix::fs::renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE))
    }

    #[cfg(not(test))]
    fn step(&self, _: &Path) -> Done {
        Ok(())
    }

    #[cfg(test)]
    fn step(&self, path: &Path) -> Done {
        self.test.step().map_err(PublishError::io("stop a test at", path))
    }
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// What is not there, or lies below what is no folder (any more), need not be removed.
fn absent_is_fine(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
        done => done,
    }
}
