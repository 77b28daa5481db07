//! A site on the disk with a server that follows it, and the builds that the server is compared with.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::compare::{Built, Pages, same_builds, same_pages};
use super::disk::Disk;
use super::script::Report;
use super::site::Site;
use crate::cache::Cache;
use crate::diagnostics::Diagnostic;
use crate::load::{self, LoadError, Overrides};
use crate::outputs::Rendered;
use crate::pipeline::{self, BuildError, BuildOptions, BuildReport, Kept, Parsed, Prepared, build};
use crate::serve::Event;
use crate::serve::answer::Shared;
use crate::serve::live::{Generation, Live};
use crate::serve::workshop::{Outcome, Workshop};
use crate::site::Clock;

/// A site that could be built.
pub(super) struct Good {
    site: Site,
    pub(super) pages: Pages,
    pub(super) served: Arc<Generation>,
}

/// Numbers of threads that builds take turns with.
const JOBS: [usize; 3] = [1, 2, 5];

/// A site, a server and two output folders.
pub(super) struct Rig {
    disk: Disk,
    /// The site as it is now.
    pub(super) site: Site,
    clock: Arc<Mutex<Clock>>,
    workshop: Workshop,
    pub(super) shared: Shared,
    /// What went wrong with pages since the last look.
    pub(super) failed: Arc<Mutex<Vec<Diagnostic>>>,
    pub(super) runtime: tokio::runtime::Runtime,
    /// What was served when the site could last be built.
    pub(super) good: Option<Good>,
    /// What was served after the last step.
    pub(super) served: Option<Arc<Generation>>,
    /// Whether the changes were told one by one.
    pub(super) apart: bool,
    /// Whether it is built from nothing, too.
    builds_clean: bool,
    /// Whether it cannot be built now.
    pub(super) broken: bool,
    builds: usize,
    /// What the server could show before it had read everything, if it has begun anew.
    outlined: Pages,
    /// How many pages builds did not render, since they knew them.
    pub(super) known: usize,
}

fn workshop(disk: &Disk, clock: &Arc<Mutex<Clock>>) -> Workshop {
    let clock = clock.clone();
    let tells = Box::new(move || *clock.lock().unwrap());
    Workshop::new(disk.root.clone(), Overrides::default(), tells).with_cache(Some(disk.cache()))
}

impl Rig {
    /// Writes the site, starts a server, and compares; with clean builds, too, which takes a while longer.
    pub(super) fn start(site: Site, preview: bool, builds_clean: bool) -> Result<Self, String> {
        let disk = Disk::new();
        let now = site.clock().parse().unwrap();
        let clock = Arc::new(Mutex::new(Clock { now, drafts: preview, future: preview }));
        let workshop = workshop(&disk, &clock);
        let failed = Arc::new(Mutex::new(Vec::new()));
        let hears = failed.clone();
        let tell = Arc::new(move |event| match event {
            Event::PageFailed(diagnostic) => hears.lock().unwrap().push(diagnostic),
            _ => unreachable!("only pages are asked for"),
        });
        let (live, root) = (Live::new(), disk.root.clone());
        let shared = Shared { live, root, host: "127.0.0.1".to_owned(), reloads: false, tell };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut rig = Self {
            disk,
            site: site.clone(),
            clock,
            workshop,
            shared,
            failed,
            runtime,
            good: None,
            served: None,
            apart: false,
            builds_clean,
            broken: false,
            builds: 0,
            outlined: Pages::new(),
            known: 0,
        };
        rig.disk.write(site.tree());
        rig.begin();
        rig.compare().map(|()| rig)
    }

    /// Makes the site another one, tells the server, and compares.
    pub(super) fn turn_into(&mut self, site: Site, report: Report) -> Result<(), String> {
        let mut changes = self.disk.write(site.tree());
        if site.clock() != self.site.clock() {
            // Time alone rebuilds nothing: somebody saves a file.
            self.clock.lock().unwrap().now = site.clock().parse().unwrap();
            changes.files.insert(self.disk.root.join("citewire.yaml"));
        }
        self.site = site;
        let batches = changes.batches(&self.disk.root, report);
        self.apart = batches.len() > 1;
        batches.iter().for_each(|batch| self.rebuild(batch));
        if report == Report::Restart {
            self.workshop = workshop(&self.disk, &self.clock);
            (self.shared.live, self.served) = (Live::new(), None);
            self.begin();
        }
        self.compare()
    }

