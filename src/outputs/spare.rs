//! Pages of a former plan, whose addresses are taken again: to copy and to let go of a hundred thousand that lie all over the
//! memory takes far longer than to move them from one list to the next.

use super::{Output, Page, Planned};
use crate::paths::UrlPath;

/// So many addresses may be gone side by side. Where more are, all that follow are copied: that is slower, and no more.
const AHEAD: usize = 8;

/// Those pages.
#[derive(Debug, Default)]
pub(super) struct Spare(Vec<Page>);

impl Spare {
    /// Those of a plan, if it is nobody else's.
    pub(super) fn of(plan: Planned) -> Self {
        Self(plan.into_pages())
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These addresses, taken out of the pages of an output as far as they stand there in the same order, else copied.
    pub(super) fn give<'u>(
        self,
        output: &'static Output,
        urls: impl Iterator<Item = &'u UrlPath>,
    ) -> impl Iterator<Item = UrlPath> {
        let mut former = self.0.into_iter();
        let before = former.as_slice().iter().take_while(|page| !std::ptr::eq(page.output, output)).count();
        former.by_ref().take(before).for_each(drop);
        urls.map(move |url| {
            let is_same = |page: &Page| page.url.is_the_very_same(url);
            let at = former.as_slice().iter().take(AHEAD + 1).position(is_same);
            at.and_then(|at| former.nth(at)).map_or_else(|| url.clone(), |page| page.url)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::outputs::ALL;

    proptest! {
        #[test]
        fn addresses_are_the_same_whatever_they_are_taken_out_of(
            before in 0..3_usize,
            former in proptest::collection::vec(0..40_usize, 0..60),
            now in proptest::collection::vec(0..40_usize, 0..60),
        ) {
            let all: Vec<UrlPath> = (0..40).map(|number| UrlPath::new(format!("/{number}/")).unwrap()).collect();
            let page = |output, url: &usize| Page { url: all[*url].clone(), output, recipe: (0, 0) };
            let others = (0..before).map(|_| page(ALL[1], &0));
            let spare = Spare(others.chain(former.iter().map(|url| page(ALL[0], url))).collect());
            let wanted: Vec<&UrlPath> = now.iter().map(|url| &all[*url]).collect();
            let given: Vec<UrlPath> = spare.give(ALL[0], wanted.iter().copied()).collect();
            prop_assert!(given.iter().eq(wanted));
        }
    }

    #[test]
    fn a_plan_that_somebody_has_gives_nothing_and_one_that_nobody_has_its_own_addresses() {
        let url = UrlPath::new("/a/").unwrap();
        let plan = || Planned::new(vec![Page { url: url.clone(), output: ALL[0], recipe: (0, 0) }]);
        let held = plan();
        assert!(Spare::of(held.clone()).is_empty() && !Spare::of(plan()).is_empty());
        drop(held);
    }

    #[test]
    fn addresses_are_moved_past_some_that_are_gone() {
        let urls: Vec<UrlPath> = (0..=AHEAD).map(|number| UrlPath::new(format!("/{number}/")).unwrap()).collect();
        let spare = Spare(urls.iter().map(|url| Page { url: url.clone(), output: ALL[0], recipe: (0, 0) }).collect());
        let holders = urls[AHEAD].holders();
        let given: Vec<UrlPath> = spare.give(ALL[0], urls[AHEAD..].iter()).collect();
        assert_eq!((&given[..], given[0].holders()), (&urls[AHEAD..], holders), "it was not copied");
    }
}
