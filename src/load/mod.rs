//! Load: from the disk to [`Inputs`]. The only reader: no other part of the program opens a file of the site by itself.
//!
//! [`load`] reads everything. [`find`] leaves the content files to the caller, so that a build, or a start of the dev server,
//! reads each as it parses it ([`Inputs::read_each`]).
//! [`Inputs::refresh`] reads again what changed, for the dev server. Nothing outside of the site's
//! folder is ever read: a link that leads out is an error, special files are left alone.

mod bundles;
mod data;
mod detour;
mod reach;
mod read;
mod refresh;
mod theme;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::config::{Config, PublisherRecord};
use crate::content::ContentFile;
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::site::{StaticFile, Vocabulary};
use crate::theme::ThemeFiles;

pub use detour::Detour;
pub use reach::{is_link_out, leads_out};
pub use read::Found;
pub use refresh::{Change, concerns};

/// The name of the configuration file; the folder that holds it is the site's root.
pub const CONFIG_FILE: &str = "citewire.yaml";

/// How many files a thread takes at once. What a thread has begun is not shared any more: with large shares, the others wait
/// for the last one.
pub(crate) const FILES_AT_ONCE: usize = 32;

/// The folders of a site that a build reads.
pub const FOLDERS: [&str; 6] = ["content", "data", "static", "themes", "templates", "assets"];

/// The folders of the site at `root` that are read, and its configuration.
pub fn tops(root: &Path) -> impl Iterator<Item = PathBuf> {
    FOLDERS.iter().copied().chain([CONFIG_FILE]).map(|top| root.join(top))
}

/// Everything that a build reads, by what it is.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The site's folder.
    pub root: PathBuf,
    /// `citewire.yaml`.
    pub config: Arc<Config>,
    /// `data/publishers.yaml`.
    pub publishers: Arc<Vec<PublisherRecord>>,
    /// `data/<taxonomy>.yaml`, in the order of the configured taxonomies; last, that of the storylines.
    pub vocabularies: Arc<Vec<Vocabulary>>,
    /// Content files by path below the root.
    pub files: BTreeMap<Arc<str>, Arc<ContentFile>>,
    /// Files of `static/`.
    pub static_files: Arc<Vec<StaticFile>>,
    /// The theme's files, with the site's over them.
    pub theme: Arc<ThemeFiles>,
    /// Mistakes by the file in which they were found, so that a file that is read again loses its own.
    pub diagnostics: Vec<Diagnostic>,
    /// What links tie together: see [`walk::tied`]. Looked for when a refresh needs it, since a build does not.
    pub(crate) tied: OnceLock<Vec<PathBuf>>,
}

/// Settings of the command line that stand above the configuration.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--base-url`.
    pub base_url: Option<String>,
}

/// Why nothing could be loaded.
#[derive(Debug)]
pub enum LoadError {
    /// The folder is not a site.
    NotASite(PathBuf),
    /// The configuration cannot work.
    Config(Vec<Diagnostic>),
    /// `--base-url` cannot work.
    BaseUrl(String),
    /// The disk failed.
    Io(PathBuf, std::io::Error),
}

/// The site that a folder belongs to: the nearest folder upwards that holds a `citewire.yaml`.
#[must_use]
pub fn find_root(from: &Path) -> Option<PathBuf> {
    from.ancestors().find(|folder| folder.join(CONFIG_FILE).is_file()).map(Path::to_path_buf)
}

/// Reads the site at `root`. A folder with a `content/` but without configuration is a site, too.
///
/// # Errors
/// If there is no site, its configuration is wrong, or the disk fails. Mistakes in other files are in
/// [`Inputs::diagnostics`].
pub fn load(root: &Path, overrides: &Overrides) -> Result<Inputs, LoadError> {
    let (mut inputs, found) = find(root, overrides)?;
    let files = inputs.read_each(found, |_, file| (file.file.path.clone(), Arc::new(file)));
    inputs.files = files.into_iter().collect();
    Ok(inputs)
}

