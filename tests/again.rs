//! A site that is prepared again: what the last time left changes nothing.

mod support;

use std::collections::BTreeSet;

use citewire::load::{Inputs, Overrides, load};
use citewire::outputs::Rendered;
use citewire::pipeline::{Kept, Parsed, prepare};
use citewire::site::Clock;
use proptest::prelude::*;
use support::Site;

/// A site that is loaded, parsed and prepared again and again.
struct Desk {
    site: Site,
    inputs: Inputs,
    parsed: Parsed,
}

impl Desk {
    fn new(site: Site) -> Self {
        let inputs = load(site.root(), &Overrides::default()).unwrap();
        let mut parsed = Parsed::default();
        parsed.update(&inputs);
        Self { site, inputs, parsed }
    }

    /// Takes notice of an article that was written or deleted.
    fn follow(&mut self, name: &str) {
        let file = self.site.root().join(format!("content/articles/{name}.md"));
        let change = self.inputs.refresh(&BTreeSet::from([file]), &Overrides::default()).unwrap();
        self.parsed.follow(&self.inputs, &change);
    }
}

/// Every page of a site, by address.
fn pages(desk: &Desk, kept: &mut Kept) -> Vec<(String, Vec<u8>)> {
    let clock = Clock { now: "2026-12-01T00:00:00Z".parse().unwrap(), drafts: false, future: false };
    let prepared = prepare(&desk.inputs, &desk.parsed, clock, kept).unwrap();
    let bytes = |rendered: Rendered| if let Rendered::Bytes(bytes) = rendered { bytes } else { Vec::new() };
    let page = |page| (format!("{page:?}"), bytes(prepared.renderer.render(page).unwrap()));
    prepared.pages.iter().map(page).collect()
}

#[test]
fn whatever_is_kept_the_pages_are_those_of_a_first_time() {
    for mut kept in [Kept::default(), Kept::for_more()] {
        let site = Site::new("");
        site.article("a", "tags: [one, two]\n", "Text[@paper].");
        site.article("b", "tags: [two]\n", "Text[@paper].");
        let mut desk = Desk::new(site);
        pages(&desk, &mut kept);
        for (tags, text) in
            [("[three]", "Text[@paper]."), ("[three, one]", "Text[@paper]."), ("[one]", "More[@paper].")]
        {
            desk.site.article("a", &format!("tags: {tags}\n"), text);
            desk.follow("a");
            assert_eq!(pages(&desk, &mut kept), pages(&desk, &mut Kept::default()), "{tags}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn articles_that_come_go_and_change_their_rank_are_in_their_digests(
        edits in prop::collection::vec((0..6_u8, 1..29_u8, 0..4_u8), 1..12),
    ) {
        let site = Site::new("");
        site.article("always", "", "Text[@paper].");
        let (mut desk, mut kept) = (Desk::new(site), Kept::for_more());
        pages(&desk, &mut kept);
        for (article, day, kind) in edits {
            let name = format!("a{article}");
            let front = match kind {
                0 => None,
                1 => Some(format!("edition: 2026-11-{day:02}\n")),
                2 => Some(format!("edition: 2026-11-{day:02}\nimportance: 5\n")),
                _ => Some("updates: [{date: 2026-11-25, kind: retraction, text: Wrong.}]\n".to_owned()),
            };
            match front {
                Some(front) => _ = desk.site.article(&name, &front, "Text[@paper]."),
                None => _ = std::fs::remove_file(desk.site.root().join(format!("content/articles/{name}.md"))),
            }
            desk.follow(&name);
            prop_assert_eq!(pages(&desk, &mut kept), pages(&desk, &mut Kept::default()));
        }
    }
}
