//! The dev server: renders a page when it is asked for, and rebuilds when a file changes.
//!
//! There is no second way to build: [`workshop`] runs the stages of the pipeline on what changed, and [`live`] holds what
//! came out, to be replaced as a whole. [`page`] answers a request from it, so that a page is never stale and has the bytes
//! that a build writes; the reload script is added to the answer, not to the page. With mistakes in the files the last
//! good site stays, and browsers are told ([`events`]).

mod answer;
mod body;
mod error_page;
mod events;
mod guard;
mod listen;
mod live;
mod media_type;
mod page;
mod problem;
mod reports;
mod snapshot;
#[cfg(test)]
mod tests;
mod watch;
mod workshop;

use std::collections::BTreeSet;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::cache;
use crate::diagnostics::Diagnostic;
use crate::load::{LoadError, Overrides};
use crate::site::Clock;

use answer::Shared;
use live::{Live, State};
use watch::{Batch, Watch};
use workshop::{Outcome, Workshop};

pub use problem::Problem;

/// What a server is asked to do.
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Settings above the configuration.
    pub overrides: Overrides,
    /// Tells the moment of each rebuild, and what is shown besides what is published.
    pub clock: Box<dyn Fn() -> Clock + Send + Sync>,
    /// Whether to rebuild on change, and to reload the browsers.
    pub watch: bool,
    /// The host name or IP address to listen on.
    pub host: String,
    /// Where articles may be kept parsed for the next start.
    pub cache: Option<cache::Folder>,
    /// The first port to try; 0 for any.
    pub port: u16,
}

/// What happens while a site is served.
#[derive(Debug)]
pub enum Event {
    /// All of a large site is read, of which pages were served before all texts were.
    Complete {
        /// Warnings.
        warnings: Vec<Diagnostic>,
        /// What is wrong with it, if anything: it is shown until it is mended.
        problem: Option<Arc<Problem>>,
    },
    /// A change was built.
    Rebuilt {
        /// The files that changed, below the site's folder, with `/`.
        changed: Vec<String>,
        /// From the first sign of the change to the moment that browsers were told.
        took: Duration,
        /// Warnings that the last good build did not have.
        warnings: Vec<Diagnostic>,
    },
    /// A change cannot be built; the last good site stays.
    Failed {
        /// The files that changed, below the site's folder, with `/`.
        changed: Vec<String>,
        /// What is wrong.
        problem: Arc<Problem>,
    },
    /// A page that was asked for cannot be rendered.
    PageFailed(Diagnostic),
    /// The system cannot report changes: the folders are looked through again and again.
    Polling {
        /// Why.
        why: String,
        /// What to do about it.
        help: Option<String>,
    },
}

/// Hears of events, on any thread.
pub type Listener = Arc<dyn Fn(Event) + Send + Sync>;

