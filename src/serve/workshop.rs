//! Runs the stages of the pipeline on what changed.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use super::problem::Problem;
use crate::cache::{self, Cache};
use crate::config::Config;
use crate::content::Outlining;
use crate::load::{self, Change, Inputs, LoadError, Overrides};
use crate::pipeline::{self, Kept, Parsed, Prepared, Trial};
use crate::site::Clock;

/// A site with fewer content files is parsed in no time.
const OUTLINED_FROM: usize = if cfg!(test) { 2 } else { 2_000 };

/// Everything that is kept from one build to the next.
pub(super) struct Workshop {
    root: PathBuf,
    overrides: Overrides,
    clock: Box<dyn Fn() -> Clock + Send + Sync>,
    /// Where a cache may be that the first build asks.
    cache: Option<cache::Folder>,
    /// The cache that it asked, until what it parsed is kept: before the next rebuild, since its keys are those of the texts of
    /// the first.
    asked: Option<Cache>,
    /// None until the site could be loaded, and after a panic.
    inputs: Option<Inputs>,
    parsed: Parsed,
    /// What the articles share as long as they are outlines, and the moment for which the site was built of them.
    outlining: Option<(Arc<Outlining>, Clock)>,
    kept: Kept,
    /// What templates rendered well.
    trial: Trial,
    /// Changes that were not read yet, or could not be: they are read with the next ones.
    pending: BTreeSet<PathBuf>,
}

/// What a rebuild brought.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The files are as they were.
    Unchanged,
    /// The site as it is now, but for links of texts to other content files, and with mistakes in texts and
    /// templates still to be found.
    Outlined(Box<Prepared>, Arc<Outlining>),
    /// The site as it is now.
    Good(Box<Prepared>),
    /// The site cannot be built.
    Bad(Problem),
}

impl Workshop {
    pub(super) fn new(root: PathBuf, overrides: Overrides, clock: Box<dyn Fn() -> Clock + Send + Sync>) -> Self {
        let (parsed, kept) = (Parsed::default(), Kept::for_more());
        let (pending, trial) = (BTreeSet::new(), Trial::default());
        let (cache, asked, inputs, outlining) = (None, None, None, None);
        Self { root, overrides, clock, cache, asked, inputs, parsed, outlining, kept, trial, pending }
    }

    /// With a folder for caches.
    pub(super) fn with_cache(self, cache: Option<cache::Folder>) -> Self {
        Self { cache, ..self }
    }

    /// Builds the site for the first time. A large one may be an [outline](Outcome::Outlined) at first, for as long as it takes
    /// to [complete](Self::complete_or_begin_anew) it.
    pub(super) fn begin(&mut self) -> Outcome {
        rayon::scope(|_| {
            let outlined = self.read_first(true).map(|()| self.outlined());
            match outlined {
                Ok(Some(outcome)) => outcome,
                Ok(None) => self.prepared((self.clock)()),
                Err(error) => Outcome::Bad(error.into()),
            }
        })
    }

    /// Completes a site that was outlined; the same in a panic as in a rebuild.
    pub(super) fn complete_or_begin_anew(&mut self) -> Option<Outcome> {
        self.outlining.as_ref()?;
        let run = catch_unwind(AssertUnwindSafe(|| rayon::scope(|_| self.completed())));
        let outcome = run.unwrap_or_else(|panic| self.begin_anew(&*panic));
        debug_assert!(matches!(outcome, Outcome::Good(_) | Outcome::Bad(_)), "requests may wait for it");
        Some(outcome)
    }

    /// [Rebuilds](Self::rebuild), and lets go of all that was kept if that panics, as it may be half of one state and half of
    /// another: a mistake of ours must not end the watching of files.
    pub(super) fn rebuild_or_begin_anew(&mut self, paths: &BTreeSet<PathBuf>) -> (Outcome, Vec<String>) {
        let run = catch_unwind(AssertUnwindSafe(|| self.rebuild(paths)));
        run.unwrap_or_else(|panic| (self.begin_anew(&*panic), self.names(paths)))
    }

    fn begin_anew(&mut self, panic: &(dyn Any + Send)) -> Outcome {
        (self.inputs, self.asked, self.parsed, self.outlining) = (None, None, Parsed::default(), None);
        self.kept = Kept::for_more();
        self.trial.forget();
        Outcome::Bad(Problem::Panic(panic_message(panic)))
    }

    /// Builds the site after these paths changed; the first time, all of it. Also names the files that changed.
    pub(super) fn rebuild(&mut self, paths: &BTreeSet<PathBuf>) -> (Outcome, Vec<String>) {
        // As one of the pool's threads, since to hand each step to the pool would take longer than some steps do.
        rayon::scope(|_| self.rebuild_in_pool(paths))
    }

