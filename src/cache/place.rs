//! Where the cache of a site lies, and what it belongs to.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::Folder;
use crate::config::{Config, PublisherRecord, Switch};
use crate::content;

/// The first bytes of a cache: another form has another number.
const MAGIC: &[u8; 16] = b"citewire cache 1";

/// The place of a site's cache.
#[derive(Debug)]
pub(super) struct Place {
    /// The file.
    pub(super) file: PathBuf,
    /// What the file begins with: whose it is, and what made its entries. With any other, it is of no use.
    pub(super) head: Vec<u8>,
}

impl Place {
    /// The place in a folder for the site at `root`.
    pub(super) fn of(folder: &Folder, root: &Path, config: &Config, publishers: &[PublisherRecord]) -> Self {
        let name = blake3::hash(root.as_os_str().as_bytes()).to_hex();
        let has_twins = config.outputs.writes(Switch::Twins);
        let made_by = format!("{} {:?} {has_twins} {publishers:?}", folder.program, content::parsed_with(config));
        let mut head = head_of(root);
        head.extend(blake3::hash(made_by.as_bytes()).as_bytes());
        Self { file: folder.path.join(format!("{}.cache", &name[..16])), head }
    }

    /// Makes the folder, which only the user may look into (drafts are among the entries), and removes the caches of sites
    /// that are gone: nobody else would.
    pub(super) fn prepare(&self) -> io::Result<()> {
        let Some(folder) = self.file.parent() else { return Ok(()) };
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        for entry in fs::read_dir(folder)?.flatten() {
            let path = entry.path();
            let is_cache = path.extension().is_some_and(|extension| extension == "cache");
            if is_cache && root_of(&path).is_some_and(|root| !root.exists()) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}

fn head_of(root: &Path) -> Vec<u8> {
    let root = root.as_os_str().as_bytes();
    [&MAGIC[..], &(root.len() as u64).to_le_bytes(), root].concat()
}

/// Opens a file with further options, and nothing else: a pipe would wait for somebody at its other end.
pub(super) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let flags = (OFlags::NONBLOCK | OFlags::NOFOLLOW).bits().cast_signed();
    let file = options.custom_flags(flags).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(ErrorKind::InvalidInput.into()) }
}

/// The site that a cache belongs to, if it is one.
fn root_of(cache: &Path) -> Option<PathBuf> {
    let mut file = open(cache, OpenOptions::new().read(true)).ok()?;
    let (mut magic, mut length) = ([0; MAGIC.len()], [0; 8]);
    file.read_exact(&mut magic).ok()?;
    file.read_exact(&mut length).ok()?;
    let mut root = Vec::new();
    file.take(u64::from_le_bytes(length)).read_to_end(&mut root).ok()?;
    (magic == *MAGIC).then(|| PathBuf::from(std::ffi::OsString::from_vec(root)))
}
