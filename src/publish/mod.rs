//! Publish: the only writer. The site is staged beside the published folder and takes its place in one step.
//!
//! Beside `public/` lies `.public.citewire/`: a `lock`, the staging tree `next/`, and a manifest of each tree. A build
//!
//! 1. takes the lock, and looks at what is published ([`live`]: what Citewire wrote and nobody touched, what is foreign),
//! 2. puts every file into `next/` ([`Staging::put`]): one whose bytes are published already is the very same file there (a
//!    hard link), so it keeps its inode and its time; any other is written new, never over an old one,
//! 3. carries foreign files over, and exchanges the two folders in one system call ([`commit`]). The tree that was published
//!    stays as `next/` for the build after this one, which then has to write only what differs.
//!
//! A manifest names its tree by the inode of the tree's folder, so that after a kill at any point each tree is matched with
//! its own manifest, and a staging tree that was being written is known by having none. Power loss: files are not flushed
//! one by one; the file system's own ordering decides, as with any copy. `Drop` without commit leaves everything published
//! as it is.

mod commit;
mod error;
mod exchange;
mod live;
mod manifest;
mod place;
mod staging;

pub use error::PublishError;
pub use staging::{Content, Options, Staging};

/// What a publication did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Files whose bytes are new.
    pub written: usize,
    /// Files that were published already, byte for byte.
    pub unchanged: usize,
    /// Files of the former site that are no more.
    pub removed: usize,
    /// Files in the published folder that Citewire did not write, sorted: all kept.
    pub foreign: Vec<String>,
    /// How the new site took its place.
    pub exchange: Exchange,
}

/// How a new site takes the place of the old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exchange {
    /// Both folders were exchanged.
    Swapped,
    /// There was no folder before.
    Renamed,
    /// File by file, since the folder itself cannot be renamed.
    InPlace {
        /// Why not.
        why: String,
    },
}

#[cfg(test)]
mod tests;
