//! The order of the stories, newest first, and what has become of the stories of the last time.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::Story;
use super::memo::Since;
use super::names::Bearers;
use super::placed::{AllPlaced, Moved, NONE, Placed};
use super::select::Shown;

/// The order of the last time.
#[derive(Debug, Default)]
pub(super) struct LastOrder {
    /// For each story, the place of its article among all, or [`NONE`] if it was made for that one moment.
    places: Vec<u32>,
    /// Those that were made for the moment, with the numbers of their stories, in the order of these. A preview with what lies
    /// ahead, as `citewire serve` shows, has none.
    momentary: Vec<(u32, Arc<Placed>)>,
}

impl LastOrder {
    /// Puts what is shown in order: newest first, equal moments by address. What has no possible address is left out. Also
    /// tells what has become of the last stories. `former` are those of an earlier site, which are made into these.
    pub(super) fn update(
        &mut self,
        all: &[Arc<Placed>],
        shown: &Shown,
        moved: &Moved,
        former: Vec<Story>,
    ) -> (Vec<Story>, Since) {
        let last = std::mem::take(self);
        let (stayed, last_of) = last.stayed(all.len(), shown, moved);
        let is_new = |place: &u32| last_of[*place as usize] == NONE && shown.of(*place, all).0.mistake.is_none();
        let mut new: Vec<u32> = shown.places.iter().copied().filter(is_new).collect();
        let compare = |a: &u32, b: &u32| by_time(shown.of(*a, all).0, shown.of(*b, all).0).then(a.cmp(b));
        new.par_sort_unstable_by(compare);
        let order = merged(stayed, &new, compare);
        let stories = made_out_of(former, &order, all, shown);
        let last_of: Vec<u32> = order.iter().map(|place| last_of[*place as usize]).collect();
        let since = Since::new(last_of, last.places.len(), |story| last.story(story, all, moved));
        self.places = order;
        if shown.momentary().next().is_some() {
            self.set_momentary_apart(all, shown);
        }
        (stories, since)
    }

    /// Finds the stories that bear a name.
    pub(super) fn bearers<'a>(&'a self, placed: &'a mut AllPlaced) -> Bearers<'a> {
        placed.bearers(&self.places)
    }

    /// What is shown as it was the last time, in the order of then; and for each article, the last story of it, or [`NONE`].
    fn stayed(&self, count: usize, shown: &Shown, moved: &Moved) -> (Vec<u32>, Vec<u32>) {
        let mut stays = vec![false; count];
        shown.places.iter().for_each(|place| stays[*place as usize] = true);
        shown.momentary().for_each(|place| stays[place as usize] = false);
        let now =
            |last: &u32| moved.now_of.get(*last as usize).copied().filter(|now| *now != NONE && stays[*now as usize]);
        let (mut stayed, mut last_of) = (Vec::with_capacity(shown.places.len()), vec![NONE; count]);
        for (story, last) in (0u32..).zip(&self.places) {
            if let Some(now) = now(last) {
                last_of[now as usize] = story;
                stayed.push(now);
            }
        }
        (stayed, last_of)
    }

    /// Keeps the stories that were made for the moment by themselves: no article will be known to be the same.
    fn set_momentary_apart(&mut self, all: &[Arc<Placed>], shown: &Shown) {
        for (story, place) in (0u32..).zip(&mut self.places) {
            if let (momentary, true) = shown.of(*place, all) {
                self.momentary.push((story, momentary.clone()));
                *place = NONE;
            }
        }
    }

    /// What a story of the last time was of.
    fn story<'a>(&'a self, story: u32, all: &'a [Arc<Placed>], moved: &'a Moved) -> Option<&'a Arc<Placed>> {
        let last = self.places[story as usize];
        if last == NONE {
            let at = self.momentary.binary_search_by_key(&story, |(of, _)| *of).ok()?;
            return Some(&self.momentary[at].1);
        }
        all.get(moved.now_of[last as usize] as usize).or_else(|| moved.gone(last))
    }
}

