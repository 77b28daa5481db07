//! Where the cache of a site lies, what it belongs to, and whom it can be trusted from.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::process::geteuid;

use super::{Folder, Site};
use crate::content;

/// The first bytes of a cache: another form has another number.
const MAGIC: &[u8; 16] = b"citewire cache 1";

/// Longer paths are no paths.
const LONGEST_PATH: u64 = 1 << 16;

/// The place of a site's cache.
#[derive(Debug)]
pub(super) struct Place {
    /// The file.
    pub(super) file: PathBuf,
    /// What the file begins with: whose it is, and what made its entries. With any other, it is of no use.
    pub(super) head: Vec<u8>,
}

impl Place {
    /// The place in a folder for a site; none if that is a part of the site or of what is published.
    pub(super) fn of(folder: &Folder, site: &Site<'_>) -> Option<Self> {
        let real = resolved(&folder.path);
        let is_inside = |of: &Path| real.starts_with(resolved(of));
        if is_inside(site.root) || site.out.is_some_and(is_inside) {
            return None;
        }
        let name = blake3::hash(site.root.as_os_str().as_bytes()).to_hex();
        let made_by = format!("{} {:?} {:?}", folder.program, content::parsed_with(site.config), site.publishers);
        let mut head = head_of(site.root);
        head.extend(blake3::hash(made_by.as_bytes()).as_bytes());
        Some(Self { file: folder.path.join(format!("{}.cache", &name[..16])), head })
    }

    /// Opens the file, if nobody else can have written it.
    pub(super) fn open(&self) -> io::Result<File> {
        let refused = || io::Error::from(ErrorKind::PermissionDenied);
        let folder = self.file.parent().ok_or_else(refused)?;
        let file = open(&self.file)?;
        for meta in [fs::metadata(folder)?, file.metadata()?] {
            if meta.uid() != geteuid().as_raw() || meta.mode() & 0o077 != 0 {
                return Err(refused());
            }
        }
        Ok(file)
    }

    /// Makes the folder, which only the user may look into (drafts are among the entries), and removes what nobody else
    /// would: the caches of sites that are gone, and files that somebody did not write to their end.
    pub(super) fn prepare(&self) -> io::Result<()> {
        let Some(folder) = self.file.parent() else { return Ok(()) };
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        if fs::metadata(folder)?.uid() != geteuid().as_raw() {
            return Err(ErrorKind::PermissionDenied.into());
        }
        fs::set_permissions(folder, Permissions::from_mode(0o700))?;
        if fs::metadata(folder)?.mode() & 0o077 != 0 {
            // Some file systems have no such thing, and say nothing: what is kept there would never be read.
            return Err(ErrorKind::PermissionDenied.into());
        }
        for path in fs::read_dir(folder)?.flatten().map(|entry| entry.path()) {
            let is_left = match path.extension().and_then(|extension| extension.to_str()) {
                Some("cache") => root_of(&path).is_some_and(|root| !root.exists()),
                Some("new") => is_ours(&path) && open(&path).is_ok_and(|file| file.try_lock().is_ok()),
                _ => false,
            };
            if is_left {
                _ = fs::remove_file(&path);
            }
        }
        Ok(())
    }
}

/// Opens a file, and nothing else: a pipe would wait for somebody at its other end.
fn open(path: &Path) -> io::Result<File> {
    let flags = (OFlags::NONBLOCK | OFlags::NOFOLLOW).bits().cast_signed();
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(ErrorKind::InvalidInput.into()) }
}

/// Whether a file has the form of the names that [`super::file::write`] gives: the hash of a site, a process, `new`.
fn is_ours(path: &Path) -> bool {
    let mut parts = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().split('.');
    let mut is_of = |length: std::ops::RangeInclusive<usize>, is: fn(&u8) -> bool| {
        parts.next().is_some_and(|part| length.contains(&part.len()) && part.as_bytes().iter().all(is))
    };
    let (is_hash, is_process) = (is_of(16..=16, u8::is_ascii_hexdigit), is_of(1..=20, u8::is_ascii_digit));
    is_hash && is_process && parts.nth(1).is_none()
}

/// A path without links, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    let there = |part: &Path| Some(part.canonicalize().ok()?.join(path.strip_prefix(part).ok()?));
    path.ancestors().find_map(there).unwrap_or_else(|| path.to_path_buf())
}

/// The part of a cache's head that says whose it is.
pub(super) fn head_of(root: &Path) -> Vec<u8> {
    let root = root.as_os_str().as_bytes();
    [&MAGIC[..], &(root.len() as u64).to_le_bytes(), root].concat()
}

/// The site that a cache belongs to, if it is one.
fn root_of(cache: &Path) -> Option<PathBuf> {
    let mut file = open(cache).ok()?;
    let (mut magic, mut length) = ([0; MAGIC.len()], [0; 8]);
    file.read_exact(&mut magic).ok()?;
    file.read_exact(&mut length).ok()?;
    let length = u64::from_le_bytes(length);
    if magic != *MAGIC || length > LONGEST_PATH {
        return None;
    }
    let mut root = Vec::new();
    file.take(length).read_to_end(&mut root).ok()?;
    Some(PathBuf::from(std::ffi::OsString::from_vec(root)))
}
