//! Rendering all pages into the staging area, and putting that in the place of the published folder.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::costs::{Costs, Laps, OutputCost};
use super::trial::{self, distinct};
use super::{BuildError, BuildOptions, BuildReport, Prepared, Progress, Remains};
use crate::cache::Cache;
use crate::diagnostics::Diagnostic;
use crate::outputs::{Basis, Outcome, Page, Rendered, Shortened};
use crate::paths::UrlPath;
use crate::publish::{Content, Options, PublishError, Staging};

/// More mistakes than this in templates are not collected: one mistake in a base template is in every page.
const MOST_TEMPLATE_ERRORS: usize = 20;

/// How many pages a thread takes at once. What a thread has begun is not shared any more: with large shares, the others wait
/// for the last one. With small ones, formats of one thing that stand side by side would be made by two.
const PAGES_AT_ONCE: usize = 48;

/// Renders and publishes a prepared site, then keeps its articles for the next build. `program` names this one, if what pages
/// are made of is to be compared with the last build, and kept in mind for the next.
pub(super) fn publish(
    remains: Remains,
    (cache, program): (&Cache, Option<&str>),
    build: &BuildOptions,
    mut laps: Laps<'_>,
) -> Result<BuildReport, BuildError> {
    let Remains { inputs, parsed, prepared, .. } = &remains;
    let out = super::out_folder(build, inputs);
    let options = Options::new(inputs.root.clone());
    let staging = Staging::begin(&out, &options).map_err(BuildError::Publish)?;
    build.progress.expect(prepared.pages.len());
    let basis = program.map(|program| Basis::new(program, &prepared.renderer));
    let rendered = render_all(prepared, basis.as_ref(), &staging, &build.progress)?;
    laps.next();
    let published = staging.commit().map_err(BuildError::Publish)?;
    cache.keep(parsed.articles());
    let site = prepared.renderer.site();
    Ok(BuildReport {
        diagnostics: prepared.diagnostics.clone(),
        articles: site.stories.len(),
        pages: site.pages.len(),
        sources: site.source_count(),
        files: prepared.pages.len(),
        shortened: rendered.shortened,
        held: site.held.clone(),
        next_expiry: site.next_expiry(),
        timezone: site.config.timezone.clone(),
        timezone_name: site.config.timezone_name.clone(),
        published,
        out,
        costs: Costs { stages: laps.finish(), ..rendered.costs },
        remains,
    })
}

/// What some pages left: to say, and to count.
#[derive(Default)]
struct Found {
    template: Vec<Diagnostic>,
    publish: Option<PublishError>,
    shortened: Vec<(UrlPath, Shortened)>,
    costs: Costs,
}

impl Found {
    fn merge(mut self, other: Self) -> Self {
        self.template.extend(other.template);
        self.shortened.extend(other.shortened);
        let costs = std::mem::take(&mut self.costs).merge(other.costs);
        Self { publish: self.publish.or(other.publish), costs, ..self }
    }
}

fn render_all(
    prepared: &Prepared,
    basis: Option<&Basis>,
    staging: &Staging,
    progress: &Progress,
) -> Result<Found, BuildError> {
    // Pages still to come are left out once it is clear that nothing will be published.
    let errors = AtomicUsize::new(0);
    let one = |mut found: Found, page: &Page| {
        if errors.load(Ordering::Relaxed) < MOST_TEMPLATE_ERRORS {
            match one((prepared, basis), staging, page, &mut found.costs) {
                Ok(shortened) => found.shortened.extend(shortened.map(|shortened| (page.url.clone(), shortened))),
                Err(failure) => _ = errors.fetch_add(failure.add_to(&mut found), Ordering::Relaxed),
            }
            progress.page_done();
        }
        found
    };
    let found = prepared
        .pages
        .par_iter()
        .with_max_len(PAGES_AT_ONCE)
        .fold(Found::default, one)
        .reduce(Found::default, Found::merge);
    if let Some(error) = found.publish {
        return Err(BuildError::Publish(error));
    }
    if !found.template.is_empty() {
        return Err(BuildError::Site(template_errors(prepared, found.template)));
    }
    let mut found = found;
    found.shortened.sort_by(|a, b| b.0.cmp(&a.0));
    Ok(found)
}

/// The mistakes that the first page of each kind and the first pages of the plan meet in templates, each once, with the warnings
/// of earlier stages. Which ones the build itself `met` depends on the threads: they count only if they are gone by now, as
/// that of a file may be.
fn template_errors(prepared: &Prepared, met: Vec<Diagnostic>) -> Vec<Diagnostic> {
    const AT_ONCE: usize = 256;
    let errors_of = |page: &Page| prepared.renderer.render(page).err().map(|error| *error);
    let firsts = trial::first_pages(&prepared.pages, &[]);
    let mut found: Vec<Diagnostic> = firsts.into_par_iter().filter_map(errors_of).collect();
    let most = found.len() + MOST_TEMPLATE_ERRORS;
    for pages in prepared.pages.chunks(AT_ONCE) {
        found.extend(pages.par_iter().filter_map(errors_of).collect::<Vec<_>>());
        if found.len() >= most {
            found.truncate(most);
            break;
        }
    }
    if found.is_empty() {
        found = met;
    }
    super::sorted(distinct(found).chain(prepared.diagnostics.iter().cloned()).collect())
}

enum Failure {
    Template(Box<Diagnostic>),
    Publish(PublishError),
}

impl Failure {
    /// Adds it; how much it counts: after a failure of the disk nothing more can be done.
    fn add_to(self, found: &mut Found) -> usize {
        match self {
            Self::Template(diagnostic) => {
                found.template.push(*diagnostic);
                1
            }
            Self::Publish(error) => {
                found.publish = Some(error);
                MOST_TEMPLATE_ERRORS
            }
        }
    }
}

fn one(
    (prepared, basis): (&Prepared, Option<&Basis>),
    staging: &Staging,
    page: &Page,
    costs: &mut Costs,
) -> Result<Option<Shortened>, Failure> {
    let (start, file, name) = (Instant::now(), page.url.file(), page.output.name);
    let mut known = Ok(None);
    let outcome = match basis {
        None => prepared.renderer.render(page).map(|rendered| Outcome::Rendered(rendered, None)),
        Some(basis) => prepared.renderer.render_unless(page, basis, |made_of| {
            known = staging.put_known(&file, made_of);
            !matches!(known, Ok(None))
        }),
    };
    let made = Instant::now();
    let (rendered, made_of) = match outcome.map_err(Failure::Template)? {
        Outcome::Rendered(rendered, made_of) => (rendered, made_of),
        Outcome::Known => {
            let bytes = known.map_err(Failure::Publish)?.unwrap_or_default();
            let (render, write) = (made - start, Duration::ZERO);
            costs.add(&OutputCost { name, files: 1, known: 1, bytes, render, write });
            return Ok(None);
        }
    };
    let (content, bytes, shortened) = match &rendered {
        Rendered::Bytes(bytes) => (Content::Bytes(bytes), bytes.len(), None),
        Rendered::Copy(disk) => (Content::Copy(disk), 0, None),
        Rendered::Shortened(bytes, shortened) => (Content::Bytes(bytes), bytes.len(), Some(*shortened)),
    };
    staging.put_made_of(&file, content, made_of).map_err(Failure::Publish)?;
    let (render, write) = (made - start, made.elapsed());
    costs.add(&OutputCost { name, files: 1, known: 0, bytes: bytes as u64, render, write });
    Ok(shortened)
}
