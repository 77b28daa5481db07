//! The text of a file: in memory, or let go and read again by whoever still needs it.

use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A text that is shared, and reads as a `str`.
///
/// A build needs the text of an article while it is parsed, and later only for its twin and for a mistake that shows
/// late. So it may be [let go](Text::let_go). Looked at as a `str`, it is then read again and kept: mistakes are few.
/// [`Text::read`] keeps nothing.
#[derive(Clone)]
pub struct Text(Arc<Kept>);

struct Kept {
    text: OnceLock<Box<str>>,
    origin: Option<Origin>,
}

/// Where a text can be had again.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The file on the disk.
    pub disk: DiskPath,
    /// What was read the first time, to be compared: size, and nanoseconds since 1970 of the last change.
    pub stamp: (u64, i64),
    /// Reads it, unless it has changed; the loader's, since no other stage opens files.
    pub read: fn(&Self) -> Option<String>,
}

/// The path of a file on the disk. A build keeps that of each article, so it shares its parts with others if it can.
#[derive(Debug, Clone)]
pub struct DiskPath {
    top: Arc<Path>,
    below: Option<Arc<str>>,
}

impl DiskPath {
    /// A path of its own.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { top: path.into(), below: None }
    }

    /// A path below a folder, of which every part is written as on the disk.
    #[must_use]
    pub fn shared(top: &Arc<Path>, below: &Arc<str>) -> Self {
        Self { top: top.clone(), below: Some(below.clone()) }
    }

    /// The whole path.
    #[must_use]
    pub fn to_path(&self) -> PathBuf {
        self.below.as_ref().map_or_else(|| self.top.to_path_buf(), |below| self.top.join(&**below))
    }
}

impl Text {
    /// A text of a file that can be read again.
    #[must_use]
    pub fn from_disk(text: &str, origin: Origin) -> Self {
        Self(Arc::new(Kept { text: OnceLock::from(Box::from(text)), origin: Some(origin) }))
    }

    /// The same text without its bytes, if it can be had again; the memory is free when all others have let it go, too.
    #[must_use]
    pub fn let_go(&self) -> Self {
        match &self.0.origin {
            Some(origin) => Self(Arc::new(Kept { text: OnceLock::new(), origin: Some(origin.clone()) })),
            None => self.clone(),
        }
    }

    /// Looks at the text without keeping it; `None` if its file has changed since the text was let go.
    pub fn read<T>(&self, look: impl FnOnce(&str) -> T) -> Option<T> {
        match self.0.text.get() {
            Some(text) => Some(look(text)),
            None => self.0.origin.as_ref().and_then(|origin| (origin.read)(origin)).map(|text| look(&text)),
        }
    }
}

impl Deref for Text {
    type Target = str;

    /// The text; empty if it was let go and its file has changed.
    fn deref(&self) -> &str {
        let again = || self.0.origin.as_ref().and_then(|origin| (origin.read)(origin)).unwrap_or_default();
        self.0.text.get_or_init(|| again().into_boxed_str())
    }
}

impl<T: Into<Box<str>>> From<T> for Text {
    fn from(text: T) -> Self {
        Self(Arc::new(Kept { text: OnceLock::from(text.into()), origin: None }))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || **self == **other
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_disk(read: fn(&Origin) -> Option<String>) -> Text {
        let origin = Origin { disk: DiskPath::new(Path::new("a.md")), stamp: (5, 0), read };
        Text::from_disk("first", origin)
    }

    #[test]
    fn a_text_that_was_let_go_is_read_again() {
        let text = on_disk(|_| Some("again".to_owned()));
        assert_eq!((&*text, text.read(str::len)), ("first", Some(5)));
        let text = text.let_go();
        assert_eq!((text.read(str::to_owned), &*text), (Some("again".to_owned()), "again"));
    }

    #[test]
    fn a_file_that_has_changed_is_not_taken_for_the_one_that_was_read() {
        let text = on_disk(|_| None).let_go();
        assert_eq!((text.read(str::len), &*text), (None, ""));
    }

    #[test]
    fn a_text_without_a_file_is_never_let_go() {
        assert_eq!(&*Text::from("here").let_go(), "here");
    }
}
