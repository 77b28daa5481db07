//! What lies in the watched folders, by size and time: finds changes where the system's own reports have a gap.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use crate::load::{Detour, concerns, is_link_out, leads_out, tops};

/// The files of a site at one moment. No file is opened to make one, so that looking causes no report of its own.
#[derive(Debug, Default)]
pub(super) struct Snapshot(BTreeMap<PathBuf, Stamp>);

type Stamp = (u64, Option<SystemTime>);

impl Snapshot {
    /// The files as they are now; `root` is free of links.
    pub(super) fn take(root: &Path) -> Self {
        let entries = tops(root).flat_map(|top| {
            let walk = WalkDir::new(top).follow_links(true).into_iter();
            let walk = walk.filter_entry(|entry| concerns(root, entry.path()) && !is_link_out(root, entry));
            let mut detour = Detour::default();
            walk.take_while(move |met| detour.allows(met)).flatten()
        });
        let files = entries.filter(|entry| !entry.file_type().is_dir()).map(|entry| {
            let stamp = entry.metadata().map_or((0, None), |meta| stamp(&meta));
            (entry.into_path(), stamp)
        });
        Self(files.collect())
    }

    /// Takes in files that are known to have changed, so that the next look does not find them.
    pub(super) fn note(&mut self, root: &Path, paths: &BTreeSet<PathBuf>) {
        for path in paths {
            if path.is_symlink() && leads_out(root, path) {
                continue;
            }
            match path.metadata() {
                Ok(meta) if meta.is_dir() => {}
                Ok(meta) => _ = self.0.insert(path.clone(), stamp(&meta)),
                Err(_) => self.forget(path),
            }
        }
    }

    /// Drops a file, or all that was in a folder.
    fn forget(&mut self, path: &Path) {
        let below = self.0.range(path.to_path_buf()..).map(|(file, _)| file).take_while(|file| file.starts_with(path));
        let below: Vec<PathBuf> = below.cloned().collect();
        below.iter().for_each(|file| _ = self.0.remove(file));
    }

    /// Looks again; returns the files that are new, gone or different.
    pub(super) fn update(&mut self, root: &Path) -> BTreeSet<PathBuf> {
        let now = Self::take(root);
        let gone = self.0.keys().filter(|path| !now.0.contains_key(*path));
        let different = now.0.iter().filter(|(path, stamp)| self.0.get(*path) != Some(stamp)).map(|(path, _)| path);
        let changed = gone.chain(different).cloned().collect();
        *self = now;
        changed
    }
}

fn stamp(meta: &Metadata) -> Stamp {
    (meta.len(), meta.modified().ok())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::load::CONFIG_FILE;

    #[test]
    fn new_gone_and_different_files_are_found_and_others_are_not() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("content/articles")).unwrap();
        fs::create_dir_all(root.join("public")).unwrap();
        let [a, b, c] = ["a.md", "b.md", "c.md"].map(|name| root.join("content/articles").join(name));
        fs::write(&a, "1").unwrap();
        fs::write(&b, "1").unwrap();
        let mut snapshot = Snapshot::take(root);
        assert_eq!(snapshot.update(root), BTreeSet::new());
        fs::write(&a, "12").unwrap();
        fs::remove_file(&b).unwrap();
        fs::write(&c, "1").unwrap();
        fs::write(root.join("public/index.html"), "1").unwrap();
        fs::write(root.join("content/articles/.a.md.swp"), "1").unwrap();
        let config = root.join(CONFIG_FILE);
        fs::write(&config, "title: T").unwrap();
        assert_eq!(snapshot.update(root), BTreeSet::from([config, a, b, c]));
        assert_eq!(snapshot.update(root), BTreeSet::new());
    }

    #[test]
    fn what_was_noted_is_not_found_and_what_changed_since_is() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let articles = root.join("content/articles");
        let [a, b, c, d, e] = ["a.md", "b.md", "c/c.md", "c-d.md", "e.md"].map(|name| articles.join(name));
        fs::create_dir_all(c.parent().unwrap()).unwrap();
        [&a, &b, &c, &d].into_iter().for_each(|path| fs::write(path, "1").unwrap());
        let mut snapshot = Snapshot::take(&root);
        [&a, &b, &d, &e].into_iter().for_each(|path| fs::write(path, "12").unwrap());
        fs::remove_dir_all(c.parent().unwrap()).unwrap();
        snapshot.note(&root, &BTreeSet::from([a.clone(), c.parent().unwrap().to_path_buf(), e, articles]));
        fs::write(&a, "123").unwrap();
        assert_eq!(snapshot.update(&root), BTreeSet::from([a, b, d]));
    }

    #[test]
    fn links_are_followed_inside_of_the_site_only() {
        let (dir, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = dir.path().canonicalize().unwrap();
        let articles = root.join("content/articles");
        fs::create_dir_all(&articles).unwrap();
        fs::create_dir(root.join("drafts")).unwrap();
        for folder in [root.join("drafts"), outside.path().to_path_buf()] {
            fs::write(folder.join("a.md"), "1").unwrap();
        }
        let link = |to: &Path, from: &Path| std::os::unix::fs::symlink(to, from).unwrap();
        link(&root.join("drafts"), &articles.join("drafts"));
        link(outside.path(), &articles.join("out"));
        link(&outside.path().join("a.md"), &articles.join("b.md"));
        link(outside.path(), &root.join("static"));
        let files: Vec<_> = Snapshot::take(&root).0.into_keys().collect();
        assert_eq!(files, [articles.join("drafts/a.md")]);
    }

    #[test]
    fn links_that_multiply_are_not_followed_without_end() {
        let dir = tempfile::tempdir().unwrap();
        let content = dir.path().join("content");
        for (folder, next) in (0..30).map(|n| (content.join(format!("d{n}")), format!("../d{}", n + 1))) {
            fs::create_dir_all(&folder).unwrap();
            ["x", "y"].into_iter().for_each(|link| std::os::unix::fs::symlink(&next, folder.join(link)).unwrap());
        }
        Snapshot::take(dir.path());
    }
}
