//! Articles with what the steps of assembling ask of each: its address, its moment, and which rare things it has.
//!
//! Articles lie all over the memory, and to touch a hundred thousand of them means to wait for it as often. What is made here
//! lies side by side: to go through all, or to take hold of all and to let them go, takes a fraction of that. It is made once
//! for each article, and kept for the next assembly.

use std::ops::Range;
use std::sync::Arc;

use ahash::AHashMap as HashMap;
use jiff::Timestamp;
use rayon::prelude::*;

use super::address::permalink;
use super::facts::Facts;
use super::names::{AllNames, Bearers, Ids};
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
    /// Where the article of each is in memory, to know it again without looking there.
    articles: Vec<usize>,
    briefs: Vec<Brief>,
    /// Made when they are asked for.
    names: Option<AllNames>,
    ids: Ids,
}

/// What is asked of every article whenever a site is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brief {
    /// When it is published.
    due: Timestamp,
    /// Whether nothing else about it decides what is shown of it.
    is_usual: bool,
    /// Whether it has no possible address.
    pub(super) has_mistake: bool,
}

impl Brief {
    fn of(placed: &Placed) -> Self {
        let Placed { facts, mistake, .. } = placed;
        Self { due: facts.due, is_usual: facts.are_usual(), has_mistake: mistake.is_some() }
    }

    /// Whether it is shown at a moment just as it is.
    pub(super) fn is_just_shown(&self, now: Timestamp) -> bool {
        self.is_usual && self.due <= now
    }
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
    /// All of them.
    pub(super) fn all(&self) -> &[Arc<Placed>] {
        &self.all
    }

    /// The briefs of all.
    pub(super) fn briefs(&self) -> &[Brief] {
        &self.briefs
    }

    /// Finds who bears a name; `places` are those of the stories.
    pub(super) fn bearers<'a>(&'a mut self, places: &'a [u32]) -> Bearers<'a> {
        let Self { all, names, .. } = self;
        Bearers { all, names: names.get_or_insert_with(|| AllNames::of(all)), places }
    }

    /// Whether two of them may have one id.
    pub(super) fn may_have_double_ids(&self) -> bool {
        self.ids.may_be_double()
    }

    /// Places these articles; one that is the very same as the last time stays as it is, unless the permalinks are others.
    pub(super) fn update(&mut self, articles: &[Arc<Article>], permalink: &Permalink) -> Moved {
        if self.permalink.as_ref() != Some(permalink) {
            self.permalink = Some(permalink.clone());
            // No article has this address in memory: none is known again.
            self.articles.fill(0);
        }
        let now: Vec<usize> = articles.iter().map(|article| Arc::as_ptr(article).addr()).collect();
        let Split { before, last, between } = Split::of(&self.articles, &now);
        let known: HashMap<usize, u32> = self.articles[last.clone()].iter().copied().zip(0..).collect();
        let last_of: Vec<Option<u32>> = now[between.clone()].iter().map(|at| known.get(at).copied()).collect();
        let place = |(article, last): (&Arc<Article>, &Option<u32>)| {
            last.is_none().then(|| Arc::new(Placed::new(article, permalink)))
        };
        let made = articles[between.clone()].par_iter().zip(&last_of).with_min_len(64).map(place);
        let made: Vec<Option<Arc<Placed>>> = made.collect();
        made.iter().flatten().for_each(|placed| self.ids.add(placed));

        let mut now_of: Vec<u32> = (0..number(before)).collect();
        now_of.resize(last.end, NONE);
        now_of.extend(number(between.end)..number(now.len()));
        let before_it = self.all[last.clone()].to_vec();
        let placed =
            made.into_iter().zip(&last_of).zip(number(between.start)..).filter_map(|((made, last_of), place)| {
                let Some(of) = *last_of else { return made };
                now_of[before + of as usize] = place;
                Some(before_it[of as usize].clone())
            });
        let placed: Vec<Arc<Placed>> = placed.collect();
        debug_assert_eq!(placed.len(), between.len(), "every article has a place");
        let gone = (number(before)..).zip(before_it).filter(|(place, _)| now_of[*place as usize] == NONE);
        let gone: Vec<(u32, Arc<Placed>)> = gone.collect();
        gone.iter().for_each(|(_, placed)| self.ids.remove(placed));
        self.names.iter_mut().for_each(|names| names.splice(last.clone(), &placed));
        self.briefs.splice(last.clone(), placed.iter().map(|placed| Brief::of(placed)));
        self.all.splice(last, placed);
        self.articles = now;
        Moved { now_of, gone }
    }
}

/// Two lists that are the same at both ends. Most edits change few of many things.
struct Split {
    /// How many are the same before.
    before: usize,
    /// Those in between in the last list.
    last: Range<usize>,
    /// Those in between now.
    between: Range<usize>,
}

