//! The stages in a row: this is the table of contents of a build.
//!
//! [`build`] runs them all. The dev server runs the same stages up to [`prepare`], tries templates out ([`Trial`]), and
//! renders a page when it is asked for.
//! [`check`](fn@check) goes no further than the plan, and runs the rules.

mod check;
mod costs;
mod parse;
mod progress;
mod publish;
mod trial;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use costs::Laps;
use jiff::Timestamp;

use crate::cache::{self, Cache};
use crate::diagnostics::{self, Diagnostic};
use crate::load::{self, Inputs, LoadError, Overrides};
use crate::outputs::{self, Planned, Renderer, Shortened};
use crate::paths::UrlPath;
use crate::publish::{PublishError, Report};
use crate::site::{self, Clock, Held};
use crate::theme::{self, Theme, ThemeFiles};

pub use check::{CheckOptions, CheckReport, check};
pub use costs::{Costs, OutputCost};
pub use parse::Parsed;
pub use progress::{Progress, STAGES};
pub use trial::Trial;

/// The most threads that a build starts: tens of thousands would keep a machine busy with nothing else.
pub const MOST_THREADS: usize = 256;

/// What a build is asked to do.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site is published; default: `public/` in the site's folder.
    pub out: Option<PathBuf>,
    /// Settings above the configuration.
    pub overrides: Overrides,
    /// The moment of the build, and what a preview shows besides.
    pub clock: Clock,
    /// Threads, if the build starts its own; 0 is as many as rayon finds best, mostly one for each core. More than
    /// [`MOST_THREADS`] are as many as that.
    pub jobs: usize,
    /// Where articles may be kept parsed for the next build. Without, all pages are rendered, too.
    pub cache: Option<cache::Folder>,
    /// Told how far the build is.
    pub progress: Arc<Progress>,
}

/// What a build did.
#[derive(Debug)]
pub struct BuildReport {
    /// Warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// Published articles.
    pub articles: usize,
    /// Published standalone pages.
    pub pages: usize,
    /// Distinct cited sources.
    pub sources: usize,
    /// Files of the site.
    pub files: usize,
    /// Newsletters that would have been too large, by address.
    pub shortened: Vec<(UrlPath, Shortened)>,
    /// What is held back.
    pub held: Vec<Held>,
    /// When the next published article expires.
    pub next_expiry: Option<Timestamp>,
    /// The site's zone, for what is said about moments.
    pub timezone: jiff::tz::TimeZone,
    /// Its name.
    pub timezone_name: String,
    /// What publishing did.
    pub published: Report,
    /// The folder that it published to.
    pub out: PathBuf,
    /// Where the time went.
    pub costs: Costs,
    /// What the build held in memory.
    pub remains: Remains,
}

/// All that a build read and made, and its threads, which hold memory, too. A program that ends after a build may forget it: to
/// give it back piece by piece takes a while, and the system takes it all at once.
#[derive(Debug)]
pub struct Remains {
    inputs: Inputs,
    parsed: Parsed,
    prepared: Prepared,
    threads: Option<rayon::ThreadPool>,
}

/// Why nothing was built; the published folder is as it was.
#[derive(Debug)]
pub enum BuildError {
    /// The site could not be loaded.
    Load(LoadError),
    /// Content or theme have mistakes; warnings are among them.
    Site(Vec<Diagnostic>),
    /// The output folder could not be written.
    Publish(PublishError),
    /// Threads could not be started.
    Threads(String),
}

/// Makes the calling thread one of a build's, together with others of its kind: so many in all, as [`BuildOptions::jobs`] says.
/// For a program whose threads are all there for one build: each thread has memory of its own, and one that waits has it in vain.
///
/// # Errors
/// If threads could not be started, or are there already.
pub fn join_threads(jobs: usize) -> Result<(), BuildError> {
    threads(jobs).use_current_thread().build_global().map_err(|error| BuildError::Threads(error.to_string()))
}

fn threads(jobs: usize) -> rayon::ThreadPoolBuilder {
    rayon::ThreadPoolBuilder::new().num_threads(jobs.min(MOST_THREADS))
}

/// Builds a site, with the threads to which the calling one [belongs](join_threads), else with some of its own.
///
/// # Errors
/// If anything at all is wrong: a site is published whole or not at all.
pub fn build(options: &BuildOptions) -> Result<BuildReport, BuildError> {
    if rayon::current_thread_index().is_some() {
        return stages(options);
    }
    let pool = threads(options.jobs).build().map_err(|error| BuildError::Threads(error.to_string()))?;
    let report = pool.install(|| stages(options));
    report.map(|mut report| {
        report.remains.threads = Some(pool);
        report
    })
}

