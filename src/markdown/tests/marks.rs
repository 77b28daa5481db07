//! Tests of the places of citations, notes, links and what is not published.

use super::*;

/// Each mark as `kind:text`, in order.
fn marks(text: &str) -> Vec<String> {
    let assets = [Asset { name: "c (1).png".into(), path: "".into(), disk: "".into(), size: None }];
    let outcome = render_with(text, &CONFIG, &assets);
    let name = |kind: MarkKind| match kind {
        MarkKind::Citation { number, .. } => format!("cite {number}"),
        MarkKind::Note(place) => format!("note {place}"),
        MarkKind::Link(index) => format!("link {index}"),
        MarkKind::OpenFence { character, length } => format!("fence {length} {character}"),
        kind => format!("{kind:?}").to_lowercase(),
    };
    outcome.body.marks.iter().map(|mark| format!("{}:{}", name(mark.kind), &text[mark.span.range()])).collect()
}

#[test]
fn every_marker_is_found_whole_with_its_numbers() {
    assert_eq!(marks("x [@b] y[@a, p. 3; @b]."), ["cite 1:[@b]", "cite 2:[@a, p. 3; @b]", "cite 1:"]);
    assert_eq!(marks("x [@a] [^b]![@c][]"), ["cite 1:[@a]", "cite 2:[^b]", "cite 3:[@c][]"]);
    assert_eq!(
        marks("> x [@a,\n> p. 3]\n\n| h [@b] |\n|---|\n| [@1] |"),
        ["cite 1:[@a,\n> p. 3]", "cite 2:[@b]", "cite 1:[@1]"]
    );
    assert!(marks("`[@a]` \\[@a] a@b.example").is_empty());
}

#[test]
fn notes_are_lettered_as_the_page_letters_them() {
    let text = "x[^z] y[^1] z[^z]\n\n[^1]: one [@a]\n[^Z]: two\n[^3]: three\n";
    assert_eq!(
        marks(text),
        ["note 0:[^z]", "note 1:[^1]", "note 0:[^z]", "note 1:[^1]", "cite 1:[@a]", "note 0:[^Z]", "unusednote:[^3]"]
    );
}

#[test]
fn addresses_are_found_without_what_stands_around_them() {
    assert_eq!(marks("[#a](#a \"#a\") [`](x)`](/x)"), ["link 0:#a", "link 1:/x"]);
    assert_eq!(marks("[a](  </x y>  'title') [b](/p(q)r) [](/e)"), ["link 0:</x y>", "link 1:/p(q)r", "link 2:/e"]);
    assert_eq!(marks("[![alt *x*](<c (1).png> \"t\")](/x \"/x\")"), ["link 1:<c (1).png>", "link 0:/x"]);
    assert_eq!(marks("[a *b*\n](/x\n\"t\") [b](/y\\_z)"), ["link 0:/x", "link 1:/y\\_z"]);
    assert!(marks("[a](https://example.org/x) <https://example.org>").is_empty());
}

#[test]
fn addresses_that_are_defined_elsewhere_are_found_there_once() {
    let text = "[a][x] [x] [X][]\n\n[x]: /x \"/x\"\n[y\\]: z]: /y\n";
    assert_eq!(marks(text), ["link 0:/x"]);
    assert_eq!(marks("> [a][x]\n\n[x]:\n  </x>\n"), ["link 0:</x>"]);
}

#[test]
fn addresses_in_tags_are_found_each_time() {
    let text = "<a href=\"/x\">a</a> <a href='/x'>b</a>\n\n<p><img src=\"c%20(1).png\">\n<a href=/y>y</a></p>\n";
    let found = marks(text);
    assert_eq!(found.len(), 4, "{found:?}");
    let places: Vec<&str> = found.iter().map(|mark| mark.split_once(':').unwrap().1).collect();
    assert_eq!(places, ["/x", "/x", "c%20(1).png", "/y"]);
}

#[test]
fn what_readers_do_not_see_is_marked() {
    let text =
        "<!-- more -->\n\na <!-- x --> b\n\n<div><!-- y\nz --><script>k()</script></div>\n\n<p onclick=\"k()\">p</p>\n";
    assert_eq!(
        marks(text),
        ["hidden:<!-- more -->\n", "hidden:<!-- x -->", "hidden:<!-- y\nz -->", "tag:<", "attribute:onclick"]
    );
    assert_eq!(marks("a <script>k()</script>"), ["tag:<", "tag:<"]);
    assert_eq!(marks("> <!-- a\n> b -->\n> c"), ["hidden:<!-- a\n> b -->"]);
    assert_eq!(marks("a\n\n<!-- never closed\n\nb"), ["tag:<"]);
}

#[test]
fn a_code_block_without_an_end_is_marked() {
    assert_eq!(marks("a\n\n~~~~ rust\n[@a]\n~~~"), ["fence 4 ~:"]);
    assert_eq!(marks("```"), ["fence 3 `:"]);
    assert!(marks("```\n[@a]\n````").is_empty());
    assert!(marks("> ```\n> x\n").is_empty() && marks("    ```\n").is_empty());
}

proptest::proptest! {
    #[test]
    fn marks_are_in_order_and_do_not_overlap(text in "([\\[\\]()@abc^<>!:/# \n`~-]|\\[@a\\]|\\[\\^b\\]|\\]\\(/x\\)|<!--|-->|<a href=\"/x\">){0,24}") {
        let marks = render(&text).body.marks;
        for pair in marks.windows(2) {
            proptest::prop_assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
        }
        for mark in marks {
            proptest::prop_assert!(text.get(mark.span.range()).is_some(), "{mark:?}");
        }
    }
}
