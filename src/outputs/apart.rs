//! Pages of which no two have one address, compared with those of the next plan: only addresses that are new are looked at.

use std::borrow::Cow;

use ahash::{AHashSet as HashSet, RandomState};

use super::clashes::{file_key, names_one};
use super::plan::{Asked, Beside};
use super::{Origin, Page, Planned};
use crate::paths::{HTML, UrlPath};

/// More new and gone addresses than this are not compared one by one.
const FEW: usize = 200;
/// So many new files are compared with all addresses, since others may lie below them.
const FEW_FILES: usize = 8;
/// What stands in the address of a page below another whose name ends as an article's file does.
const BELOW_HTML: &str = ".html/";
/// How far is looked for the place where two lists go on alike.
const AHEAD: usize = 8;

/// Pages of which no two have one address.
#[derive(Debug)]
pub(super) struct Apart {
    pages: Planned,
    /// Whether the search for clashes had to look at the files beside them one by one.
    was_thorough: bool,
    compared: Compared,
}

impl Apart {
    /// The pages.
    pub(super) fn pages(&self) -> &Planned {
        &self.pages
    }
}

/// Pages that were asked for, as far as to compare them with the last ones says whether they are apart.
#[derive(Debug)]
pub(super) struct Compared {
    /// Which of them do not just lie beside others.
    own: Vec<bool>,
    beside: Beside,
    /// There if they are apart for sure; of others, made when they are compared for the first time.
    taken: Option<Taken>,
}

impl Compared {
    /// Without any to compare them with.
    pub(super) fn with_none(asked: &Asked) -> Self {
        let own = asked.origins.iter().map(Origin::is_own).collect();
        Self { own, beside: asked.beside.clone(), taken: None }
    }

    /// Compares the pages with the last ones.
    pub(super) fn with(self, last: Apart, pages: &[Page]) -> Self {
        let taken = self.taken(last, pages);
        Self { taken, ..self }
    }

    fn taken(&self, last: Apart, pages: &[Page]) -> Option<Taken> {
        if last.was_thorough || last.compared.beside != self.beside {
            return None;
        }
        let (before, now) = (own_urls(&last.pages, &last.compared.own), own_urls(pages, &self.own));
        let (gone, new) = differences(&before, &now)?;
        let mut taken = last.compared.taken.or_else(|| Taken::of(&before, self.beside.in_folders))?;
        gone.into_iter().for_each(|url| taken.remove(url));
        if new.iter().filter(|url| taken.may_have_below(url)).count() > FEW_FILES {
            return None;
        }
        let is_free = |url| taken.add(url, &self.beside) && !(taken.may_have_below(url) && is_in_the_way(url, &now));
        new.into_iter().all(is_free).then_some(taken)
    }

    /// Whether the comparison has shown that the pages are apart; if not, they may be all the same.
    pub(super) fn is_proven(&self) -> bool {
        self.taken.is_some()
    }

    /// For pages that are apart, by this comparison or by a search, which may have been thorough.
    pub(super) fn keep(self, pages: Planned, was_thorough: bool) -> Apart {
        Apart { pages, was_thorough, compared: self }
    }
}

fn own_urls<'p>(pages: &'p [Page], own: &[bool]) -> Vec<&'p UrlPath> {
    pages.iter().zip(own).filter(|(_, own)| **own).map(|(page, _)| &page.url).collect()
}

/// The addresses of pages that are apart, each by the hash of its key: two of one hash count as clashing, which is not believed
/// but looked into.
#[derive(Debug)]
struct Taken {
    hasher: RandomState,
    hashes: HashSet<u64>,
    /// Whether the folders of pages that are files by themselves are taken, too.
    with_folders: bool,
    /// Whether an address may lie below a name like that of an article's file, as none does but for a mistake.
    below_html: bool,
}

impl Taken {
    fn of(urls: &[&UrlPath], with_folders: bool) -> Option<Self> {
        let hashes = HashSet::with_capacity(urls.len());
        let mut taken = Self { hasher: RandomState::new(), hashes, with_folders, below_html: false };
        urls.iter().all(|url| taken.insert_all(url)).then_some(taken)
    }

    fn hash(&self, key: &str) -> u64 {
        self.hasher.hash_one(key)
    }

    fn insert(&mut self, key: &str) -> bool {
        self.below_html |= key.contains(BELOW_HTML);
        let hash = self.hash(key);
        self.hashes.insert(hash)
    }

    fn insert_all(&mut self, url: &UrlPath) -> bool {
        self.insert(&file_key(url.as_str())) && self.folder(url).is_none_or(|folder| self.insert(&file_key(&folder)))
    }

    fn remove(&mut self, url: &UrlPath) {
        let folder = self.folder(url);
        for address in [Some(url.as_str()), folder.as_deref()].into_iter().flatten() {
            let hash = self.hash(&file_key(address));
            self.hashes.remove(&hash);
        }
    }

    /// The folder that a page takes besides its own address.
    fn folder<'u>(&self, url: &'u UrlPath) -> Option<Cow<'u, str>> {
        (self.with_folders && url.stem().is_some()).then(|| url.folder())
    }

    /// Whether other addresses may lie below a new one, so that all have to be looked at.
    fn may_have_below(&self, url: &UrlPath) -> bool {
        let url = url.as_str();
        !url.ends_with('/') && (self.below_html || !url.ends_with(HTML))
    }

    /// Adds an address; whether it is apart from all others for sure.
    fn add(&mut self, url: &UrlPath, beside: &Beside) -> bool {
        let fits = |address: &str| {
            let key = file_key(address);
            let mut folders = key.match_indices('/').map(|(at, _)| &key[..at]);
            let is_free = |key| !self.hashes.contains(&self.hash(key));
            // What is named as files beside pages are may be one of these, which are not among the hashes.
            !names_one(&key, beside) && folders.all(is_free) && is_free(&format!("{key}/"))
        };
        fits(url.as_str()) && self.folder(url).is_none_or(|folder| fits(&folder)) && self.insert_all(url)
    }
}

/// Whether an address is a file, and others lie below it.
fn is_in_the_way(url: &UrlPath, all: &[&UrlPath]) -> bool {
    let key = file_key(url.as_str());
    let is_below =
        |other: &&UrlPath| file_key(other.as_str()).strip_prefix(&*key).is_some_and(|rest| rest.starts_with('/'));
    !key.is_empty() && !key.ends_with('/') && all.iter().any(is_below)
}

/// What is in the first list only, and in the second only, if that is little. What moved may be in both.
fn differences<'u>(last: &[&'u UrlPath], now: &[&'u UrlPath]) -> Option<(Vec<&'u UrlPath>, Vec<&'u UrlPath>)> {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    while i < last.len() || j < now.len() {
        if last.get(i) == now.get(j) {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        // The lists go on alike so far ahead in one of them: what is skipped there is gone, or new.
        let step = |ahead: usize| {
            let is_gone = last.get(i + ahead) == now.get(j);
            (is_gone || last.get(i) == now.get(j + ahead)).then_some(if is_gone { (ahead, 0) } else { (0, ahead) })
        };
        let (skipped, added) = (1..=AHEAD).find_map(step).unwrap_or((1, 1));
        gone.extend(last.iter().skip(i).take(skipped));
        new.extend(now.iter().skip(j).take(added));
        if gone.len() + new.len() > FEW {
            return None;
        }
        (i, j) = (i + skipped, j + added);
    }
    Some((gone, new))
}

#[cfg(test)]
mod tests;
