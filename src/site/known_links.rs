//! Links of the last site that still lead where they led: an edit changes few of many.

use std::sync::Arc;

use ahash::{AHashSet as HashSet, RandomState};
use rayon::iter::Either;
use rayon::prelude::*;

use super::links::file_named;
use super::memo::Since;
use super::placed::NONE;
use super::{Digest, Parts, PlacedPage, ResolvedLink, Site, Story};
use crate::content::{Editorial, Page};
use crate::paths::UrlPath;

/// With more new and gone stories than this, an edited one being both, all links are resolved.
const FEW: usize = if cfg!(test) { 4 } else { 1_000 };

/// What the last site knows of links.
pub(super) struct KnownLinks<'l> {
    last: &'l Site,
    since: &'l Since,
    hasher: RandomState,
    /// The hashes of the paths of all articles that are new, gone or different: where a link leads to one, it is asked again.
    changed: HashSet<u64>,
}

impl<'l> KnownLinks<'l> {
    /// Of a last site in which nothing was wrong with any link; nothing if what changed is not only a few articles.
    pub(super) fn new(
        parts: &Parts<'_>,
        (stories, since): (&[Story], &'l Since),
        pages: &[PlacedPage],
        digests: &[Digest],
        last: &'l Site,
    ) -> Option<Self> {
        let is_alike = parts.unread.is_empty()
            && Arc::ptr_eq(&parts.config, &last.config)
            && pages.iter().map(of_page).eq(last.pages.iter().map(of_page))
            && noted(digests.iter()) == noted(last.editions.iter().chain(&last.weeks));
        let new = since.new_stories().map(|story| &stories[story as usize]);
        let changed = new.chain(since.gone(last.stories.len()).map(|story| &last.stories[story as usize]));
        let changed: Vec<&Story> = changed.take(FEW + 1).collect();
        if !is_alike || changed.len() > FEW {
            return None;
        }
        let hasher = RandomState::new();
        let changed = changed.into_iter().map(|story| hasher.hash_one(&*story.article.file.path)).collect();
        Some(Self { last, since, changed, hasher })
    }

    /// The links of those of the stories whose links are as they were, and the other stories.
    pub(super) fn links<'s>(&self, stories: &[&'s Story]) -> (Vec<(&'s Story, Vec<ResolvedLink>)>, Vec<&'s Story>) {
        let known = stories.par_iter().with_min_len(64).map(|story| (*story, self.links_of(story)));
        known.partition_map(|(story, links)| match links {
            Some(links) => Either::Left((story, links)),
            None => Either::Right(story),
        })
    }

    fn links_of(&self, story: &Story) -> Option<Vec<ResolvedLink>> {
        let last = self.since.last_of(story.index);
        let is_changed = |path: &str| self.changed.contains(&self.hasher.hash_one(path));
        let is_same =
            last != NONE && !story.article.prose().citations.links.iter().filter_map(file_named).any(is_changed);
        is_same.then(|| self.last.stories[last as usize].links.clone())
    }
}

fn of_page(placed: &PlacedPage) -> (*const Page, &UrlPath) {
    (Arc::as_ptr(&placed.page), &placed.url)
}

/// The digests with notes, by address, and these.
fn noted<'d>(digests: impl Iterator<Item = &'d Digest>) -> Vec<(&'d UrlPath, *const Editorial)> {
    let mut noted: Vec<_> =
        digests.filter_map(|digest| Some((&digest.url, Arc::as_ptr(digest.note.as_ref()?)))).collect();
    noted.sort_unstable();
    noted
}

#[cfg(test)]
mod tests {
    use std::iter::zip;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::Memo;
    use super::super::memo::tests::assembled_with;
    use super::super::placed::tests::{article_at, config};
    use super::*;
    use crate::config::Config;
    use crate::content::Article;

    /// What there may be of each article: its other keys, and its text.
    const WAYS: [(&str, &str); 7] = [
        ("", "## Part\n\nText."),
        ("", "## Part\n\nSee [the part](one.md#part)."),
        ("", "## Part\n\nSee [another](two.md) and [the part](#part)."),
        ("", "See [the part](one.md#part)."),
        ("slug: other-{name}\n", "## Part\n\nText."),
        ("draft: true\n", "## Part\n\nText."),
        ("updates: [{date: 2026-11-21, kind: retraction, text: Wrong.}]\n", "## Part\n\nText."),
    ];

    /// The links of all articles, and what is wrong with them.
    fn links(
        articles: &[Arc<Article>],
        config: &Arc<Config>,
        memo: &mut Memo,
    ) -> (Vec<(UrlPath, Vec<ResolvedLink>)>, Vec<String>) {
        let (site, diagnostics) = assembled_with(config, articles, memo);
        let links = site.stories.iter().map(|story| (story.url.clone(), story.links.clone())).collect();
        (links, diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect())
    }

    proptest! {
        #[test]
        fn links_are_those_of_a_site_that_is_assembled_anew(
            start in [0..3_usize, 0..3, 0..3, 0..3, 0..3],
            steps in vec(vec((0..5_usize, prop::option::weighted(0.9, 0..WAYS.len())), 1..3), 1..8),
        ) {
            let (config, mut memo) = (config(), Memo::for_more());
            let names = ["five", "four", "one", "three", "two"];
            let of = |name: &str, way: usize| article_at(name, &WAYS[way].0.replace("{name}", name), WAYS[way].1);
            let mut known: Vec<Option<Arc<Article>>> = zip(names, start).map(|(name, way)| Some(of(name, way))).collect();
            for step in [Vec::new()].into_iter().chain(steps) {
                for (place, way) in step {
                    known[place] = way.map(|way| of(names[place], way));
                }
                let articles: Vec<Arc<Article>> = known.iter().flatten().cloned().collect();
                let anew = links(&articles, &config, &mut Memo::default());
                prop_assert_eq!(links(&articles, &config, &mut memo), anew);
            }
        }
    }
}
