//! The file of a cache: what it belongs to, the entries, a sorted index, and an end that says where the index is.
//!
//! It is written beside its place and takes it as a whole. All numbers are little-endian.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Seek, SeekFrom, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::entry::{self, Key};
use super::place::Place;
use crate::bytes;
use crate::content::Article;

/// Bytes of one item of the index.
const ITEM: usize = 52;

/// Bytes at the end: where the index begins, and its hash.
const END: usize = 40;

/// A longer index than that of any site: a number that was damaged.
const LONGEST: usize = ITEM << 26;

/// Articles that are made bytes of at once, by one thread.
const AT_ONCE: usize = 64;

/// Where an entry lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    key: Key,
    /// The hash of the entry.
    check: u64,
    at: u64,
    length: u32,
}

impl Item {
    fn to_bytes(self) -> [u8; ITEM] {
        let mut bytes = [0; ITEM];
        bytes[..32].copy_from_slice(&self.key);
        bytes[32..40].copy_from_slice(&self.check.to_le_bytes());
        bytes[40..48].copy_from_slice(&self.at.to_le_bytes());
        bytes[48..].copy_from_slice(&self.length.to_le_bytes());
        bytes
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (key, rest) = bytes.split_first_chunk()?;
        let (check, rest) = rest.split_first_chunk()?;
        let (at, length) = rest.split_first_chunk()?;
        let length = u32::from_le_bytes(length.try_into().ok()?);
        Some(Self { key: *key, check: u64::from_le_bytes(*check), at: u64::from_le_bytes(*at), length })
    }
}

/// A cache that is there, and fits.
#[derive(Debug)]
pub(super) struct Reader {
    file: File,
    /// By key.
    index: Vec<Item>,
}

impl Reader {
    /// Opens the cache at a place.
    ///
    /// # Errors
    /// If there is none, it belongs to something else, or it is damaged.
    pub(super) fn open(place: &Place) -> io::Result<Self> {
        let bad = || io::Error::from(ErrorKind::InvalidData);
        let mut file = place.open()?;
        let mut head = vec![0; place.head.len()];
        file.read_exact_at(&mut head, 0)?;
        let end_at = file.seek(SeekFrom::End(0))?.checked_sub(END as u64).ok_or_else(bad)?;
        let mut end = [0; END];
        file.read_exact_at(&mut end, end_at)?;
        let (at, hash) = end.split_first_chunk().ok_or_else(bad)?;
        let at = u64::from_le_bytes(*at);
        let length = end_at.checked_sub(at).and_then(|length| usize::try_from(length).ok()).unwrap_or(usize::MAX);
        if head != place.head || length > LONGEST {
            return Err(bad());
        }
        let mut index = vec![0; length];
        file.read_exact_at(&mut index, at)?;
        if blake3::hash(&index).as_bytes() != hash {
            return Err(bad());
        }
        let index = index.chunks_exact(ITEM).filter_map(Item::of_bytes).collect();
        Ok(Self { file, index })
    }

    /// Looks at the entry of a key, if it is there and whole.
    pub(super) fn read<T>(&self, key: &Key, look: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let item = self.index[self.index.binary_search_by(|item| item.key.cmp(key)).ok()?];
        bytes::with_buffer(|buffer| {
            let entry = bytes::room(buffer, item.length as usize);
            self.file.read_exact_at(entry, item.at).ok()?;
            if xxh3_64(entry) == item.check { look(entry) } else { None }
        })
    }
}

/// A cache that is being written.
struct Writer {
    file: BufWriter<File>,
    at: u64,
    index: Vec<Item>,
}

impl Writer {
    /// Appends some entries that stand one after the other in `bytes`.
    fn add(&mut self, entries: &[(Key, usize)], bytes: &[u8]) -> io::Result<()> {
        let mut rest = bytes;
        for (key, length) in entries {
            let (entry, behind) = rest.split_at(*length);
            let length = u32::try_from(*length).map_err(io::Error::other)?;
            self.index.push(Item { key: *key, check: xxh3_64(entry), at: self.at, length });
            self.at += u64::from(length);
            rest = behind;
        }
        self.file.write_all(bytes)
    }

    /// Ends the file. It stays locked for as long as what comes back is not dropped.
    fn finish(mut self) -> io::Result<File> {
        self.index.sort_unstable();
        let index: Vec<u8> = self.index.iter().flat_map(|item| item.to_bytes()).collect();
        self.file.write_all(&index)?;
        self.file.write_all(&self.at.to_le_bytes())?;
        self.file.write_all(blake3::hash(&index).as_bytes())?;
        self.file.into_inner().map_err(|error| error.into_error())
    }
}

/// Writes the cache of a place anew: a file of its own, which then takes the place.
///
/// # Errors
/// If the disk fails, or the place is nobody's to write to.
pub(super) fn write(place: &Place, articles: &[(Key, &Article)]) -> io::Result<()> {
    place.prepare()?;
    let temporary = place.file.with_extension(format!("{}.new", std::process::id()));
    let written = fill(place, &temporary, articles).and_then(|file| {
        let moved = fs::rename(&temporary, &place.file);
        drop(file);
        moved
    });
    written.inspect_err(|_| _ = fs::remove_file(&temporary))
}

fn fill(place: &Place, to: &Path, articles: &[(Key, &Article)]) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
    // Tells others that somebody is still at it.
    file.try_lock()?;
    let mut writer = Writer { file: BufWriter::new(file), at: place.head.len() as u64, index: Vec::new() };
    writer.file.write_all(&place.head)?;
    let writer = Mutex::new(writer);
    articles.par_chunks(AT_ONCE).try_for_each(|articles| {
        let (mut entries, mut bytes) = (Vec::with_capacity(AT_ONCE), Vec::new());
        for (key, article) in articles {
            let Some(entry) = entry::of(article) else { continue };
            entries.push((*key, entry.len()));
            bytes.extend(entry);
        }
        writer.lock().unwrap_or_else(PoisonError::into_inner).add(&entries, &bytes)
    })?;
    writer.into_inner().unwrap_or_else(PoisonError::into_inner).finish()
}