/// The stories of what is shown, in this order, made out of those of an earlier site. To take hold of a hundred thousand
/// articles and to let them go again takes longer than all else that an edit asks for; so it is done for what changed.
fn made_out_of(former: Vec<Story>, order: &[u32], all: &[Arc<Placed>], shown: &Shown) -> Vec<Story> {
    let placed = |place: &u32| shown.of(*place, all).0;
    let is_same = |(story, place): &(&Story, &u32)| story.is_of(placed(place));
    let mut stories = former;
    let before = stories.iter().zip(order).take_while(is_same).count();
    let ends = stories[before..].iter().rev().zip(order[before..].iter().rev());
    let behind = ends.take_while(is_same).count();
    let (last, now) = (before..stories.len() - behind, before..order.len() - behind);
    if last.len() == now.len() {
        let others = stories[last].par_iter_mut().with_min_len(512).zip(&order[now]);
        others
            .filter(|(story, place)| !story.is_of(placed(place)))
            .for_each(|(story, place)| *story = Story::of(placed(place)));
    } else {
        let made = order[now].par_iter().with_min_len(512).map(|place| Story::of(placed(place))).collect();
        stories = spliced(stories, last, made);
    }
    let reset = |((number, story), place): ((u32, &mut Story), &u32)| story.reset(number, shown.preview(*place));
    (0u32..).zip(&mut stories).zip(order).for_each(reset);
    stories
}

/// Puts things in the place of others.
fn spliced(mut all: Vec<Story>, others: Range<usize>, made: Vec<Story>) -> Vec<Story> {
    if others.len() == all.len() {
        return made;
    }
    all.splice(others, made);
    all
}

fn by_time(a: &Placed, b: &Placed) -> Ordering {
    b.facts.instant.cmp(&a.facts.instant).then_with(|| a.url.cmp(&b.url))
}

/// Two lists that are in order as one: a few are put among many.
fn merged(many: Vec<u32>, few: &[u32], compare: impl Fn(&u32, &u32) -> Ordering) -> Vec<u32> {
    if many.is_empty() {
        return few.to_vec();
    }
    let (mut all, mut rest) = (Vec::with_capacity(many.len() + few.len()), &many[..]);
    for one in few {
        let (before, behind) = rest.split_at(rest.partition_point(|other| compare(other, one).is_lt()));
        all.extend_from_slice(before);
        all.push(*one);
        rest = behind;
    }
    all.extend_from_slice(rest);
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::placed::{
        number,
        tests::{PERMALINK, article},
    };
    use super::super::{HeldReason, ResolvedLink};
    use super::*;

    /// Stories of these of all, as they are when a site is finished.
    fn finished(places: &[usize], all: &[Arc<Placed>]) -> Vec<Story> {
        let finish = |place: &usize| {
            let mut story = Story::of(&all[*place]);
            story.reset(77, Some(HeldReason::Draft));
            (story.publisher_count, story.storyline, story.related) = (9, Some(3), vec![1]);
            story.links.push(ResolvedLink::Fragment("old".to_owned()));
            story
        };
        places.iter().map(finish).collect()
    }

    proptest! {
        #[test]
        fn stories_are_the_same_whatever_they_are_made_out_of(
            former in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
            now in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
            sizes in (0_usize..=8, 0_usize..=8),
            is_alike in any::<bool>(),
        ) {
            let all: Vec<_> = (0..8).map(|n| article(&format!("slug: s{n}\n"), "Text.")).collect();
            let all: Vec<_> = all.iter().map(|article| Arc::new(Placed::new(article, &PERMALINK()))).collect();
            let mut now = if is_alike { former.clone() } else { now };
            now.rotate_left(sizes.0.min(1));
            now.truncate(sizes.1);
            let order: Vec<u32> = now.iter().map(|place| number(*place)).collect();
            let stories = made_out_of(finished(&former[..sizes.0], &all), &order, &all, &Shown::default());
            let expected = made_out_of(Vec::new(), &order, &all, &Shown::default());
            prop_assert!(stories.iter().zip(&now).all(|(story, place)| story.is_of(&all[*place])));
            prop_assert_eq!(format!("{stories:?}"), format!("{expected:?}"));
            prop_assert!(stories.iter().map(|story| story.index).eq(0..number(now.len())));
        }
    }

    proptest! {
        #[test]
        fn few_among_many_are_all_in_order(mut many in prop::collection::vec(0_u32..50, 0..20), mut few in prop::collection::vec(0_u32..50, 0..9)) {
            many.sort_unstable();
            few.sort_unstable();
            let mut all = [&many[..], &few].concat();
            all.sort_unstable();
            prop_assert_eq!(merged(many, &few, u32::cmp), all);
        }
    }
}
