//! Texts of one paragraph from the front matter, and how they share numbers with the body.

use super::*;

/// Renders `yaml` as the value of a key, once as the file has it and once as `value`.
fn summary(yaml: &str, value: &str) -> (Inline, Citations, Vec<Diagnostic>) {
    let text = format!("---\nsummary: {yaml}\n---\n");
    let file = FileText { path: "content/articles/a.md".into(), text: text.as_str().into() };
    let mut session = Session::new(Context { file: &file, config: &CONFIG, sources: &["a", "b"], assets: &[] });
    let inline = session.inline(value, Span::new(13..13 + yaml.len()));
    let (citations, diagnostics) = session.finish();
    (inline, citations, diagnostics)
}

#[track_caller]
fn shown(value: &str) -> String {
    let (inline, citations, diagnostics) = summary(value, value);
    assert_eq!(diagnostics, [], "for {value:?}");
    show(&inline.html, &citations)
}

#[test]
fn only_inline_markup_counts() {
    for (value, expected) in [
        ("*x* \"y\" [@b]", "<em>x</em> “y”{1}"),
        ("\"Quote\" first", "“Quote” first"),
        ("2026. A year", "2026. A year"),
        ("- 5 % less", "- 5 % less"),
        ("# 1 in the list", "# 1 in the list"),
        ("> 50 % of all", "&gt; 50 % of all"),
        ("    four spaces", "four spaces"),
        ("one\ntwo\n\n- three\n---", "one two  - three —"),
        ("[^a]: a claim", "{1}: a claim"),
        ("[@a]", "{1}"),
        ("_x_", "<em>x</em>"),
        ("**x**", "<strong>x</strong>"),
        ("`- x`", "<code>- x</code>"),
        ("| a |", "| a |"),
        ("", ""),
    ] {
        assert_eq!(shown(value), expected, "for {value:?}");
    }
}

#[test]
fn the_plain_form_has_no_markup_and_no_markers() {
    let (inline, ..) = summary("", "*x* `y` [z](https://e.org/) [@a]. ![i](/x.png) <b>w</b>");
    assert_eq!(inline.plain(), "x y z.  w");
}

#[test]
fn mistakes_point_into_plain_and_quoted_values() {
    for yaml in ["x [@zebra] y", "\"x [@zebra] y\"", "'x [@zebra] y'"] {
        let (_, _, diagnostics) = summary(yaml, "x [@zebra] y");
        let column = 10 + yaml.find('@').expect("there");
        assert_eq!(brief(&diagnostics[0]).split(' ').next(), Some(&*format!("unknown-citation@2:{}+6", column)));
    }
}

#[test]
fn mistakes_in_folded_values_point_to_the_marker_or_to_the_whole_value() {
    let (_, _, diagnostics) = summary(">\n  one\n  two [@zebra] x", "one two [@zebra] x\n");
    assert_eq!(brief(&diagnostics[0]).split(' ').next(), Some("unknown-citation@4:8+6"));
    let (_, _, diagnostics) = summary("\"\\x5b@zebr\\x61]\"", "[@zebra]");
    assert_eq!(brief(&diagnostics[0]).split(' ').next(), Some("unknown-citation@2:10+16"));
}

#[test]
fn numbers_go_on_from_text_to_text() {
    let text = "S [@c]\nT [@a][@c]\nB [@b][^n]\n\n[^n]: [@d]";
    let file = FileText { path: "content/articles/a.md".into(), text: text.into() };
    let sources = ["a", "b", "c", "d"];
    let mut session = Session::new(Context { file: &file, config: &CONFIG, sources: &sources, assets: &[] });
    session.inline("S [@c]", Span::new(0..6));
    session.inline("T [@a][@c]", Span::new(7..17));
    session.body(Span::new(18..text.len()));
    let (citations, diagnostics) = session.finish();
    assert_eq!(diagnostics, []);
    assert_eq!(citations.order, [2, 0, 1, 3]);
    let places: Vec<&[u32]> = citations.places.iter().map(|places| &places[..]).collect();
    assert_eq!(places, [&[0, 1][..], &[1], &[2], &[3]]);
    assert_eq!(citations.groups.len(), 4);
}

#[test]
fn a_source_whose_id_is_a_number_goes_before_the_order_of_the_list() {
    let file = FileText { path: "content/articles/a.md".into(), text: "[@2] [@1]".into() };
    let mut session = Session::new(Context { file: &file, config: &CONFIG, sources: &["x", "1"], assets: &[] });
    session.body(Span::new(0..9));
    assert_eq!(session.finish().0.order, [1]);
}

#[test]
fn many_sources_are_found_by_their_keys() {
    let keys: Vec<String> = (0..200).map(|n| format!("s{n}")).collect();
    let sources: Vec<&str> = keys.iter().map(String::as_str).collect();
    let file = FileText { path: "content/articles/a.md".into(), text: "[@s199; @s7] [@200]".into() };
    let mut session = Session::new(Context { file: &file, config: &CONFIG, sources: &sources, assets: &[] });
    session.body(Span::new(0..19));
    assert_eq!(session.finish().0.order, [199, 7]);
}
