//! The site as `citewire check` looks at it: what a build would report now, what later builds would, and the rules.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Parsed, sorted};
use crate::check::sitemap::Sitemap;
use crate::check::{self, Checked, DocumentKind};
use crate::diagnostics::Diagnostic;
use crate::load::Inputs;
use crate::outputs::{self, Planned};
use crate::site::{self, Clock, HeldReason, Site};
use crate::theme::{self, Theme};

/// What a check is asked to do.
#[derive(Debug, Clone)]
pub struct CheckOptions {
    /// The moment, and whether drafts are looked at, too. Scheduled articles always are.
    pub clock: Clock,
    /// What was published before; addresses that are gone are reported.
    pub old: Vec<Sitemap>,
}

/// What a check found.
#[derive(Debug)]
pub struct CheckReport {
    /// Everything, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
    /// Articles that were looked at.
    pub articles: usize,
    /// Pages that were looked at.
    pub pages: usize,
    /// Editors' notes of digests that were looked at.
    pub notes: usize,
}

/// Checks a site. Nothing is rendered.
#[must_use]
pub fn check(inputs: &Inputs, parsed: &Parsed, options: &CheckOptions) -> CheckReport {
    let mut found: Vec<Diagnostic> = inputs.diagnostics.iter().chain(parsed.diagnostics()).cloned().collect();
    let theme = theme::compile(&inputs.theme).map(Arc::new);
    let theme = theme.map_err(|of_theme| found.extend(of_theme)).ok();
    let now = survey(inputs, parsed, Clock { future: false, ..options.clock }, theme.as_ref());
    let later = survey(inputs, parsed, Clock { future: true, ..options.clock }, theme.as_ref());
    let checked = Checked::new(&later.site, &inputs.vocabularies, now.plan.as_ref(), &options.old);
    found.extend(check::run(&checked));
    let count = |kind: DocumentKind| checked.documents.iter().filter(|document| document.kind == kind).count();
    let (articles, pages) = (count(DocumentKind::Article), count(DocumentKind::Page));
    let notes = count(DocumentKind::Note);
    let over = expired(&later.site);
    found.extend(now.diagnostics);
    let of_later = |d: &Diagnostic| d.place.as_ref().is_none_or(|place| !over.contains(&*place.file));
    found.extend(later.diagnostics.into_iter().filter(of_later));
    CheckReport { diagnostics: without_doubles(sorted(found)), articles, pages, notes }
}

/// The site at a moment.
struct Survey {
    site: Arc<Site>,
    plan: Option<Planned>,
    diagnostics: Vec<Diagnostic>,
}

fn survey(inputs: &Inputs, parsed: &Parsed, clock: Clock, theme: Option<&Arc<Theme>>) -> Survey {
    let (site, mut diagnostics) = site::assemble(&parsed.parts(inputs), clock, &mut site::Memo::default());
    let site = Arc::new(site);
    let plan = theme.map(|theme| {
        let (pages, of_plan) = outputs::plan(&site, theme, &mut outputs::LastPlan::default());
        diagnostics.extend(of_plan);
        diagnostics.extend(outputs::check_site_links(&site, theme, &pages));
        pages
    });
    Survey { site, plan, diagnostics }
}

/// The files of articles that will not be published again.
fn expired(site: &Site) -> HashSet<&str> {
    let is_over = |held: Option<HeldReason>| matches!(held, Some(HeldReason::Expired(_)));
    site.stories.iter().filter(|story| is_over(story.preview)).map(|story| &*story.article.file.path).collect()
}

/// What is wrong now and later is said once; only what it is compared with may differ.
fn without_doubles(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.dedup_by(|a, b| (a.code, &a.place, &a.message) == (b.code, &b.place, &b.message));
    diagnostics
}