    fn rebuild_in_pool(&mut self, paths: &BTreeSet<PathBuf>) -> (Outcome, Vec<String>) {
        debug_assert!(self.outlining.is_none(), "an outline is completed first");
        let has_failed = !self.pending.is_empty();
        self.pending.extend(paths.iter().cloned());
        let change = match self.read() {
            // What could not be read is as it was before: so is the site, which is to be shown again.
            Ok(Change::Nothing) if has_failed => Change::Everything,
            Ok(change) => change,
            Err(error) => return (Outcome::Bad(error.into()), self.names(paths)),
        };
        self.pending.clear();
        let (Some(inputs), false) = (&self.inputs, change == Change::Nothing) else {
            return (Outcome::Unchanged, Vec::new());
        };
        self.parsed.follow(inputs, &change);
        let outcome = self.prepared((self.clock)());
        let changed = match change {
            Change::Content(files) => files.iter().map(|path| path.to_string()).collect(),
            _ => self.names(paths),
        };
        (outcome, changed)
    }

    fn read(&mut self) -> Result<Change, LoadError> {
        match &mut self.inputs {
            Some(inputs) => inputs.refresh(&self.pending, &self.overrides),
            None => self.read_first(false).map(|()| Change::Everything),
        }
    }

    /// Reads and parses everything. If that `may_outline`, texts of a large site that no cache knows are left for later.
    fn read_first(&mut self, may_outline: bool) -> Result<(), LoadError> {
        let (mut inputs, found) = load::find(&self.root, &self.overrides)?;
        let cache = pipeline::open_cache(self.cache.as_ref(), &inputs, found.len(), None);
        let cache = cache.to_be_kept(cache::Texts::Held);
        let outlines = may_outline && found.len() >= OUTLINED_FROM && !cache.is_there();
        let outlining = outlines.then(|| Arc::new(Outlining::new(inputs.config.markdown)));
        self.parsed = Parsed::first(&mut inputs, found, &cache, outlining.as_ref());
        let has_outlines = self.parsed.articles().iter().any(|article| article.outlining().is_some());
        self.outlining = outlining.filter(|_| has_outlines).map(|outlining| (outlining, (self.clock)()));
        self.asked = Some(cache);
        self.inputs = Some(inputs);
        Ok(())
    }

    /// The site of outlines, if it was read as such and nothing is wrong with it; else all of it is read, so that all mistakes
    /// are told at once.
    fn outlined(&mut self) -> Option<Outcome> {
        let ((outlining, clock), inputs) = (self.outlining.as_ref()?, self.inputs.as_ref()?);
        // What it would keep for the next time may depend on texts.
        match pipeline::prepare(inputs, &self.parsed, *clock, &mut Kept::default()) {
            Ok(prepared) => Some(Outcome::Outlined(Box::new(prepared), outlining.clone())),
            Err(_) => Some(self.completed()),
        }
    }

    /// The site with all texts read, for the moment for which its outline was built: the pages are the same.
    fn completed(&mut self) -> Outcome {
        self.parsed.complete();
        let clock = self.outlining.take().map_or_else(|| (self.clock)(), |(_, clock)| clock);
        self.prepared(clock)
    }

    /// The site that was read and parsed, with its templates tried out.
    fn prepared(&mut self, clock: Clock) -> Outcome {
        let Some(inputs) = &self.inputs else { return Outcome::Unchanged };
        let prepared = pipeline::prepare(inputs, &self.parsed, clock, &mut self.kept);
        let tried = prepared.and_then(|prepared| {
            self.trial.run(&prepared, self.kept.take_new())?;
            Ok(prepared)
        });
        match tried {
            Ok(prepared) => Outcome::Good(Box::new(prepared)),
            Err(diagnostics) => Outcome::Bad(Problem::Site(diagnostics)),
        }
    }

    /// A task that keeps for the next start what the first build parsed, if there was one; for another thread.
    pub(super) fn keep(&mut self) -> Option<impl FnOnce() + Send + use<>> {
        let cache = self.asked.take_if(|_| self.outlining.is_none())?;
        let articles = self.parsed.articles().to_vec();
        Some(move || cache.keep(&articles))
    }

    /// Looks for links between the files, which the next rebuild has to know of, while nobody waits; the places at both ends
    /// of all.
    pub(super) fn look_for_links(&self) -> &[PathBuf] {
        self.inputs.as_ref().map_or(&[], Inputs::tied)
    }

    #[cfg(test)]
    pub(super) fn articles(&self) -> &[Arc<crate::content::Article>] {
        self.parsed.articles()
    }

    /// The configuration as last read, if it ever could be.
    pub(super) fn config(&self) -> Option<&Config> {
        self.inputs.as_ref().map(|inputs| &*inputs.config)
    }

    /// Paths as messages show them, below the site's folder and with `/`. Folders, and what is gone, are named only if there
    /// is no file to name.
    fn names(&self, paths: &BTreeSet<PathBuf>) -> Vec<String> {
        let name = |path: &PathBuf| path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let files: Vec<String> = paths.iter().filter(|path| path.is_file()).map(name).collect();
        if files.is_empty() { paths.iter().map(name).collect() } else { files }
    }
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no reason was given");
    format!("citewire failed: {text}")
}

#[cfg(test)]
mod tests;
