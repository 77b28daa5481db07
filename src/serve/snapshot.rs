//! What lies in the watched folders, by size and time: finds changes where the system's own reports have a gap.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use crate::load::{Detour, concerns, tops};

/// The files of a site at one moment. No file is opened to make one, so that looking causes no report of its own.
#[derive(Debug, Default)]
pub(super) struct Snapshot(BTreeMap<PathBuf, Stamp>);

type Stamp = (u64, Option<SystemTime>);

impl Snapshot {
    /// The files as they are now.
    pub(super) fn take(root: &Path) -> Self {
        let entries = tops(root).flat_map(|top| {
            let walk = WalkDir::new(top).follow_links(true).into_iter();
            let mut detour = Detour::default();
            walk.filter_entry(|entry| concerns(root, entry.path())).take_while(move |met| detour.allows(met)).flatten()
        });
        let files = entries.filter(|entry| !entry.file_type().is_dir()).map(|entry| {
            let stamp = entry.metadata().map_or((0, None), |meta| (meta.len(), meta.modified().ok()));
            (entry.into_path(), stamp)
        });
        Self(files.collect())
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
