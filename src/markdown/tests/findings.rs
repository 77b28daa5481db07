//! What is noted for `citewire check`.

use super::*;

/// What was noted: each finding with the text at its place.
fn found(text: &str) -> Vec<(FindingKind, String)> {
    let outcome = render(text);
    let slice = |span: Span| text[span.range()].to_owned();
    outcome.citations.findings.into_iter().map(|f| (f.kind, slice(f.span))).collect()
}

fn places(text: &str, kind: &FindingKind) -> Vec<String> {
    found(text).into_iter().filter(|(found, _)| found == kind).map(|(_, text)| text).collect()
}

#[test]
fn placeholders_are_noted_where_they_are_words_that_readers_see() {
    let text = "# TODO: a title\n\nCosts *TK* dollars, or TKTK. XXX\n\n- FIXME\n\n| a |\n|---|\n| [TODO] |\n\n[^n]\n\n[^n]: A note, TK.\n";
    let expected = ["TODO", "TK", "TKTK", "XXX", "FIXME", "TODO", "TK"];
    assert_eq!(places(text, &FindingKind::Placeholder), expected);
}

#[test]
fn code_parts_of_words_and_small_letters_are_no_placeholders() {
    let text = "`TODO` TKO XXXL TODOs pre-TODO my_TODO todo Tk KTK\n\n```\nTODO\n```\n\n    FIXME\n\n<!-- TODO -->\n";
    assert_eq!(found(text), []);
}

#[test]
fn a_placeholder_is_found_wherever_it_stands_in_a_long_text() {
    for length in 0..140 {
        for word in ["TODO", "TK", "XXX", "FIXME"] {
            let text = format!("{} {word}, {}", "a".repeat(length), "b".repeat(70));
            assert_eq!(placeholder(&text), Some(length + 1..length + 1 + word.len()), "{text}");
        }
    }
}

#[test]
fn a_placeholder_in_a_summary_has_its_place() {
    let file = FileText { path: "content/articles/x.md".into(), text: "summary: \"A \\\"TK\\\" summary\"\n".into() };
    let mut session = Session::new(Context { file: &file, config: &CONFIG, sources: &[], assets: &[] });
    session.inline("A \"TK\" summary", Span::new(9..27));
    let (citations, _) = session.finish();
    assert_eq!(citations.findings.len(), 1);
    assert_eq!(&file.text[citations.findings[0].span.range()], "TK");
}

#[test]
fn links_and_pictures_without_words_are_noted() {
    let text = "[](https://a.example/) [ ![](https://b.example/c.png) ](https://d.example/) [`x`](https://e.example/) ![y](/z.png)";
    assert_eq!(
        places(text, &FindingKind::EmptyLinkText),
        ["[](https://a.example/)", "[ ![](https://b.example/c.png) ](https://d.example/)"]
    );
    assert_eq!(places(text, &FindingKind::EmptyAlt), ["![](https://b.example/c.png)"]);
    assert_eq!(places("![](https://a.example/x.png \"A figure\")", &FindingKind::EmptyAlt).len(), 1);
}

#[test]
fn full_urls_are_noted_once_with_their_text_if_the_place_does_not_hold_it() {
    let text = "[a](https://a.example/?x=1) <https://b.example/> [c](https://c.example/?a=1&amp;b=2) [d][] [e](/e/) [f](#f)\n\n\
                # f\n\n<a href=\"https://g.example/\">g</a>\n\n[d]: https://d.example/\n";
    let urls: Vec<_> = found(text).into_iter().filter(|(kind, _)| matches!(kind, FindingKind::Url(_))).collect();
    let url = |text: &str| FindingKind::Url(Some(text.into()));
    let expected = [
        (FindingKind::Url(None), "https://a.example/?x=1".to_owned()),
        (FindingKind::Url(None), "https://b.example/".to_owned()),
        (url("https://c.example/?a=1&b=2"), "[c](https://c.example/?a=1&amp;b=2)".to_owned()),
        (url("https://d.example/"), "[d]".to_owned()),
        (FindingKind::Url(None), "https://g.example/".to_owned()),
    ];
    assert_eq!(urls, expected);
}

#[test]
fn long_runs_without_a_citation_are_noted_with_their_first_text() {
    let words = |count: usize| vec!["word"; count].join(" ");
    let text = format!("First {}[@a].\n\nSecond {}[@b] third {}.", words(59), words(40), words(30));
    assert_eq!(found(&text), [(FindingKind::Uncited(60), format!("First {}", words(59)))]);
    let text = format!("Cited [@a]. *Then* {}\n\n{}", words(40), words(19));
    assert_eq!(found(&text), [(FindingKind::Uncited(60), ". ".to_owned())]);
    assert_eq!(found(&format!("{}\n\n```\n{}\n```\n", words(49), words(60))), []);
}
