//! Pages of which no two have one address, compared with those of the next plan: only addresses that are new are looked at.

use std::borrow::Cow;
use std::sync::Arc;

use ahash::{AHashSet as HashSet, RandomState};

use super::clashes::{file_key, names_one};
use super::plan::{Asked, Beside};
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
    beside: Beside,
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
        let Some(mut taken) = last.taken.or_else(|| Taken::of(&before, self.beside.in_folders)) else { return };
        gone.into_iter().for_each(|url| taken.remove(url));
        if new.iter().filter(|url| taken.may_have_below(url)).count() > FEW_FILES {
            return;
        }
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
            // It may lie beside a page.
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

    use super::super::clashes::are_folders_apart;
    use super::*;
    use crate::outputs::ALL;
    use std::collections::BTreeSet;

    /// Pages each of which may have a file beside it; `in_folders`: also those that are files by themselves.
    fn apart(texts: &[String], in_folders: bool) -> (Apart, Vec<Page>) {
        let page = |text: &String| Page { url: UrlPath::new(text).unwrap(), output: ALL[0], recipe: (0, 0) };
        let (own, beside) = (vec![true; texts.len()], Beside { names: ["c.txt"].into(), in_folders });
        (Apart { own, beside, ..Apart::default() }, texts.iter().map(page).collect())
    }

    /// What a search of all addresses says, with those of the files beside.
    fn are_apart(pages: &[Page], in_folders: bool) -> bool {
        let has_file = |url: &UrlPath| in_folders || url.as_str().ends_with('/');
        let with_file = |page: &Page| {
            let beside = page.url.file_below("c.txt", &mut String::new()).filter(|_| has_file(&page.url));
            [Some(page.url.clone()), beside]
        };
        let urls: Vec<UrlPath> = pages.iter().flat_map(with_file).flatten().collect();
        are_all_apart(&urls)
    }

    fn are_all_apart(urls: &[UrlPath]) -> bool {
        let keys: Vec<_> = urls.iter().map(|url| file_key(url.as_str())).collect();
        let distinct: BTreeSet<&str> = keys.iter().map(|key| &**key).collect();
        let is_free = |folder: &str| !distinct.contains(folder);
        distinct.len() == keys.len() && keys.iter().all(|key| key.match_indices('/').all(|(at, _)| is_free(&key[..at])))
    }

    /// Whether that search has to look at files beside pages one by one.
    fn is_thorough(pages: &[Page], beside: &Beside) -> bool {
        let keys: Vec<_> = pages.iter().map(|page| file_key(page.url.as_str())).collect();
        keys.iter().any(|key| names_one(key, beside))
            || beside.in_folders && !are_folders_apart(pages, &vec![Origin::Output; pages.len()], &keys)
    }

    fn addresses() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("(/[abB]){0,2}(/|/c|/c[.]txt|/c[.]html|/C[.]HTML|/c[.]html/|/c/|/index[.]html)", 0..6)
    }

    proptest! {
        #[test]
        fn what_is_said_to_be_apart_still_is(in_folders: bool, walk in prop::collection::vec(addresses(), 1..6)) {
            let mut last = apart(&[], in_folders).0;
            for texts in walk {
                let (mut now, pages) = apart(&texts, in_folders);
                now.compare(last, &pages);
                prop_assert!(!now.is_proven() || are_apart(&pages, in_folders), "{:?}", texts);
                let was_thorough = is_thorough(&pages, &now.beside);
                if !are_apart(&pages, in_folders) {
                    let own: Vec<_> = pages.iter().map(|page| page.url.clone()).collect();
                    prop_assert!(was_thorough || !are_all_apart(&own), "a search would not see that: {:?}", texts);
                    break;
                }
                (now.was_thorough, now.pages) = (was_thorough, Arc::new(pages));
                let (mut again, pages) = apart(&texts, in_folders);
                again.compare(now, &pages);
                prop_assert!(again.is_proven() != was_thorough, "what was apart is so without a change: {:?}", texts);
                (again.was_thorough, again.pages) = (was_thorough, Arc::new(pages));
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
        let proven = |last: &[&str], now: &[&str], in_folders| {
            let (mut last, pages) = apart(&texts(last), in_folders);
            last.pages = Arc::new(pages);
            let (mut apart, pages) = apart(&texts(now), in_folders);
            apart.compare(last, &pages);
            apart.is_proven()
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
            assert_eq!(proven(&["/", "/a/", "/b/", "/c.xml"], now, false), is_proven, "{now:?}");
        }
        for (now, is_proven) in [
            (&["/", "/b.html"][..], true),
            (&["/", "/a.html", "/b.html", "/c.html"], true),
            (&["/", "/a.html", "/b.html", "/a/"], false),
            (&["/", "/a.html", "/b.html", "/A/"], false),
            (&["/", "/a.html", "/b.html", "/a"], false),
            (&["/", "/a.html", "/b.html", "/a/picture.png"], true),
            (&["/", "/a.html", "/b.html", "/a/c.txt"], false),
            (&["/", "/a/", "/b.html"], true),
        ] {
            assert_eq!(proven(&["/", "/a.html", "/b.html"], now, true), is_proven, "{now:?} with folders");
        }
    }

    #[test]
    fn many_new_articles_are_proven_if_they_are_files_and_other_new_files_are_not() {
        let named = |end: &str| (0..20).map(|number| format!("/{number}{end}")).collect::<Vec<_>>();
        for (end, is_proven) in [(".html", true), ("/", true), (".xml", false)] {
            let (mut last, pages) = apart(&["/".to_owned()], true);
            last.pages = Arc::new(pages);
            let (mut now, pages) = apart(&[vec!["/".to_owned()], named(end)].concat(), true);
            now.compare(last, &pages);
            assert_eq!(now.is_proven(), is_proven, "{end}");
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
