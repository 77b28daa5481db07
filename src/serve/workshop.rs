//! Runs the stages of the pipeline on what changed.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::problem::Problem;
use crate::cache::{self, Cache};
use crate::config::Config;
use crate::load::{self, Change, Inputs, LoadError, Overrides};
use crate::pipeline::{self, Kept, Parsed, Prepared, Trial};
use crate::site::Clock;

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
    /// The site as it is now.
    Good(Box<Prepared>),
    /// The site cannot be built.
    Bad(Problem),
}

impl Workshop {
    pub(super) fn new(root: PathBuf, overrides: Overrides, clock: Box<dyn Fn() -> Clock + Send + Sync>) -> Self {
        let (parsed, kept) = (Parsed::default(), Kept::for_more());
        let (pending, trial) = (BTreeSet::new(), Trial::default());
        Self { root, overrides, clock, cache: None, asked: None, inputs: None, parsed, kept, trial, pending }
    }

    /// With a folder for caches.
    pub(super) fn with_cache(self, cache: Option<cache::Folder>) -> Self {
        Self { cache, ..self }
    }

    /// [Rebuilds](Self::rebuild), and lets go of all that was kept if that panics, as it may be half of one state and half of
    /// another: a mistake of ours must not end the watching of files.
    pub(super) fn rebuild_or_begin_anew(&mut self, paths: &BTreeSet<PathBuf>) -> (Outcome, Vec<String>) {
        let run = catch_unwind(AssertUnwindSafe(|| self.rebuild(paths)));
        run.unwrap_or_else(|panic| {
            (self.inputs, self.asked, self.parsed) = (None, None, Parsed::default());
            self.kept = Kept::for_more();
            self.trial.forget();
            (Outcome::Bad(Problem::Panic(panic_message(&*panic))), self.names(paths))
        })
    }

    /// Builds the site after these paths changed; the first time, all of it. Also names the files that changed.
    pub(super) fn rebuild(&mut self, paths: &BTreeSet<PathBuf>) -> (Outcome, Vec<String>) {
        // As one of the pool's threads, since to hand each step to the pool would take longer than some steps do.
        rayon::scope(|_| self.rebuild_in_pool(paths))
    }

    fn rebuild_in_pool(&mut self, paths: &BTreeSet<PathBuf>) -> (Outcome, Vec<String>) {
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
        let prepared = pipeline::prepare(inputs, &self.parsed, (self.clock)(), &mut self.kept);
        let tried = prepared.and_then(|prepared| {
            self.trial.run(&prepared, self.kept.take_new())?;
            Ok(prepared)
        });
        let outcome = match tried {
            Ok(prepared) => Outcome::Good(Box::new(prepared)),
            Err(diagnostics) => Outcome::Bad(Problem::Site(diagnostics)),
        };
        let changed = match change {
            Change::Content(files) => files.iter().map(|path| path.to_string()).collect(),
            _ => self.names(paths),
        };
        (outcome, changed)
    }

    fn read(&mut self) -> Result<Change, LoadError> {
        match &mut self.inputs {
            Some(inputs) => inputs.refresh(&self.pending, &self.overrides),
            None => {
                let (mut inputs, found) = load::find(&self.root, &self.overrides)?;
                let cache = pipeline::open_cache(self.cache.as_ref(), &inputs, found.len(), None);
                let cache = cache.to_be_kept(cache::Texts::Held);
                self.parsed = Parsed::first(&mut inputs, found, &cache);
                self.asked = Some(cache);
                self.inputs = Some(inputs);
                Ok(Change::Everything)
            }
        }
    }

    /// A task that keeps for the next start what the first build parsed, if there was one; for another thread.
    pub(super) fn keep(&mut self) -> Option<impl FnOnce() + Send + use<>> {
        let cache = self.asked.take()?;
        let articles = self.parsed.articles().to_vec();
        Some(move || cache.keep(&articles))
    }

    /// Looks for links between the files, which the next rebuild has to know of, while nobody waits; the places at both ends
    /// of all.
    pub(super) fn look_for_links(&self) -> &[PathBuf] {
        self.inputs.as_ref().map_or(&[], Inputs::tied)
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
    format!("citewire failed at this change: {text}")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    fn pages(outcome: Outcome) -> crate::outputs::Planned {
        match outcome {
            Outcome::Good(prepared) => prepared.pages,
            other => panic!("{other:?}"),
        }
    }

    /// A site without articles.
    struct Desk {
        _dir: tempfile::TempDir,
        root: PathBuf,
        folder: PathBuf,
    }

    impl Desk {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let root = dir.path().canonicalize().unwrap();
            let folder = root.join("content/articles");
            fs::create_dir_all(&folder).unwrap();
            fs::write(root.join("citewire.yaml"), "title: T\nbase_url: https://a.example\n").unwrap();
            Self { _dir: dir, root, folder }
        }

        fn write(&self, name: &str, text: &str) -> BTreeSet<PathBuf> {
            self.write_titled(name, "A", text)
        }

        fn write_titled(&self, name: &str, title: &str, text: &str) -> BTreeSet<PathBuf> {
            let path = self.folder.join(name);
            let head = format!("title: {title}\nkind: opinion\ndate: 2026-11-20\ntags: [x]\nstoryline: S\n");
            fs::write(&path, format!("---\n{head}---\n{text}\n")).unwrap();
            BTreeSet::from([path])
        }

        /// Whose clock may panic.
        fn workshop(&self, stops: impl Fn() -> bool + Send + Sync + 'static) -> Workshop {
            let now = "2026-11-26T00:00:00Z".parse().unwrap();
            let clock = move || {
                assert!(!stops(), "the clock has stopped");
                Clock { now, drafts: true, future: true }
            };
            Workshop::new(self.root.clone(), Overrides::default(), Box::new(clock))
        }
    }

