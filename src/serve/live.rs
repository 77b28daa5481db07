//! What is served at this moment: the last good site, and what is wrong since. Replaced as a whole.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, OnceLock};

use ahash::AHashMap as HashMap;
use tokio::sync::watch;

use super::problem::Problem;
use super::workshop::Outcome;
use crate::diagnostics::Diagnostic;
use crate::outputs::Page;
use crate::pipeline::Prepared;

/// The present state, shared by all requests.
#[derive(Debug)]
pub(super) struct Live {
    state: watch::Sender<Arc<State>>,
    /// Tells this run of the server from others, so that pages of another run are known to be old.
    run: String,
}

/// The last good site, and what is wrong since.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Grows with every change, good or bad.
    number: u64,
    /// The last site that could be built; none if the first build failed.
    pub(super) good: Option<Arc<Generation>>,
    /// Why the files as they are cannot be built.
    pub(super) problem: Option<Arc<Problem>>,
}

/// A site that was built.
#[derive(Debug)]
pub(super) struct Generation {
    number: u64,
    /// Renders its pages.
    pub(super) prepared: Prepared,
    /// Shared with the generations that have the same pages; made when nobody waits for an answer.
    addresses: Arc<OnceLock<Addresses>>,
}

/// Finds pages by the hashes of their addresses: to hold a hundred thousand addresses, and to let them go, takes longer.
#[derive(Debug)]
struct Addresses {
    hasher: ahash::RandomState,
    /// Of several pages with one hash, the last.
    by_hash: HashMap<u64, u32>,
}

impl Addresses {
    fn of(pages: &[Page]) -> Self {
        let hasher = ahash::RandomState::new();
        let by_hash = pages.iter().map(|page| hasher.hash_one(page.url.as_str())).zip(0..).collect();
        Self { hasher, by_hash }
    }

    fn find<'p>(&self, address: &str, pages: &'p [Page]) -> Option<&'p Page> {
        let page = &pages[*self.by_hash.get(&self.hasher.hash_one(address))? as usize];
        if page.url.as_str() == address { Some(page) } else { search(address, pages) }
    }
}

/// Looks through all pages.
fn search<'p>(address: &str, pages: &'p [Page]) -> Option<&'p Page> {
    pages.iter().find(|page| page.url.as_str() == address)
}

impl Generation {
    fn new(number: u64, prepared: Prepared, last: Option<&Self>) -> Self {
        let same = last.filter(|last| Arc::ptr_eq(&last.prepared.pages, &prepared.pages));
        let addresses = same.map(|last| last.addresses.clone()).unwrap_or_default();
        Self { number, prepared, addresses }
    }

    /// The page with this address (unescaped, without the base path).
    pub(super) fn page(&self, address: &str) -> Option<&Page> {
        let pages = &*self.prepared.pages;
        match self.addresses.get() {
            Some(addresses) => addresses.find(address, pages),
            // To look through all once takes a fraction of the time of making the map.
            None => search(address, pages),
        }
    }

    /// Gets ready to find pages at once.
    fn index(&self) {
        self.addresses.get_or_init(|| Addresses::of(&self.prepared.pages));
    }

    /// Base path of all addresses: empty, or `/repo`.
    pub(super) fn base(&self) -> &str {
        &self.prepared.renderer.site().config.base_url.path
    }
}

impl Live {
    /// Nothing is served yet.
    pub(super) fn new() -> Self {
        let run = format!("{:x}", RandomState::new().build_hasher().finish());
        Self { state: watch::Sender::new(Arc::default()), run }
    }

    /// The present state; it stays as it is for as long as it is held.
    pub(super) fn now(&self) -> Arc<State> {
        self.state.borrow().clone()
    }

    /// Hears of every change.
    pub(super) fn subscribe(&self) -> watch::Receiver<Arc<State>> {
        self.state.subscribe()
    }

    /// Makes ready what only speeds up later answers.
    pub(super) fn index(&self) {
        self.now().good.iter().for_each(|good| good.index());
    }

    /// Puts what a rebuild brought in the place of the present state; returns what is wrong, if anything.
    pub(super) fn publish(&self, outcome: Outcome) -> Option<Arc<Problem>> {
        let now = self.now();
        let number = now.number + 1;
        let next = match outcome {
            Outcome::Unchanged => return now.problem.clone(),
            Outcome::Good(prepared) => {
                let generation = Generation::new(number, *prepared, now.good.as_deref());
                State { number, good: Some(Arc::new(generation)), problem: None }
            }
            Outcome::Bad(problem) => State { number, good: now.good.clone(), problem: Some(Arc::new(problem)) },
        };
        let problem = next.problem.clone();
        self.state.send_replace(Arc::new(next));
        problem
    }

    /// Names the state, for pages that hold for this state alone.
    pub(super) fn state_id(&self, state: &State) -> String {
        format!("{}-{}", self.run, state.number)
    }

    /// Names the last good site, for pages of it; empty if there is none.
    pub(super) fn generation_id(&self, state: &State) -> String {
        state.good.as_ref().map(|good| format!("{}-{}", self.run, good.number)).unwrap_or_default()
    }

    /// The warnings that an earlier state did not have.
    pub(super) fn new_warnings(&self, before: &State) -> Vec<Diagnostic> {
        let of = |state: &State| state.good.as_ref().map(|g| g.prepared.diagnostics.clone()).unwrap_or_default();
        let known = of(before);
        of(&self.now()).into_iter().filter(|warning| !known.contains(warning)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_whatever_hashes_others_have() {
        let page = |url: &str| {
            let url = crate::paths::UrlPath::new(url).unwrap();
            Page { url, output: crate::outputs::ALL[0], recipe: (0, 0) }
        };
        let pages: Vec<Page> = ["/", "/a/", "/b/"].map(page).into();
        let found = |addresses: &Addresses, url: &str| addresses.find(url, &pages).map(|page| page.url.to_string());
        let mut addresses = Addresses::of(&pages);
        for url in ["/", "/a/", "/b/"] {
            assert_eq!(found(&addresses, url).as_deref(), Some(url));
        }
        assert_eq!(found(&addresses, "/c/"), None);
        let hash = |addresses: &Addresses, url: &str| addresses.hasher.hash_one(url);
        addresses.by_hash.insert(hash(&addresses, "/a/"), 2);
        addresses.by_hash.insert(hash(&addresses, "/c/"), 2);
        assert_eq!(found(&addresses, "/a/").as_deref(), Some("/a/"), "its hash leads to another one");
        assert_eq!(found(&addresses, "/c/"), None, "its hash is that of another one");
    }
}
