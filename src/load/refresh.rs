//! Reading again what changed: a save of one article reads one file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::{FOLDERS, Inputs, LoadError, Overrides, load, read, settings, theme, walk};
use crate::content::{ContentFile, ContentKind};
use crate::diagnostics::{Diagnostic, DiskPath, codes};

/// The folders that the theme's files come from.
const THEME_FOLDERS: [&str; 3] = ["themes", "templates", "assets"];

/// What a refresh found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The files are as they were.
    Nothing,
    /// These content files (paths below the root) are new, gone or different; all else is as it was.
    Content(BTreeSet<Arc<str>>),
    /// The settings, the theme or static files were read again, and these content files are new, gone or different; all
    /// else is as it was.
    Files(BTreeSet<Arc<str>>),
    /// Everything was read again.
    Everything,
}

/// What a changed path makes to be read again.
enum Part {
    Nothing,
    Content(ContentKind, Arc<str>, PathBuf),
    Theme,
    Static,
    /// The configuration, or what stands in `data/`.
    Settings,
    Everything,
}

/// What came of reading a file; nothing if it is not there.
type Reading = Option<Result<ContentFile, Box<Diagnostic>>>;

/// Whether a path can matter to the site in the folder `root` at all: it lies in one of [`FOLDERS`] or is the
/// configuration, and is no editor's temporary file.
#[must_use]
pub fn concerns(root: &Path, path: &Path) -> bool {
    let Ok(below) = path.strip_prefix(root) else { return false };
    let ignored = |part: std::path::Component<'_>| walk::is_ignored_name(&part.as_os_str().to_string_lossy());
    top_of(below).is_some_and(|top| top == super::CONFIG_FILE || FOLDERS.contains(&&*top))
        && !below.components().any(ignored)
}

/// The folder of the site's that something is wrong in, or the file if it lies in none.
fn top_folder(diagnostic: &Diagnostic) -> Option<&str> {
    diagnostic.place.as_ref()?.file.split('/').next()
}

fn top_of(below: &Path) -> Option<std::borrow::Cow<'_, str>> {
    below.components().next().map(|part| part.as_os_str().to_string_lossy())
}

impl Inputs {
    /// Reads the changed paths again, and no more than belongs to them. What turns out to be as it was stays the very same
    /// value (`Arc::ptr_eq`), so that later stages know it.
    ///
    /// # Errors
    /// As [`load`]; the inputs then stay as they were.
    pub fn refresh(&mut self, paths: &BTreeSet<PathBuf>, overrides: &Overrides) -> Result<Change, LoadError> {
        // A tool may change thousands at once.
        let paths: Vec<&PathBuf> = paths.iter().collect();
        let parts: Vec<Part> = paths.par_iter().map(|path| self.part(path)).collect();
        let settings = parts.iter().any(|part| matches!(part, Part::Settings));
        if parts.iter().any(|part| matches!(part, Part::Everything)) || (settings && !self.read_settings(overrides)?) {
            let fresh = load(&self.root, overrides)?;
            self.replace(fresh);
            return Ok(Change::Everything);
        }
        let theme = parts.iter().any(|part| matches!(part, Part::Theme));
        let statics = parts.iter().any(|part| matches!(part, Part::Static));
        if theme {
            self.read_theme();
        }
        if statics {
            self.read_static_files();
        }
        let read: Vec<_> = parts.into_par_iter().filter_map(|part| self.read_again(part)).collect();
        let changed: BTreeSet<_> = read.into_iter().filter_map(|(path, found)| self.take_in(path, found)).collect();
        Ok(match (settings || theme || statics, changed.is_empty()) {
            (true, _) => Change::Files(changed),
            (false, true) => Change::Nothing,
            (false, false) => Change::Content(changed),
        })
    }

    /// The places at both ends of all links between the files. They are looked for once: by the first refresh, if nobody
    /// asked before.
    pub fn tied(&self) -> &[PathBuf] {
        self.tied.get_or_init(|| walk::tied(&self.root))
    }

    fn part(&self, path: &Path) -> Part {
        if !concerns(&self.root, path) {
            return Part::Nothing;
        }
        // What is wrong about a name that is refused may be said of a folder further up.
        let is_plain = path.strip_prefix(&self.root).is_ok_and(|below| walk::is_plain(below.as_os_str()));
        if !is_plain || self.is_tied(path) {
            return Part::Everything;
        }
        let below = walk::relative(&self.root, path);
        let top = below.split('/').next().unwrap_or_default();
        // A theme that was not found is a mistake of the configuration.
        let theme_is_missing = || self.diagnostics.iter().any(|d| d.code == codes::THEME);
        match top {
            _ if THEME_FOLDERS.contains(&top) && !theme_is_missing() => Part::Theme,
            "static" => Part::Static,
            "content" if below.contains('/') && self.is_trace(path, &below) => Part::Nothing,
            "content" => match self.as_content(path) {
                Some((kind, path, disk)) => Part::Content(kind, path, disk),
                None => Part::Everything,
            },
            super::CONFIG_FILE | "data" => Part::Settings,
            _ => Part::Everything,
        }
    }

