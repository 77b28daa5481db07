//! Pages that are apart, against a search of all addresses.

use proptest::prelude::*;

use super::*;
use crate::outputs::ALL;
use crate::outputs::clashes::are_folders_apart;
use std::collections::BTreeSet;

/// Pages each of which may have a file beside it; `in_folders`: also those that are files by themselves.
struct Asking {
    pages: Vec<Page>,
    /// The same, and these files.
    all: Vec<Page>,
    in_folders: bool,
}

impl Asking {
    fn of(texts: &[String], in_folders: bool) -> Self {
        let page = |url: UrlPath| Page { url, output: ALL[0], recipe: (0, 0) };
        let pages: Vec<Page> = texts.iter().map(|text| page(UrlPath::new(text).unwrap())).collect();
        let all = pages.iter().flat_map(|one| [one.clone()].into_iter().chain(beside(one, in_folders).map(page)));
        Self { all: all.collect(), pages, in_folders }
    }

    fn beside(&self) -> Beside {
        Beside { names: ["c.txt"].into(), in_folders: self.in_folders }
    }

    fn compared_with_none(&self) -> Compared {
        let own = self.all.iter().map(|page| self.pages.iter().any(|own| own.url.is_the_very_same(&page.url)));
        Compared { own: own.collect(), beside: self.beside(), taken: None }
    }

    fn compared(&self, last: Apart) -> Compared {
        self.compared_with_none().with(last, &self.all)
    }

    fn keep(self, compared: Compared, was_thorough: bool) -> Apart {
        compared.keep(Planned::new(self.all), was_thorough)
    }

    fn apart(self) -> Apart {
        let compared = self.compared_with_none();
        self.keep(compared, false)
    }
}

/// The file that lies beside a page.
fn beside(page: &Page, in_folders: bool) -> Option<UrlPath> {
    let has_file = in_folders || page.url.as_str().ends_with('/');
    page.url.file_below("c.txt", &mut String::new()).filter(|_| has_file)
}

/// What a search of all addresses says, with those of the files beside.
fn are_apart(pages: &[Page], in_folders: bool) -> bool {
    let with_file = |page: &Page| [Some(page.url.clone()), beside(page, in_folders)];
    let urls: Vec<UrlPath> = pages.iter().flat_map(with_file).flatten().collect();
    are_all_apart(&urls)
}

fn are_all_apart(urls: &[UrlPath]) -> bool {
    let keys: Vec<String> = urls.iter().map(|url| url.file().as_str().to_lowercase()).collect();
    let distinct: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
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
    prop::collection::vec(
        "(/[abB]){0,2}(/|/c|/c[.]txt|/c[.]html|/C[.]HTML|/c[.]html/|/c/|/index[.]html|/index[.]html[.]html|/index[.]html/c/)",
        0..6,
    )
}

proptest! {
    #[test]
    fn what_is_said_to_be_apart_still_is(in_folders: bool, walk in prop::collection::vec(addresses(), 1..6)) {
        let mut last = Asking::of(&[], in_folders).apart();
        for texts in walk {
            let now = Asking::of(&texts, in_folders);
            let compared = now.compared(last);
            prop_assert!(!compared.is_proven() || are_apart(&now.pages, in_folders), "{:?}", texts);
            let was_thorough = is_thorough(&now.pages, &now.beside());
            if !are_apart(&now.pages, in_folders) {
                let own: Vec<_> = now.pages.iter().map(|page| page.url.clone()).collect();
                prop_assert!(was_thorough || !are_all_apart(&own), "a search would not see that: {:?}", texts);
                break;
            }
            let again = Asking::of(&texts, in_folders);
            let compared = again.compared(now.keep(compared, was_thorough));
            prop_assert!(compared.is_proven() != was_thorough, "what was apart is so without a change: {:?}", texts);
            last = again.keep(compared, was_thorough);
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
        let last = Asking::of(&texts(last), in_folders).apart();
        Asking::of(&texts(now), in_folders).compared(last).is_proven()
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
        let last = Asking::of(&["/".to_owned()], true).apart();
        let now = Asking::of(&[vec!["/".to_owned()], named(end)].concat(), true).compared(last);
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
