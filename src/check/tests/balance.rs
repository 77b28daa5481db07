//! How many sources, of whom, and how often they are cited.

use super::{A, B, Desk};

const A2: &str = "  - {id: a2, title: A2, url: https://a.example/2, published: 2026-11-01}\n";

#[test]
fn news_needs_more_than_one_publisher() {
    let said = |front: &str, sources: &str| Desk::new("").with_sources("one", front, sources, "Text [@1; @2].").said();
    let help = "add a source of another publisher, or allow `single-publisher` with a reason";
    assert_eq!(
        said("", &format!("{A}{A2}")),
        [format!("warn single-publisher@one:2:8+3 all 2 sources are of a.example | {help}")]
    );
    let one = Desk::new("").with_sources("one", "", A, "Text.").said();
    assert_eq!(one, [format!("warn single-publisher@one:2:8+3 the only source is of a.example | {help}")]);
    assert_eq!(said("", &format!("{A}{B}")), [""; 0]);
    assert_eq!(said("kind: analysis\n", &format!("{A}{A2}")), [""; 0]);
}

#[test]
fn a_site_can_ask_for_a_number_of_sources() {
    let said =
        |number: u32| Desk::new(&format!("{{minimum_sources: {number}}}")).article("one", "", "Text [@a; @b].").said();
    let expected = "warn minimum-sources@one:2:8+3 this article has 2 sources, and the site asks for 3 | \
                    add sources that confirm it";
    assert_eq!(said(3), [expected]);
    assert_eq!((said(2).len(), said(0).len()), (0, 0));
}

#[test]
fn many_words_in_a_row_without_a_citation_are_reported() {
    let body = format!("Text [@a]. {}\n\nMore {} [@b].", ["word"; 60].join(" "), ["word"; 59].join(" "));
    let said = |limit: u32, kind: &str| {
        let desk = Desk::new(&format!("{{words_per_citation: {limit}}}"));
        desk.article("one", &format!("kind: {kind}\n"), &body).said()
    };
    let expected = "warn citation-density@one:10:10+301 120 words from here on cite nothing, and the site allows 100 | \
                    cite what they rest on: [@id]";
    assert_eq!((said(100, "news"), said(100, "analysis")), (vec![expected.to_owned()], vec![expected.to_owned()]));
    assert_eq!((said(120, "news").len(), said(100, "explainer").len()), (0, 0));
}
