//! The manifest of a tree: what Citewire put there, and how to tell whether it is still that.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

const VERSION: &str = "citewire manifest 1";

/// A file of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    /// Hash of its bytes; all zero for a foreign file that was carried over.
    pub(super) hash: [u8; 32],
    pub(super) size: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub(super) time: i128,
    pub(super) inode: u64,
}

impl Record {
    /// Of a file as it lies on the disk.
    pub(super) fn of(hash: [u8; 32], meta: &fs::Metadata) -> Self {
        let time = i128::from(meta.mtime()) * 1_000_000_000 + i128::from(meta.mtime_nsec());
        Self { hash, size: meta.size(), time, inode: meta.ino() }
    }

    pub(super) fn is_foreign(&self) -> bool {
        self.hash == [0; 32]
    }

    /// Whether a file on the disk is still the one that was recorded.
    pub(super) fn is_untouched(&self, meta: &fs::Metadata) -> bool {
        meta.is_file() && Record::of(self.hash, meta) == *self
    }
}

/// All files of a tree, by path.
#[derive(Debug, Clone, Default)]
pub(super) struct Manifest {
    /// Inode of the tree's own folder.
    pub(super) tree: u64,
    pub(super) records: HashMap<String, Record>,
}

impl Manifest {
    /// Reads a manifest; anything unexpected makes it as good as absent.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let (body, sum) = text.trim_end().rsplit_once('\n')?;
        if blake3::hash(body.as_bytes()).to_hex().as_str() != sum {
            return None;
        }
        let mut lines = body.lines();
        if lines.next()? != VERSION {
            return None;
        }
        let tree = lines.next()?.parse().ok()?;
        let records = lines.map(record).collect::<Option<_>>()?;
        Some(Self { tree, records })
    }

    /// Writes it to `path`, whole or not at all, and onto the disk.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let mut names: Vec<&String> = self.records.keys().collect();
        names.sort_unstable();
        let mut text = format!("{VERSION}\n{}", self.tree);
        for name in names {
            let r = &self.records[name];
            let hash = blake3::Hash::from_bytes(r.hash).to_hex();
            _ = write!(text, "\n{hash} {} {} {} {name}", r.size, r.time, r.inode);
        }
        let sum = blake3::hash(text.as_bytes()).to_hex();
        _ = write!(text, "\n{sum}\n");
        let temporary = path.with_extension("part");
        let mut file = fs::File::create(&temporary)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    }
}

fn record(line: &str) -> Option<(String, Record)> {
    let mut parts = line.splitn(5, ' ');
    let hash = blake3::Hash::from_hex(parts.next()?).ok()?;
    let (size, time) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let inode = parts.next()?.parse().ok()?;
    Some((parts.next()?.to_owned(), Record { hash: *hash.as_bytes(), size, time, inode }))
}
