//! Checked names for places: [`OutputPath`] inside the published folder, [`UrlPath`] on the site.
//!
//! Everything that Citewire writes goes through an [`OutputPath`], and everything that content can influence (slugs,
//! aliases, terms, file names) becomes one only through [`OutputPath::new`]: this is the single place that keeps a
//! build inside its output folder.

mod characters;
mod encoding;

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

use crate::bytes;

pub use characters::{first_forbidden, is_forbidden_in_markup, is_invisible, may_begin_forbidden};
pub(crate) use encoding::push_encoded;
pub use encoding::{encode_path, encode_query_value, percent_decoded};

/// A file inside the published folder, relative to it, with `/` between segments: `2026/11/story/index.html`.
///
/// Invariant: at least one segment; no segment is empty, `.`, `..`, holds a control character, a backslash or a
/// character that Windows refuses, ends in a dot or a space, is longer than 255 bytes, or is a reserved Windows name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

/// Why a text cannot be an [`OutputPath`] or a part of one; its `Display` completes "the path …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathError {
    /// No text at all, or an empty segment (`a//b`, a leading or a trailing `/`).
    Empty,
    /// A segment is `.` or `..`.
    Climbs,
    /// A character that has no place in a file name.
    Character(char),
    /// A segment ends in a dot or a space.
    Ending,
    /// A segment has more than 255 bytes.
    TooLong,
    /// A name that Windows keeps for a device (`con`, `nul`, `com1` …).
    Reserved(String),
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("has an empty part"),
            Self::Climbs => f.write_str("must not hold `.` or `..`"),
            Self::Character(c) if c.is_control() || is_invisible(*c) => {
                write!(f, "must not hold the character U+{:04X}", u32::from(*c))
            }
            Self::Character(c) => write!(f, "must not hold `{c}`"),
            Self::Ending => f.write_str("must not have a part that ends in a dot or a space"),
            Self::TooLong => f.write_str("has a part of more than 255 bytes"),
            Self::Reserved(name) => write!(f, "must not hold `{name}`, a name that Windows keeps for a device"),
        }
    }
}

impl std::error::Error for PathError {}

impl OutputPath {
    /// Checks a relative path.
    ///
    /// # Errors
    /// A [`PathError`] for the first segment that breaks the invariant.
    ///
    /// ```
    /// use citewire::paths::OutputPath;
    /// assert!(OutputPath::new("tags/c++/index.html").is_ok());
    /// assert!(OutputPath::new("../secret").is_err());
    /// ```
    pub fn new(path: impl AsRef<str>) -> Result<Self, PathError> {
        let path = path.as_ref();
        path.split('/').try_for_each(check_segment)?;
        Ok(Self(path.into()))
    }

    /// The path as text, `/` between segments.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Lets a map with paths as keys be asked with text.
impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether one segment of a path (no `/` in it) can be a file name on every system that people publish from.
///
/// # Errors
/// What is wrong with it.
pub fn check_segment(segment: &str) -> Result<(), PathError> {
    match segment {
        "" => return Err(PathError::Empty),
        "." | ".." => return Err(PathError::Climbs),
        _ => {}
    }
    if let Some(c) =
        bytes::find(segment.as_bytes(), is_unusual).and_then(|at| segment[at..].chars().find(|c| is_forbidden(*c)))
    {
        return Err(PathError::Character(c));
    }
    if segment.ends_with(['.', ' ']) {
        return Err(PathError::Ending);
    }
    if segment.len() > 255 {
        return Err(PathError::TooLong);
    }
    let stem = segment.split('.').next().unwrap_or_default();
    if is_reserved(stem) {
        return Err(PathError::Reserved(stem.to_owned()));
    }
    Ok(())
}

/// Whether Windows keeps this name (without extension, in any case) for a device.
#[must_use]
pub fn is_reserved(stem: &str) -> bool {
    let is = |name: &str| stem.eq_ignore_ascii_case(name);
    match stem.len() {
        3 => ["con", "prn", "aux", "nul"].into_iter().any(is),
        4 => {
            let port = stem.get(..3).is_some_and(|s| s.eq_ignore_ascii_case("com") || s.eq_ignore_ascii_case("lpt"));
            port && matches!(stem.as_bytes()[3], b'1'..=b'9')
        }
        _ => false,
    }
}

/// Whether a byte needs a closer look, as that of an address seldom does. None of a character's later bytes comes first.
fn is_unusual(byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    !(is_letter | (byte.wrapping_sub(b'0') < 10) | (byte == b'-') | (byte == b'.') | (byte == b'_'))
}

fn is_forbidden(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_control() || matches!(c, '/' | '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*')
    } else {
        c.is_control() || is_invisible(c)
    }
}

