//! What Citewire wrote into a published tree: [`Manifest`], read and written as text.
//!
//! ```text
//! citewire manifest 4
//! tree <device> <inode of the tree's top folder>
//! seed <of the sums>
//! <sum> <size> <modified, ns> <inode> <fingerprint of what it was made of, or -> <path>
//! end <blake3 of all lines before>
//! ```

use std::fs::Metadata;
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;

use ahash::AHashMap as HashMap;
use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::sum::{Seed, Sum};
use crate::fingerprint::Fingerprint;
use crate::paths::OutputPath;

const FIRST: &str = "citewire manifest 4";

/// Where a file has no fingerprint.
const NONE: &str = "-";

/// How many files a thread writes the lines of at once, and how many files' lines are held in memory.
const PIECE: usize = 128;
const AT_ONCE: usize = 16 * PIECE;

/// Bytes that most lines fit in.
const USUAL_LINE: usize = 192;

/// What tells a file on disk from another, without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub size: u64,
    /// When it was modified, in nanoseconds since 1970.
    pub modified: i64,
    pub inode: u64,
}

impl Stamp {
    /// That of no file.
    pub const NONE: Self = Self { size: 0, modified: i64::MIN, inode: 0 };

    pub fn of(meta: &Metadata) -> Self {
        let modified = meta.mtime().wrapping_mul(1_000_000_000).wrapping_add(meta.mtime_nsec());
        Self { size: meta.len(), modified, inode: meta.ino() }
    }
}

/// A file that Citewire wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub sum: Sum,
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

/// What a manifest is of, and what its sums are made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub tree: TreeId,
    pub seed: Seed,
}

/// The files that Citewire wrote into one tree.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub head: Head,
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
        let seed = Seed::from_hex(lines.next()?.strip_prefix("seed ")?)?;
        Some(Self { head: Head { tree, seed }, files: lines.map(parse_line).collect::<Option<_>>()? })
    }
}

/// Writes the manifest of a tree, files by path. That of a large site is not held in memory.
pub(super) fn write(out: &mut impl Write, head: Head, files: &HashMap<OutputPath, Entry>) -> io::Result<()> {
    let mut files: Vec<(&OutputPath, &Entry)> = files.iter().collect();
    files.par_sort_unstable_by_key(|(path, _)| *path);
    let mut hasher = Hasher::new();
    let mut put = |text: &str| {
        hasher.update(text.as_bytes());
        out.write_all(text.as_bytes())
    };
    let Head { tree, seed } = head;
    put(&format!("{FIRST}\ntree {} {}\nseed {}", tree.device, tree.inode, seed.hex()))?;
    for files in files.chunks(AT_ONCE) {
        let pieces: Vec<String> = files.par_chunks(PIECE).map(lines).collect();
        pieces.iter().try_for_each(|piece| put(piece))?;
    }
    writeln!(out, "\nend {}", hasher.finalize().to_hex())
}

/// The lines of some files, each behind a line's end.
fn lines(files: &[(&OutputPath, &Entry)]) -> String {
    let mut text = String::with_capacity(files.len() * USUAL_LINE);
    let mut numbers = itoa::Buffer::new();
    for (path, Entry { sum, made_of, stamp }) in files {
        let Stamp { size, modified, inode } = stamp;
        let made_of = made_of.as_ref().map(Fingerprint::to_hex);
        let made_of = made_of.as_ref().map_or(NONE, |hex| hex.as_str());
        text.push('\n');
        sum.push_hex(&mut text);
        for number in [i128::from(*size), i128::from(*modified), i128::from(*inode)] {
            text.push(' ');
            text.push_str(numbers.format(number));
        }
        for part in [" ", made_of, " ", path.as_str()] {
            text.push_str(part);
        }
    }
    text
}

fn parse_line(line: &str) -> Option<(OutputPath, Entry)> {
    let mut parts = line.splitn(6, ' ');
    let sum = Sum::from_hex(parts.next()?)?;
    let size = parts.next()?.parse().ok()?;
    let modified = parts.next()?.parse().ok()?;
    let inode = parts.next()?.parse().ok()?;
    let made_of = match parts.next()? {
        NONE => None,
        hex => Some(Fingerprint::from_hex(hex).ok()?),
    };
    let stamp = Stamp { size, modified, inode };
    Some((OutputPath::new(parts.next()?).ok()?, Entry { sum, made_of, stamp }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_of_many_pieces_is_read_as_it_was_written_and_in_order() {
        const COUNT: u64 = 2 * AT_ONCE as u64 + 7;
        let head = Head { tree: TreeId { device: 1, inode: 2 }, seed: Seed::random() };
        let file = |number: u64| {
            let path = OutputPath::new(format!("a/{number:05}/index.html")).unwrap();
            let stamp = Stamp { size: number, modified: -5, inode: number + 1 };
            let (sum, made_of) = (head.seed.sum(&number.to_le_bytes()), (number > 0).then(|| blake3::hash(b"made")));
            (path, Entry { sum, made_of, stamp })
        };
        let files: HashMap<_, _> = (0..COUNT).map(file).collect();
        let mut bytes = Vec::new();
        write(&mut bytes, head, &files).unwrap();
        assert!(bytes.ends_with(b"\n"));
        let lines: Vec<_> = bytes.split(|byte| *byte == b'\n').collect();
        assert!(lines[3].ends_with(b" 0 -5 1 - a/00000/index.html") && lines[2_002].ends_with(b"a/01999/index.html"));
        assert_eq!(Manifest::parse(&bytes), Some(Manifest { head, files }));
        bytes[100] ^= 1;
        assert_eq!(Manifest::parse(&bytes), None);
    }
}
