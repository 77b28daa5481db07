//! What tests can do to the disk: stop after some steps, as a kill would, or refuse what a file system may refuse.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::io::Errno;

/// Faults to inject.
#[derive(Debug, Clone, Default)]
pub(in crate::publish) struct Hooks {
    /// What an exchange of folders fails with.
    pub exchange_error: Option<Errno>,
    /// What a hard link fails with.
    pub link_error: Option<Errno>,
    /// What a rename to a path that ends in this fails with, where renames are tried.
    pub rename_error: Option<(Errno, &'static str)>,
    /// How many steps may still be done.
    pub steps_left: Option<Arc<AtomicUsize>>,
}

impl Hooks {
    /// Counts a step; after the last one nothing works any more.
    pub fn step(&self) -> io::Result<()> {
        let Some(left) = &self.steps_left else { return Ok(()) };
        let take = |left: usize| left.checked_sub(1);
        match left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take) {
            Ok(_) => Ok(()),
            Err(_) => Err(io::Error::other("stopped")),
        }
    }
}
