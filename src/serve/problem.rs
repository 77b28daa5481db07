//! What is wrong with the files as they are, as terminal and browser need it.

use serde::Serialize;

use super::ServeError;
use crate::diagnostics::draw::draw;
use crate::diagnostics::{Diagnostic, Place};
use crate::load::LoadError;

/// More mistakes than this are not sent to browsers.
const MOST_SHOWN: usize = 20;

/// Why a change could not be built.
#[derive(Debug)]
pub enum Problem {
    /// Mistakes in files; warnings are among them.
    Site(Vec<Diagnostic>),
    /// The site could not be loaded at all.
    Load(LoadError),
    /// Citewire itself failed, as this says.
    Panic(String),
}

/// A mistake as browsers show it: plain text, to be escaped where it is put into a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Mistake {
    /// `content/articles/a.md:3:5`; empty if no file can be named.
    pub(super) place: String,
    /// What is wrong.
    pub(super) message: String,
    /// All of it, drawn as in the terminal.
    pub(super) text: String,
}

impl Problem {
    /// What to do after a [`Problem::Panic`].
    pub const PANIC_HELP: &str = "please report this; with the next change, all files are read anew";

    /// Whether there is no point in waiting for it to be mended.
    pub(super) fn is_no_site(&self) -> bool {
        matches!(self, Self::Load(_))
    }

    /// The errors, without the warnings.
    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        match self {
            Self::Site(diagnostics) => {
                diagnostics.iter().filter(|d| d.is_error()).take(MOST_SHOWN).map(Mistake::from).collect()
            }
            Self::Load(error) => {
                let message = load_message(error);
                vec![Mistake { place: String::new(), text: format!("error: {message}\n"), message }]
            }
            Self::Panic(message) => {
                let text = format!("error: {message}\n  help: {}\n", Self::PANIC_HELP);
                vec![Mistake { place: String::new(), text, message: message.clone() }]
            }
        }
    }
}

impl From<&Diagnostic> for Mistake {
    fn from(diagnostic: &Diagnostic) -> Self {
        let place = diagnostic.place.as_ref().map(place_text).unwrap_or_default();
        Self { place, message: diagnostic.message.clone(), text: draw(diagnostic, false) }
    }
}

impl From<LoadError> for Problem {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Config(diagnostics) => Self::Site(diagnostics),
            error => Self::Load(error),
        }
    }
}

impl From<Problem> for ServeError {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Load(error) => Self::Load(error),
            Problem::Site(diagnostics) => Self::Site(diagnostics),
            Problem::Panic(message) => Self::System(std::io::Error::other(message)),
        }
    }
}

fn place_text(place: &Place) -> String {
    if place.line == 0 { place.file.to_string() } else { format!("{}:{}:{}", place.file, place.line, place.column) }
}

fn load_message(error: &LoadError) -> String {
    match error {
        LoadError::NotASite(_) => "the folder holds no `citewire.yaml` and no `content/` any more".to_owned(),
        LoadError::Config(_) => "the configuration has mistakes".to_owned(),
        LoadError::BaseUrl(message) => format!("--base-url: {message}"),
        LoadError::Io(path, error) => format!("{}: {error}", path.display()),
    }
}
