//! Raw HTML: what stays, what goes, and what is said about it.

use super::*;

#[test]
fn harmless_html_stays_with_holes_where_they_were() {
    assert_eq!(
        clean("<details open><summary>S</summary>\n\nx [@a] <kbd>K</kbd> [y](#z)\n\n</details>\n\n## H\n"),
        "<details open=\"\"><summary>S</summary>\n<p>x{1} <kbd>K</kbd> <a href=\"{#z}\">y</a></p>\n</details>\n\
         <h2 id=\"{}h\">H{anchor}</h2>\n"
    );
}

#[test]
fn scripts_handlers_and_styles_are_removed_and_named() {
    let outcome =
        render("a <b onclick=\"x\">b</b>\n\n<script>alert(1)</script>\n\n<p style='x'>c <blink>d</blink></p>\n");
    assert_eq!(outcome.shown(), "<p>a <b>b</b></p>\n\n<p>c d</p>\n");
    let help = "use Markdown, or set `unsafe_html: true` under `markdown` if you trust all authors";
    assert_eq!(
        outcome.brief(),
        [
            format!("raw-html@1:6+7 the attribute `onclick` was removed | {help}"),
            format!("raw-html@3:1+7 the element `<script>` was removed | {help}"),
            format!("raw-html@5:4+5 the attribute `style` was removed | {help}"),
            format!("raw-html@5:16+6 the element `<blink>` was removed | {help}"),
        ]
    );
}

#[test]
fn comments_go_without_a_word_and_cost_no_sanitising() {
    assert_eq!(clean("a <!-- b --> c\n\n<!-- d\n\ne -->\n\nf"), "<p>a  c</p>\n<p>f</p>\n");
}

#[test]
fn addresses_of_raw_html_are_treated_like_those_of_markdown() {
    let assets =
        [Asset { name: "c.png".into(), path: "content/articles/x/c.png".into(), disk: "x".into(), size: None }];
    let text = "<a href=\"/x/?a&amp;b\">1</a> <a href='#y'>2</a> <img src=c.png alt=\"\"> <a href=https://e.org/>3</a>";
    let outcome = render_with(text, &CONFIG, &assets);
    assert_eq!(outcome.drawn(), "");
    assert_eq!(
        outcome.shown(),
        "<p><a href=\"{/x/?a&b}\">1</a> <a href=\"{#y}\">2</a> <img src=\"{asset c.png}\" alt=\"\"> \
         <a href=\"https://e.org/\">3</a></p>\n"
    );
}

#[test]
fn unsafe_addresses_of_raw_html_are_errors() {
    for address in
        ["javascript:alert(1)", "java&#9;script:alert(1)", "data:text/html,x", "&#x6A;avascript:x", "JAVASCRIPT:x"]
    {
        let outcome = render(&format!("x <a href=\"{address}\">y</a>"));
        assert_eq!(outcome.shown(), "<p>x <a>y</a></p>\n", "for {address}");
        assert_eq!(outcome.diagnostics.len(), 1, "for {address}");
        assert_eq!(outcome.diagnostics[0].code, crate::diagnostics::codes::UNSAFE_LINK);
        assert_eq!(outcome.diagnostics[0].place.as_ref().expect("placed").column, 12);
    }
}

#[test]
fn ids_of_authors_are_prefixed_and_never_take_ours() {
    let outcome =
        render("<i id=\"x\">1</i> <i id=\"x\">2</i> <i id=\"source-1\">3</i> <i id=\"h\">4</i>\n\n## X\n\n## H {#h}\n");
    assert_eq!(
        outcome.shown(),
        "<p><i id=\"{}x\">1</i> <i>2</i> <i>3</i> <i>4</i></p>\n\
         <h2 id=\"{}x-1\">X{anchor}</h2>\n<h2 id=\"{}h\">H{anchor}</h2>\n"
    );
    assert_eq!(outcome.diagnostics.len(), 3);
    assert_eq!(outcome.body.ids().collect::<Vec<_>>(), ["x-1", "h", "x"]);
}

