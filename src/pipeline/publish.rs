//! Rendering all pages into the staging area, and putting that in the place of the published folder.

use std::sync::Mutex;

use rayon::prelude::*;

use super::{BuildError, BuildOptions, BuildReport, Prepared};
use crate::diagnostics::{self, Diagnostic};
use crate::load::Inputs;
use crate::outputs::{Page, Rendered, Shortened};
use crate::paths::UrlPath;
use crate::publish::{Content, Options, PublishError, Staging};

/// More mistakes than this in templates are not collected: one mistake in a base template is in every page.
const MOST_TEMPLATE_ERRORS: usize = 20;

/// Renders and publishes a prepared site.
pub(super) fn publish(inputs: &Inputs, prepared: &Prepared, build: &BuildOptions) -> Result<BuildReport, BuildError> {
    let out = build.out.clone().unwrap_or_else(|| inputs.root.join("public"));
    let options = Options::new(inputs.root.clone());
    let staging = Staging::begin(&out, &options).map_err(BuildError::Publish)?;
    let shortened = render_all(prepared, &staging)?;
    let published = staging.commit().map_err(BuildError::Publish)?;
    let site = prepared.renderer.site();
    Ok(BuildReport {
        diagnostics: prepared.diagnostics.clone(),
        articles: site.stories.len(),
        pages: site.pages.len(),
        sources: site.source_count(),
        files: prepared.pages.len(),
        shortened,
        held: site.held.clone(),
        due: site.due,
        timezone: site.config.timezone.clone(),
        timezone_name: site.config.timezone_name.clone(),
        published,
        out,
    })
}

/// What there is to say after rendering, from all threads.
#[derive(Default)]
struct Failures {
    template: Vec<Diagnostic>,
    publish: Option<PublishError>,
    shortened: Vec<(UrlPath, Shortened)>,
}

fn render_all(prepared: &Prepared, staging: &Staging) -> Result<Vec<(UrlPath, Shortened)>, BuildError> {
    let failures = Mutex::new(Failures::default());
    let lock = || failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let all_done = prepared.pages.par_iter().try_for_each(|page| match one(prepared, staging, page) {
        Ok(None) => Some(()),
        Ok(Some(shortened)) => {
            lock().shortened.push((page.url.clone(), shortened));
            Some(())
        }
        Err(failure) => {
            let mut failures = lock();
            match failure {
                Failure::Template(diagnostic) => failures.template.push(*diagnostic),
                Failure::Publish(error) => failures.publish = Some(error),
            }
            (failures.publish.is_none() && failures.template.len() < MOST_TEMPLATE_ERRORS).then_some(())
        }
    });
    let failures = failures.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(error) = failures.publish {
        return Err(BuildError::Publish(error));
    }
    if all_done.is_none() || !failures.template.is_empty() {
        let mut found = failures.template;
        // The same mistake is met by many pages; which page meets it first depends on the threads.
        found.sort_by(|a, b| a.notes.last().map(|n| &n.text).cmp(&b.notes.last().map(|n| &n.text)));
        let key = |d: &Diagnostic| (d.place.clone(), d.message.clone());
        let mut seen = Vec::new();
        found.retain(|d| {
            !seen.contains(&key(d)) && {
                seen.push(key(d));
                true
            }
        });
        found.extend(prepared.diagnostics.iter().cloned());
        diagnostics::sort(&mut found);
        return Err(BuildError::Site(found));
    }
    let mut shortened = failures.shortened;
    shortened.sort_by(|a, b| b.0.cmp(&a.0));
    Ok(shortened)
}

enum Failure {
    Template(Box<Diagnostic>),
    Publish(PublishError),
}

fn one(prepared: &Prepared, staging: &Staging, page: &Page) -> Result<Option<Shortened>, Failure> {
    let rendered = prepared.renderer.render(page).map_err(Failure::Template)?;
    let (content, shortened) = match &rendered {
        Rendered::Bytes(bytes) => (Content::Bytes(bytes), None),
        Rendered::Copy(disk) => (Content::Copy(disk), None),
        Rendered::Shortened(bytes, shortened) => (Content::Bytes(bytes), Some(*shortened)),
    };
    staging.put(&page.url.file(), content).map_err(Failure::Publish)?;
    Ok(shortened)
}
