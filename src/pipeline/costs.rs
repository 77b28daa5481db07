//! What a build costs: time by stage; pages, bytes and time by output. Measured always, since it takes next to nothing.

use std::time::{Duration, Instant};

use super::progress::{Progress, STAGES};

/// What a build cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Costs {
    /// The stages in their order, with the time that each took.
    pub stages: Vec<(&'static str, Duration)>,
    /// Every output that wrote something, in the order of the plan.
    pub outputs: Vec<OutputCost>,
}

/// What an output cost, all its pages together. The times are those of all threads, so that they add up to more than passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputCost {
    /// The output's name.
    pub name: &'static str,
    /// How many files it wrote.
    pub files: usize,
    /// How many of these were not rendered, since they are made of the same as the last time.
    pub known: usize,
    /// Their size; files that are copied count as nothing.
    pub bytes: u64,
    /// Time to render them, or to find that they are known.
    pub render: Duration,
    /// Time to stage them.
    pub write: Duration,
}

impl OutputCost {
    fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.known += other.known;
        self.bytes += other.bytes;
        self.render += other.render;
        self.write += other.write;
    }
}

impl Costs {
    /// Adds what a page cost.
    pub(super) fn add(&mut self, cost: &OutputCost) {
        // The pages of one output stand together in the plan, so that it mostly is the last one.
        match self.outputs.iter_mut().rfind(|known| known.name == cost.name) {
            Some(known) => known.add(cost),
            None => self.outputs.push(cost.clone()),
        }
    }

    /// Adds what another thread found.
    pub(super) fn merge(mut self, other: Self) -> Self {
        other.outputs.iter().for_each(|cost| self.add(cost));
        self
    }
}

/// Takes the time of one stage after another, and says so to whoever watches.
pub(super) struct Laps<'p> {
    progress: &'p Progress,
    last: Instant,
    stages: Vec<(&'static str, Duration)>,
}

impl<'p> Laps<'p> {
    /// Starts the first stage.
    pub(super) fn start(progress: &'p Progress) -> Self {
        Self { progress, last: Instant::now(), stages: Vec::with_capacity(STAGES.len()) }
    }

    /// Ends a stage, and starts the next.
    pub(super) fn next(&mut self) {
        let now = Instant::now();
        self.stages.push((self.progress.stage(), now - std::mem::replace(&mut self.last, now)));
        self.progress.next_stage();
    }

    /// Ends the last stage.
    pub(super) fn finish(mut self) -> Vec<(&'static str, Duration)> {
        self.next();
        self.stages
    }
}
