//! A site that is prepared again: what the last time left changes nothing.

mod support;

use std::collections::BTreeSet;

use citewire::load::{Inputs, Overrides, load};
use citewire::outputs::Rendered;
use citewire::pipeline::{Kept, Parsed, prepare};
use citewire::site::Clock;
use support::Site;

/// Every page of a site, by address.
fn pages(inputs: &Inputs, parsed: &Parsed, kept: &mut Kept) -> Vec<(String, Vec<u8>)> {
    let clock = Clock { now: "2026-12-01T00:00:00Z".parse().unwrap(), drafts: false, future: false };
    let prepared = prepare(inputs, parsed, clock, kept).unwrap();
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
        let mut inputs = load(site.root(), &Overrides::default()).unwrap();
        let mut parsed = Parsed::default();
        parsed.update(&inputs);
        pages(&inputs, &parsed, &mut kept);
        let file = site.root().join("content/articles/a.md");
        for (tags, text) in
            [("[three]", "Text[@paper]."), ("[three, one]", "Text[@paper]."), ("[one]", "More[@paper].")]
        {
            site.article("a", &format!("tags: {tags}\n"), text);
            let change = inputs.refresh(&BTreeSet::from([file.clone()]), &Overrides::default()).unwrap();
            parsed.follow(&inputs, &change);
            let anew = pages(&inputs, &parsed, &mut Kept::default());
            assert_eq!(pages(&inputs, &parsed, &mut kept), anew, "{tags}");
        }
    }
}
