//! What Citewire wrote into a published tree: [`Manifest`], read and written as text.
//!
//! ```text
//! citewire manifest 1
//! tree <device> <inode of the tree's top folder>
//! <blake3> <size> <modified, ns> <inode> <path>
//! end <blake3 of all lines before>
//! ```

use std::fmt::Write as _;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

use ahash::AHashMap as HashMap;
use blake3::Hash;

use crate::paths::OutputPath;

const FIRST: &str = "citewire manifest 1";

/// What tells a file on disk from another, without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub size: u64,
    /// When it was modified, in nanoseconds since 1970.
    pub modified: i64,
    pub inode: u64,
}

impl Stamp {
    pub fn of(meta: &Metadata) -> Self {
        let modified = meta.mtime().wrapping_mul(1_000_000_000).wrapping_add(meta.mtime_nsec());
        Self { size: meta.len(), modified, inode: meta.ino() }
    }
}

/// A file that Citewire wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub hash: Hash,
    pub stamp: Stamp,
}

/// Which folder a tree is, whatever its name: device and inode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TreeId {
    pub device: u64,
    pub inode: u64,
}

impl TreeId {
    pub fn of(meta: &Metadata) -> Self {
        Self { device: meta.dev(), inode: meta.ino() }
    }
}

/// The files that Citewire wrote into one tree.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub tree: TreeId,
    pub files: HashMap<OutputPath, Entry>,
}

impl Manifest {
    /// Reads a manifest; `None` if it is cut short, changed or of another version.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let (body, end) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        let sum = Hash::from_hex(end.strip_prefix("end ")?).ok()?;
        if blake3::hash(body.as_bytes()) != sum {
            return None;
        }
        let mut lines = body.split('\n');
        if lines.next()? != FIRST {
            return None;
        }
        let (device, inode) = lines.next()?.strip_prefix("tree ")?.split_once(' ')?;
        let tree = TreeId { device: device.parse().ok()?, inode: inode.parse().ok()? };
        Some(Self { tree, files: lines.map(parse_line).collect::<Option<_>>()? })
    }
}

/// The text of the manifest of a tree, files by path.
pub(super) fn to_text(tree: TreeId, files: &HashMap<OutputPath, Entry>) -> String {
    let mut files: Vec<_> = files.iter().collect();
    files.sort_unstable_by_key(|(path, _)| *path);
    // A hash, a size of some digits, a time and an inode.
    let room = files.iter().map(|(path, _)| path.as_str().len() + 112).sum();
    let mut text = String::with_capacity(room);
    // Writing into a String cannot fail.
    _ = write!(text, "{FIRST}\ntree {} {}", tree.device, tree.inode);
    for (path, Entry { hash, stamp }) in files {
        let Stamp { size, modified, inode } = stamp;
        _ = write!(text, "\n{} {size} {modified} {inode} {path}", hash.to_hex());
    }
    let sum = blake3::hash(text.as_bytes());
    _ = writeln!(text, "\nend {}", sum.to_hex());
    text
}

fn parse_line(line: &str) -> Option<(OutputPath, Entry)> {
    let mut parts = line.splitn(5, ' ');
    let hash = Hash::from_hex(parts.next()?).ok()?;
    let size = parts.next()?.parse().ok()?;
    let modified = parts.next()?.parse().ok()?;
    let inode = parts.next()?.parse().ok()?;
    Some((OutputPath::new(parts.next()?).ok()?, Entry { hash, stamp: Stamp { size, modified, inode } }))
}
