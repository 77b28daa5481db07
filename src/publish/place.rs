//! Where a site may be published, and the folder beside it that belongs to Citewire.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::PublishError;

/// Folders of a site that hold what its authors wrote.
const OF_THE_SITE: [&str; 7] = ["content", "data", "static", "themes", "templates", "assets", ".git"];

/// The places that a publication works with.
#[derive(Debug)]
pub(super) struct Places {
    /// The published folder, symlinks resolved; may not exist yet.
    pub(super) out: PathBuf,
    /// `.public.citewire`, beside it.
    pub(super) state: PathBuf,
}

impl Places {
    /// Checks an output folder; makes the folders above it.
    pub(super) fn find(out: &Path, site_root: &Path) -> Result<Self, PublishError> {
        let out = resolve(out)?;
        let refuse = |why: &str| {
            let message = format!("{} cannot be the output folder: {why}", out.display());
            Err(PublishError::refused(format!("{message}. Choose another with --out")))
        };
        let root = site_root.canonicalize().unwrap_or_else(|_| site_root.to_path_buf());
        let Some(name) = out.file_name().map(|name| name.to_string_lossy().into_owned()) else {
            return refuse("it is the root of the file system");
        };
        if root.starts_with(&out) {
            return refuse("the site itself lies in it");
        }
        if OF_THE_SITE.iter().any(|folder| out.starts_with(root.join(folder))) {
            return refuse("it holds what the site is made of");
        }
        if out.exists() && !out.is_dir() {
            return refuse("it is a file");
        }
        if std::env::home_dir().is_some_and(|home| home.starts_with(&out)) {
            return refuse("it is your home folder, or one above it");
        }
        let state = out.with_file_name(format!(".{name}.citewire"));
        Ok(Self { out, state })
    }

    pub(super) fn next(&self) -> PathBuf {
        self.state.join("next")
    }

    /// A manifest's file: `live`, `next` or `old`.
    pub(super) fn manifest(&self, name: &str) -> PathBuf {
        self.state.join(format!("{name}.manifest"))
    }

    /// Takes the lock of this output folder, waiting a little for another build.
    pub(super) fn lock(&self, patience: Duration) -> Result<File, PublishError> {
        fs::create_dir_all(&self.state).map_err(|e| PublishError::io("make the folder", &self.state, &e))?;
        let path = self.state.join("lock");
        let file = File::create(&path).map_err(|e| PublishError::io("open", &path, &e))?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if started.elapsed() < patience => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    let message =
                        format!("another build is writing to {}: try again when it is done", self.out.display());
                    return Err(PublishError::environment(message));
                }
                Err(TryLockError::Error(error)) => return Err(PublishError::io("lock", &path, &error)),
            }
        }
    }
}

/// The folder with all symlinks resolved; the folders above one that does not exist are made.
fn resolve(out: &Path) -> Result<PathBuf, PublishError> {
    if let Ok(resolved) = out.canonicalize() {
        return Ok(resolved);
    }
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(|e| PublishError::io("make the folder", parent, &e))?;
    let parent = parent.canonicalize().map_err(|e| PublishError::io("read the folder", parent, &e))?;
    match out.file_name() {
        Some(name) => Ok(parent.join(name)),
        None => Err(PublishError::refused(format!("{} cannot be an output folder", out.display()))),
    }
}
