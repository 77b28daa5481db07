//! The pages of a plan, and the way to one by its address.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use ahash::{AHashMap as HashMap, RandomState};

use super::Page;

/// All pages of a plan, shared by all that hold it: a clone is the same plan.
#[derive(Debug, Clone, Default)]
pub struct Planned {
    pages: Arc<Vec<Page>>,
    /// Made by [`index`](Self::index).
    addresses: Arc<OnceLock<Addresses>>,
}

impl Planned {
    /// Of these pages.
    pub(super) fn new(pages: Vec<Page>) -> Self {
        Self { pages: Arc::new(pages), addresses: Arc::default() }
    }

    /// The pages; none if somebody else has them, too.
    pub(super) fn into_pages(self) -> Vec<Page> {
        Arc::try_unwrap(self.pages).unwrap_or_default()
    }

    /// Whether both are one plan: not only equal, but one value.
    #[must_use]
    pub fn is_the_very_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.pages, &other.pages)
    }

    /// The page with an address, unescaped and without the base path.
    #[must_use]
    pub fn find(&self, address: &str) -> Option<&Page> {
        match self.addresses.get() {
            Some(addresses) => addresses.find(address, &self.pages),
            None => search(address, &self.pages),
        }
    }

    /// Gets ready to find pages at once. To look for one takes a fraction of that.
    pub fn index(&self) {
        self.addresses.get_or_init(|| Addresses::of(&self.pages));
    }
}

impl Deref for Planned {
    type Target = [Page];

    fn deref(&self) -> &[Page] {
        &self.pages
    }
}

/// Looks through all pages.
fn search<'p>(address: &str, pages: &'p [Page]) -> Option<&'p Page> {
    pages.iter().find(|page| page.url.as_str() == address)
}

/// Finds pages by the hashes of their addresses: to hold a hundred thousand addresses, and to let them go, takes longer.
#[derive(Debug)]
struct Addresses {
    hasher: RandomState,
    /// Of several pages with one hash, the last.
    by_hash: HashMap<u64, u32>,
}

impl Addresses {
    fn of(pages: &[Page]) -> Self {
        let hasher = RandomState::new();
        let by_hash = pages.iter().map(|page| hasher.hash_one(page.url.as_str())).zip(0..).collect();
        Self { hasher, by_hash }
    }

    fn find<'p>(&self, address: &str, pages: &'p [Page]) -> Option<&'p Page> {
        let page = &pages[*self.by_hash.get(&self.hasher.hash_one(address))? as usize];
        if page.url.as_str() == address { Some(page) } else { search(address, pages) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::UrlPath;

    #[test]
    fn a_page_is_found_whatever_hashes_others_have() {
        let page = |url: &str| Page { url: UrlPath::new(url).unwrap(), output: crate::outputs::ALL[0], recipe: (0, 0) };
        let pages: Vec<Page> = ["/", "/a/", "/b/"].map(page).into();
        let found = |addresses: &Addresses, url: &str| addresses.find(url, &pages).map(|page| page.url.to_string());
        let planned = Planned::new(pages.clone());
        for _ in 0..2 {
            let found = |url: &str| planned.find(url).map(|page| page.url.to_string());
            for url in ["/", "/a/", "/b/"] {
                assert_eq!(found(url).as_deref(), Some(url));
            }
            assert_eq!(found("/c/"), None);
            planned.index();
        }
        let mut addresses = Addresses::of(&pages);
        let hash = |addresses: &Addresses, url: &str| addresses.hasher.hash_one(url);
        addresses.by_hash.insert(hash(&addresses, "/a/"), 2);
        addresses.by_hash.insert(hash(&addresses, "/c/"), 2);
        assert_eq!(found(&addresses, "/a/").as_deref(), Some("/a/"), "its hash leads to another one");
        assert_eq!(found(&addresses, "/c/"), None, "its hash is that of another one");
    }
}
