//! Trying a theme out: the first page of each kind that templates make, before a server shows the site.
//!
//! A build renders every page, and publishes nothing if one of them fails. A server renders a page when it is asked for, so
//! that a mistake that shows only then would take the place of a good page. The most of them are met here.

use rayon::prelude::*;

use super::{Prepared, sorted};
use crate::diagnostics::Diagnostic;
use crate::outputs::{Output, Page, Render};

/// Renders the first page of each output that is made by a template.
///
/// # Errors
/// The mistakes in templates, each once, with the warnings of earlier stages.
pub fn try_out(prepared: &Prepared) -> Result<(), Vec<Diagnostic>> {
    let pages: Vec<&Page> = firsts(&prepared.pages).collect();
    let fails = |page: &Page| prepared.renderer.render(page).err().map(|mistake| *mistake);
    let failed: Vec<Diagnostic> = pages.into_par_iter().filter_map(fails).collect();
    if failed.is_empty() {
        return Ok(());
    }
    Err(sorted(distinct(failed).chain(prepared.diagnostics.iter().cloned()).collect()))
}

/// The first page of each output with templates: those of one output follow each other.
fn firsts(pages: &[Page]) -> impl Iterator<Item = &Page> {
    let of_one = |a: &Page, b: &Page| std::ptr::eq::<Output>(a.output, b.output);
    let first = pages.chunk_by(of_one).filter_map(<[Page]>::first);
    first.filter(|page| matches!(page.output.render, Render::Sheet(_)))
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
