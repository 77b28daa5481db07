//! How far a build is, for whoever shows it while it runs.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Shared with a build by [`BuildOptions::progress`](super::BuildOptions::progress); it only counts, and never waits.
#[derive(Debug, Default)]
pub struct Progress {
    stage: AtomicUsize,
    done: AtomicUsize,
    total: AtomicUsize,
}

/// The stages of a build, in their order.
pub const STAGES: [&str; 5] = ["load", "parse", "assemble", "render", "publish"];

impl Progress {
    /// The stage that is at work.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        STAGES[self.stage.load(Ordering::Relaxed).min(STAGES.len() - 1)]
    }

    /// Pages that are rendered, of how many; nothing is to be rendered before the plan is made.
    #[must_use]
    pub fn pages(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    pub(super) fn next_stage(&self) {
        self.stage.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn expect(&self, pages: usize) {
        self.total.store(pages, Ordering::Relaxed);
    }

    pub(super) fn page_done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
