//! Finding the files of `content/` and `static/`.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::bundles::{add_asset, bundles};
use super::detour::Detour;
use super::reach::{is_link_out, is_there, leads_out, nowhere, outside};
use super::read::Found;
use super::tops;
use crate::content::ContentKind;
use crate::diagnostics::{Diagnostic, DiskPath, Place, codes};
use crate::paths::UrlPath;
use crate::site::StaticFile;

/// The folders that hold content files.
const CONTENT: [(&str, ContentKind); 3] = [
    ("content/articles", ContentKind::Article),
    ("content/pages", ContentKind::Page),
    ("content/digests", ContentKind::Editorial),
];

/// Folders in folders that are looked through in the short way.
const DEEPEST: usize = 32;

/// Finds all content files, in the order of their paths; reports files that are neither content nor part of a bundle.
pub(super) fn content(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let mut found = Vec::new();
    for (folder, kind) in CONTENT {
        let mut texts = files_below(root, folder, diagnostics);
        let others: Vec<File> = texts.extract_if(.., |file| !is_markdown(&file.path)).collect();
        let mut bundles = bundles(folder, &texts);
        for file in others {
            add_asset(file, &mut bundles, diagnostics);
        }
        found.reserve_exact(texts.len());
        found.extend(texts.into_iter().map(|file| {
            let assets = bundles.remove(&*file.path).map(|bundle| bundle.assets).unwrap_or_default();
            Found { kind, disk: file.disk, path: file.path, assets }
        }));
    }
    report_strays(root, diagnostics);
    found
}

