//! What is served at this moment: the last good site, and what is wrong since. Replaced as a whole.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::watch;

use super::problem::Problem;
use super::workshop::Outcome;
use crate::content::Outlining;
use crate::diagnostics::Diagnostic;
use crate::outputs::Page;
use crate::pipeline::Prepared;

/// The present state, shared by all requests.
#[derive(Debug)]
pub(super) struct Live {
    state: watch::Sender<Arc<State>>,
    /// Tells this run of the server from others, so that pages of another run are known to be old.
    run: String,
}

/// The last good site, and what is wrong since.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Grows with every change, good or bad.
    number: u64,
    /// The last site that could be built, or at first its outline; none if the first build failed.
    pub(super) good: Option<Arc<Generation>>,
    /// Why the files as they are cannot be built.
    pub(super) problem: Option<Arc<Problem>>,
}

/// A site that was built, or its outline.
#[derive(Debug)]
pub(super) struct Generation {
    number: u64,
    /// Renders its pages.
    pub(super) prepared: Prepared,
    /// If its articles are outlines.
    pub(super) outlining: Option<Arc<Outlining>>,
}

impl State {
    /// The site, if its articles are outlines.
    pub(super) fn outlined(&self) -> Option<&Generation> {
        self.good.as_deref().filter(|good| good.outlining.is_some())
    }
}

impl Generation {
    /// Whether pages that were made of it until now may lack addresses of links.
    pub(super) fn may_lack_links(&self) -> bool {
        self.outlining.as_ref().is_some_and(|outlining| outlining.has_met_links())
    }

    /// The page with this address (unescaped, without the base path).
    pub(super) fn page(&self, address: &str) -> Option<&Page> {
        self.prepared.pages.find(address)
    }

    /// Base path of all addresses: empty, or `/repo`.
    pub(super) fn base(&self) -> &str {
        &self.prepared.renderer.site().config.base_url.path
    }
}

impl Live {
    /// Nothing is served yet.
    pub(super) fn new() -> Self {
        let run = format!("{:x}", RandomState::new().build_hasher().finish());
        Self { state: watch::Sender::new(Arc::default()), run }
    }

    /// The present state; it stays as it is for as long as it is held.
    pub(super) fn now(&self) -> Arc<State> {
        self.state.borrow().clone()
    }

    /// Hears of every change.
    pub(super) fn subscribe(&self) -> watch::Receiver<Arc<State>> {
        self.state.subscribe()
    }

    /// Waits for the state that follows, which has to come: an outline is completed, or found bad. Blocks, in a thread of the
    /// runtime that may.
    pub(super) fn wait_beyond(&self, state: &State) {
        let mut changes = self.subscribe();
        // Whoever waits holds the sender, so that it does not go.
        _ = Handle::current().block_on(changes.wait_for(|now| now.number != state.number));
    }

    /// Makes ready what only speeds up later answers.
    pub(super) fn index(&self) {
        self.now().good.iter().for_each(|good| good.prepared.pages.index());
    }

    /// Puts what a rebuild brought in the place of the present state; returns what is wrong, if anything.
    pub(super) fn publish(&self, outcome: Outcome) -> Option<Arc<Problem>> {
        let now = self.now();
        let number = now.number + 1;
        let next = match outcome {
            Outcome::Unchanged => return now.problem.clone(),
            Outcome::Outlined(prepared, outlining) => {
                let site = Generation { number, prepared: *prepared, outlining: Some(outlining) };
                State { number, good: Some(Arc::new(site)), problem: None }
            }
            Outcome::Good(prepared) => {
                // What is complete by now has the pages that the outline had.
                let of_site = now.outlined().map_or(number, |outlined| outlined.number);
                let site = Generation { number: of_site, prepared: *prepared, outlining: None };
                State { number, good: Some(Arc::new(site)), problem: None }
            }
            Outcome::Bad(problem) => {
                // An outline is no good site: nobody has looked for mistakes in its texts.
                let good = now.good.clone().filter(|good| good.outlining.is_none());
                State { number, good, problem: Some(Arc::new(problem)) }
            }
        };
        let problem = next.problem.clone();
        self.state.send_replace(Arc::new(next));
        problem
    }

    /// Names the state, for pages that hold for this state alone.
    pub(super) fn state_id(&self, state: &State) -> String {
        format!("{}-{}", self.run, state.number)
    }

    /// Names the last good site, for pages of it; empty if there is none.
    pub(super) fn generation_id(&self, state: &State) -> String {
        state.good.as_ref().map(|good| format!("{}-{}", self.run, good.number)).unwrap_or_default()
    }

    /// The warnings that an earlier state did not have.
    pub(super) fn new_warnings(&self, before: &State) -> Vec<Diagnostic> {
        fn of(state: &State) -> &[Diagnostic] {
            state.good.as_ref().map_or(&[], |good| &good.prepared.diagnostics)
        }
        fn key(warning: &Diagnostic) -> (Option<(&str, u32, u32)>, &str) {
            (warning.at(), &warning.message)
        }
        let known: HashSet<_> = of(before).iter().map(key).collect();
        of(&self.now()).iter().filter(|warning| !known.contains(&key(warning))).cloned().collect()
    }
}
