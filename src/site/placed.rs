//! Articles with what the steps of assembling ask of each: its address, its moment, and which rare things it has.
//!
//! Articles lie all over the memory, and to touch a hundred thousand of them means to wait for it as often. What is made here
//! lies side by side: to go through all, or to take hold of all and to let them go, takes a fraction of that. It is made once
//! for each article, and kept for the next assembly.

use std::sync::Arc;

use ahash::AHashMap as HashMap;
use rayon::prelude::*;

use super::address::permalink;
use super::facts::Facts;
use crate::config::Permalink;
use crate::content::Article;
use crate::diagnostics::Diagnostic;
use crate::paths::UrlPath;

/// No place.
pub(super) const NONE: u32 = u32::MAX;

/// An article and its address. What is told of it here is read from this one article and the settings alone.
#[derive(Debug)]
pub struct Placed {
    /// The article.
    pub article: Arc<Article>,
    /// Its address.
    pub url: UrlPath,
    pub(super) facts: Facts,
    /// Why it has no possible address, if so: then it is no story.
    pub(super) mistake: Option<Box<Diagnostic>>,
}

impl Placed {
    pub(super) fn new(article: &Arc<Article>, pattern: &Permalink) -> Self {
        let (article, facts) = (article.clone(), Facts::of(article));
        match permalink(&pattern.0, &article) {
            Ok(url) => Self { article, url, facts, mistake: None },
            Err(mistake) => {
                Self { article, url: UrlPath::new("/").expect("the root is an address"), facts, mistake: Some(mistake) }
            }
        }
    }
}

/// All articles as they were placed the last time, in the order of their paths.
#[derive(Debug, Default)]
pub(super) struct AllPlaced {
    permalink: Option<Permalink>,
    all: Vec<Arc<Placed>>,
}

/// What has become of the articles of the last time.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// For each of the last ones, where it is now, or [`NONE`].
    pub(super) now_of: Vec<u32>,
    /// Those that are nowhere, with the places where they were, in their order.
    gone: Vec<(u32, Arc<Placed>)>,
}

impl Moved {
    /// One that is nowhere any more, by the place where it was.
    pub(super) fn gone(&self, place: u32) -> Option<&Arc<Placed>> {
        let at = self.gone.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        Some(&self.gone[at].1)
    }
}

impl AllPlaced {
    /// Places these articles; one that is the very same as the last time stays as it is, unless the permalinks are others.
    pub(super) fn update(&mut self, articles: &[Arc<Article>], permalink: &Permalink) -> (&[Arc<Placed>], Moved) {
        let mut last: Vec<Option<Arc<Placed>>> = std::mem::take(&mut self.all).into_iter().map(Some).collect();
        let last_of = match self.permalink.as_ref() == Some(permalink) {
            true => {
                let of_last = |placed: &Option<Arc<Placed>>| placed.as_ref().map(|placed| Arc::as_ptr(&placed.article));
                same(
                    &last.iter().filter_map(of_last).collect::<Vec<_>>(),
                    &articles.iter().map(Arc::as_ptr).collect::<Vec<_>>(),
                )
            }
            false => vec![NONE; articles.len()],
        };
        let new: Vec<&Arc<Article>> =
            articles.iter().zip(&last_of).filter(|(_, last)| **last == NONE).map(|(article, _)| article).collect();
        let place = |article: &&Arc<Article>| Arc::new(Placed::new(article, permalink));
        let mut new = new.par_iter().with_min_len(64).map(place).collect::<Vec<_>>().into_iter();
        let mut now_of = vec![NONE; last.len()];
        let placed = (0u32..).zip(&last_of).filter_map(|(place, of)| match last.get_mut(*of as usize) {
            Some(known) => {
                now_of[*of as usize] = place;
                known.take()
            }
            None => new.next(),
        });
        self.all = placed.collect();
        debug_assert_eq!(self.all.len(), articles.len(), "every article has a place");
        self.permalink = Some(permalink.clone());
        let gone = (0u32..).zip(last).filter_map(|(place, placed)| Some((place, placed?))).collect();
        (&self.all, Moved { now_of, gone })
    }
}

