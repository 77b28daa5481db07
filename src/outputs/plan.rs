//! The plan: every address of the site, what is there, and who asked for it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use ahash::AHashMap as HashMap;
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{ALL, LastPlan, Output, Recipe};
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::paths::UrlPath;
use crate::site::{Site, StoryIndex};
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
pub struct Plan {
    output: &'static Output,
    asked: Asked,
    room: String,
}

/// What outputs ask for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) pages: Vec<Page>,
    /// Who asked for each page.
    pub(super) origins: Vec<Origin>,
    /// Names of files beside pages.
    pub(super) beside: BTreeSet<&'static str>,
}

impl Plan {
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

    /// Adds a file that Citewire puts below the address of a page.
    pub fn add_beside(&mut self, page: &UrlPath, file: &'static str, recipe: Recipe) {
        if let Some(url) = page.file_below(file, &mut self.room) {
            // Mostly it is one name, or two, for all pages.
            if self.asked.beside.last() != Some(&file) {
                self.asked.beside.insert(file);
            }
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
pub fn plan(site: &Arc<Site>, theme: &Arc<Theme>, last: &mut LastPlan) -> (Arc<Vec<Page>>, Vec<Diagnostic>) {
    let (pages, mut diagnostics) = match last.again(site, theme) {
        Some(pages) => (pages, Vec::new()),
        None => last.keep(site, theme, everything(site, theme)),
    };
    diagnostics.extend(super::hosts::limits(site, &pages));
    (pages, diagnostics)
}

/// What a search for clashes found.
pub(super) struct Searched {
    /// The pages without those whose address another has before them.
    pub(super) pages: Vec<Page>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether files beside pages had to be looked at one by one.
    pub(super) was_thorough: bool,
}

/// Compares the addresses of all pages.
pub(super) fn without_clashes(site: &Site, asked: Asked) -> Searched {
    let Asked { mut pages, origins, beside } = asked;
    // Most files lie beside pages, and need not be looked at one by one: they clash only where their pages do, or with a page
    // whose address holds such a name.
    let is_own = |index: &usize| origins[*index].is_own();
    let all = (site, &*pages, &*origins);
    let (mut clashing, mut diagnostics, keys) = clashes(all, (0..pages.len()).filter(is_own).collect());
    let was_thorough = !clashing.is_empty() || keys.iter().any(|key| names_one(key, &beside));
    if was_thorough {
        (clashing, diagnostics, _) = clashes(all, (0..pages.len()).collect());
    }
    drop(keys);
    let (mut clashing, mut index) = (clashing.into_iter().peekable(), 0..);
    pages.retain(|_| index.next().is_none_or(|index| clashing.next_if_eq(&index).is_none()));
    Searched { pages, diagnostics, was_thorough }
}

/// Whether a page's key holds the name of a file that lies beside pages.
pub(super) fn names_one(key: &str, beside: &BTreeSet<&'static str>) -> bool {
    key.contains('.') && beside.iter().any(|name| key.contains(name))
}

/// What all outputs ask for, in their order; each is asked by itself.
pub(super) fn everything(site: &Site, theme: &Theme) -> Asked {
    let ask = |output: &&'static Output| {
        let mut plan = Plan { output, asked: Asked::default(), room: String::new() };
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
        all.beside.extend(asked.beside);
    }
    all
}

/// Compares some of the pages: those whose address another has before them, in rising order, what is wrong, and the keys of all.
fn clashes<'p>(
    (site, pages, origins): (&Site, &'p [Page], &[Origin]),
    compared: Vec<usize>,
) -> (Vec<usize>, Vec<Diagnostic>, Vec<Cow<'p, str>>) {
    let keys: Vec<Cow<'_, str>> = compared.iter().map(|index| file_key(pages[*index].url.as_str())).collect();
    let mut taken: HashMap<&str, usize> = HashMap::with_capacity(keys.len());
    let (mut clashing, mut diagnostics) = (Vec::new(), Vec::new());
    for (key, &index) in keys.iter().zip(&compared) {
        match taken.entry(key) {
            Entry::Occupied(first) => {
                let first = *first.get();
                if !matches!((&origins[first], &origins[index]), (Origin::Beside, Origin::Beside)) {
                    diagnostics.push(clash(site, (&pages[first], &origins[first]), (&pages[index], &origins[index])));
                }
                clashing.push(index);
            }
            Entry::Vacant(free) => _ = free.insert(index),
        }
    }
    drop(taken);
    if clashing.is_empty() {
        diagnostics.extend(files_in_the_way((site, pages, origins), &compared, &keys));
    }
    (clashing, diagnostics, keys)
}

/// What two addresses have in common if they are one file on some system: names that differ only in case or Unicode form
/// are. A folder's `index.html` is named by the folder with a `/`.
pub(super) fn file_key(url: &str) -> Cow<'_, str> {
    let path = &url[1..];
    let is_folded = path.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    let mut key = if is_folded {
        Cow::Borrowed(path)
    } else if path.is_ascii() {
        Cow::Owned(path.to_ascii_lowercase())
    } else {
        Cow::Owned(path.nfc().collect::<String>().to_lowercase())
    };
    let folder = key.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).map(str::len);
    if let Some(length) = folder {
        match &mut key {
            Cow::Borrowed(path) => *path = &path[..length],
            Cow::Owned(path) => path.truncate(length),
        }
    }
    key
}

