//! What Citewire wrote into a published tree: [`Manifest`], read and written as text.
//!
//! ```text
//! citewire manifest 2
//! tree <device> <inode of the tree's top folder>
//! <blake3> <size> <modified, ns> <inode> <fingerprint of what it was made of, or -> <path>
//! end <blake3 of all lines before>
//! ```
//!
//! Version 1 had no fingerprints.

use std::fs::Metadata;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::MetadataExt;

use ahash::AHashMap as HashMap;
use blake3::{Hash, Hasher};

use crate::fingerprint::Fingerprint;
use crate::paths::OutputPath;

const FIRST: &str = "citewire manifest 2";
const FIRST_OF_OLD: &str = "citewire manifest 1";

/// Where a file has no fingerprint.
const NONE: &str = "-";

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
    /// Of what its bytes were made, if that is known.
    pub made_of: Option<Fingerprint>,
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
        let first = lines.next()?;
        if ![FIRST, FIRST_OF_OLD].contains(&first) {
            return None;
        }
        let with_fingerprints = first == FIRST;
        let (device, inode) = lines.next()?.strip_prefix("tree ")?.split_once(' ')?;
        let tree = TreeId { device: device.parse().ok()?, inode: inode.parse().ok()? };
        Some(Self { tree, files: lines.map(|line| parse_line(line, with_fingerprints)).collect::<Option<_>>()? })
    }
}

/// Writes the manifest of a tree, files by path. That of a large site is not held in memory.
pub(super) fn write(out: &mut impl Write, tree: TreeId, files: &HashMap<OutputPath, Entry>) -> io::Result<()> {
    const PIECE: usize = 1 << 16;
    let mut files: Vec<_> = files.iter().collect();
    files.sort_unstable_by_key(|(path, _)| *path);
    let mut text = BufWriter::with_capacity(PIECE, Summed { out, sum: Hasher::new() });
    write!(text, "{FIRST}\ntree {} {}", tree.device, tree.inode)?;
    for (path, Entry { hash, made_of, stamp }) in files {
        let Stamp { size, modified, inode } = stamp;
        let made_of = made_of.as_ref().map(Fingerprint::to_hex);
        let made_of = made_of.as_ref().map_or(NONE, |hex| hex.as_str());
        write!(text, "\n{} {size} {modified} {inode} {made_of} {path}", hash.to_hex())?;
    }
    text.flush()?;
    let Summed { out, sum } = text.get_mut();
    writeln!(out, "\nend {}", sum.finalize().to_hex())
}

/// Sums up what it hands on.
struct Summed<W> {
    out: W,
    sum: Hasher,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn parse_line(line: &str, with_fingerprint: bool) -> Option<(OutputPath, Entry)> {
    let mut parts = line.splitn(if with_fingerprint { 6 } else { 5 }, ' ');
    let hash = Hash::from_hex(parts.next()?).ok()?;
    let size = parts.next()?.parse().ok()?;
    let modified = parts.next()?.parse().ok()?;
    let inode = parts.next()?.parse().ok()?;
    let made_of = match with_fingerprint.then(|| parts.next()) {
        None | Some(Some(NONE)) => None,
        Some(hex) => Some(Fingerprint::from_hex(hex?).ok()?),
    };
    let stamp = Stamp { size, modified, inode };
    Some((OutputPath::new(parts.next()?).ok()?, Entry { hash, made_of, stamp }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_of_many_pieces_is_read_as_it_was_written_and_in_order() {
        let tree = TreeId { device: 1, inode: 2 };
        let file = |number: u64| {
            let path = OutputPath::new(format!("a/{number:04}/index.html")).unwrap();
            let stamp = Stamp { size: number, modified: -5, inode: number + 1 };
            let (hash, made_of) = (blake3::hash(&number.to_le_bytes()), (number > 0).then(|| blake3::hash(b"made")));
            (path, Entry { hash, made_of, stamp })
        };
        let files: HashMap<_, _> = (0..2_000).map(file).collect();
        let mut bytes = Vec::new();
        write(&mut bytes, tree, &files).unwrap();
        assert!(bytes.len() > 2 << 16 && bytes.ends_with(b"\n"));
        let lines: Vec<_> = bytes.split(|byte| *byte == b'\n').collect();
        assert!(lines[2].ends_with(b" 0 -5 1 - a/0000/index.html") && lines[2_001].ends_with(b"a/1999/index.html"));
        assert_eq!(Manifest::parse(&bytes), Some(Manifest { tree, files }));
        bytes[100] ^= 1;
        assert_eq!(Manifest::parse(&bytes), None);
    }

    #[test]
    fn a_manifest_of_version_1_is_read_without_fingerprints() {
        let hash = blake3::hash(b"a page");
        let body = format!("citewire manifest 1\ntree 1 2\n{} 3 4 5 a/b c.html", hash.to_hex());
        let text = format!("{body}\nend {}\n", blake3::hash(body.as_bytes()).to_hex());
        let path = OutputPath::new("a/b c.html").unwrap();
        let entry = Entry { hash, made_of: None, stamp: Stamp { size: 3, modified: 4, inode: 5 } };
        let files = HashMap::from([(path, entry)]);
        assert_eq!(Manifest::parse(text.as_bytes()), Some(Manifest { tree: TreeId { device: 1, inode: 2 }, files }));
    }
}
