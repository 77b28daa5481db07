//! What several commands need: the site that is meant, fresh ids, and what is said when files cannot be written.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use uuid::{NoContext, Uuid};

use super::build::site_root;
use super::exit;
use super::report::{Talk, count};
use crate::load::{self, Inputs, LoadError, Overrides};
use crate::scaffold::WriteError;

/// Reads the site that a folder belongs to; if it cannot be read, says why and gives the code to exit with.
pub fn load_site(dir: Option<&Path>, talk: &Talk) -> Result<Inputs, u8> {
    load::load(&site_root(dir), &Overrides::default()).map_err(|error| match error {
        // `load_error` would speak of a build.
        LoadError::Config(diagnostics) => {
            talk.diagnostics(&diagnostics);
            exit::USAGE
        }
        other => talk.load_error(&other),
    })
}

/// A fresh id: a UUID of version 7, so that ids are in the order of their making, as the rank of equal stories is.
#[must_use]
pub fn mint(now: Timestamp) -> String {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanos)).to_string()
}

/// Says why files were not written, and gives the code to exit with.
pub fn write_error(error: &WriteError, command: &str, root: &Path, talk: &Talk) -> u8 {
    match error {
        WriteError::Exists(paths) => {
            let files = count(paths.len(), "file");
            let message =
                format!("{} holds {files} that `{command}` would write: {}", root.display(), paths.join(", "));
            talk.fail(&message, Some("nothing was written: choose another folder, or move them away first"));
            exit::USAGE
        }
        WriteError::Io(path, error) => {
            talk.fail(&format!("{}: {error}; nothing was written", path.display()), None);
            exit::ENVIRONMENT
        }
    }
}

/// A path as one would type it: below the current folder, if it is there.
#[must_use]
pub fn shown(path: &Path) -> String {
    let below = std::env::current_dir().and_then(|dir| dir.canonicalize()).ok();
    let short = below.and_then(|dir| path.strip_prefix(dir).ok().map(Path::to_path_buf));
    match short {
        Some(short) if short.as_os_str().is_empty() => ".".to_owned(),
        Some(short) => short.display().to_string(),
        None => path.display().to_string(),
    }
}

/// A folder as an absolute path without `.` and links, as far as it exists.
#[must_use]
pub fn full_path(dir: &Path) -> PathBuf {
    let full = std::path::absolute(dir).unwrap_or_else(|_| dir.to_path_buf());
    full.canonicalize().unwrap_or(full)
}