#[test]
fn marks_cannot_be_forged() {
    for forged in [
        "\u{FDD0}t0\u{FDD1}",
        "&#xFDD0;t0&#xFDD1;",
        "&#64976;t0&#64977;",
        "&#xFD&#xFFFE;D0;t0",
        "&#XFDD0t0",
        "&#xFD\u{FDD5}D0;t0",
    ] {
        let outcome =
            render(&format!("[@a] <b title=\"{forged}\" id='{forged}'>x</b>\n\n<div class='{forged}'>{forged}</div>"));
        let holes: Vec<_> = outcome.body.html.holes.iter().filter(|h| h.kind == HoleKind::Citation(0)).collect();
        assert_eq!(holes.len(), 1, "for {forged:?}");
        assert!(!outcome.body.html.text.contains(['\u{FDD0}', '\u{FDD1}']), "for {forged:?}");
    }
}

#[test]
fn a_citation_in_a_raw_link_stands_behind_it() {
    assert_eq!(
        clean("x <a href=\"https://e.org/\">y [@a] **z [@b]**</a> [@c]"),
        "<p>x <a href=\"https://e.org/\">y <strong>z</strong></a>{1}{2}{3}</p>\n"
    );
}

#[test]
fn what_is_not_closed_swallows_no_text() {
    for html in ["<div><!-- x", "<div title=\"x", "<plaintext>", "<div><script>", "<xmp>", "<title>", "<iframe>"] {
        let outcome = render(&format!("{html}\n\none [@a]\n\n## Two\n"));
        let shown = outcome.shown();
        assert!(shown.contains("Two{anchor}</h2>"), "for {html}: {shown}");
        assert_eq!(outcome.body.html.holes.len(), 3, "for {html}: {shown}");
    }
}

#[test]
fn blocks_within_a_line_of_text_are_removed() {
    let outcome = render("## a <table><tr><td>b</td>\n\nc <script>d</script> <DIV>e</DIV>");
    assert_eq!(outcome.shown(), "<h2 id=\"{}a-b\">a b{anchor}</h2>\n<p>c d e</p>\n");
    assert_eq!(outcome.diagnostics.len(), 5);
}

#[test]
fn a_raw_element_ends_with_its_paragraph() {
    assert_eq!(
        clean("a <b>b <i>c</b> d\n\ne </u> <kbd>f\n\n## g <em>h\n\ni"),
        "<p>a <b>b <i>c</i></b> d</p>\n<p>e  <kbd>f</kbd></p>\n<h2 id=\"{}g-h\">g <em>h</em>{anchor}</h2>\n<p>i</p>\n"
    );
}

#[test]
fn broken_nesting_is_mended() {
    let shown = render("<div>\n\n**a\n\n</section></p>\n\nb</b> <table><tr><td>c\n").shown();
    assert_eq!(shown.matches("<div>").count(), shown.matches("</div>").count());
    assert_eq!(shown.matches("<td>").count(), shown.matches("</td>").count());
}

#[test]
fn a_citation_that_went_with_its_element_has_no_place() {
    let outcome = render("<div title=\"\n\n[@a] \"\n\n[@b] \" x\n\n[@c]");
    let holes = outcome.body.html.holes.iter().filter(|hole| matches!(hole.kind, HoleKind::Citation(_))).count();
    assert_eq!(outcome.citations.places.iter().flatten().count(), holes);
}

#[test]
fn a_trusted_site_publishes_html_as_it_is() {
    let config = MarkdownConfig { unsafe_html: true, ..CONFIG };
    let outcome = render_with("<script>x</script>\n\na <b onclick=y>[@a]</b>", &config, &[]);
    assert_eq!(outcome.shown(), "<script>x</script>\n<p>a <b onclick=y>{1}</b></p>\n");
    assert_eq!(outcome.drawn(), "");
}

#[test]
fn a_summary_keeps_no_blocks() {
    let file = FileText { path: "content/a.md".into(), text: "a <div>b</div> <kbd>c</kbd>".into() };
    let mut session = Session::new(Context { file: &file, config: &CONFIG, sources: &[], assets: &[] });
    let inline = session.inline(&file.text, Span::new(0..file.text.len()));
    assert_eq!((inline.html.text.as_str(), inline.plain()), ("a b <kbd>c</kbd>", "a b c"));
    assert_eq!(session.finish().1.len(), 1);
}
