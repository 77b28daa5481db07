//! Reading again what changed: a save of one article reads one file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Inputs, LoadError, Overrides, load, read, walk};
use crate::content::ContentKind;
use crate::diagnostics::Diagnostic;

/// What a refresh found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The files are as they were.
    Nothing,
    /// These content files (paths below the root) are new, gone or different; all else is as it was.
    Content(BTreeSet<Arc<str>>),
    /// Everything was read again.
    Everything,
}

impl Inputs {
    /// Reads the changed paths again. Anything but a known content file or a new one in a known folder reads all.
    ///
    /// # Errors
    /// As [`load`]; the inputs then stay as they were.
    pub fn refresh(&mut self, paths: &BTreeSet<PathBuf>, overrides: &Overrides) -> Result<Change, LoadError> {
        let relevant: Vec<&PathBuf> = paths.iter().filter(|path| self.concerns(path)).collect();
        if relevant.is_empty() {
            return Ok(Change::Nothing);
        }
        let articles: Option<Vec<_>> = relevant.iter().map(|path| self.as_content(path)).collect();
        let Some(articles) = articles else {
            let fresh = load(&self.root, overrides)?;
            *self = fresh;
            return Ok(Change::Everything);
        };
        let mut changed = BTreeSet::new();
        for (kind, path, disk) in articles {
            if self.read_again(kind, &path, &disk) {
                changed.insert(path);
            }
        }
        Ok(if changed.is_empty() { Change::Nothing } else { Change::Content(changed) })
    }

    /// Whether a path can matter to the site at all.
    fn concerns(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.root) else { return false };
        let ignored = |part: std::path::Component<'_>| walk::is_ignored_name(&part.as_os_str().to_string_lossy());
        let top = below.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let known = ["content", "data", "static", "themes", "templates", "assets", super::CONFIG_FILE];
        top.is_some_and(|top| known.contains(&top.as_str())) && !below.components().any(ignored)
    }

    /// The path as a plain content file; `None` if it is something else, or belongs to a bundle.
    fn as_content(&self, disk: &Path) -> Option<(ContentKind, Arc<str>, PathBuf)> {
        let path = walk::relative(&self.root, disk);
        let kind = if path.starts_with("content/articles/") {
            ContentKind::Article
        } else if path.starts_with("content/pages/") {
            ContentKind::Page
        } else {
            return None;
        };
        let known = self.files.contains_key(&path);
        let plain = path.ends_with(".md") && !disk.is_symlink() && !disk.is_dir();
        (plain && (known || !path.ends_with("/index.md"))).then(|| (kind, path, disk.to_path_buf()))
    }

    /// Whether the file is different now.
    fn read_again(&mut self, kind: ContentKind, path: &Arc<str>, disk: &Path) -> bool {
        let of_file = |d: &Diagnostic| d.place.as_ref().is_some_and(|place| place.file == *path);
        let had_errors = self.diagnostics.iter().any(of_file);
        self.diagnostics.retain(|d| !of_file(d));
        if !disk.exists() {
            return self.files.remove(path).is_some() || had_errors;
        }
        let known = self.files.get(path);
        let assets = known.map(|file| file.assets.clone()).unwrap_or_default();
        let found = read::Found { kind, disk: disk.to_path_buf(), path: path.clone(), assets };
        match read::content_file(&found, self.config.max_file_bytes) {
            Ok(file) if known.is_some_and(|known| known.file == file.file) => had_errors,
            Ok(file) => {
                self.files.insert(path.clone(), Arc::new(file));
                true
            }
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                self.files.remove(path);
                true
            }
        }
    }
}
