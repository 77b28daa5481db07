//! How much a walk may reach through links. Forty folders with two links each to the next are a few files in a change that
//! somebody proposes, and 2^40 paths, though no link leads back.
//!
//! What multiplies is counted, and not how many links there are: a site may link a folder of all its articles, or a folder
//! of pictures from thousands of bundles. A million is far above both. A path takes longer to follow the more links it goes
//! through, and counts once for each, so that the limit is met within seconds, however they nest.

use std::path::{Path, PathBuf};

use walkdir::DirEntry;

/// Files and folders that one walk may reach through links below its top. Tests meet the limit sooner.
const MOST: usize = if cfg!(test) { 1_000 } else { 1_000_000 };

/// Where a walk that follows links is, and what it has reached through links so far.
#[derive(Debug, Default)]
pub struct Detour {
    /// The links on the way, with their depths.
    links: Vec<(usize, PathBuf)>,
    reached: usize,
}

impl Detour {
    /// Takes note of what the walk met next; whether it may go on.
    pub fn allows(&mut self, met: &walkdir::Result<DirEntry>) -> bool {
        let depth = met.as_ref().map_or_else(walkdir::Error::depth, DirEntry::depth);
        while self.links.pop_if(|(link, _)| depth <= *link).is_some() {}
        self.reached += self.links.len();
        if let Ok(entry) = met
            && entry.path_is_symlink()
            && depth > 0
        {
            self.links.push((depth, entry.path().to_path_buf()));
        }
        self.reached <= MOST
    }

    /// The first link on the way to what the walk met last.
    pub(super) fn link(&self) -> Option<&Path> {
        self.links.first().map(|(_, path)| &**path)
    }
}