/// How the address of a page ends that is a file by itself.
pub(crate) const HTML: &str = ".html";

/// The last part of a page's address, the same for `/2026/story/` and `/2026/story.html`; empty for the home page.
pub(crate) fn last_part(path: &str) -> &str {
    let part = path.trim_matches('/').rsplit('/').next().unwrap_or_default();
    part.strip_suffix(HTML).unwrap_or(part)
}

/// A page's address on the site: starts with `/`, without the base path, unescaped: `/2026/11/story/`.
///
/// A path that ends in `/` is a page whose file is `index.html` in that folder; any other is the file itself.
#[derive(Debug, Clone, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::derived_hash_with_manual_eq, reason = "equal are the same texts")]
pub struct UrlPath(Arc<str>);

impl PartialEq for UrlPath {
    fn eq(&self, other: &Self) -> bool {
        // Clones of one are equal without a look at the text, which may lie anywhere.
        self.is_the_very_same(other) || self.0 == other.0
    }
}

impl UrlPath {
    /// Whether both are clones of one: for that, no text is looked at.
    pub(crate) fn is_the_very_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// How many hold this one value.
    #[cfg(test)]
    pub(crate) fn holders(&self) -> usize {
        Arc::strong_count(&self.0)
    }

    /// Checks an address and what file it would be.
    ///
    /// # Errors
    /// As [`OutputPath::new`]; [`PathError::Empty`] where the leading `/` is missing.
    pub fn new(path: impl AsRef<str>) -> Result<Self, PathError> {
        let path = path.as_ref();
        let rest = path.strip_prefix('/').ok_or(PathError::Empty)?;
        let inner = rest.strip_suffix('/').unwrap_or(rest);
        if !rest.is_empty() {
            inner.split('/').try_for_each(check_segment)?;
        }
        Ok(Self(path.into()))
    }

    /// The folder that holds the files beside this page: `/2026/story/` for `/2026/story/` and for `/2026/story.html`. Any other
    /// file has none, and is given as it is.
    ///
    /// ```
    /// use citewire::paths::UrlPath;
    /// assert_eq!(UrlPath::new("/2026/story.html")?.folder(), "/2026/story/");
    /// # Ok::<_, citewire::paths::PathError>(())
    /// ```
    #[must_use]
    pub fn folder(&self) -> Cow<'_, str> {
        self.stem().map_or_else(|| (&*self.0).into(), |stem| [stem, "/"].concat().into())
    }

    /// The name of that folder, if this page is a file by itself: `/2026/story` for `/2026/story.html`.
    pub(crate) fn stem(&self) -> Option<&str> {
        let is_name = |page: &&str| page.rsplit('/').next().is_some_and(|name| check_segment(name).is_ok());
        self.0.strip_suffix(HTML).filter(is_name)
    }

    /// The address of a file in the [folder](Self::folder), by a name of Citewire's own; nothing if there is no folder.
    /// There are tens of thousands of such files: their text is put together in `room`.
    #[must_use]
    pub(crate) fn file_below(&self, name: &'static str, room: &mut String) -> Option<Self> {
        debug_assert!(check_segment(name).is_ok(), "{name} is no name for a file");
        let folder = self.folder();
        room.clear();
        room.push_str(&folder);
        room.push_str(name);
        folder.ends_with('/').then(|| Self(room.as_str().into()))
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that a static host serves under this address.
    #[must_use]
    pub fn file(&self) -> OutputPath {
        let rest = &self.0[1..];
        if rest.is_empty() || rest.ends_with('/') {
            OutputPath([rest, "index.html"].concat().into())
        } else {
            OutputPath(rest.into())
        }
    }

    /// The address with every character that a URL path may not hold percent-encoded.
    #[must_use]
    pub fn encoded(&self) -> String {
        encode_path(&self.0)
    }
}

/// Lets a map with addresses as keys be asked with text.
impl Borrow<str> for UrlPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
