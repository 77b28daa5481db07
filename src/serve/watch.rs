//! Waits for the site's files to change: the system's reports, gathered, with what they may have missed filled in.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Config, ErrorKind, EventKindMask, RecommendedWatcher, RecursiveMode, Watcher};

use super::reports::{Gathered, Signal, report};
use super::snapshot::Snapshot;
use super::{Event, Listener};
use crate::load::{FOLDERS, concerns, leads_out};

/// After a folder appeared: files that were put into it before the system began to watch it are found then.
const SECOND_LOOK: Duration = Duration::from_millis(250);
/// The folder that stands for everything, since it is read with all the rest.
const CONTENT: &str = "content";
/// The shortest pause between two looks, where the system reports nothing.
const POLL: Duration = Duration::from_millis(500);
/// The longest time to wait for a watcher to end.
const LETTING_GO: Duration = Duration::from_secs(5);

/// The watch on a site's folders.
pub(super) struct Watch {
    root: PathBuf,
    sender: Sender<Signal>,
    receiver: Receiver<Signal>,
    /// None while the folders are polled.
    watcher: Option<RecommendedWatcher>,
    /// Closed when the last watcher has ended.
    ended: Receiver<()>,
    /// Folders that could not be watched; the rest is.
    unwatched: BTreeSet<PathBuf>,
    /// Links to folders of the site that are watched for their sake only.
    links: Vec<PathBuf>,
    /// The site's folder is gone.
    lost: bool,
    /// The files at the last look; none before the first.
    seen: Option<Snapshot>,
    look_at: Option<Instant>,
}

/// Files that changed together.
pub(super) struct Batch {
    pub(super) paths: BTreeSet<PathBuf>,
    /// When the first of them was reported.
    pub(super) since: Instant,
}

/// Ends the watch when it is dropped.
pub(super) struct Stopper(Sender<Signal>);

impl Watch {
    /// Begins to watch; falls back to polling where the system cannot.
    pub(super) fn start(root: PathBuf, tell: &Listener) -> Self {
        let (sender, receiver) = channel();
        let (unwatched, links, lost) = (BTreeSet::new(), Vec::new(), false);
        let (watcher, (_, ended), seen, look_at) = (None, channel(), None, None);
        let mut watch = Self { root, sender, receiver, watcher, ended, unwatched, links, lost, seen, look_at };
        watch.establish(tell);
        watch
    }

    pub(super) fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Also watches the folders of the site to which these links lead, if they lie in none that is watched.
    pub(super) fn follow(&mut self, links: &[PathBuf], tell: &Listener) {
        let root = &self.root;
        let is_other = |target: &Path| target.starts_with(root) && !concerns(root, target);
        let leads_elsewhere = |link: &&PathBuf| {
            let target = link.canonicalize().unwrap_or_default();
            target.is_dir() && is_other(&target) && !link.starts_with(&target)
        };
        let links: Vec<PathBuf> = links.iter().filter(leads_elsewhere).cloned().collect();
        // What is behind a link that is new was read before it is watched.
        if links.iter().any(|link| !self.links.contains(link)) {
            self.look_at.get_or_insert_with(Instant::now);
        }
        self.links = links;
        if let Some(watcher) = &mut self.watcher
            && let Err(error) = self.links.iter().try_for_each(|link| add_folder(watcher, &self.root, link))
        {
            self.fall_back(&error, tell);
        }
    }

    /// Waits for the next change; `None` when the watch was stopped.
    pub(super) fn next(&mut self, tell: &Listener) -> Option<Batch> {
        loop {
            let (mut gathered, since) = self.gather();
            if gathered.stop {
                return None;
            }
            self.settle(&mut gathered, tell);
            if !gathered.paths.is_empty() {
                return Some(Batch { paths: gathered.paths, since });
            }
        }
    }

    /// Waits for a signal, or the time of the next look, and gathers what follows until it is quiet.
    fn gather(&self) -> (Gathered, Instant) {
        const NEVER: Duration = Duration::from_secs(3600);
        let mut gathered = Gathered::default();
        let pause = self.look_at.map_or(NEVER, |at| at.saturating_duration_since(Instant::now()));
        match self.receiver.recv_timeout(pause) {
            Ok(signal) => gathered.add(signal),
            Err(_) => gathered.gap = self.look_at.is_some(),
        }
        let since = Instant::now();
        while !gathered.gap && !gathered.stop {
            let (quiet, longest) = gathered.patience();
            let Some(left) = longest.checked_sub(since.elapsed()) else { break };
            match self.receiver.recv_timeout(quiet.min(left)) {
                Ok(signal) => gathered.add(signal),
                Err(_) => break,
            }
        }
        (gathered.finish(), since)
    }

