//! The order of the stories, newest first, and what has become of the stories of the last time.

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;

use super::Story;
use super::memo::Since;
use super::placed::{Moved, NONE, Placed};
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
    /// tells what has become of the last stories.
    pub(super) fn update(&mut self, placed: &[Arc<Placed>], shown: &[Shown<'_>], moved: &Moved) -> (Vec<Story>, Since) {
        let last = std::mem::take(self);
        let (stayed, last_of) = last.stayed(placed.len(), shown, moved);
        let is_new = |place: &u32| last_of[*place as usize] == NONE && shown[*place as usize].placed.mistake.is_none();
        let mut new: Vec<u32> = (0u32..).take(shown.len()).filter(is_new).collect();
        let compare = |a: &u32, b: &u32| by_time(&shown[*a as usize], &shown[*b as usize]).then(a.cmp(b));
        new.par_sort_unstable_by(compare);
        let order = merged(stayed, &new, compare);
        let story = |(index, place): (usize, &u32)| Story::new(number(index), &shown[*place as usize]);
        let stories: Vec<Story> = order.par_iter().enumerate().with_min_len(512).map(story).collect();
        let last_of: Vec<u32> = order.iter().map(|place| last_of[*place as usize]).collect();
        let since = Since::new(last_of, last.places.len(), |story| last.story(story, placed, moved));
        for (story, place) in (0u32..).zip(&order) {
            let shown = &shown[*place as usize];
            self.places.push(if shown.is_momentary() { NONE } else { shown.place });
            self.momentary.extend(shown.is_momentary().then(|| (story, Arc::clone(&shown.placed))));
        }
        (stories, since)
    }

    /// What is shown as it was the last time, in the order of then; and for all that is shown, the last story of it, or [`NONE`].
    fn stayed(&self, count: usize, shown: &[Shown<'_>], moved: &Moved) -> (Vec<u32>, Vec<u32>) {
        let mut shown_at = vec![NONE; count];
        for (at, shown) in (0u32..).zip(shown).filter(|(_, shown)| !shown.is_momentary()) {
            shown_at[shown.place as usize] = at;
        }
        let now = |last: &u32| shown_at.get(*moved.now_of.get(*last as usize)? as usize).copied();
        let (mut stayed, mut last_of) = (Vec::with_capacity(shown.len()), vec![NONE; shown.len()]);
        for (story, last) in (0u32..).zip(&self.places) {
            if let Some(at) = now(last).filter(|at| *at != NONE) {
                last_of[at as usize] = story;
                stayed.push(at);
            }
        }
        (stayed, last_of)
    }

    /// What a story of the last time was of.
    fn story<'a>(&'a self, story: u32, placed: &'a [Arc<Placed>], moved: &'a Moved) -> Option<&'a Arc<Placed>> {
        let last = self.places[story as usize];
        if last == NONE {
            let at = self.momentary.binary_search_by_key(&story, |(of, _)| *of).ok()?;
            return Some(&self.momentary[at].1);
        }
        placed.get(moved.now_of[last as usize] as usize).or_else(|| moved.gone(last))
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}

fn by_time(a: &Shown<'_>, b: &Shown<'_>) -> Ordering {
    b.placed.facts.instant.cmp(&a.placed.facts.instant).then_with(|| a.placed.url.cmp(&b.placed.url))
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

    use super::*;

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