    /// Reads the settings and the theme again; whether that is enough, since files are read as before.
    fn read_settings(&mut self, overrides: &Overrides) -> Result<bool, LoadError> {
        let mut fresh = settings(self.root.clone(), overrides)?;
        if fresh.config.max_file_bytes != self.config.max_file_bytes {
            return Ok(false);
        }
        let of_files = |d: &&Diagnostic| matches!(top_folder(d), Some("content" | "static"));
        fresh.diagnostics.extend(self.diagnostics.iter().filter(of_files).cloned());
        fresh.files = std::mem::take(&mut self.files);
        fresh.static_files = self.static_files.clone();
        fresh.tied = std::mem::take(&mut self.tied);
        self.replace(fresh);
        Ok(true)
    }

    /// Whether a change at a path may be one at other paths, too: links lead from there or to it, or they may, since it is a
    /// folder that is perhaps new.
    fn is_tied(&self, path: &Path) -> bool {
        path.is_dir()
            || path.canonicalize().map_or_else(|_| path.is_symlink(), |real| real != path)
            || self.tied().iter().any(|tied| path.starts_with(tied) || tied.starts_with(path))
    }

    /// Whether a path is gone before it was ever read: an editor's or a tool's temporary file.
    fn is_trace(&self, path: &Path, below: &str) -> bool {
        let is_it =
            |known: &str| known.strip_prefix(below).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        // Nearly all that goes was read, which needs no look at all files.
        !self.files.contains_key(below)
            && path.symlink_metadata().is_err()
            && !self.files.values().any(|f| is_it(&f.file.path) || f.assets.iter().any(|asset| is_it(&asset.path)))
            && !self.diagnostics.iter().any(|d| d.place.as_ref().is_some_and(|place| is_it(&place.file)))
    }

    /// Takes what was read anew, but keeps the values that are equal.
    fn replace(&mut self, mut fresh: Self) {
        if fresh.config.file == self.config.file {
            fresh.config = self.config.clone();
        }
        if fresh.publishers == self.publishers {
            fresh.publishers = self.publishers.clone();
        }
        if fresh.vocabularies == self.vocabularies {
            fresh.vocabularies = self.vocabularies.clone();
        }
        for (path, file) in &mut fresh.files {
            if let Some(known) = self.files.get(path).filter(|known| **known == *file) {
                *file = known.clone();
            }
        }
        *self = fresh;
    }

    fn read_theme(&mut self) {
        self.forget(&THEME_FOLDERS);
        self.theme = Arc::new(theme::load(&self.root, &self.config, &mut self.diagnostics));
    }

    fn read_static_files(&mut self) {
        self.forget(&["static"]);
        self.static_files = Arc::new(walk::static_files(&self.root, &mut self.diagnostics));
    }

    /// Drops what is wrong in these folders.
    fn forget(&mut self, folders: &[&str]) {
        self.diagnostics.retain(|d| top_folder(d).is_none_or(|top| !folders.contains(&top)));
    }

    /// The path as a plain content file; `None` if it is something else, or makes or ends a bundle.
    fn as_content(&self, disk: &Path) -> Option<(ContentKind, Arc<str>, PathBuf)> {
        let path = walk::relative(&self.root, disk);
        let kind = if path.starts_with("content/articles/") {
            ContentKind::Article
        } else if path.starts_with("content/pages/") {
            ContentKind::Page
        } else if path.starts_with("content/digests/") {
            ContentKind::Editorial
        } else {
            return None;
        };
        let (is_known, is_there) = (self.files.contains_key(&path), disk.exists());
        // Where a bundle comes or goes, the files beside it belong to another one, or to none. What goes and was no file
        // may have been a folder with such a name.
        let stays = if path.ends_with("/index.md") { is_known && is_there } else { is_known || is_there };
        (path.ends_with(".md") && stays).then(|| (kind, path, disk.to_path_buf()))
    }

    /// Reads a content file; with its path, and nothing if it is not there.
    fn read_again(&self, part: Part) -> Option<(Arc<str>, Reading)> {
        let Part::Content(kind, path, disk) = part else { return None };
        if !disk.exists() {
            return Some((path, None));
        }
        let assets = self.files.get(&path).map(|file| file.assets.clone()).unwrap_or_default();
        let found = read::Found { kind, disk: DiskPath::new(&disk), path: path.clone(), assets };
        Some((path, Some(found.read(self.config.max_file_bytes))))
    }

    /// Takes what was read in the place of what was known; the path, if that is different.
    fn take_in(&mut self, path: Arc<str>, reading: Reading) -> Option<Arc<str>> {
        let of_file = |d: &Diagnostic| d.place.as_ref().is_some_and(|place| place.file == path);
        let had_errors = self.diagnostics.iter().any(of_file);
        self.diagnostics.retain(|d| !of_file(d));
        let is_different = match reading {
            None => self.files.remove(&path).is_some() || had_errors,
            Some(Ok(file)) if self.files.get(&path).is_some_and(|known| known.file == file.file) => had_errors,
            Some(Ok(file)) => {
                self.files.insert(path.clone(), Arc::new(file));
                true
            }
            Some(Err(diagnostic)) => {
                self.diagnostics.push(*diagnostic);
                self.files.remove(&path);
                true
            }
        };
        is_different.then_some(path)
    }
}
