//! What the system reports of changes, and how long to wait for more of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use ahash::AHashMap as HashMap;
use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{ErrorKind, EventKind};

use crate::load::concerns;

/// A save is a few reports in a row: it is over when none came for this long.
const QUIET: Duration = Duration::from_millis(1);
/// The same while a file is still open that somebody writes to.
const OPEN_QUIET: Duration = Duration::from_millis(3);
/// A save that never seems to be over is built after this time.
const LONGEST: Duration = Duration::from_millis(15);
/// With more files than this it is no save but a tool at work (a checkout), which may pause longer.
const BURST: usize = 20;
const BURST_QUIET: Duration = Duration::from_millis(15);
const BURST_LONGEST: Duration = Duration::from_millis(500);

/// What the watching thread hears.
pub(super) enum Signal {
    Changed(PathBuf, Phase),
    /// Reports were lost.
    Gap,
    /// A folder cannot be watched, as one that may not be read.
    Unwatched(PathBuf),
    /// No more can be watched.
    Failed(notify::Error),
    Stop,
}

/// How far a change of a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Somebody writes to it.
    Open,
    /// It is as it is to be.
    Done,
    /// That cannot be told: it is in the phase in which it was.
    Other,
}

/// What came in before it was quiet.
#[derive(Default)]
pub(super) struct Gathered {
    /// The paths, once all are heard.
    pub(super) paths: BTreeSet<PathBuf>,
    /// What was heard of, several times mostly, and whether somebody still writes to it.
    heard: HashMap<PathBuf, bool>,
    /// Something may have been missed: it is to be looked for.
    pub(super) gap: bool,
    /// Reports were lost, perhaps of new folders, which nobody watches then.
    pub(super) lost: bool,
    pub(super) unwatched: Vec<PathBuf>,
    pub(super) failed: Option<notify::Error>,
    pub(super) stop: bool,
}

impl Gathered {
    /// How long it must be quiet, and the longest time to wait for that.
    pub(super) fn patience(&self) -> (Duration, Duration) {
        if self.heard.len() > BURST {
            return (BURST_QUIET, BURST_LONGEST);
        }
        let is_open = self.heard.values().any(|is_open| *is_open);
        (if is_open { OPEN_QUIET } else { QUIET }, LONGEST)
    }

    /// Ends the hearing.
    pub(super) fn finish(mut self) -> Self {
        self.paths.extend(self.heard.drain().map(|(path, _)| path));
        self
    }

    /// Adds what was heard.
    pub(super) fn add(&mut self, signal: Signal) {
        match signal {
            Signal::Changed(path, phase) => {
                let is_open = self.heard.entry(path).or_default();
                *is_open = match phase {
                    Phase::Open => true,
                    Phase::Done => false,
                    Phase::Other => *is_open,
                };
            }
            Signal::Gap => (self.gap, self.lost) = (true, true),
            Signal::Unwatched(path) => self.unwatched.push(path),
            Signal::Failed(error) => self.failed = Some(error),
            Signal::Stop => self.stop = true,
        }
    }
}

/// Passes on what the system reports of files that matter.
pub(super) fn report(event: notify::Result<notify::Event>, root: &Path, sender: &Sender<Signal>) {
    let send = |signal| _ = sender.send(signal);
    match event {
        Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => send(Signal::Failed(error)),
        Err(error) if error.paths.is_empty() => send(Signal::Gap),
        // All other folders are watched. What is wrong with this one, a build says, if it is read at all.
        Err(error) => {
            error.paths.into_iter().filter(|path| concerns(root, path)).for_each(|path| send(Signal::Unwatched(path)));
        }
        Ok(event) if event.need_rescan() => send(Signal::Gap),
        // Should a system report reading all the same, that is no change.
        Ok(event) if is_reading(event.kind) => {}
        Ok(event) => {
            let phase = phase(event.kind);
            // Of the site's folder itself it matters whether it is another one.
            let matters = |path: &PathBuf| concerns(root, path) || (path == root && phase == Phase::Done);
            event.paths.into_iter().filter(matters).for_each(|path| send(Signal::Changed(path, phase)));
        }
    }
}

