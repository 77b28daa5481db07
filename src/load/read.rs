//! Reading one file as text, with what can be wrong about that.

use std::fs;
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::sync::Arc;

use rustix::fs::OFlags;

use crate::bytes;
use crate::content::{Asset, ContentFile, ContentKind};
use crate::diagnostics::{Diagnostic, DiskPath, FileText, Origin, Place, Span, Text, codes};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A content file that the walk found.
#[derive(Debug, Clone)]
pub struct Found {
    pub(super) kind: ContentKind,
    pub(super) disk: DiskPath,
    /// Below the site's root, with `/`.
    pub(super) path: Arc<str>,
    pub(super) assets: Vec<Asset>,
}

impl Found {
    /// Reads it, unless it has more than `max_bytes`.
    ///
    /// # Errors
    /// What is wrong with it, if it cannot be read as text.
    pub(super) fn read(&self, max_bytes: u64) -> Result<ContentFile, Box<Diagnostic>> {
        let file = shared(&self.disk, self.path.clone(), Limit::of_site(max_bytes))?;
        Ok(ContentFile { kind: self.kind, file, assets: self.assets.clone() })
    }
}

/// How large a file may be, and what to do about one that is larger.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    bytes: u64,
    help: &'static str,
}

impl Limit {
    /// That of content and data, which the site sets.
    pub(super) fn of_site(max_file_bytes: u64) -> Self {
        Self { bytes: max_file_bytes, help: "split it, or raise `max_file_bytes` in citewire.yaml" }
    }

    /// One that nothing can raise: settings and templates are written by hand.
    pub(super) fn fixed(bytes: u64) -> Self {
        Self { bytes, help: "make it smaller: this limit is a fixed one" }
    }
}

/// Reads a file as UTF-8 text; a byte order mark is dropped.
pub(super) fn text(disk: &Path, path: Arc<str>, limit: Limit) -> Result<FileText, Box<Diagnostic>> {
    shared(&DiskPath::new(disk), path, limit)
}

/// The same for a path that the text may keep.
fn shared(disk: &DiskPath, path: Arc<str>, limit: Limit) -> Result<FileText, Box<Diagnostic>> {
    let (mut file, meta) = open(&disk.to_path(), &path)?;
    bytes::with_buffer(|buffer| {
        let read = read_up_to(&mut file, meta.len(), limit.bytes.saturating_add(1), buffer);
        let read = read.map_err(|error| unreadable(&path, &error))?;
        let size = meta.len().max(read as u64);
        if size > limit.bytes {
            let message = format!("this file has {size} bytes; at most {} are read", limit.bytes);
            let diagnostic = Diagnostic::error(codes::FILE_TOO_LARGE, Place::file(path), message);
            return Err(Box::new(diagnostic.help(limit.help)));
        }
        let origin = Origin { disk: disk.clone(), stamp: stamp(&meta), read: again };
        as_text(path, &buffer[..read], |text| Text::from_disk(text, origin))
    })
}

/// What was read as text, if it is.
fn as_text(path: Arc<str>, bytes: &[u8], keep: impl FnOnce(&str) -> Text) -> Result<FileText, Box<Diagnostic>> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) if bytes::contain(bytes, 0) => {
            let at = text.find('\0').unwrap_or(0);
            let file = FileText { path, text: text.into() };
            let place = Place::of(&file, Span::new(at..at + 1));
            Err(Box::new(Diagnostic::error(codes::NOT_UTF8, place, "a NUL byte: this is not a text file")))
        }
        Ok(text) => Ok(FileText { path, text: keep(text) }),
        Err(_) => Err(Box::new(not_utf8(path, bytes))),
    }
}

/// Opens a file that can be read as text, and nothing else.
fn open(disk: &Path, path: &Arc<str>) -> Result<(fs::File, fs::Metadata), Box<Diagnostic>> {
    // Opening a pipe would wait for somebody to write into it.
    let nonblocking = OFlags::NONBLOCK.bits().cast_signed();
    let opened = fs::OpenOptions::new().read(true).custom_flags(nonblocking).open(disk);
    let opened = opened.and_then(|file| file.metadata().map(|meta| (file, meta)));
    // A socket cannot be opened at all.
    let is_special = match &opened {
        Ok((_, meta)) => !meta.is_file(),
        Err(_) => fs::metadata(disk).is_ok_and(|meta| !meta.is_file()),
    };
    if is_special {
        let is_folder = matches!(&opened, Ok((_, meta)) if meta.is_dir());
        let (message, help) = if is_folder {
            ("this is a folder; a file is expected in its place", "rename it")
        } else {
            ("this is neither a file nor a folder", "take it out of the site")
        };
        let diagnostic = Diagnostic::error(codes::OUTSIDE_SITE, Place::file(path.clone()), message);
        return Err(Box::new(diagnostic.help(help)));
    }
    opened.map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Arc<str>, error: &std::io::Error) -> Box<Diagnostic> {
    let message = format!("this file cannot be read: {error}");
    Box::new(Diagnostic::error(codes::UNREADABLE, Place::file(path.clone()), message))
}