    #[test]
    fn after_a_panic_all_is_read_anew() {
        let desk = Desk::new();
        let first = desk.write("a.md", "First.");
        let stops = Arc::new(AtomicBool::new(false));
        let mut workshop = desk.workshop({
            let stops = stops.clone();
            move || stops.swap(false, Ordering::Relaxed)
        });
        let before = pages(workshop.rebuild_or_begin_anew(&BTreeSet::new()).0);
        stops.store(true, Ordering::Relaxed);
        desk.write("a.md", "Edited.");
        assert!(matches!(workshop.rebuild_or_begin_anew(&first).0, Outcome::Bad(Problem::Panic(_))));
        let anew = pages(workshop.rebuild_or_begin_anew(&first).0);
        assert!(!anew.is_the_very_same(&before), "nothing is kept that may be half made");
        stops.store(true, Ordering::Relaxed);
        desk.write("a.md", "Edited again.");
        desk.write("b.md", "Second.");
        match workshop.rebuild_or_begin_anew(&first) {
            (Outcome::Bad(problem @ Problem::Panic(_)), changed) => {
                let said = problem.mistakes().remove(0).text;
                let help = "please report this; with the next change, all files are read anew";
                assert_eq!(
                    said,
                    format!("error: citewire failed at this change: the clock has stopped\n  help: {help}\n")
                );
                assert_eq!(changed, ["content/articles/a.md"]);
            }
            other => panic!("{other:?}"),
        }
        let after = pages(workshop.rebuild_or_begin_anew(&first).0);
        let has = |pages: &[crate::outputs::Page]| pages.iter().any(|page| page.url.as_str() == "/2026/11/b/");
        assert!(has(&after) && !has(&before), "the other file is read, too, though nobody told of it");
    }

    #[test]
    fn after_a_reading_that_failed_the_site_of_before_is_shown_again() {
        let desk = Desk::new();
        desk.write("a.md", "First.");
        let mut workshop = desk.workshop(|| false);
        let before = pages(workshop.rebuild(&BTreeSet::new()).0);
        let (settings, folder) = (desk.root.join("citewire.yaml"), desk.folder.join("new"));
        let text = fs::read_to_string(&settings).unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(&settings, "title: [\n").unwrap();
        let told = BTreeSet::from([folder.clone()]);
        assert!(matches!(workshop.rebuild(&told).0, Outcome::Bad(_)), "a new folder has all read");
        fs::write(&settings, text).unwrap();
        fs::remove_dir(&folder).unwrap();
        assert_eq!(pages(workshop.rebuild(&told).0).len(), before.len());
        assert!(matches!(workshop.rebuild(&told).0, Outcome::Unchanged));
    }

    #[test]
    fn an_edit_that_moves_no_page_keeps_the_plan_and_others_do_not() {
        let desk = Desk::new();
        let Desk { root, folder, .. } = &desk;
        let mut workshop = desk.workshop(|| false);
        let write = |name: &str, text: &str| desk.write(name, text);
        write("a.md", "First.");
        let first = pages(workshop.rebuild(&BTreeSet::new()).0);
        let edited = pages(workshop.rebuild(&write("a.md", "Second.")).0);
        let titled = pages(workshop.rebuild(&desk.write_titled("a.md", "A longer title above the tags", "Second.")).0);
        assert!(first.is_the_very_same(&edited) && edited.is_the_very_same(&titled));
        let template = |name: &str, text: &str| {
            let path = root.join("templates").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            BTreeSet::from([path])
        };
        let before = pages(workshop.rebuild(&template("home.html", "The first")).0);
        let after = pages(workshop.rebuild(&template("home.html", "The second")).0);
        assert!(before.is_the_very_same(&after));
        let twin = fs::read_to_string(folder.join("a.md")).unwrap().replace("title: ", "slug: a\ntitle: ");
        fs::write(folder.join("c.md"), twin).unwrap();
        let clash = workshop.rebuild(&BTreeSet::from([folder.join("c.md")])).0;
        assert!(matches!(clash, Outcome::Bad(_)), "two articles have one address");
        fs::remove_file(folder.join("c.md")).unwrap();
        workshop.rebuild(&BTreeSet::from([folder.join("c.md")]));
        let more = pages(workshop.rebuild(&write("b.md", "Third.")).0);
        let has = |pages: &[crate::outputs::Page]| pages.iter().any(|page| page.url.as_str() == "/2026/11/b/");
        assert!(has(&more) && !has(&first));
        fs::remove_file(folder.join("b.md")).unwrap();
        let fewer = pages(workshop.rebuild(&BTreeSet::from([folder.join("b.md")])).0);
        assert_eq!((fewer.len(), has(&fewer)), (first.len(), false));
    }
}
