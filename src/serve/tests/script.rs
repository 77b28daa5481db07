//! Scripts: what happens to a site, step by step, and how the server hears of it.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::*;

use super::site::{SLOTS, Site};

/// One thing becomes another way.
#[derive(Clone, Copy)]
pub(super) struct Edit {
    pub(super) slot: usize,
    pub(super) way: usize,
}

/// How changes are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Report {
    /// Every file that is new, gone or different.
    Files,
    /// The same, with the folders that came or went, and editors' traces.
    All,
    /// Only the folders that they lie in, as when a folder is moved.
    Folders,
    /// File by file, each as a change of its own, while the others are on the disk already.
    Apart,
    /// The same, the other way round.
    ApartBackwards,
    /// Not at all: a new server starts, with the cache that builds and the servers before it have left.
    Restart,
}

impl Report {
    pub(super) const EVERY: [Self; 6] =
        [Self::Files, Self::All, Self::Folders, Self::Apart, Self::ApartBackwards, Self::Restart];
}

/// Edits that are made together.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) edits: Vec<Edit>,
    pub(super) report: Report,
    /// Whether a site that is broken is brought back to how it was before.
    pub(super) mends: bool,
}

/// A site at the start, and what happens to it.
#[derive(Clone)]
pub(super) struct Script {
    /// Whether drafts and scheduled articles are shown.
    pub(super) preview: bool,
    start: Vec<Edit>,
    pub(super) steps: Vec<Step>,
}

impl Script {
    pub(super) fn start(&self) -> Site {
        let mut site = Site::plain();
        self.start.iter().for_each(|edit| site.set(edit.slot, edit.way));
        site
    }
}

/// Any script.
pub(super) fn scripts() -> impl Strategy<Value = Script> {
    (any::<bool>(), vec(edits(0), 0..40), vec(steps(), 1..10)).prop_map(|(preview, start, steps)| Script {
        preview,
        start,
        steps,
    })
}

fn steps() -> impl Strategy<Value = Step> {
    let report = prop::sample::select(&Report::EVERY[..]);
    (vec(edits(1), 1..4), report, prop::bool::weighted(0.8)).prop_map(|(edits, report, mends)| Step {
        edits,
        report,
        mends,
    })
}

/// Any edit; `bad` in eight of them may be a mistake.
fn edits(bad: u32) -> impl Strategy<Value = Edit> {
    (0..SLOTS.len(), 0..8_u32, any::<prop::sample::Index>()).prop_map(move |(slot, luck, way)| {
        let row = SLOTS[slot].row;
        let (good, mistakes) = (row.good.len(), row.bad.len());
        let is_bad = luck >= 8 - bad && mistakes > 0;
        Edit { slot, way: if is_bad { good + way.index(mistakes) } else { way.index(good) } }
    })
}

impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&SLOTS[self.slot].describe(self.way))
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mends = if self.mends { ", mended first if it is broken" } else { "" };
        writeln!(f, "reported as {:?}{mends}:", self.report)?;
        self.edits.iter().try_for_each(|edit| writeln!(f, "       {edit:?}"))
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "a site{}:", if self.preview { ", with drafts and scheduled articles" } else { "" })?;
        self.start.iter().try_for_each(|edit| writeln!(f, "       {edit:?}"))?;
        (1..).zip(&self.steps).try_for_each(|(number, step)| write!(f, "step {number}, {step:?}"))
    }
}
