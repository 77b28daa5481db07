//! Runs the stages of the pipeline on what changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::problem::Problem;
use crate::config::Config;
use crate::load::{self, Change, Inputs, LoadError, Overrides};
use crate::pipeline::{self, CompiledTheme, Parsed, Prepared};
use crate::site::Clock;

/// Everything that is kept from one build to the next.
pub(super) struct Workshop {
    root: PathBuf,
    overrides: Overrides,
    clock: Box<dyn Fn() -> Clock + Send + Sync>,
    /// None until the site could be loaded once.
    inputs: Option<Inputs>,
    parsed: Parsed,
    theme: CompiledTheme,
    /// Changes that could not be read: they are read again with the next ones.
    unread: BTreeSet<PathBuf>,
}

/// What a rebuild brought.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The files are as they were.
    Unchanged,
    /// The site as it is now.
    Good(Box<Prepared>),
    /// The site cannot be built.
    Bad(Problem),
}

impl Workshop {
    pub(super) fn new(root: PathBuf, overrides: Overrides, clock: Box<dyn Fn() -> Clock + Send + Sync>) -> Self {
        let (parsed, theme) = (Parsed::default(), CompiledTheme::default());
        Self { root, overrides, clock, inputs: None, parsed, theme, unread: BTreeSet::new() }
    }

    /// Builds the site after these paths changed; the first time, all of it.
    pub(super) fn rebuild(&mut self, changed: &BTreeSet<PathBuf>) -> Outcome {
        self.unread.extend(changed.iter().cloned());
        match self.read() {
            Err(error) => return Outcome::Bad(error.into()),
            Ok(change) => {
                self.unread.clear();
                if change == Change::Nothing {
                    return Outcome::Unchanged;
                }
            }
        }
        let Some(inputs) = &self.inputs else { return Outcome::Unchanged };
        self.parsed.update(inputs);
        match pipeline::prepare(inputs, &self.parsed, (self.clock)(), &mut self.theme) {
            Ok(prepared) => Outcome::Good(Box::new(prepared)),
            Err(diagnostics) => Outcome::Bad(Problem::Site(diagnostics)),
        }
    }

    fn read(&mut self) -> Result<Change, LoadError> {
        match &mut self.inputs {
            Some(inputs) => inputs.refresh(&self.unread, &self.overrides),
            None => {
                self.inputs = Some(load::load(&self.root, &self.overrides)?);
                Ok(Change::Everything)
            }
        }
    }

    /// The configuration as last read, if it ever could be.
    pub(super) fn config(&self) -> Option<&Config> {
        self.inputs.as_ref().map(|inputs| &*inputs.config)
    }

    /// A path as messages show it: below the site's folder, with `/`.
    pub(super) fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}
