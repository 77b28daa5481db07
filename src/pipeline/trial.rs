//! Trying templates out before a server shows a site: the first page of each kind that they make, and the pages of articles
//! that have changed.
//!
//! A build renders every page, and publishes nothing if one of them fails. A server renders a page when it is asked for, so
//! that a mistake that shows only then would take the place of a good page. Most of them are met here; articles of which many
//! changed at once are not tried.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::{Prepared, sorted};
use crate::diagnostics::Diagnostic;
use crate::outputs::{Basis, Output, Page, Planned};
use crate::paths::UrlPath;

/// What was tried out and found good, for a site that changes again and again.
#[derive(Debug, Default)]
pub struct Trial {
    /// The templates, and the values that all of them get.
    basis: Option<Basis>,
    /// The outputs of which a page was rendered with these.
    outputs: Vec<&'static str>,
    /// The plan in which no others are left.
    plan: Option<Planned>,
    /// Pages that failed.
    failed: Vec<UrlPath>,
}

impl Trial {
    /// Renders
    ///
    /// - the first page of each output that is made by templates, unless one was rendered with the templates as they are now,
    /// - the pages that changed, as far as there still are such,
    /// - those that failed the last time.
    ///
    /// # Errors
    /// The mistakes in templates, each once, with the warnings of earlier stages.
    pub fn run(&mut self, prepared: &Prepared, changed: BTreeSet<UrlPath>) -> Result<(), Vec<Diagnostic>> {
        // The program does not change while it runs, so it needs no name.
        let basis = Some(Basis::new("", &prepared.renderer));
        if self.basis != basis {
            self.forget();
            self.basis = basis;
        }
        let firsts = self.firsts(&prepared.pages);
        let mut tried = firsts.clone();
        for page in changed.iter().chain(&self.failed).filter_map(|url| prepared.pages.find(url.as_str())) {
            if !tried.iter().any(|known| std::ptr::eq::<Page>(*known, page)) {
                tried.push(page);
            }
        }
        let found: Vec<(UrlPath, Diagnostic)> = tried.par_iter().filter_map(|page| fails(page, prepared)).collect();
        if found.is_empty() {
            self.outputs.extend(firsts.iter().map(|page| page.output.name));
            (self.plan, self.failed) = (Some(prepared.pages.clone()), Vec::new());
            return Ok(());
        }
        let (failed, found): (_, Vec<_>) = found.into_iter().unzip();
        self.failed = failed;
        Err(sorted(distinct(found).chain(prepared.diagnostics.iter().cloned()).collect()))
    }

    /// Forgets what was found good; what failed has to be tried again all the same.
    pub fn forget(&mut self) {
        *self = Self { failed: std::mem::take(&mut self.failed), ..Self::default() };
    }

    /// The first page of each output that is still to be tried.
    fn firsts<'p>(&self, pages: &'p Planned) -> Vec<&'p Page> {
        match &self.plan {
            Some(plan) if plan.is_the_very_same(pages) => Vec::new(),
            _ => first_pages(pages, &self.outputs),
        }
    }
}

/// What is wrong with a page, if anything.
fn fails(page: &Page, prepared: &Prepared) -> Option<(UrlPath, Diagnostic)> {
    // A page that panics is answered with that when it is asked for, and must not end the watching of files.
    let run = catch_unwind(AssertUnwindSafe(|| prepared.renderer.render(page)));
    run.ok()?.err().map(|mistake| (page.url.clone(), *mistake))
}

/// The first page of each output with templates, but for those that are `known`.
pub(super) fn first_pages<'p>(pages: &'p [Page], known: &[&str]) -> Vec<&'p Page> {
    let mut firsts: Vec<&Page> = Vec::new();
    // Mostly pages of one output follow each other.
    let of_one = |a: &Page, b: &Page| std::ptr::eq::<Output>(a.output, b.output);
    for page in pages.chunk_by(of_one).filter_map(<[Page]>::first).filter(|page| page.output.is_of_templates()) {
        if !known.contains(&page.output.name) && !firsts.iter().any(|first| of_one(first, page)) {
            firsts.push(page);
        }
    }
    firsts
}

/// Mistakes, each once, though many pages meet it: the first of those with one place and one message.
pub(super) fn distinct(found: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
    let mut seen = Vec::new();
    found.into_iter().filter(move |mistake| {
        let key = (mistake.place.clone(), mistake.message.clone());
        let is_new = !seen.contains(&key);
        if is_new {
            seen.push(key);
        }
        is_new
    })
}