/// Where no system reports that a file was closed, the last write is followed by the longer pause.
fn phase(kind: EventKind) -> Phase {
    match kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
            Phase::Done
        }
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Phase::Done,
        EventKind::Modify(ModifyKind::Metadata(_)) => Phase::Other,
        _ => Phase::Open,
    }
}

fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

#[cfg(test)]
mod tests {
    use notify::event::{DataChange, RemoveKind, RenameMode};

    use super::*;

    fn gathered(kinds: &[(EventKind, &str)]) -> Gathered {
        let mut gathered = Gathered::default();
        kinds.iter().for_each(|(kind, path)| gathered.add(Signal::Changed(path.into(), phase(*kind))));
        gathered
    }

    #[test]
    fn only_the_limit_of_watches_ends_the_watch() {
        let root = Path::new("/site");
        let heard = |error: notify::Error, path: &str| {
            let (sender, receiver) = std::sync::mpsc::channel();
            report(Err(error.add_path(root.join(path))), root, &sender);
            let mut gathered = Gathered::default();
            receiver.try_iter().for_each(|signal| gathered.add(signal));
            (gathered.failed.is_some(), gathered.gap, gathered.unwatched)
        };
        let denied = || notify::Error::io(std::io::ErrorKind::PermissionDenied.into());
        assert_eq!(heard(denied(), "content/a"), (false, false, vec![root.join("content/a")]));
        assert_eq!(heard(denied(), "content/.git"), (false, false, vec![]));
        let circle = notify::Error::generic("symbolic link loop");
        assert_eq!(heard(circle, "content/b"), (false, false, vec![root.join("content/b")]));
        assert!(heard(notify::Error::new(ErrorKind::MaxFilesWatch), "content/c").0);
    }

    #[test]
    fn of_the_folder_of_the_site_it_is_heard_whether_it_is_gone() {
        let root = Path::new("/site");
        let heard = |kind| {
            let (sender, receiver) = std::sync::mpsc::channel();
            report(Ok(notify::Event::new(kind).add_path(root.to_path_buf())), root, &sender);
            receiver.try_recv().is_ok()
        };
        assert!(heard(EventKind::Modify(ModifyKind::Name(RenameMode::From))));
        assert!(heard(EventKind::Remove(RemoveKind::Folder)));
        assert!(!heard(EventKind::Modify(ModifyKind::Metadata(notify::event::MetadataKind::Any))));
    }

    #[test]
    fn a_file_that_is_written_is_waited_for_until_it_is_closed() {
        let write = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let close = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let moved = EventKind::Modify(ModifyKind::Name(RenameMode::To));
        let removed = EventKind::Remove(RemoveKind::File);
        let touched = EventKind::Modify(ModifyKind::Metadata(notify::event::MetadataKind::Any));
        let quiet = |kinds: &[(EventKind, &str)]| gathered(kinds).patience().0;
        assert_eq!(quiet(&[(write, "a")]), OPEN_QUIET);
        assert_eq!(quiet(&[(EventKind::Create(CreateKind::File), "a"), (touched, "a")]), OPEN_QUIET);
        assert_eq!(quiet(&[(write, "a"), (close, "a"), (touched, "a")]), QUIET);
        assert_eq!(quiet(&[(write, "a"), (write, "b"), (close, "a")]), OPEN_QUIET);
        assert_eq!(quiet(&[(write, "a"), (moved, "a")]), QUIET);
        assert_eq!(quiet(&[(write, "a"), (removed, "a")]), QUIET);
        let names: Vec<String> = (0..=BURST).map(|number| number.to_string()).collect();
        let many: Vec<_> = names.iter().map(|name| (close, name.as_str())).collect();
        assert_eq!(quiet(&many), BURST_QUIET);
    }
}
