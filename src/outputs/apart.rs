//! Pages of which no two have one address, compared with those of the next plan: only addresses that are new are looked at.

use std::collections::BTreeSet;
use std::sync::Arc;

use ahash::{AHashSet as HashSet, RandomState};

use super::clashes::{file_key, names_one};
use super::plan::Asked;
use super::{Origin, Page};
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
#[derive(Debug, Default)]
pub(super) struct Apart {
    pub(super) pages: Arc<Vec<Page>>,
    /// Which of them do not just lie beside others.
    own: Vec<bool>,
    /// Names of files beside pages.
    beside: BTreeSet<&'static str>,
    /// Whether the search for clashes had to look at these files one by one.
    pub(super) was_thorough: bool,
    /// Made when they are compared for the first time.
    taken: Option<Taken>,
}

impl Apart {
    /// For the pages that were asked for, if they turn out to be apart.
    pub(super) fn new(asked: &Asked) -> Self {
        let own = asked.origins.iter().map(Origin::is_own).collect();
        Self { own, beside: asked.beside.clone(), ..Self::default() }
    }

    /// Compares its `pages` with the last ones, which are apart.
    pub(super) fn compare(&mut self, last: Self, pages: &[Page]) {
        if last.was_thorough || last.beside != self.beside {
            return;
        }
        let (before, now) = (own_urls(&last.pages, &last.own), own_urls(pages, &self.own));
        let Some((gone, new)) = differences(&before, &now) else { return };
        if new.iter().filter(|url| !url.as_str().ends_with('/')).count() > FEW_FILES {
            return;
        }
        let Some(mut taken) = last.taken.or_else(|| Taken::of(&before)) else { return };
        gone.into_iter().for_each(|url| taken.remove(url));
        let is_free = |url| taken.add(url, &self.beside) && !(taken.may_have_below(url) && is_in_the_way(url, &now));
        self.taken = new.into_iter().all(is_free).then_some(taken);
    }

    /// Whether the comparison has shown that the pages are apart; if not, they may be all the same.
    pub(super) fn is_proven(&self) -> bool {
        self.taken.is_some()
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
    /// Whether an address may lie below a name like that of an article's file, as none does but for a mistake.
    below_html: bool,
}

impl Taken {
    fn of(urls: &[&UrlPath]) -> Option<Self> {
        let hashes = HashSet::with_capacity(urls.len());
        let mut taken = Self { hasher: RandomState::new(), hashes, below_html: false };
        urls.iter().all(|url| taken.insert(&file_key(url.as_str()))).then_some(taken)
    }

    fn hash(&self, key: &str) -> u64 {
        self.hasher.hash_one(key)
    }

    fn insert(&mut self, key: &str) -> bool {
        self.below_html |= key.contains(BELOW_HTML);
        let hash = self.hash(key);
        self.hashes.insert(hash)
    }

    fn remove(&mut self, url: &UrlPath) {
        let hash = self.hash(&file_key(url.as_str()));
        self.hashes.remove(&hash);
    }

    /// Whether other addresses may lie below a new one, so that all have to be looked at.
    fn may_have_below(&self, url: &UrlPath) -> bool {
        self.below_html || !url.as_str().ends_with(HTML)
    }

    /// Adds an address; whether it is apart from all others for sure.
    fn add(&mut self, url: &UrlPath, beside: &BTreeSet<&'static str>) -> bool {
        let key = file_key(url.as_str());
        let mut folders = key.match_indices('/').map(|(at, _)| &key[..at]);
        // It may lie beside a page.
        !names_one(&key, beside) && folders.all(|folder| !self.hashes.contains(&self.hash(folder))) && self.insert(&key)
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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::outputs::ALL;

    fn apart(texts: &[String]) -> (Apart, Vec<Page>) {
        let page = |text: &String| Page { url: UrlPath::new(text).unwrap(), output: ALL[0], recipe: (0, 0) };
        let (own, beside) = (vec![true; texts.len()], BTreeSet::from(["c.txt"]));
        (Apart { own, beside, ..Apart::default() }, texts.iter().map(page).collect())
    }

    /// What a search of all addresses says.
    fn are_apart(pages: &[Page]) -> bool {
        let keys: Vec<_> = pages.iter().map(|page| file_key(page.url.as_str())).collect();
        let distinct: BTreeSet<&str> = keys.iter().map(|key| &**key).collect();
        let is_free = |folder: &str| !distinct.contains(folder);
        distinct.len() == keys.len() && keys.iter().all(|key| key.match_indices('/').all(|(at, _)| is_free(&key[..at])))
    }

    fn addresses() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("(/[abB]){0,2}(/|/c|/c[.]txt|/c[.]html|/C[.]HTML|/c[.]html/|/c/|/index[.]html)", 0..6)
    }

