//! Why publishing stopped: [`PublishError`].

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::paths::OutputPath;

/// Why nothing was published; the published folder is as it was (file by file where it cannot be exchanged).
#[derive(Debug)]
#[non_exhaustive]
pub enum PublishError {
    /// The output folder must not be this one; the text says why and what to do.
    Refused(PathBuf, &'static str),
    /// Files that Citewire did not write stand where the site's files belong; sorted, never empty.
    Foreign(Vec<PathBuf>),
    /// Two pages of the site have the same file, or one needs a folder where the other has a file.
    Twice(OutputPath),
    /// Another build holds the folder.
    Busy(PathBuf),
    /// The system refused something.
    Io {
        /// What was to be done: `write`, `create the folder`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl PublishError {
    /// Whether the command was given a wrong folder, as opposed to an environment that failed.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Refused(..) | Self::Foreign(_) | Self::Twice(_))
    }

    /// Makes a function for `map_err` of what cannot be done with a path.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { doing, path: path.to_owned(), error }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(path, why) => write!(f, "{} {why}", path.display()),
            Self::Foreign(paths) => {
                let first = paths.first().map(|path| path.display().to_string()).unwrap_or_default();
                write!(f, "{first} ")?;
                match paths.len() {
                    0 | 1 => f.write_str("was not written by Citewire: move it away")?,
                    n => write!(f, "and {} more were not written by Citewire: move them away", n - 1)?,
                }
                f.write_str(
                    ", or build into another folder with --out. If an earlier build wrote them and the hidden folder beside \
                     the output folder is gone, damaged or of another version of Citewire, delete the output folder and build again",
                )
            }
            Self::Twice(path) => {
                write!(f, "two pages of the site need the place of `{path}`: give one another address")
            }
            Self::Busy(path) => write!(f, "another build is writing to {}: wait until it is done", path.display()),
            Self::Io { doing, path, error } => {
                write!(f, "cannot {doing} {}: {error}", path.display())?;
                match error.kind() {
                    io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                        f.write_str("; make room and build again")
                    }
                    io::ErrorKind::PermissionDenied => f.write_str("; check who may write there"),
                    _ => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