impl Inputs {
    /// Reads files, and makes something of each as soon as it is read, all threads at once; in the order of the files. One that
    /// cannot be read is left out, and reported among the [diagnostics](Self::diagnostics).
    pub fn read_each<T: Send>(&mut self, found: Vec<Found>, make: impl Fn(&Self, ContentFile) -> T + Sync) -> Vec<T> {
        let read = |found: Found| found.read(self.config.max_file_bytes).map(|file| make(self, file));
        let read: Vec<_> = found.into_par_iter().with_max_len(FILES_AT_ONCE).map(read).collect();
        let mut made = Vec::with_capacity(read.len());
        for result in read {
            match result {
                Ok(one) => made.push(one),
                Err(diagnostic) => self.diagnostics.push(*diagnostic),
            }
        }
        made
    }
}

/// Reads the site at `root` but for its content files: these are found, for the caller to read
/// ([`Inputs::read_each`]), and [`Inputs::files`] stays empty.
///
/// # Errors
/// As [`load`].
pub fn find(root: &Path, overrides: &Overrides) -> Result<(Inputs, Vec<Found>), LoadError> {
    let io = |error| LoadError::Io(root.to_path_buf(), error);
    if !root.exists() {
        return Err(LoadError::NotASite(root.to_path_buf()));
    }
    let root = root.canonicalize().map_err(io)?;
    let walk = || {
        let mut diagnostics = Vec::new();
        let found = walk::content(&root, &mut diagnostics);
        let static_files = walk::static_files(&root, &mut diagnostics);
        (found, static_files, diagnostics)
    };
    let (inputs, (found, static_files, diagnostics)) = rayon::join(|| settings(root.clone(), overrides), walk);
    let mut inputs = inputs?;
    inputs.static_files = Arc::new(static_files);
    inputs.diagnostics.extend(diagnostics);
    Ok((inputs, found))
}

/// Reads the configuration, the data and the theme of the site at `root`, which has no links in its path, and nothing else.
fn settings(root: PathBuf, overrides: &Overrides) -> Result<Inputs, LoadError> {
    let mut diagnostics = Vec::new();
    let config = Arc::new(load_config(&root, overrides, &mut diagnostics)?);
    let (publishers, vocabularies) = data::load(&root, &config, &mut diagnostics);
    let theme = Arc::new(theme::load(&root, &config, &mut diagnostics));
    let (publishers, vocabularies) = (Arc::new(publishers), Arc::new(vocabularies));
    let (files, static_files, tied) = (BTreeMap::new(), Arc::default(), OnceLock::new());
    Ok(Inputs { root, config, publishers, vocabularies, files, static_files, theme, diagnostics, tied })
}

fn load_config(root: &Path, overrides: &Overrides, diagnostics: &mut Vec<Diagnostic>) -> Result<Config, LoadError> {
    let path = root.join(CONFIG_FILE);
    let wrong = |diagnostic: Box<Diagnostic>| LoadError::Config(vec![*diagnostic]);
    let mut config = if reach::is_there(root, &path).map_err(wrong)? {
        let file = read::text(&path, CONFIG_FILE.into(), read::Limit::fixed(1 << 20)).map_err(wrong)?;
        let (config, mut found) = crate::config::parse(file);
        crate::diagnostics::sort(&mut found);
        if found.iter().any(Diagnostic::is_error) {
            return Err(LoadError::Config(found));
        }
        diagnostics.extend(found);
        config
    } else if root.join("content").is_dir() {
        diagnostics.push(no_config());
        Config::default_for(root.file_name().and_then(|name| name.to_str()).unwrap_or("Untitled site"))
    } else {
        return Err(LoadError::NotASite(root.to_path_buf()));
    };
    if let Some(base_url) = &overrides.base_url {
        crate::config::override_base_url(&mut config, base_url).map_err(LoadError::BaseUrl)?;
    }
    Ok(config)
}

fn no_config() -> Diagnostic {
    Diagnostic::warning(
        codes::NO_CONFIG,
        Place::file(CONFIG_FILE),
        "the site has no `citewire.yaml`: defaults are used",
    )
    .help("write one with at least `title` and `base_url`; feeds and the sitemap need the site's address")
}