    /// Follows folders that come and go, and looks for what the reports may have missed.
    fn settle(&mut self, gathered: &mut Gathered, tell: &Listener) {
        // Another folder may stand there already, and the watch be on the old one.
        let replaced = gathered.paths.remove(&self.root) && self.root.is_dir();
        gathered.gap |= replaced;
        if let (Some(error), Some(_)) = (gathered.failed.take(), &self.watcher) {
            self.fall_back(&error, tell);
            gathered.gap = true;
        }
        self.unwatched.extend(gathered.unwatched.drain(..));
        let anew = replaced || gathered.lost || gathered.paths.iter().any(|path| self.unwatched.contains(path));
        self.follow_root(anew, tell);
        let folders: Vec<&PathBuf> = gathered.paths.iter().filter(|path| path.is_dir()).collect();
        let tops = folders.iter().filter(|path| path.parent() == Some(&self.root));
        let added = match &mut self.watcher {
            Some(watcher) => tops.into_iter().try_for_each(|top| add_folder(watcher, &self.root, top)),
            None => Ok(()),
        };
        let appeared = !folders.is_empty();
        if let Err(error) = added {
            self.fall_back(&error, tell);
        }
        let started = Instant::now();
        if let Some(seen) = &mut self.seen {
            seen.note(&self.root, &gathered.paths);
        }
        if gathered.gap || appeared {
            self.look(gathered);
        }
        self.look_at = match self.watcher {
            None => Some(Instant::now() + POLL.max(started.elapsed() * 10)),
            Some(_) if appeared => Some(Instant::now() + SECOND_LOOK),
            Some(_) if gathered.gap => None,
            Some(_) => self.look_at,
        };
    }

    /// Watches the site's folder `anew`. If it was removed, it is not reported when it comes back: it is polled until then.
    fn follow_root(&mut self, anew: bool, tell: &Listener) {
        let there = self.root.is_dir();
        if there && (self.lost || (anew && self.watcher.is_some())) {
            self.establish(tell);
        } else if !there && !self.lost {
            self.watcher = None;
        }
        self.lost = !there;
    }

    fn look(&mut self, gathered: &mut Gathered) {
        match &mut self.seen {
            Some(seen) => gathered.paths.extend(seen.update(&self.root)),
            None => {
                self.seen = Some(Snapshot::take(&self.root));
                // A folder that appeared is read whole. What else may have changed is not known: a changed folder of
                // content is read again with all the rest.
                if gathered.gap {
                    gathered.paths.insert(self.root.join(CONTENT));
                }
            }
        }
    }

    /// Watches everything anew. What was watched is let go first: both may be more than the system allows.
    fn establish(&mut self, tell: &Listener) {
        self.unwatched.clear();
        if self.watcher.take().is_some() {
            _ = self.ended.recv_timeout(LETTING_GO);
        }
        let (alive, ended) = channel();
        self.ended = ended;
        match self.watcher(alive) {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => self.fall_back(&error, tell),
        }
    }

    /// A watcher that holds `alive` until it has ended.
    fn watcher(&self, alive: Sender<()>) -> notify::Result<RecommendedWatcher> {
        let (root, sender) = (self.root.clone(), self.sender.clone());
        // That files are read is not asked for: a start reads all of them, and would be told of each, twice.
        let kinds = EventKindMask::CORE | EventKindMask::ACCESS_CLOSE;
        let report = move |event| {
            let _held = &alive;
            report(event, &root, &sender);
        };
        // A link may lead to all of the machine.
        let config = Config::default().with_event_kinds(kinds).with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(report, config)?;
        watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        let mut folders = FOLDERS.iter().map(|folder| self.root.join(folder)).chain(self.links.iter().cloned());
        folders.try_for_each(|folder| add_folder(&mut watcher, &self.root, &folder))?;
        Ok(watcher)
    }

    fn fall_back(&mut self, error: &notify::Error, tell: &Listener) {
        if self.seen.is_none() {
            self.seen = Some(Snapshot::take(&self.root));
        }
        self.watcher = None;
        self.look_at = Some(Instant::now() + POLL);
        let (why, help) = explain(error);
        tell(Event::Polling { why, help });
    }
}

impl Drop for Stopper {
    fn drop(&mut self) {
        // A watch that ended already hears nothing, and need not.
        _ = self.0.send(Signal::Stop);
    }
}

/// Watches a folder of the site and all below it; one that is not there is watched when it appears.
fn add_folder(watcher: &mut RecommendedWatcher, root: &Path, folder: &Path) -> notify::Result<()> {
    if !folder.is_dir() || leads_out(root, folder) {
        return Ok(());
    }
    match watcher.watch(folder, RecursiveMode::Recursive) {
        // The folder itself went in between; one below that goes is passed over.
        Err(error) if is_not_found(&error) => Ok(()),
        result => result,
    }
}

fn is_not_found(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Why the system cannot watch, and what to do.
fn explain(error: &notify::Error) -> (String, Option<String>) {
    const TOO_MANY_FILES: i32 = 24;
    let raise = |name: &str, to: u32| Some(format!("raise the limit: sudo sysctl fs.inotify.{name}={to}"));
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            ("the system's limit of watched folders is reached".to_owned(), raise("max_user_watches", 524_288))
        }
        ErrorKind::Io(io) if cfg!(target_os = "linux") && io.raw_os_error() == Some(TOO_MANY_FILES) => {
            ("the system's limit of watching programs is reached".to_owned(), raise("max_user_instances", 512))
        }
        _ => (error.to_string(), None),
    }
}

#[cfg(test)]
mod tests;
