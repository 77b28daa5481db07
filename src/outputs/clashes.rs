//! Pages that have one address, or that cannot lie side by side: found, reported and left out of the plan.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use ahash::{AHashMap as HashMap, AHashSet as HashSet};
use unicode_normalization::UnicodeNormalization;

use super::plan::{Asked, Beside, Origin, Page};
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::paths::UrlPath;
use crate::site::Site;

/// What to do about two pages with one place.
const ANOTHER_NAME: &str = "give one of them another `slug`, or another file name";

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
    let are_pages_apart = clashing.is_empty();
    let was_thorough = !are_pages_apart
        || keys.iter().any(|key| names_one(key, &beside))
        || beside.in_folders && !are_folders_apart(&pages, &origins, &keys);
    if was_thorough {
        (clashing, diagnostics, _) = clashes(all, (0..pages.len()).collect());
        diagnostics.extend(if are_pages_apart { files_beside_two(all, &clashing) } else { Vec::new() });
    }
    drop(keys);
    let (mut clashing, mut index) = (clashing.into_iter().peekable(), 0..);
    pages.retain(|_| index.next().is_none_or(|index| clashing.next_if_eq(&index).is_none()));
    Searched { pages, diagnostics, was_thorough }
}

/// A folder with the name of the file that a page is: to keys, the page has the name of the folder around it.
const INDEX_FOLDER: &str = "index.html/";

/// Whether a page's key holds the name of a file that lies beside pages, or is one.
pub(super) fn names_one(key: &str, beside: &Beside) -> bool {
    key.contains('.') && (key.contains(INDEX_FOLDER) || beside.names.iter().any(|name| key.contains(name)))
}

/// Whether the folders of pages that are files by themselves are no other page's, and no files: `keys` are those of the pages
/// that do not just lie beside others, and all different.
pub(super) fn are_folders_apart(pages: &[Page], origins: &[Origin], keys: &[Cow<'_, str>]) -> bool {
    let own = pages.iter().zip(origins).filter(|(_, origin)| origin.is_own());
    let folders: Vec<Cow<'_, str>> = own.filter_map(|(page, _)| page.url.stem()).map(folded).collect();
    let mut taken: HashSet<&str> = keys.iter().map(|key| key.strip_suffix('/').unwrap_or(key)).collect();
    folders.iter().all(|folder| folder_of_index(folder).is_none() && taken.insert(folder))
}

/// Of files that clash while no pages do: the pages that keep them in one folder.
fn files_beside_two((site, pages, origins): (&Site, &[Page], &[Origin]), clashing: &[usize]) -> Vec<Diagnostic> {
    let beside = clashing.iter().filter(|index| !origins[**index].is_own()).map(|index| &pages[*index].url);
    let folder =
        |url: &UrlPath| url.as_str().rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let folders: BTreeSet<String> = beside.map(folder).collect();
    let report = |folder: &String| {
        let keeps_files = |index: &usize| matches!(origins[*index], Origin::Story(_) | Origin::Page(_));
        let holds = |index: &usize| keeps_files(index) && file_key(&pages[*index].url.folder()) == file_key(folder);
        let mut both = (0..pages.len()).filter(holds);
        let (first, second) = both.next().zip(both.next())?;
        let [(page, origin), (other, its)] = [first, second].map(|index| (&pages[index], &origins[index]));
        let message = format!("`{}` and `{}` keep their files in one folder, `{folder}`", page.url, other.url);
        let diagnostic = Diagnostic::error(codes::URL_CLASH, place(site, origin, page), message);
        Some(diagnostic.note_at(place(site, its, other), "the other one").help(ANOTHER_NAME))
    };
    folders.iter().filter_map(report).collect()
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
    let mut key = folded(url);
    if let Some(length) = folder_of_index(&key).map(str::len) {
        match &mut key {
            Cow::Borrowed(path) => *path = &path[..length],
            Cow::Owned(path) => path.truncate(length),
        }
    }
    key
}

/// The folder of an `index.html`, empty or with its `/`.
pub(super) fn folder_of_index(path: &str) -> Option<&str> {
    path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'))
}

/// An address without its first `/` and without differences in case and Unicode form.
fn folded(url: &str) -> Cow<'_, str> {
    let path = &url[1..];
    if path.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(path)
    } else if path.is_ascii() {
        Cow::Owned(path.to_ascii_lowercase())
    } else {
        Cow::Owned(path.nfc().collect::<String>().to_lowercase())
    }
}

/// A page `a` beside a page `a/b`: a name cannot be a file and a folder.
fn files_in_the_way(
    (site, pages, origins): (&Site, &[Page], &[Origin]),
    compared: &[usize],
    keys: &[Cow<'_, str>],
) -> Vec<Diagnostic> {
    // The key of a folder's `index.html` is the folder's, which matters only where something lies below that name.
    let with_folders = keys.iter().any(|key| key.contains(INDEX_FOLDER));
    let is_file = |key: &str| with_folders || !key.is_empty() && !key.ends_with('/');
    let files: HashMap<&str, usize> =
        keys.iter().zip(compared).filter(|(key, _)| is_file(key)).map(|(key, index)| (&**key, *index)).collect();
    let file = |name: &str| files.get(name).or_else(|| files.get(folder_of_index(name)?)).copied();
    // Each file in the way, with the first page below it.
    let mut found = BTreeMap::new();
    let mut last = "";
    for (key, below) in keys.iter().zip(compared) {
        // Neighbours mostly share their folders.
        let folders = key.match_indices('/').filter(|(at, _)| !last.starts_with(&key[..=*at]));
        let in_the_way = folders.filter_map(|(at, _)| file(&key[..at]));
        in_the_way.for_each(|index| _ = found.entry(index).or_insert(*below));
        last = key;
    }
    let report = |(index, below): (usize, usize)| {
        let [file, below] = [index, below].map(|index| (&pages[index], &origins[index]));
        let message = format!("`{}` lies below `/{}`, which is a file", below.0.url, file.0.url.file());
        about_two(site, file, below, |_, _| message).help("give one of them another address")
    };
    found.into_iter().map(report).collect()
}

fn clash(site: &Site, first: (&Page, &Origin), second: (&Page, &Origin)) -> Diagnostic {
    let message = |page: &Page, other: &Page| {
        if page.url == other.url {
            format!("two pages have the address `{}`", page.url)
        } else if page.url.file() == other.url.file() {
            format!("`{}` and `{}` are one file", page.url, other.url)
        } else {
            format!("`{}` and `{}` are one address where case or Unicode form does not count", page.url, other.url)
        }
    };
    about_two(site, first, second, message).help(ANOTHER_NAME)
}

/// What is wrong between two pages.
fn about_two(
    site: &Site,
    first: (&Page, &Origin),
    second: (&Page, &Origin),
    message: impl FnOnce(&Page, &Page) -> String,
) -> Diagnostic {
    // The message stands at the file of an author, if only one of the two is.
    let ((page, origin), (other_page, other)) = match (first.1, second.1) {
        (Origin::Story(_) | Origin::Page(_) | Origin::Alias(_), Origin::Output | Origin::Beside | Origin::File(_)) => {
            (first, second)
        }
        _ => (second, first),
    };
    let message = message(page, other_page);
    let diagnostic = Diagnostic::error(codes::URL_CLASH, place(site, origin, page), message);
    match other {
        Origin::Output | Origin::Beside => {
            diagnostic.note(format!("the other one is Citewire's own: {}", other_page.output.about))
        }
        _ => diagnostic.note_at(place(site, other, other_page), "the other one"),
    }
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
