//! Publishing: the only part that writes the output folder.
//!
//! A build stages its files in a tree beside the published one and then exchanges the two in one step, so that a
//! visitor, a failed build or a full disk never meets half a site. What did not change is the same file in both trees
//! (a hard link), keeps its time, and is not written again. The tree that was replaced is where the next build stages.
//!
//! Beside `public` stands the folder `.public.citewire`:
//!
//! | name | what |
//! |---|---|
//! | `lock` | held by the build that is writing |
//! | `live.manifest` | which files of `public` Citewire wrote, and what it made them of; all others are somebody else's and kept |
//! | `next` | the staged tree |
//! | `next.manifest` | the manifest of the staged tree, until it is published |
//! | `old` | the published tree, for the moment between two renames where there is no exchange |

mod commit;
mod disk;
mod error;
mod exchange;
mod foreign;
mod in_place;
mod live;
mod manifest;
mod places;
mod stage;
mod state;
mod sum;
#[cfg(test)]
mod tests;
mod tree;

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

pub use error::PublishError;

use crate::fingerprint::Fingerprint;
use crate::paths::OutputPath;
use disk::Disk;
use live::Live;
use places::Places;
use stage::Stage;

/// How long a build waits for another one that is writing to the same folder.
const LOCK_WAIT: Duration = Duration::from_secs(3);

/// What a file is made of.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// The bytes of this file.
    Copy(&'a Path),
}

/// How to publish.
#[derive(Debug, Clone)]
pub struct Options {
    site_root: PathBuf,
    lock_wait: Duration,
    #[cfg(test)]
    hooks: tests::hooks::Hooks,
}

impl Options {
    /// The usual options; `site_root` is the folder of the site, whose inputs are never published over.
    #[must_use]
    pub fn new(site_root: PathBuf) -> Self {
        Self {
            site_root,
            lock_wait: LOCK_WAIT,
            #[cfg(test)]
            hooks: tests::hooks::Hooks::default(),
        }
    }

    /// Waits at most that long for another build that is writing to the same folder; 3 s if not set.
    #[must_use]
    pub fn lock_wait(mut self, wait: Duration) -> Self {
        self.lock_wait = wait;
        self
    }
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Files that were written anew.
    pub written: usize,
    /// Files that are the same as before, down to their time.
    pub unchanged: usize,
    /// Files of the former site that this one does not have.
    pub removed: usize,
    /// Files in the folder that Citewire did not write, relative to it, in order.
    pub foreign: Vec<String>,
    /// How the new files took the place of the old ones.
    pub exchange: Exchange,
}

/// How a published folder was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exchange {
    /// In one step.
    Swapped,
    /// By renaming: the folder is new, or its file system knows no exchange.
    Renamed,
    /// File by file.
    InPlace {
        /// Why the folder could not be exchanged: `it is a mount point`.
        why: String,
    },
}

/// A build on its way into its folder. Dropped without [`Staging::commit`], it leaves the published folder as it was.
///
/// ```
/// use citewire::paths::OutputPath;
/// use citewire::publish::{Content, Options, Staging};
/// # let folder = tempfile::tempdir().unwrap();
/// # let site = folder.path();
/// let staging = Staging::begin(&site.join("public"), &Options::new(site.into())).unwrap();
/// staging.put(&OutputPath::new("index.html").unwrap(), Content::Bytes(b"<p>News")).unwrap();
/// assert_eq!(staging.commit().unwrap().written, 1);
/// ```
#[derive(Debug)]
pub struct Staging {
    disk: Disk,
    places: Places,
    live: Live,
    stage: Stage,
    /// Unlocked when it is closed.
    _lock: File,
}

impl Staging {
    /// Starts a build into the folder `out`, which need not exist.
    ///
    /// # Errors
    /// If that folder holds what the site is made from, if another build is writing to it, or if the system refuses.
    pub fn begin(out: &Path, options: &Options) -> Result<Self, PublishError> {
        let disk = Disk {
            #[cfg(test)]
            test: options.hooks.clone(),
        };
        let places = Places::new(out, &options.site_root)?;
        let lock = state::open(&places, &disk, options.lock_wait)?;
        let (live, names) = thread::scope(|scope| {
            let names = scope.spawn(|| tree::names(&places.next));
            let live = Live::read(&places, &disk);
            (live, names.join().expect("looking at folders does not panic"))
        });
        let live = live?;
        let device = fs::metadata(&places.next).map_err(PublishError::io("open", &places.next))?.dev();
        let stage = Stage::new(places.next.clone(), names?, !live.is_on_device(device));
        Ok(Self { disk, places, live, stage, _lock: lock })
    }

    /// Stages a file. May be called from many threads.
    ///
    /// # Errors
    /// If it was put before, or if the system refuses. A place where somebody else's file stands is an error of
    /// [`Staging::commit`], which names all of them.
    pub fn put(&self, path: &OutputPath, content: Content<'_>) -> Result<(), PublishError> {
        self.put_made_of(path, content, None)
    }

    /// Stages a file, and keeps in mind what it was made of, for [`Staging::put_known`] of the next build.
    ///
    /// # Errors
    /// As [`Staging::put`].
    pub fn put_made_of(
        &self,
        path: &OutputPath,
        content: Content<'_>,
        made_of: Option<Fingerprint>,
    ) -> Result<(), PublishError> {
        self.stage.put(&self.disk, &self.places.out, &self.live, path, (content, made_of))
    }

    /// Stages the published file again, if it was made of this and nobody has touched it since; its size.
    ///
    /// # Errors
    /// As [`Staging::put`].
    pub fn put_known(&self, path: &OutputPath, made_of: Fingerprint) -> Result<Option<u64>, PublishError> {
        self.stage.put_known(&self.disk, &self.places.out, &self.live, path, made_of)
    }

    /// Publishes what was put, and nothing else of Citewire's.
    ///
    /// # Errors
    /// If somebody else's file is in the way, or if the system refuses.
    pub fn commit(self) -> Result<Report, PublishError> {
        commit::commit(&self.disk, &self.places, &self.live, &self.stage)
    }
}
