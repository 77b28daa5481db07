//! Texts whose elements stand in each other without end.

use super::*;

const TRUSTED: MarkdownConfig = MarkdownConfig { unsafe_html: true, ..CONFIG };

#[test]
fn a_text_that_nests_without_end_is_an_error_at_its_line() {
    let outcome = render(&format!("A line.\n\n{}x", "> ".repeat(3000)));
    assert_eq!(
        outcome.brief(),
        [
            "too-deep@3:201+1 more than 100 elements stand in each other here | close what is open, or write the text with \
          fewer levels"
        ]
    );
    assert_eq!(outcome.shown(), "");
}

#[test]
fn every_way_to_nest_without_end_is_found() {
    for (open, close) in [
        ("- ", ""),
        ("1. ", ""),
        ("*", "*"),
        ("**", "**"),
        ("[^a]: ", ""),
        ("<div>", ""),
        ("<div>\n\n", ""),
        ("<div>", "</div>"),
        ("<div/>", ""),
        ("<DIV title='</div>'>", ""),
        ("<div><!-- </div> -->", ""),
        ("<div><b><div></b>", "</div>"),
        ("x <b>", ""),
        ("x <b>", "</b>"),
        ("x <b title=\"</b>\">", ""),
        ("<rt>", ""),
        ("<div ='>\">", ""),
    ] {
        let text = format!("{}x{}", open.repeat(2000), close.repeat(2000));
        for config in [CONFIG, TRUSTED] {
            let outcome = render_with(&text, &config, &[]);
            let found = outcome.diagnostics.iter().filter(|d| d.code.name == "too-deep").count();
            let is_harmless = outcome.body.html.text.matches('<').count() < 100
                || (config.unsafe_html && ["<rt>", "<div/>"].contains(&open));
            assert!(found == 1 || (found == 0 && is_harmless), "{open:?} {:?}", config.unsafe_html);
        }
    }
}

#[test]
fn texts_of_many_elements_are_not_deep() {
    for text in [
        "<ul><li><b>x</b></ul>\n\n".repeat(1000),
        "<p>x\n<p>y\n\n".repeat(1000),
        "- x <b>y\n- *z* <kbd>\n".repeat(1000),
        "> x\n\n".repeat(1000),
        "<table><tr><td>x</table>\n\n".repeat(1000),
        "<!-- <div> -->\n\n".repeat(1000),
        format!("{}x", "> ".repeat(99)),
        format!("{}x", "- ".repeat(49)),
    ] {
        assert_eq!(render(&text).drawn(), "", "{}", &text[..20]);
    }
    let drawing =
        format!("<svg>{}</svg>\n\n<select>{}</select>", "<path d=\"M0\"/>".repeat(500), "<option>a".repeat(500));
    assert_eq!(render_with(&drawing, &TRUSTED, &[]).drawn(), "");
}

#[test]
fn half_a_megabyte_of_nesting_overflows_no_stack() {
    for text in ["> ", "- ", "[", "![", "*", "**_", "<b>", "<a ", "<!--", "<div title='"] {
        let _ = render(&text.repeat(500_000 / text.len()));
    }
}
