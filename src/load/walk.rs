//! Finding the files of `content/` and `static/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::read::{Found, image_size};
use super::tops;
use crate::content::{Asset, ContentKind};
use crate::diagnostics::{Diagnostic, DiskPath, Place, codes};
use crate::paths::{OutputPath, UrlPath};
use crate::site::StaticFile;

/// The folders that hold content files.
const CONTENT: [(&str, ContentKind); 3] = [
    ("content/articles", ContentKind::Article),
    ("content/pages", ContentKind::Page),
    ("content/digests", ContentKind::Editorial),
];

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
    fn new(root: &Arc<Path>, disk: &Path) -> Self {
        let path = relative(root, disk);
        Self { disk: DiskPath::below(root, &path, disk), path }
    }
}

/// All regular files below a folder of the site, in the order of their paths. Links inside of the site are followed; one
/// that leads out, or a special file, is reported.
pub(super) fn files_below(root: &Path, folder: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<File> {
    let top = root.join(folder);
    if !top.exists() {
        return Vec::new();
    }
    if leads_out(root, &top) {
        diagnostics.push(outside(root, &top));
        return Vec::new();
    }
    let root = Arc::from(root);
    walk_plainly(&root, &top).unwrap_or_else(|| walk_with_links(&root, &top, diagnostics))
}

/// The files below a folder in which there are no links, no special files and no mistakes: then none has to be asked what it
/// is. Else nothing.
fn walk_plainly(root: &Arc<Path>, top: &Path) -> Option<Vec<File>> {
    if top.is_symlink() {
        return None;
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(top).sort_by_file_name().into_iter().filter_entry(|entry| !is_ignored(entry)) {
        let entry = entry.ok()?;
        if entry.file_type().is_file() {
            files.push(File::new(root, entry.path()));
        } else if !entry.file_type().is_dir() {
            return None;
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Some(files)
}

fn walk_with_links(root: &Arc<Path>, top: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<File> {
    let mut refused = Vec::new();
    let walk = WalkDir::new(top).follow_links(true).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| !is_ignored(entry) && stays_inside(root, entry, &mut refused));
    let mut files = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.file_type().is_file() => {
                files.push(File::new(root, entry.path()));
            }
            Ok(entry) => {
                let place = Place::file(relative(root, entry.path()));
                let message = "this is neither a file nor a folder";
                diagnostics
                    .push(Diagnostic::error(codes::OUTSIDE_SITE, place, message).help("take it out of the site"));
            }
            Err(error) => diagnostics.push(walk_error(root, &error)),
        }
    }
    diagnostics.extend(refused);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The places of all links among the files that are read, and where they lead: to change one may be to change another. A
/// link that leads nowhere may begin to lead anywhere, so that it ties everything.
pub(super) fn tied(root: &Path) -> Vec<PathBuf> {
    let entries = tops(root).flat_map(|top| {
        let walk = WalkDir::new(top).follow_links(true).into_iter();
        walk.filter_entry(|entry| !is_ignored(entry) && stays_inside(root, entry, &mut Vec::new()))
    });
    let paths = entries.filter_map(|entry| match entry {
        Ok(entry) => entry.path_is_symlink().then(|| entry.into_path()),
        Err(error) => error.path().filter(|path| path.is_symlink()).map(Path::to_path_buf),
    });
    paths.flat_map(|path| [path.canonicalize().unwrap_or_else(|_| root.to_path_buf()), path]).collect()
}

fn stays_inside(root: &Path, entry: &DirEntry, refused: &mut Vec<Diagnostic>) -> bool {
    let inside = !entry.path_is_symlink() || !leads_out(root, entry.path());
    if !inside {
        refused.push(outside(root, entry.path()));
    }
    inside
}

/// Whether a path, all links on its way followed, lies outside of the site; `root` is free of links.
pub(super) fn leads_out(root: &Path, path: &Path) -> bool {
    !path.canonicalize().is_ok_and(|target| target.starts_with(root))
}

/// What is said about a path that [`leads_out`].
pub(super) fn outside(root: &Path, path: &Path) -> Diagnostic {
    let place = Place::file(relative(root, path));
    Diagnostic::error(codes::OUTSIDE_SITE, place, "this link leads out of the site's folder")
        .help("copy what it points to into the site")
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let place = Place::file(error.path().map_or_else(|| "content".into(), |path| relative(root, path)));
    if error.loop_ancestor().is_some() {
        return Diagnostic::warning(codes::OUTSIDE_SITE, place, "this link leads back to a folder above it: left out");
    }
    Diagnostic::error(codes::UNREADABLE, place, format!("this cannot be read: {error}"))
}

/// Editors' temporary files, and hidden files except those that hosts ask for.
pub(super) fn is_ignored(entry: &DirEntry) -> bool {
    entry.depth() > 0 && is_ignored_name(&entry.file_name().to_string_lossy())
}

/// See [`is_ignored`].
pub(super) fn is_ignored_name(name: &str) -> bool {
    let hidden = name.starts_with('.') && !matches!(name, ".well-known" | ".nojekyll" | ".htaccess");
    let temporary = [".swp", ".swx", ".tmp", ".bck", ".orig", "~"].iter().any(|end| name.ends_with(end));
    hidden || temporary || name.starts_with('#') || matches!(name, "4913" | "Thumbs.db" | "desktop.ini")
}

/// A bundle that is being collected: the folder of an `index.md`.
struct Bundle {
    folder: String,
    assets: Vec<Asset>,
}

/// The bundles among the content files, by the path of their `index.md`.
fn bundles(top: &str, texts: &[File]) -> BTreeMap<Arc<str>, Bundle> {
    let index = |file: &&File| file.path.ends_with("/index.md") && file.path.len() > top.len() + "/index.md".len();
    let bundle = |file: &File| {
        let folder = file.path[..file.path.len() - "index.md".len()].to_owned();
        (file.path.clone(), Bundle { folder, assets: Vec::new() })
    };
    texts.iter().filter(index).map(bundle).collect()
}

/// Gives a file to the innermost bundle that it lies in.
fn add_asset(file: File, bundles: &mut BTreeMap<Arc<str>, Bundle>, diagnostics: &mut Vec<Diagnostic>) {
    // From the innermost folder outwards.
    let folders = file.path.rmatch_indices('/').map(|(at, _)| [&file.path[..=at], "index.md"].concat());
    let index = folders.map(Arc::<str>::from).find(|index| bundles.contains_key(index));
    if let Some(bundle) = index.and_then(|index| bundles.get_mut(&index)) {
        let name = file.path[bundle.folder.len()..].to_owned();
        if let Err(error) = OutputPath::new(&name) {
            let message = format!("this file cannot be published: its path {error}");
            diagnostics.push(Diagnostic::error(codes::BAD_PATH, Place::file(file.path), message).help("rename it"));
            return;
        }
        let size = image_size(&file.disk.to_path());
        bundle.assets.push(Asset { name, path: file.path, disk: file.disk.to_path(), size });
        return;
    }
    let message = "this file is neither Markdown nor in the folder of an `index.md`: it is not published";
    let help = "put it into `static/`, or make its article a folder with an `index.md`";
    diagnostics.push(Diagnostic::warning(codes::UNKNOWN_FILE, Place::file(file.path), message).help(help));
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

/// A path below the site's root, with `/`.
pub(super) fn relative(root: &Path, path: &Path) -> Arc<str> {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/").into()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_folder_without_links_is_walked_alike_in_both_ways_and_others_in_one() {
        let dir = tempfile::tempdir().unwrap();
        let root: Arc<Path> = dir.path().canonicalize().unwrap().into();
        let top = root.join("content");
        fs::create_dir_all(top.join("a/b.d")).unwrap();
        fs::create_dir_all(top.join(".git")).unwrap();
        for name in ["a.md", "a/z.md", "a/b.d/c.md", "a-b.md", "a/.swp", "a/d.md~", ".git/e.md", "Z.md"] {
            fs::write(top.join(name), name).unwrap();
        }
        let paths =
            |files: Vec<File>| files.into_iter().map(|file| (file.path, file.disk.to_path())).collect::<Vec<_>>();
        let mut diagnostics = Vec::new();
        let followed = paths(walk_with_links(&root, &top, &mut diagnostics));
        assert_eq!(paths(walk_plainly(&root, &top).unwrap()), followed);
        assert!(followed.len() == 5 && followed.is_sorted(), "{followed:?}");
        std::os::unix::fs::symlink(top.join("a.md"), top.join("link.md")).unwrap();
        assert!(walk_plainly(&root, &top).is_none());
        assert_eq!(walk_with_links(&root, &top, &mut diagnostics).len(), 6);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
    }
}
