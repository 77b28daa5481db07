//! The plan: every address of the site, what is there, and who asked for it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::spare::Spare;
use super::{ALL, LastPlan, Output, Planned, Recipe};
use crate::diagnostics::Diagnostic;
use crate::paths::UrlPath;
use crate::site::{Site, Story, StoryIndex};
use crate::theme::Theme;

/// A page of the plan.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address.
    pub url: UrlPath,
    /// Which output renders it.
    pub output: &'static Output,
    /// What the output needs to know.
    pub recipe: Recipe,
}

/// Who asked for a page, for messages about two that asked for one address.
#[derive(Debug, Clone)]
pub enum Origin {
    /// The author of a story, by its `slug`.
    Story(StoryIndex),
    /// The author of a standalone page, by its place in [`Site::pages`].
    Page(u32),
    /// The author of an older address, by its place in [`Site::aliases`].
    Alias(u32),
    /// A file that is copied, by its path below the site's root.
    File(Arc<str>),
    /// Citewire itself.
    Output,
    /// Citewire itself, for a file beside a page: clashes with another of its kind only where the pages do.
    Beside,
}

impl Origin {
    /// Whether the page does not just lie beside another one.
    pub(super) fn is_own(&self) -> bool {
        !matches!(self, Self::Beside)
    }
}

/// Collects pages.
#[derive(Debug)]
pub struct Plan<'p> {
    output: &'static Output,
    asked: Asked,
    room: String,
    spare: &'p Mutex<Spare>,
}

/// What outputs ask for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) pages: Vec<Page>,
    /// Who asked for each page.
    pub(super) origins: Vec<Origin>,
    pub(super) beside: Beside,
}

/// What lies beside pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// Names of these files.
    pub(super) names: BTreeSet<&'static str>,
    /// Whether some lie in the [folder](UrlPath::folder) of a page that is a file by itself.
    pub(super) in_folders: bool,
}

impl Plan<'_> {
    /// Says that about so many pages will be added.
    pub(super) fn reserve(&mut self, pages: usize) {
        self.asked.pages.reserve(pages);
        self.asked.origins.reserve(pages);
    }

    /// Adds a page of the output that is being asked.
    pub fn add(&mut self, url: UrlPath, recipe: Recipe, origin: Origin) {
        self.asked.pages.push(Page { url, output: self.output, recipe });
        self.asked.origins.push(origin);
    }

    /// Adds a page for each story. Their addresses lie all over the memory: they are taken out of a former plan, or all threads
    /// fetch them.
    pub(super) fn add_stories(&mut self, stories: &[Story]) {
        let output = self.output;
        let page = |url: UrlPath, story: &Story| Page { url, output, recipe: (story.index, 0) };
        let spare = std::mem::take(&mut *self.spare.lock().unwrap_or_else(PoisonError::into_inner));
        if spare.is_empty() {
            let pages = stories.par_iter().with_min_len(1024).map(|story| page(story.url.clone(), story));
            self.asked.pages.par_extend(pages);
        } else {
            let urls = spare.give(output, stories.iter().map(|story| &story.url));
            self.asked.pages.extend(urls.zip(stories).map(|(url, story)| page(url, story)));
        }
        self.asked.origins.extend(stories.iter().map(|story| Origin::Story(story.index)));
    }

    /// Adds a file that Citewire puts into the folder of a page.
    pub fn add_beside(&mut self, page: &UrlPath, file: &'static str, recipe: Recipe) {
        if let Some(url) = page.file_below(file, &mut self.room) {
            // Mostly it is one name, or two, for all pages.
            if self.asked.beside.names.last() != Some(&file) {
                self.asked.beside.names.insert(file);
            }
            self.asked.beside.in_folders |= !page.as_str().ends_with('/');
            self.add(url, recipe, Origin::Beside);
        }
    }

    /// Adds a page that no file of the site asks for by name. Text that cannot be an address is left out: outputs make
    /// addresses of checked parts only.
    pub fn add_own(&mut self, url: &str, recipe: Recipe) {
        self.add_own_of(self.output, url, recipe);
    }

    /// The same for a page that another output renders: it is to stand beside one of the output that is being asked.
    pub fn add_own_of(&mut self, output: &'static Output, url: &str, recipe: Recipe) {
        if let Ok(url) = UrlPath::new(url) {
            self.asked.pages.push(Page { url, output, recipe });
            self.asked.origins.push(Origin::Output);
        }
    }
}

/// Plans all pages; two for one address are reported, and only the first is kept. `last` is what the last plan left, or the
/// default: it makes this one faster, and changes nothing else.
#[must_use]
pub fn plan(site: &Arc<Site>, theme: &Arc<Theme>, last: &mut LastPlan) -> (Planned, Vec<Diagnostic>) {
    let (pages, mut diagnostics) = match last.again(site, theme) {
        Some(pages) => (pages, Vec::new()),
        None => {
            let asked = everything(site, theme, last.spare());
            last.keep(site, theme, asked)
        }
    };
    diagnostics.extend(super::hosts::limits(site, &pages));
    (pages, diagnostics)
}

/// What all outputs ask for, in their order; each is asked by itself.
pub(super) fn everything(site: &Site, theme: &Theme, spare: Spare) -> Asked {
    let spare = Mutex::new(spare);
    let ask = |output: &&'static Output| {
        let mut plan = Plan { output, asked: Asked::default(), room: String::new(), spare: &spare };
        (output.plan)(site, theme, &mut plan);
        plan.asked
    };
    // Some ask for a page for every article, and most for a few.
    let each: Vec<Asked> = ALL.par_iter().with_max_len(1).map(ask).collect();
    let mut all = Asked::default();
    let count = each.iter().map(|asked| asked.pages.len()).sum();
    all.pages.reserve_exact(count);
    all.origins.reserve_exact(count);
    for asked in each {
        all.pages.extend(asked.pages);
        all.origins.extend(asked.origins);
        all.beside.names.extend(asked.beside.names);
        all.beside.in_folders |= asked.beside.in_folders;
    }
    all
}