/// For each of the things now, its place among the last ones, or [`NONE`]. Most edits change few: what is the same before and
/// behind these is found by comparing.
fn same<T>(last: &[*const T], now: &[*const T]) -> Vec<u32> {
    let before = last.iter().zip(now).take_while(|(a, b)| a == b).count();
    let (last_rest, now_rest) = (&last[before..], &now[before..]);
    let behind = last_rest.iter().rev().zip(now_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = last_rest.len() - behind;
    let number = |place: usize| u32::try_from(place).unwrap_or(NONE);
    let places: HashMap<*const T, u32> = last_rest[..middle].iter().copied().zip(number(before)..).collect();
    let between = &now_rest[..now_rest.len() - behind];
    (0..number(before))
        .chain(between.iter().map(|thing| places.get(thing).copied().unwrap_or(NONE)))
        .chain(number(before + middle)..number(last.len()))
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::config::Publishers;
    use crate::content::{ContentFile, ContentKind, Record, parse};
    use crate::diagnostics::FileText;

    /// An article with these keys and this text.
    pub(in crate::site) fn article(front: &str, text: &str) -> Arc<Article> {
        let config = FileText { path: "citewire.yaml".into(), text: "title: T\nbase_url: https://a.example\n".into() };
        let config = crate::config::parse(config).0;
        let text = format!("---\ntitle: A\nkind: opinion\ndate: 2026-11-20\n{front}---\n{text}\n");
        let file = FileText { path: "content/articles/a.md".into(), text: text.into() };
        let content = ContentFile { kind: ContentKind::Article, file, assets: Vec::new() };
        match parse(&content, &config, &Publishers::new(&[])).0 {
            Some(Record::Article(article)) => article,
            _ => panic!("an article"),
        }
    }

    pub(in crate::site) const PERMALINK: fn() -> Permalink = || Permalink("/:slug/".to_owned());

    #[test]
    fn everything_is_found_wherever_it_has_gone() {
        let things: Vec<u8> = (0..6).collect();
        let row = |places: &[usize]| places.iter().map(|place| &raw const things[*place]).collect::<Vec<_>>();
        let last = row(&[0, 1, 2, 3, 4]);
        let rows: [&[usize]; 9] = [
            &[0, 1, 2, 3, 4],
            &[0, 1, 3, 4],
            &[0, 5, 1, 2, 3, 4],
            &[0, 1, 5, 3, 4],
            &[3, 0, 1, 2, 4],
            &[4, 3, 2, 1, 0],
            &[5],
            &[],
            &[1, 2, 3, 4, 5],
        ];
        for now in rows {
            let place = |place: &usize| u32::try_from(*place).ok().filter(|place| *place < 5).unwrap_or(NONE);
            assert_eq!(same(&last, &row(now)), now.iter().map(place).collect::<Vec<_>>(), "{now:?}");
        }
        assert_eq!(same(&[], &row(&[0, 1])), [NONE, NONE]);
    }

    #[test]
    fn what_stays_is_the_very_same_and_what_goes_is_told() {
        let articles: Vec<_> = ["a", "b", "c"].map(|slug| article(&format!("slug: {slug}\n"), "Text.")).into();
        let mut placed = AllPlaced::default();
        let first = placed.update(&articles, &PERMALINK()).0.to_vec();
        assert_eq!(first.iter().map(|placed| placed.url.as_str()).collect::<Vec<_>>(), ["/a/", "/b/", "/c/"]);
        let fresh = article("slug: d\n", "Text.");
        let (now, moved) = placed.update(&[fresh, articles[0].clone(), articles[2].clone()], &PERMALINK());
        assert!(Arc::ptr_eq(&now[1], &first[0]) && Arc::ptr_eq(&now[2], &first[2]) && now[0].url.as_str() == "/d/");
        assert_eq!(moved.now_of, [1, NONE, 2]);
        assert!(moved.gone(1).is_some_and(|gone| Arc::ptr_eq(gone, &first[1])) && moved.gone(0).is_none());
    }

    #[test]
    fn other_permalinks_place_everything_anew() {
        let articles = [article("slug: a\n", "Text.")];
        let mut placed = AllPlaced::default();
        placed.update(&articles, &PERMALINK());
        let (now, moved) = placed.update(&articles, &Permalink("/news/:slug/".to_owned()));
        assert_eq!((now[0].url.as_str(), &moved.now_of[..]), ("/news/a/", &[NONE][..]));
        assert!(moved.gone(0).is_some());
    }
}
