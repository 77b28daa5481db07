//! Trying templates out: the first page of each kind that they make, before a server shows the site.
//!
//! A build renders every page, and publishes nothing if one of them fails. A server renders a page when it is asked for, so
//! that a mistake that shows only then would take the place of a good page. The most of them are met here.

use rayon::prelude::*;

use super::{Prepared, sorted};
use crate::diagnostics::Diagnostic;
use crate::outputs::{Basis, Output, Page};

/// What was tried out and found good, for a site that changes again and again.
#[derive(Debug, Default)]
pub struct Trial {
    /// The templates, and the values that all of them get.
    basis: Option<Basis>,
    /// The outputs of which a page was rendered with these.
    outputs: Vec<&'static str>,
}

impl Trial {
    /// Renders the first page of each output that is made by templates, if it has none that was rendered with the templates as
    /// they are now.
    ///
    /// # Errors
    /// The mistakes in templates, each once, with the warnings of earlier stages.
    pub fn run(&mut self, prepared: &Prepared) -> Result<(), Vec<Diagnostic>> {
        // One program has only one version.
        let basis = Some(Basis::new("", &prepared.renderer));
        if self.basis != basis {
            *self = Self { basis, outputs: Vec::new() };
        }
        let pages: Vec<&Page> = firsts(&prepared.pages, &self.outputs);
        let fails = |page: &&Page| prepared.renderer.render(page).err().map(|mistake| *mistake);
        let failed: Vec<Diagnostic> = pages.par_iter().filter_map(fails).collect();
        if failed.is_empty() {
            self.outputs.extend(pages.iter().map(|page| page.output.name));
            return Ok(());
        }
        Err(sorted(distinct(failed).chain(prepared.diagnostics.iter().cloned()).collect()))
    }
}

/// The first page of each output with templates, but for those that are `known`.
fn firsts<'p>(pages: &'p [Page], known: &[&str]) -> Vec<&'p Page> {
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