    proptest! {
        #[test]
        fn what_is_said_to_be_apart_still_is(walk in prop::collection::vec(addresses(), 1..6)) {
            let mut last = Apart::default();
            last.beside.insert("c.txt");
            for texts in walk {
                let (mut now, pages) = apart(&texts);
                now.compare(last, &pages);
                prop_assert!(!now.is_proven() || are_apart(&pages), "{:?}", texts);
                if !are_apart(&pages) {
                    break;
                }
                now.pages = Arc::new(pages);
                let (mut again, pages) = apart(&texts);
                again.compare(now, &pages);
                prop_assert!(again.is_proven(), "what was apart is so without a change: {:?}", texts);
                again.pages = Arc::new(pages);
                last = again;
            }
        }

        #[test]
        fn the_first_list_with_the_differences_is_the_second(a in addresses(), b in addresses()) {
            let urls = |texts: &[String]| texts.iter().map(|text| UrlPath::new(text).unwrap()).collect::<Vec<_>>();
            let (a, b) = (urls(&a), urls(&b));
            let (mut with_new, mut with_gone): (Vec<_>, Vec<_>) = (a.iter().collect(), b.iter().collect());
            let (gone, new) = differences(&with_new, &with_gone).unwrap();
            with_new.extend(new);
            with_gone.extend(gone);
            with_new.sort();
            with_gone.sort();
            prop_assert_eq!(with_new, with_gone);
        }
    }

    #[test]
    fn a_new_page_is_proven_and_a_name_that_is_taken_is_not() {
        let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (first, pages) = apart(&texts(&["/", "/a/", "/b/", "/c.xml"]));
        let last = || Apart {
            pages: Arc::new(pages.clone()),
            own: first.own.clone(),
            beside: first.beside.clone(),
            ..Apart::default()
        };
        for (now, is_proven) in [
            (&["/", "/a/", "/b/", "/c.xml"][..], true),
            (&["/", "/a/", "/n/", "/c.xml"], true),
            (&["/", "/b/"], true),
            (&["/", "/a/", "/A/", "/b/", "/c.xml"], false),
            (&["/", "/a/", "/b/", "/c.xml", "/c.xml/d/"], false),
            (&["/", "/a/", "/b/", "/c.xml", "/d.xml"], true),
            (&["/", "/a/", "/b/", "/c.xml", "/a"], false),
            (&["/", "/a/", "/b/", "/c.xml", "/b/c.txt"], false),
            (&["/", "/a/", "/b/", "/c.xml", "/b.html"], true),
            (&["/", "/a/", "/b/", "/c.xml", "/n.html"], true),
            (&["/", "/a/", "/b/", "/c.xml", "/n.html", "/n.html/d/"], false),
        ] {
            let (mut apart, pages) = apart(&texts(now));
            apart.compare(last(), &pages);
            assert_eq!(apart.is_proven(), is_proven, "{now:?}");
        }
    }

    #[test]
    fn too_many_differences_are_not_listed() {
        let url = |number: usize| UrlPath::new(format!("/{number}/")).unwrap();
        let urls: Vec<UrlPath> = (0..FEW + 1).map(url).collect();
        let all: Vec<&UrlPath> = urls.iter().collect();
        assert!(differences(&all, &[]).is_none());
        assert!(differences(&all[1..], &[]).is_some());
    }
}
