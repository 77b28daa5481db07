//! Where a site is published and where the state of that folder is kept: [`Places`]; folders that are refused.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::error::PublishError;

/// Folders of a site that hold what people wrote.
const INPUTS: [&str; 7] = ["content", "data", "static", "themes", "templates", "assets", ".git"];

/// The paths that publishing works with; all absolute, links resolved.
#[derive(Debug)]
pub(super) struct Places {
    /// The published folder; it need not exist.
    pub out: PathBuf,
    /// The same as the caller wrote it, for messages.
    pub shown: PathBuf,
    /// The folder beside it that holds all below.
    pub state: PathBuf,
    /// The tree that is being staged.
    pub next: PathBuf,
    /// The published tree while it is being renamed out of the way.
    pub old: PathBuf,
    /// The manifest of the published tree.
    pub live_manifest: PathBuf,
    /// The manifest of a tree that is about to be published.
    pub next_manifest: PathBuf,
    /// The lock file.
    pub lock: PathBuf,
}

impl Places {
    /// Resolves an output folder and refuses one that would endanger what people wrote.
    pub fn new(shown: &Path, site_root: &Path) -> Result<Self, PublishError> {
        let out = resolve(shown)?;
        refuse(&out, shown, site_root)?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(PublishError::Refused(shown.to_owned(), "is no folder for a site: choose another with --out"));
        };
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(".citewire");
        let state = parent.join(hidden);
        let inside = |name: &str| state.join(name);
        Ok(Self {
            next: inside("next"),
            old: inside("old"),
            live_manifest: inside("live.manifest"),
            next_manifest: inside("next.manifest"),
            lock: inside("lock"),
            shown: shown.to_owned(),
            state,
            out,
        })
    }
}

/// The absolute path without links; of a folder that does not exist yet, its nearest parent is resolved.
fn resolve(shown: &Path) -> Result<PathBuf, PublishError> {
    let refused = |why| Err(PublishError::Refused(shown.to_owned(), why));
    let absolute = std::path::absolute(shown).map_err(PublishError::io("resolve", shown))?;
    let mut existing = absolute.as_path();
    let mut missing = Vec::new();
    while fs::symlink_metadata(existing).is_err() {
        match existing.components().next_back() {
            Some(Component::Normal(name)) => missing.push(name.to_owned()),
            _ => return refused("leads through a folder that does not exist: write it without `..`"),
        }
        existing = existing.parent().unwrap_or(Path::new("/"));
    }
    match fs::metadata(existing) {
        Ok(meta) if meta.is_dir() => {}
        Ok(_) if missing.is_empty() => return refused("is a file: choose a folder with --out"),
        Ok(_) => return refused("leads through a file: choose another folder with --out"),
        Err(_) => return refused("is a link to a place that does not exist: remove it, or choose another with --out"),
    }
    let mut out = existing.canonicalize().map_err(PublishError::io("resolve", existing))?;
    out.extend(missing.iter().rev());
    Ok(out)
}

fn refuse(out: &Path, shown: &Path, site_root: &Path) -> Result<(), PublishError> {
    let refused = |why| Err(PublishError::Refused(shown.to_owned(), why));
    let root = site_root.canonicalize().map_err(PublishError::io("open", site_root))?;
    if root.starts_with(out) {
        return refused("holds the site itself: choose a folder of its own with --out");
    }
    let inputs = INPUTS.iter().map(|name| root.join(name));
    for input in inputs.flat_map(|path| [path.canonicalize().unwrap_or_else(|_| path.clone()), path]) {
        if out.starts_with(&input) || input.starts_with(out) {
            return refused("belongs to what the site is made from: choose a folder of its own with --out");
        }
    }
    let is_state = |part: Component<'_>| {
        let name = part.as_os_str().as_encoded_bytes();
        name.starts_with(b".") && name.ends_with(b".citewire")
    };
    if out.components().any(is_state) {
        return refused("is where Citewire stages a site: choose a folder of its own with --out");
    }
    Ok(())
}