/// Finds the files that are published as they are.
pub(super) fn static_files(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<StaticFile> {
    let mut found = Vec::new();
    for file in files_below(root, "static", diagnostics) {
        match UrlPath::new(&file.path["static".len()..]) {
            Ok(url) => found.push(StaticFile { url, disk: file.disk.to_path(), path: file.path }),
            Err(error) => {
                let message = format!("this file cannot be published: its path {error}");
                diagnostics.push(Diagnostic::error(codes::BAD_PATH, Place::file(file.path), message));
            }
        }
    }
    found
}

/// A regular file below the site's root.
pub(super) struct File {
    pub(super) disk: DiskPath,
    pub(super) path: Arc<str>,
}

impl File {
    fn new(root: &Arc<Path>, path: Arc<str>) -> Self {
        Self { disk: DiskPath::shared(root, &path), path }
    }
}

/// All regular files below a folder of the site, in the order of their paths. Links inside of the site are followed; one
/// that leads out, or a special file, is reported.
pub(super) fn files_below(root: &Path, folder: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<File> {
    let top = root.join(folder);
    match is_there(root, &top) {
        Ok(true) if !top.is_dir() => {
            let message = "this is no folder; a folder is expected in its place";
            diagnostics.push(Diagnostic::error(codes::OUTSIDE_SITE, Place::file(folder), message).help("rename it"));
            return Vec::new();
        }
        Ok(true) => {}
        Ok(false) => return Vec::new(),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return Vec::new();
        }
    }
    let root = Arc::from(root);
    walk_plainly(&root, folder).unwrap_or_else(|| walk_with_links(&root, &top, diagnostics))
}

/// The files below a folder in which there are no links, no special files and no mistakes: then none has to be asked what it
/// is, and folders can be looked through side by side. Else nothing.
fn walk_plainly(root: &Arc<Path>, folder: &str) -> Option<Vec<File>> {
    let mut files = if root.join(folder).is_symlink() { None } else { plain_folder(root, folder, 0) }?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Some(files)
}

fn plain_folder(root: &Arc<Path>, folder: &str, depth: usize) -> Option<Vec<File>> {
    if depth > DEEPEST {
        return None;
    }
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(root.join(folder)).ok()? {
        let entry = entry.ok()?;
        let (name, kind) = (entry.file_name(), entry.file_type().ok()?);
        // A name that is no part of a path is left to the long way.
        let name = name.to_str().filter(|_| is_plain(&name))?;
        if is_ignored_name(name) {
            continue;
        }
        let path = [folder, "/", name].concat();
        if kind.is_file() {
            files.push(File::new(root, path.into()));
        } else if kind.is_dir() {
            folders.push(path);
        } else {
            return None;
        }
    }
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    folders.sort_unstable();
    let below: Option<Vec<Vec<File>>> =
        folders.par_iter().map(|folder| plain_folder(root, folder, depth + 1)).collect();
    files.extend(below?.into_iter().flatten());
    Some(files)
}

fn walk_with_links(root: &Arc<Path>, top: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<File> {
    let (mut files, before) = (Vec::new(), diagnostics.len());
    let refused = follow(root, top, |entry| match entry {
        Ok(entry) if entry.file_type().is_dir() => {}
        Ok(entry) if entry.file_type().is_file() => {
            files.push(File::new(root, relative(root, entry.path())));
        }
        Ok(entry) => {
            let place = Place::file(relative(root, entry.path()));
            let message = "this is neither a file nor a folder";
            diagnostics.push(Diagnostic::error(codes::OUTSIDE_SITE, place, message).help("take it out of the site"));
        }
        Err(error) => diagnostics.push(walk_error(root, &error)),
    });
    match refused {
        Ok(refused) => diagnostics.extend(refused),
        // What was found so far is mostly one thing by many paths, and so is what is wrong with it.
        Err(too_much) => {
            files.clear();
            diagnostics.truncate(before);
            diagnostics.push(*too_much);
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Goes through all below a folder, by name, and through links that stay inside of the site; what is said about the others.
///
/// # Errors
/// If links lead to more than a site can hold.
fn follow(
    root: &Path,
    top: &Path,
    mut each: impl FnMut(walkdir::Result<DirEntry>),
) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let (mut refused, mut detour) = (Vec::new(), Detour::default());
    let mut walk = WalkDir::new(top).follow_links(true).sort_by_file_name().into_iter();
    while let Some(met) = walk.next() {
        if !detour.allows(&met) {
            return Err(Box::new(too_much(root, detour.link().unwrap_or(top))));
        }
        match met {
            Ok(entry) if is_ignored(&entry) || is_refused(root, &entry, &mut refused) => {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            }
            // A link that leads nowhere is a mistake before its name is looked at.
            Err(error) if is_about_ignored(&error) => {}
            met => each(met),
        }
    }
    Ok(refused)
}

fn too_much(root: &Path, link: &Path) -> Diagnostic {
    let message = "links lead to too many files and folders to be read, the last of them by this link";
    Diagnostic::error(codes::OUTSIDE_SITE, Place::file(relative(root, link)), message)
        .help("take it out of the site; links in folders that are linked themselves multiply what they lead to")
}

fn is_refused(root: &Path, entry: &DirEntry, refused: &mut Vec<Diagnostic>) -> bool {
    !can_be_named(root, entry, refused) || !stays_inside(root, entry, refused)
}

/// The places of all links among the files that are read, and where they lead: to change one may be to change another. A
/// link that leads nowhere may begin to lead anywhere, so that it ties everything, and so do too many.
pub(super) fn tied(root: &Path) -> Vec<PathBuf> {
    let mut links = Vec::new();
    for top in tops(root) {
        let refused = follow(root, &top, |entry| match entry {
            Ok(entry) => links.extend(entry.path_is_symlink().then(|| entry.into_path())),
            Err(error) => links.extend(error.path().filter(|path| path.is_symlink()).map(Path::to_path_buf)),
        });
        if refused.is_err() {
            return vec![root.to_path_buf()];
        }
    }
    links.into_iter().flat_map(|path| [path.canonicalize().unwrap_or_else(|_| root.to_path_buf()), path]).collect()
}

fn can_be_named(root: &Path, entry: &DirEntry, refused: &mut Vec<Diagnostic>) -> bool {
    let can_be = entry.depth() == 0 || is_plain(entry.file_name());
    if !can_be {
        let place = Place::file(relative(root, entry.path()));
        let message = "a name with a backslash, or one that is not UTF-8, cannot be a part of an address: left out";
        refused.push(Diagnostic::error(codes::BAD_PATH, place, message).help("rename it"));
    }
    can_be
}

/// Whether a name, or a path, is that of one file only where it is written as text: two that are not UTF-8 may look alike,
/// and to some systems a backslash is what `/` is to others.
pub(super) fn is_plain(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| !name.contains('\\'))
}

fn stays_inside(root: &Path, entry: &DirEntry, refused: &mut Vec<Diagnostic>) -> bool {
    let leads_out = is_link_out(root, entry);
    if leads_out {
        refused.push(outside(root, entry.path()));
    }
    !leads_out
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let place = Place::file(error.path().map_or_else(|| "content".into(), |path| relative(root, path)));
    if error.loop_ancestor().is_some() {
        return Diagnostic::warning(codes::OUTSIDE_SITE, place, "this link leads back to a folder above it: left out");
    }
    let is_not_there = error.io_error().is_some_and(|error| error.kind() == ErrorKind::NotFound);
    if let Some(link) = error.path().filter(|path| is_not_there && path.is_symlink()) {
        return nowhere(root, link);
    }
    let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Diagnostic::error(codes::UNREADABLE, place, format!("this cannot be read: {why}"))
}

/// Editors' temporary files, and hidden files except those that hosts ask for.
pub(super) fn is_ignored(entry: &DirEntry) -> bool {
    entry.depth() > 0 && is_ignored_name(&entry.file_name().to_string_lossy())
}

/// Whether what could not be followed or read [`is_ignored`]: a lock of Emacs's is a link that leads nowhere.
fn is_about_ignored(error: &walkdir::Error) -> bool {
    let name = error.path().and_then(Path::file_name).filter(|_| error.depth() > 0);
    name.is_some_and(|name| is_ignored_name(&name.to_string_lossy()))
}

/// See [`is_ignored`].
pub(super) fn is_ignored_name(name: &str) -> bool {
    let hidden = name.starts_with('.') && !matches!(name, ".well-known" | ".nojekyll" | ".htaccess");
    let temporary = [".swp", ".swx", ".tmp", ".bck", ".orig", "~"].iter().any(|end| name.ends_with(end));
    hidden || temporary || name.starts_with('#') || matches!(name, "4913" | "Thumbs.db" | "desktop.ini")
}

/// Files of `content/` outside of the folders that are read.
fn report_strays(root: &Path, diagnostics: &mut Vec<Diagnostic>) {
    let content = root.join("content");
    let Some(entries) = (!leads_out(root, &content)).then(|| std::fs::read_dir(content).ok()).flatten() else { return };
    let mut names: Vec<String> = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    for name in names {
        if matches!(name.as_str(), "articles" | "pages" | "digests") || is_ignored_name(&name) {
            continue;
        }
        let message = "only `articles/`, `pages/` and `digests/` of `content/` are read: this is not published";
        let place = Place::file(format!("content/{name}"));
        diagnostics.push(Diagnostic::warning(codes::UNKNOWN_FILE, place, message).help("move it into one of them"));
    }
}

fn is_markdown(path: &str) -> bool {
    path.ends_with(".md")
}

/// A path below the site's root.
pub(super) fn relative(root: &Path, path: &Path) -> Arc<str> {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into()
}

#[cfg(test)]
mod tests;