    /// How the site was before it was broken; the plainest one if it never was good.
    pub(super) fn mended(&self) -> Site {
        self.good.as_ref().map_or_else(Site::plain, |good| good.site.clone())
    }

    /// Has the server read everything, as at its start.
    fn begin(&mut self) {
        self.outlined = self.outline();
        let outcome = self.workshop.begin();
        self.shared.live.publish(outcome);
        let complete = self.workshop.complete_or_begin_anew();
        self.publish(complete.unwrap_or(Outcome::Unchanged));
    }

    /// The pages that lack nothing before all texts are read, each of a site of which no other page was asked for that does.
    fn outline(&self) -> Pages {
        let begin = || match workshop(&self.disk, &self.clock).with_cache(None).begin() {
            Outcome::Outlined(prepared, outlining) => Some((prepared, outlining)),
            _ => None,
        };
        let (mut outline, mut pages) = (begin(), Pages::new());
        for number in 0.. {
            let Some((prepared, outlining)) = &outline else { break };
            let Some(page) = prepared.pages.get(number) else { break };
            let rendered = prepared.renderer.render(page);
            if outlining.has_met_links() {
                outline = begin();
            } else if let Ok(Rendered::Bytes(bytes) | Rendered::Shortened(bytes, _)) = rendered {
                pages.insert(page.url.file().as_str().to_owned(), bytes);
            }
        }
        pages
    }

    fn rebuild(&mut self, paths: &BTreeSet<PathBuf>) {
        let (outcome, _) = self.workshop.rebuild(paths);
        self.publish(outcome);
    }

    fn publish(&mut self, outcome: Outcome) {
        self.shared.live.publish(outcome);
        // As the server does before it waits.
        self.workshop.look_for_links();
        self.workshop.keep().into_iter().for_each(|keep| keep());
    }

    /// Compares a build into the output of the last with a clean one, and with what is served.
    fn compare(&mut self) -> Result<(), String> {
        let built = self.build("warm");
        if self.builds_clean {
            self.disk.forget("clean");
            same_builds("the build into the output of the last", &built, &self.build("clean"))?;
        }
        self.broken = built.is_err();
        match built {
            Ok((warnings, pages)) => {
                let served = self.serves(&warnings, &pages)?;
                let of_outlined = |file: &String| pages.get(file).map(|bytes| (file.clone(), bytes.clone()));
                let same: Pages = self.outlined.keys().filter_map(of_outlined).collect();
                same_pages("the server that has not read all texts", &std::mem::take(&mut self.outlined), &same)?;
                self.good = Some(Good { site: self.site.clone(), pages, served });
            }
            Err(errors) => {
                let none = Pages::new();
                let last = self.good.as_ref().map_or(&none, |good| &good.pages);
                same_pages("the output of a failed build", &self.disk.pages("warm"), last)?;
                self.serves_on(&errors)?;
            }
        }
        self.outlined.clear();
        self.served = self.shared.live.now().good.clone();
        Ok(())
    }

    /// The site as it is, prepared by itself.
    pub(super) fn prepared(&self) -> Prepared {
        let (mut inputs, found) = load::find(&self.disk.root, &Overrides::default()).unwrap();
        let parsed = Parsed::first(&mut inputs, found, &Cache::default(), None);
        pipeline::prepare(&inputs, &parsed, *self.clock.lock().unwrap(), &mut Kept::default()).unwrap()
    }

    fn build(&mut self, out: &str) -> Built {
        self.builds += 1;
        let options = BuildOptions {
            root: self.disk.root.clone(),
            out: Some(self.disk.out(out)),
            overrides: Overrides::default(),
            clock: *self.clock.lock().unwrap(),
            jobs: JOBS[self.builds % JOBS.len()],
            cache: (out == "warm").then(|| self.disk.cache()),
            progress: Arc::default(),
        };
        match build(&options) {
            Ok(BuildReport { diagnostics, costs, .. }) => {
                self.known += costs.outputs.iter().map(|output| output.known).sum::<usize>();
                Ok((diagnostics, self.disk.pages(out)))
            }
            Err(BuildError::Site(errors) | BuildError::Load(LoadError::Config(errors))) => Err(errors),
            Err(error) => panic!("this build should not fail so: {error:?}"),
        }
    }
}
