//! Citations: which markers are recognised, and how they are numbered and grouped.

use super::*;

/// The only paragraph of a body that has nothing to complain about.
#[track_caller]
fn paragraph(text: &str) -> String {
    let shown = clean(text);
    let inner = shown.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>\n"));
    inner.unwrap_or_else(|| panic!("one paragraph expected: {shown}")).to_owned()
}

#[test]
fn markers_become_numbers_in_the_order_of_first_citation() {
    for (text, expected) in [
        ("x [@b] y [@a] z [@b].", "x{1} y{2} z{1}."),
        ("x [@a; @b]", "x{1,2}"),
        ("x [@b; @a], [@a; @b]", "x{1,2},{1,2}"),
        ("x [@a, p. 3; @b, sec. 2]", "x{1 p. 3,2 sec. 2}"),
        ("x[@a][@b]", "x{1,2}"),
        ("x [@a][@b][@c] y", "x{1,2,3} y"),
        ("x [@a] [@b]\n[@c] y", "x{1,2,3} y"),
        ("[@a] first", "{1} first"),
        ("x [@a][] y", "x{1} y"),
        ("Wow![@a]", "Wow!{1}"),
        ("x [@a;\n@b]", "x{1,2}"),
        ("x [@a]: says", "x{1}: says"),
        ("x [@a][@a, p. 2][@a, p. 2][@a, p. 3]", "x{1 p. 2; p. 3}"),
        ("x [@a, p. 3--4]", "x{1 p. 3–4}"),
        ("x [@a, “q” &amp; \\[r\\]]", "x{1 “q” &amp; [r]}"),
        ("x[^a] y[^b]", "x{1} y{2}"),
        ("x [@2][^1]", "x{1,2}"),
        ("[text][@a]", "[text]{1}"),
        ("[[@a]]", "[{1}]"),
        ("**x [@a]** y", "<strong>x{1}</strong> y"),
        ("**[@a]**[@b]", "<strong>{1}</strong>{2}"),
        ("x [@a]  \n[@b]", "x{1}<br>{2}"),
        ("[see [@a] now](https://e.org/)", "<a href=\"https://e.org/\">see now</a>{1}"),
        ("[see [@a][@b]](https://e.org/) [@c]", "<a href=\"https://e.org/\">see</a>{1,2,3}"),
        ("[@a][@b](https://e.org/)", "{1}<a href=\"https://e.org/\">@b</a>"),
        ("x [@a, *p. 3*]", "x{1 *p. 3*}"),
        ("*x [@a, 2* y]", "<em>x{1 2* y}</em>"),
    ] {
        let expected = expected.replace("&amp; [r]", "& [r]");
        assert_eq!(paragraph(text), expected, "for {text:?}");
    }
}

#[test]
fn what_is_no_marker_stays_text() {
    for (text, expected) in [
        ("\\[@a] x", "[@a] x"),
        ("[\\@a] x", "[@a] x"),
        ("[&#64;a] x", "[@a] x"),
        ("\\\\[@a] x", "\\{1} x"),
        ("`[@a]` x", "<code>[@a]</code> x"),
        ("[@a](https://e.org/)", "<a href=\"https://e.org/\">@a</a>"),
        ("@a, me@a.org, [me@a.org] and [1]", "@a, me@a.org, [me@a.org] and [1]"),
        ("<me@a.org>", "<a href=\"mailto:me@a.org\">me@a.org</a>"),
        ("<https://e.org/[@a]>", "<a href=\"https://e.org/%5B@a%5D\">https://e.org/[@a]</a>"),
        ("[^] \\[^a]", "[^] [^a]"),
        ("[^1](https://e.org/)", "<a href=\"https://e.org/\">^1</a>"),
    ] {
        assert_eq!(paragraph(text), expected, "for {text:?}");
    }
}

#[test]
fn sources_that_nothing_cites_follow_those_that_are_cited() {
    let citations = Citations { order: vec![3, 1], ..Citations::default() };
    assert_eq!(citations.uncited(5).collect::<Vec<_>>(), [0, 2, 4]);
    assert_eq!(citations.cited_first(5).collect::<Vec<_>>(), [3, 1, 0, 2, 4]);
    assert_eq!(Citations::default().uncited(0).count(), 0);
}
