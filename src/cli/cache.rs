//! Where this user's caches are, and which program this is.

use std::env;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

use crate::cache::{FEWEST, Folder};

/// The folder for caches; none if they are not wanted, or if it cannot be told where they belong or which program this is.
#[must_use]
pub fn folder(no_cache: bool) -> Option<Folder> {
    if no_cache {
        return None;
    }
    Some(Folder { path: base()?.join("citewire"), program: program()?, fewest: FEWEST })
}

/// `XDG_CACHE_HOME`, else what the system has in its place; a relative one does not count, as the [specification] asks.
///
/// [specification]: https://specifications.freedesktop.org/basedir-spec/latest/
fn base() -> Option<PathBuf> {
    let asked = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let usual = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
    let home = || env::home_dir().filter(|home| home.is_absolute() && home.is_dir());
    asked.or_else(|| home().map(|home| home.join(usual)))
}

/// Tells this program from every other: by its version, and by its file, since two that are built of different code may
/// bear one version.
fn program() -> Option<String> {
    let path = env::current_exe().and_then(|path| path.canonicalize()).ok()?;
    let file = fs::metadata(&path).ok()?;
    let version = env!("CARGO_PKG_VERSION");
    let times = [file.mtime(), file.mtime_nsec(), file.ctime(), file.ctime_nsec()];
    Some(format!("{version} {path:?} {} {times:?}", file.len()))
}