/// Reads a file of which it was said that it has `size` bytes, up to `limit` bytes, since it may have grown; how many it were.
/// They are the first in the buffer, which may have held others.
fn read_up_to(file: &mut fs::File, size: u64, limit: u64, buffer: &mut Vec<u8>) -> std::io::Result<usize> {
    // One byte is asked for beyond its size: if that does not come, the file ends there, and nobody has to ask again.
    let asked = usize::try_from(size.saturating_add(1).min(limit)).unwrap_or(0);
    let read = match file.read(bytes::room(buffer, asked)) {
        Ok(read) if read as u64 == size => return Ok(read),
        Ok(read) => read,
        Err(error) if error.kind() == ErrorKind::Interrupted => 0,
        Err(error) => return Err(error),
    };
    buffer.truncate(read);
    let rest = limit.saturating_sub(read as u64);
    file.take(rest).read_to_end(buffer)?;
    Ok(buffer.len())
}

/// What tells whether a file has changed.
fn stamp(meta: &fs::Metadata) -> (u64, i64) {
    (meta.len(), meta.mtime().wrapping_mul(1_000_000_000).wrapping_add(meta.mtime_nsec()))
}

/// The text of a file that was read before; nothing if it is another one by now.
fn again(origin: &Origin) -> Option<String> {
    let mut file = fs::File::open(origin.disk.to_path()).ok()?;
    bytes::with_buffer(|buffer| {
        let (size, _) = origin.stamp;
        let read = read_up_to(&mut file, size, size.saturating_add(1), buffer).ok()?;
        // Looked at after it was read, so that a change in between shows.
        let is_same = stamp(&file.metadata().ok()?) == origin.stamp;
        let bytes = buffer[..read].strip_prefix(BYTE_ORDER_MARK).unwrap_or(&buffer[..read]);
        if is_same { simdutf8::basic::from_utf8(bytes).ok().map(str::to_owned) } else { None }
    })
}

fn not_utf8(path: Arc<str>, bytes: &[u8]) -> Diagnostic {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Diagnostic::error(codes::NOT_UTF8, Place::file(path), "this file is UTF-16, not UTF-8")
            .help("save it as UTF-8");
    }
    let at = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
    let message = format!("byte {at} (0x{:02X}) is not UTF-8", bytes.get(at).copied().unwrap_or_default());
    let file = FileText { path, text: String::from_utf8_lossy(bytes).into() };
    // Up to `at` the text is as it was, so the offset holds in the repaired text.
    Diagnostic::error(codes::NOT_UTF8, Place::of(&file, Span::new(at..at + 3)), message).help("save the file as UTF-8")
}

/// Width and height of an image, if the file says so.
pub(super) fn image_size(disk: &Path) -> Option<(u32, u32)> {
    let extension = disk.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "svg" => svg_size(&fs::read_to_string(disk).ok()?),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" => {
            let size = imagesize::size(disk).ok()?;
            Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
        }
        _ => None,
    }
}

/// `width` and `height` of an SVG's root, else the size of its `viewBox`.
fn svg_size(svg: &str) -> Option<(u32, u32)> {
    let root = &svg[svg.find("<svg")?..];
    let root = &root[..root.find('>')?];
    let attribute = |name: &str| {
        let at = root.find(&format!(" {name}=\""))? + name.len() + 3;
        root[at..].split('"').next()
    };
    let pixels = |text: &str| text.trim_end_matches("px").parse::<f64>().ok().map(f64::round);
    let (width, height) = match (attribute("width").and_then(pixels), attribute("height").and_then(pixels)) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let mut numbers = attribute("viewBox")?.split([' ', ',']).filter(|n| !n.is_empty()).skip(2);
            (pixels(numbers.next()?)?, pixels(numbers.next()?)?)
        }
    };
    let fits = |n: f64| (n >= 1.0 && n <= f64::from(u16::MAX)).then_some(n as u32);
    Some((fits(width)?, fits(height)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_says_its_size_or_its_view_box() {
        assert_eq!(svg_size("<svg width=\"30\" height=\"20px\" viewBox=\"0 0 1 1\">"), Some((30, 20)));
        assert_eq!(svg_size("<?xml?>\n<svg viewBox=\"0 0 640 360.4\">"), Some((640, 360)));
        assert_eq!(svg_size("<svg width=\"100%\">"), None);
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_named_with_its_place() {
        let dir = tempfile::tempdir().unwrap();
        let disk = dir.path().join("a.md");
        fs::write(&disk, b"---\ntitle: caf\xE9\n---\n").unwrap();
        let error = text(&disk, "content/a.md".into(), Limit::fixed(1000)).unwrap_err();
        let place = error.place.as_ref().unwrap();
        assert_eq!((place.line, place.column), (2, 11));
        assert_eq!(error.message, "byte 14 (0xE9) is not UTF-8");
    }

    #[test]
    fn a_file_is_read_whole_whatever_size_it_was_said_to_have() {
        let dir = tempfile::tempdir().unwrap();
        let disk = dir.path().join("a.md");
        fs::write(&disk, "0123456789").unwrap();
        for (size, limit, wanted) in
            [(10, 99, 10), (0, 99, 10), (4, 99, 10), (40, 99, 10), (10, 10, 10), (10, 4, 4), (2, 5, 5)]
        {
            for before in [0, 6, 50] {
                let mut buffer = vec![b'x'; before];
                let read = read_up_to(&mut fs::File::open(&disk).unwrap(), size, limit, &mut buffer).unwrap();
                assert_eq!(buffer[..read], b"0123456789"[..wanted], "{size} {limit} {before}");
            }
        }
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let disk = dir.path().join("a.md");
        fs::write(&disk, b"\xEF\xBB\xBF---\n").unwrap();
        assert_eq!(&*text(&disk, "a.md".into(), Limit::fixed(1000)).unwrap().text, "---\n");
    }
}