fn stages(options: &BuildOptions) -> Result<BuildReport, BuildError> {
    let mut laps = Laps::start(&options.progress);
    let (mut inputs, found) = load::find(&options.root, &options.overrides).map_err(BuildError::Load)?;
    laps.next();
    // What is built in a folder again may be built once more; a checkout that is built once has no use for a cache, nor for
    // a record of what its pages are made of.
    let out = out_folder(options, &inputs);
    let cache = open_cache(options.cache.as_ref(), &inputs, found.len(), Some(&out));
    let is_again = out.is_dir();
    let cache = if is_again { cache.to_be_kept(cache::Texts::LetGo) } else { cache };
    let folder = options.cache.as_ref().filter(|folder| is_again && folder.is_for(found.len()));
    let program = folder.map(|folder| &*folder.program);
    let parsed = Parsed::once(&mut inputs, found, &cache);
    laps.next();
    let prepared = prepare(&inputs, &parsed, options.clock, &mut Kept::default()).map_err(BuildError::Site)?;
    laps.next();
    publish::publish(Remains { inputs, parsed, prepared, threads: None }, (&cache, program), options, laps)
}

/// The folder that a build publishes to.
fn out_folder(options: &BuildOptions, inputs: &Inputs) -> PathBuf {
    options.out.clone().unwrap_or_else(|| inputs.root.join("public"))
}

/// The cache of a site with so many content files, which is published to `out`, if at all.
#[must_use]
pub fn open_cache(folder: Option<&cache::Folder>, inputs: &Inputs, files: usize, out: Option<&Path>) -> Cache {
    let Inputs { root, config, publishers, .. } = inputs;
    folder.map(|folder| Cache::open(folder, &cache::Site { root, out, files, config, publishers })).unwrap_or_default()
}

/// A site that is ready to be rendered, page by page.
#[derive(Debug)]
pub struct Prepared {
    /// Renders any page of the plan.
    pub renderer: Renderer,
    /// Every page.
    pub pages: Planned,
    /// Warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// What one preparation of a site leaves for the next, for one that prepares it again and again. It makes the next one
/// faster, and changes nothing else.
#[derive(Debug, Default)]
pub struct Kept {
    theme: LastTheme,
    site: site::Memo,
    plan: outputs::LastPlan,
}

impl Kept {
    /// For a site that is prepared again and again; the default is for one that is prepared once.
    #[must_use]
    pub fn for_more() -> Self {
        Self { site: site::Memo::for_more(), ..Self::default() }
    }

    /// The addresses of the articles that are new or other than they were, since this was asked the last time; left out are those
    /// of preparations that had many.
    pub fn take_new(&mut self) -> BTreeSet<UrlPath> {
        self.site.take_new()
    }
}

/// The last theme, and its files.
#[derive(Debug, Default)]
struct LastTheme(Option<(Arc<ThemeFiles>, Arc<Theme>)>);

impl LastTheme {
    /// Compiles a theme, unless its files are those of the last time.
    fn of(&mut self, files: &Arc<ThemeFiles>) -> Result<Arc<Theme>, Vec<Diagnostic>> {
        if let Some((last, theme)) = self.0.as_mut().filter(|(last, _)| Arc::ptr_eq(last, files) || last == files) {
            // The next comparison is mostly with the very same.
            *last = files.clone();
            return Ok(theme.clone());
        }
        let theme = Arc::new(theme::compile(files)?);
        self.0 = Some((files.clone(), theme.clone()));
        Ok(theme)
    }
}

/// Assembles and plans the site out of what was loaded and parsed. `kept` is what the last call left, or, at first,
/// [`Kept::for_more`]; the default for a site that is prepared once.
///
/// # Errors
/// All mistakes of all stages so far, and the warnings.
pub fn prepare(inputs: &Inputs, parsed: &Parsed, clock: Clock, kept: &mut Kept) -> Result<Prepared, Vec<Diagnostic>> {
    let mut found = inputs.diagnostics.clone();
    found.extend(parsed.diagnostics().cloned());
    let assemble = || site::assemble(&parsed.parts(inputs), clock, &mut kept.site);
    let ((site, of_site), theme) = rayon::join(assemble, || kept.theme.of(&inputs.theme));
    found.extend(of_site);
    let site = Arc::new(site);
    kept.site.keep(&site);
    let theme = match theme {
        Ok(theme) => theme,
        Err(of_theme) => return Err(sorted(found.into_iter().chain(of_theme).collect())),
    };
    let (pages, of_plan) = outputs::plan(&site, &theme, &mut kept.plan);
    found.extend(of_plan);
    found.extend(outputs::check_site_links(&site, &theme, &pages));
    let diagnostics = sorted(found);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }
    Ok(Prepared { renderer: Renderer::new(site, theme), pages, diagnostics })
}

fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics::sort(&mut diagnostics);
    diagnostics
}
