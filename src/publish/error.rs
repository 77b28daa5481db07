//! Why a site could not be published.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was published; the published folder is as it was.
#[derive(Debug)]
pub struct PublishError {
    message: String,
    usage: bool,
}

impl PublishError {
    /// The system refused something at a path.
    pub(super) fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        let hint = match error.raw_os_error() {
            Some(28) => ": the disk is full; the published folder is as it was",
            Some(122) => ": the quota is used up; the published folder is as it was",
            Some(30) => ": the file system is read-only",
            _ if error.kind() == io::ErrorKind::PermissionDenied => ": check who owns it",
            _ => "",
        };
        Self { message: format!("cannot {doing} {}: {error}{hint}", path.display()), usage: false }
    }

    /// The folder cannot be an output folder.
    pub(super) fn refused(message: String) -> Self {
        Self { message, usage: true }
    }

    /// The environment is in the way.
    pub(super) fn environment(message: String) -> Self {
        Self { message, usage: false }
    }

    /// A file of somebody else stands where the site wants to write.
    pub(super) fn foreign(paths: &[PathBuf]) -> Self {
        let shown: Vec<String> = paths.iter().take(5).map(|path| path.display().to_string()).collect();
        let more = if paths.len() > 5 { format!(" and {} more", paths.len() - 5) } else { String::new() };
        Self::environment(format!(
            "{}{more} was not written by Citewire and differs from what this build would put there: move it away, or \
             choose another folder with --out",
            shown.join(", ")
        ))
    }

    /// Whether the command was used wrongly, rather than the environment failing.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        self.usage
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PublishError {}