/// A page `a` beside a page `a/b`: a name cannot be a file and a folder.
fn files_in_the_way(
    (site, pages, origins): (&Site, &[Page], &[Origin]),
    compared: &[usize],
    keys: &[Cow<'_, str>],
) -> Vec<Diagnostic> {
    let files: HashMap<&str, usize> =
        keys.iter().zip(compared).filter(|(key, _)| !key.ends_with('/')).map(|(key, index)| (&**key, *index)).collect();
    let mut found = BTreeSet::new();
    let mut last = "";
    for key in keys {
        // Neighbours mostly share their folders.
        let folders = key.match_indices('/').filter(|(at, _)| !last.starts_with(&key[..=*at]));
        found.extend(folders.filter_map(|(at, _)| files.get(&key[..at])).copied());
        last = key;
    }
    let report = |index: usize| {
        let (page, origin) = (&pages[index], &origins[index]);
        let message = format!("`{}` cannot be a file: other pages lie below it", page.url);
        Diagnostic::error(codes::URL_CLASH, place(site, origin, page), message).help("give one of them another address")
    };
    found.into_iter().map(report).collect()
}

fn clash(site: &Site, first: (&Page, &Origin), second: (&Page, &Origin)) -> Diagnostic {
    // The message stands at the file of an author, if only one of the two is.
    let ((page, origin), (other_page, other)) = match (first.1, second.1) {
        (Origin::Story(_) | Origin::Page(_) | Origin::Alias(_), Origin::Output | Origin::Beside | Origin::File(_)) => {
            (first, second)
        }
        _ => (second, first),
    };
    let message = if page.url == other_page.url {
        format!("two pages have the address `{}`", page.url)
    } else if page.url.file() == other_page.url.file() {
        format!("`{}` and `{}` are one file", page.url, other_page.url)
    } else {
        format!("`{}` and `{}` are one address where case or Unicode form does not count", page.url, other_page.url)
    };
    let diagnostic = Diagnostic::error(codes::URL_CLASH, place(site, origin, page), message);
    let diagnostic = match other {
        Origin::Output | Origin::Beside => {
            diagnostic.note(format!("the other one is Citewire's own: {}", other_page.output.about))
        }
        _ => diagnostic.note_at(place(site, other, other_page), "the other one"),
    };
    diagnostic.help("give one of them another `slug`, or another file name")
}

fn place(site: &Site, origin: &Origin, page: &Page) -> Place {
    match origin {
        Origin::Story(index) => {
            let article = &site.stories[*index as usize].article;
            Place::of(&article.file, article.slug.span)
        }
        Origin::Page(index) => {
            let page = &site.pages[*index as usize].page;
            Place::of(&page.file, page.path.span)
        }
        Origin::Alias(index) => {
            let alias = &site.aliases[*index as usize];
            Place::of(&alias.file, alias.span)
        }
        Origin::File(path) => Place::file(path.clone()),
        Origin::Output | Origin::Beside => Place::file(page.url.as_str()),
    }
}