/// Why a server cannot start.
#[derive(Debug)]
pub enum ServeError {
    /// The site could not be loaded.
    Load(LoadError),
    /// Content or theme have mistakes, and nobody watches for them to be mended.
    Site(Vec<Diagnostic>),
    /// The address cannot be listened on.
    Address(String, io::Error),
    /// The system refuses what a server needs.
    System(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(_) => f.write_str("the site cannot be loaded"),
            Self::Site(_) => f.write_str("the site has mistakes"),
            Self::Address(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::System(error) => write!(f, "the server cannot start: {error}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// A server that listens already, so that its address is known.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    shared: Arc<Shared>,
    watch: Option<(Watch, Workshop)>,
    tell: Listener,
    /// Ports that were asked for, but are used by others.
    pub busy_ports: Vec<u16>,
    /// The site's name, if its configuration could be read.
    pub title: Option<String>,
    /// The address of the home page.
    pub url: String,
}

impl Server {
    /// Loads and builds the site, and opens the port. With `watch`, a site with mistakes is served as a page that shows
    /// them, and a large one before all its texts are read.
    ///
    /// # Errors
    /// If the folder is no site, no port is free, or, without `watch`, if the site has mistakes.
    pub fn start(options: Options, tell: Listener) -> Result<Self, ServeError> {
        let root = options.root.canonicalize();
        let root = root.map_err(|error| ServeError::Load(LoadError::Io(options.root.clone(), error)))?;
        let (listener, busy_ports) = listen::bind(&options.host, options.port)?;
        let address = listener.local_addr().map_err(ServeError::System)?;
        // Watching begins before reading, so that no change falls between the two.
        let watch = options.watch.then(|| Watch::start(root.clone(), &tell));
        let workshop = Workshop::new(root.clone(), options.overrides, options.clock);
        let mut workshop = workshop.with_cache(options.cache);
        let live = Live::new();
        let outcome = if watch.is_some() { workshop.begin() } else { workshop.rebuild(&BTreeSet::new()).0 };
        match outcome {
            Outcome::Bad(problem) if watch.is_none() || problem.is_no_site() => return Err(problem.into()),
            outcome => _ = live.publish(outcome),
        }
        keep_parsed(&mut workshop);
        if watch.is_none() {
            live.index();
        }
        let config = workshop.config();
        let base = config.map(|config| config.base_url.path.clone()).unwrap_or_default();
        let url = format!("http://{}{base}/", listen::shown(&options.host, address));
        let title = config.map(|config| config.title.clone());
        let shared = Shared { live, root, host: options.host, reloads: options.watch, tell: tell.clone() };
        let watch = watch.map(|watch| (watch, workshop));
        Ok(Self { listener, address, shared: Arc::new(shared), watch, tell, busy_ports, title, url })
    }

    /// Whether other machines can reach the server.
    #[must_use]
    pub fn is_exposed(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// What is wrong with the site at the start, if anything is known by now: [`Event::Complete`] tells the rest.
    #[must_use]
    pub fn problem(&self) -> Option<Arc<Problem>> {
        self.shared.live.now().problem.clone()
    }

    /// Warnings of the first build; none yet of a site that is to be [complete](Event::Complete).
    #[must_use]
    pub fn warnings(&self) -> Vec<Diagnostic> {
        let state = self.shared.live.now();
        let good = state.good.as_ref().filter(|_| state.outlined().is_none());
        good.map(|good| good.prepared.diagnostics.clone()).unwrap_or_default()
    }

    /// Serves until `stop` is ready.
    ///
    /// # Errors
    /// If the system refuses what a server needs.
    pub fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(ServeError::System)?;
        let stopper = self.watch.as_ref().map(|(watch, _)| watch.stopper());
        if let Some((watch, workshop)) = self.watch {
            let (shared, tell) = (self.shared.clone(), self.tell);
            std::thread::Builder::new()
                .name("rebuild".to_owned())
                .spawn(move || rebuild_on_change(watch, workshop, &shared, &tell))
                .map_err(ServeError::System)?;
        }
        let (listener, shared) = (self.listener, self.shared);
        let served = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            tokio::spawn(listen::accept(listener, shared));
            stop.await;
            Ok(())
        });
        // Streams of events and slow readers would keep it for ever.
        runtime.shutdown_background();
        drop(stopper);
        served.map_err(ServeError::System)
    }
}

/// Keeps for the next start what was parsed, if the site was loaded for the first time.
fn keep_parsed(workshop: &mut Workshop) {
    if let Some(keep) = workshop.keep() {
        // Nobody waits for it, and if there can be no thread, nothing is lost.
        _ = std::thread::Builder::new().name("cache".to_owned()).spawn(keep);
    }
}

/// Rebuilds until the watch ends.
fn rebuild_on_change(mut watch: Watch, mut workshop: Workshop, shared: &Shared, tell: &Listener) {
    if let Some(outcome) = workshop.complete_or_begin_anew() {
        let problem = shared.live.publish(outcome);
        keep_parsed(&mut workshop);
        tell(Event::Complete { warnings: shared.live.new_warnings(&State::default()), problem });
    }
    loop {
        shared.live.index();
        watch.follow(workshop.look_for_links(), tell);
        let Some(Batch { paths, since }) = watch.next(tell) else { return };
        let before = shared.live.now();
        let (problem, changed) = match workshop.rebuild_or_begin_anew(&paths) {
            (Outcome::Unchanged, _) => continue,
            (outcome, changed) => (shared.live.publish(outcome), changed),
        };
        // Settings may have had mistakes until now.
        keep_parsed(&mut workshop);
        tell(match problem {
            None => Event::Rebuilt { changed, took: since.elapsed(), warnings: shared.live.new_warnings(&before) },
            Some(problem) => Event::Failed { changed, problem },
        });
    }
}