impl Split {
    fn of(last: &[usize], now: &[usize]) -> Self {
        let before = last.iter().zip(now).take_while(|(a, b)| a == b).count();
        let ends = last[before..].iter().rev().zip(now[before..].iter().rev());
        let behind = ends.take_while(|(a, b)| a == b).count();
        Self { before, last: before..last.len() - behind, between: before..now.len() - behind }
    }
}

/// A place as a number.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::config::{Config, Publishers};
    use crate::content::{ContentFile, ContentKind, Record, parse};
    use crate::diagnostics::FileText;

    /// The settings of the sites of tests.
    pub(in crate::site) fn config() -> Arc<Config> {
        let config = FileText { path: "citewire.yaml".into(), text: "title: T\nbase_url: https://a.example\n".into() };
        Arc::new(crate::config::parse(config).0)
    }

    /// An article with these keys and this text.
    pub(in crate::site) fn article(front: &str, text: &str) -> Arc<Article> {
        article_at("a", front, text)
    }

    /// The same, in a file of this name.
    pub(in crate::site) fn article_at(name: &str, front: &str, text: &str) -> Arc<Article> {
        let text = format!("---\ntitle: A\nkind: opinion\ndate: 2026-11-20\n{front}---\n{text}\n");
        let file = FileText { path: format!("content/articles/{name}.md").into(), text: text.into() };
        let content = ContentFile { kind: ContentKind::Article, file, assets: Vec::new() };
        match parse(&content, &config(), &Publishers::new(&[])).0 {
            Some(Record::Article(article)) => article,
            _ => panic!("an article"),
        }
    }

    pub(in crate::site) const PERMALINK: fn() -> Permalink = || Permalink("/:slug/".to_owned());

    #[test]
    fn everything_is_found_wherever_it_has_gone() {
        let articles: Vec<_> = (0..6).map(|n| article(&format!("slug: s{n}\n"), "Text.")).collect();
        let row = |places: &[usize]| places.iter().map(|place| articles[*place].clone()).collect::<Vec<_>>();
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
        for (last, now) in rows.iter().flat_map(|last| rows.map(|now| (*last, now))) {
            let mut placed = AllPlaced::default();
            placed.update(&row(last), &PERMALINK());
            let before = placed.all().to_vec();
            let moved = placed.update(&row(now), &PERMALINK());
            let now_of = |place: &usize| now.iter().position(|now| now == place).map_or(NONE, number);
            assert_eq!(moved.now_of, last.iter().map(now_of).collect::<Vec<_>>(), "{last:?} {now:?}");
            for (at, (placed, article)) in placed.all().iter().zip(now).enumerate() {
                assert!(Arc::ptr_eq(&placed.article, &articles[*article]));
                let stayed = before.iter().find(|before| Arc::ptr_eq(&before.article, &placed.article));
                assert!(stayed.is_none_or(|stayed| Arc::ptr_eq(stayed, placed)), "{last:?} {now:?} {at}");
            }
            let gone = (0..).zip(last).filter(|(_, place)| !now.contains(place));
            assert!(
                gone.clone().all(|(at, _)| moved.gone(at).is_some_and(|gone| Arc::ptr_eq(gone, &before[at as usize])))
            );
            assert_eq!((moved.gone.len(), placed.all().len()), (gone.count(), now.len()));
        }
    }

    #[test]
    fn what_stays_is_the_very_same_and_what_goes_is_told() {
        let articles: Vec<_> = ["a", "b", "c"].map(|slug| article(&format!("slug: {slug}\n"), "Text.")).into();
        let mut placed = AllPlaced::default();
        placed.update(&articles, &PERMALINK());
        let first = placed.all().to_vec();
        assert_eq!(first.iter().map(|placed| placed.url.as_str()).collect::<Vec<_>>(), ["/a/", "/b/", "/c/"]);
        let fresh = article("slug: d\n", "Text.");
        let moved = placed.update(&[fresh, articles[0].clone(), articles[2].clone()], &PERMALINK());
        let now = placed.all();
        assert!(Arc::ptr_eq(&now[1], &first[0]) && Arc::ptr_eq(&now[2], &first[2]) && now[0].url.as_str() == "/d/");
        assert_eq!(moved.now_of, [1, NONE, 2]);
        assert!(moved.gone(1).is_some_and(|gone| Arc::ptr_eq(gone, &first[1])) && moved.gone(0).is_none());
    }

    #[test]
    fn other_permalinks_place_everything_anew() {
        let articles = [article("slug: a\n", "Text.")];
        let mut placed = AllPlaced::default();
        placed.update(&articles, &PERMALINK());
        let moved = placed.update(&articles, &Permalink("/news/:slug/".to_owned()));
        assert_eq!((placed.all()[0].url.as_str(), &moved.now_of[..]), ("/news/a/", &[NONE][..]));
        assert!(moved.gone(0).is_some());
    }
}
