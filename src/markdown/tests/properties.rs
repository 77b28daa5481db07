//! What holds for every input: no panic, holes in place, and markup that is balanced and harmless.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use proptest::prelude::*;

use super::*;

/// Pieces of Markdown that meet in all orders.
const PIECES: [&str; 68] = [
    "[@a]",
    "[@b; @c]",
    "[@zebra]",
    "[@a, p. 3",
    "[@",
    "[^a]",
    "[^n]",
    "[^n]: note ",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "[]",
    ":",
    "](/x)",
    "](https://e.org \"t\")",
    "](javascript:x)",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "```rust\n",
    "\n",
    "\n\n",
    "  \n",
    "    ",
    "> ",
    "> [!NOTE]\n",
    "- ",
    "1. ",
    "- [ ] ",
    "# ",
    "## ",
    " {#x .y}",
    "\n---\n",
    "| a | b |\n|---|--:|\n| c ",
    "|",
    "\\",
    "<",
    ">",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<a href='x'>",
    "</a>",
    "<script>",
    "</script>",
    "<p onclick=x>",
    "</p>",
    "<!-- more -->",
    "<!--",
    "-->",
    "&amp;",
    "&#xFDD0;",
    "\"",
    "word",
    "é",
    "\u{FDD0}t0\u{FDD1}",
    "<table><tr><td>",
    "<plaintext>",
    "<div title=\"",
    "<textarea>",
    "<svg><style>",
];

fn markdown() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat()),
        any::<String>(),
        "[\\[\\]@^a-c;, !\\\\*_`<>\\n&#|:()-]{0,60}",
    ]
}

/// The start and end tags of some markup.
fn tags(html: &str) -> Vec<Tag> {
    #[derive(Default)]
    struct Tags(RefCell<Vec<Tag>>);
    impl TokenSink for Tags {
        type Handle = ();
        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token {
                self.0.borrow_mut().push(tag);
            }
            TokenSinkResult::Continue
        }
    }
    let tokenizer = Tokenizer::new(Tags::default(), Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}

const VOID: [&str; 6] = ["br", "hr", "img", "input", "wbr", "col"];
const BLOCKS: [&str; 15] =
    ["p", "div", "ul", "ol", "li", "table", "blockquote", "pre", "section", "figure", "h2", "h3", "h4", "h5", "h6"];

/// Checks that markup is balanced and safe; where authors wrote no tags, also what may stand in what.
fn check_markup(html: &str, raw: bool) -> Result<(), TestCaseError> {
    let mut open: Vec<String> = Vec::new();
    for tag in tags(html) {
        let name = tag.name.to_string();
        if tag.kind == TagKind::EndTag {
            prop_assert_eq!(open.pop(), Some(name), "unbalanced: {}", html);
            continue;
        }
        prop_assert!(!["script", "style", "iframe", "object"].contains(&&*name), "{}", html);
        prop_assert!(raw || !(name == "a" && open.iter().any(|n| n == "a")), "link in link: {}", html);
        let in_paragraph = open.iter().any(|n| n == "p" || n.starts_with('h') && n.len() == 2);
        prop_assert!(raw || !(in_paragraph && BLOCKS.contains(&&*name)), "block in paragraph: {}", html);
        for attribute in &tag.attrs {
            prop_assert!(!attribute.name.local.starts_with("on") && &*attribute.name.local != "style", "{}", html);
            prop_assert!(!attribute.value.trim().to_ascii_lowercase().starts_with("javascript:"), "{}", html);
        }
        if !VOID.contains(&&*name) {
            open.push(name);
        }
    }
    prop_assert!(open.is_empty(), "unclosed {:?}: {}", open, html);
    Ok(())
}

fn check_holes(html: &Html, citations: &Citations, headings: usize) -> Result<(), TestCaseError> {
    let mut last = 0;
    for hole in &html.holes {
        prop_assert!(hole.at >= last && html.text.is_char_boundary(hole.at as usize), "{:?}", html);
        last = hole.at;
        let before = &html.text[..hole.at as usize];
        let (exists, in_attribute) = match hole.kind {
            HoleKind::IdPrefix => (true, true),
            HoleKind::Link(link) => ((link as usize) < citations.links.len(), true),
            HoleKind::Citation(group) => ((group as usize) < citations.groups.len(), false),
            HoleKind::HeadingAnchor(heading) => ((heading as usize) < headings, false),
        };
        prop_assert!(exists, "{:?}", hole);
        prop_assert_eq!(before.ends_with("=\""), in_attribute, "{:?}", html);
    }
    prop_assert!(!html.text.chars().any(is_forbidden));
    Ok(())
}

fn check_citations(citations: &Citations) -> Result<(), TestCaseError> {
    prop_assert_eq!(citations.order.len(), citations.places.len());
    for (index, places) in citations.places.iter().enumerate() {
        for group in places {
            let items = &citations.groups[*group as usize].items;
            prop_assert!(
                items.iter().any(|item| item.number as usize == index + 1 && item.source == citations.order[index])
            );
        }
    }
    for group in &citations.groups {
        prop_assert!(!group.items.is_empty() && group.items.is_sorted_by(|a, b| a.number < b.number));
    }
    Ok(())
}

fn filled(html: &Html) -> String {
    let mut out = String::new();
    html.fill(&mut out, |kind, out| {
        out.push_str(match kind {
            HoleKind::Link(_) => "/link",
            HoleKind::IdPrefix => "story-",
            HoleKind::Citation(_) => "<sup><a href=\"#source\">1</a></sup>",
            HoleKind::HeadingAnchor(_) => "<a href=\"#here\">#</a>",
        });
    });
    out
}

fn check(text: &str, outcome: &Outcome) -> Result<(), TestCaseError> {
    check_holes(&outcome.body.html, &outcome.citations, outcome.body.headings.len())?;
    check_citations(&outcome.citations)?;
    check_markup(&filled(&outcome.body.html), text.contains('<'))?;
    let mut ids: Vec<_> = tags(&filled(&outcome.body.html)).iter().flat_map(|tag| tag.attrs.clone()).collect();
    ids.retain(|attribute| &*attribute.name.local == "id");
    let count = ids.len();
    ids.sort_by(|a, b| a.value.cmp(&b.value));
    ids.dedup_by(|a, b| a.value == b.value);
    prop_assert_eq!(ids.len(), count, "doubled id: {}", outcome.body.html.text);
    prop_assert!(ids.iter().all(|id| id.value.starts_with("story-")));
    let kept = postcard::to_stdvec(&(&outcome.body, &outcome.citations)).unwrap();
    let whole = Citations { findings: Vec::new(), ..outcome.citations.clone() };
    prop_assert_eq!(postcard::from_bytes::<(Body, Citations)>(&kept).unwrap(), (outcome.body.clone(), whole));
    outcome.drawn();
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_body_gives_balanced_and_harmless_markup(text in markdown()) {
        check(&text, &render(&text))?;
    }

    #[test]
    fn any_summary_gives_balanced_and_harmless_markup(text in markdown(), written in markdown()) {
        let file = FileText { path: "content/a.md".into(), text: written.as_str().into() };
        let mut session = Session::new(Context { file: &file, config: &CONFIG, sources: &["a"], assets: &[] });
        let inline = session.inline(&text, Span::new(0..written.len()));
        let (citations, _) = session.finish();
        check_holes(&inline.html, &citations, 0)?;
        let markup = filled(&inline.html);
        check_markup(&markup, text.contains('<'))?;
        prop_assert!(!tags(&markup).iter().any(|tag| BLOCKS.contains(&&*tag.name)), "{}", markup);
    }

    #[test]
    fn every_marker_in_plain_text_is_found_once(parts in prop::collection::vec(("[a-z]{1,5}", 0..4_usize), 1..20)) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for (word, source) in &parts {
            text.push_str(word);
            if let Some(key) = ["a", "b", "c"].get(*source) {
                text.push_str(&format!(" [@{key}]"));
                expected.push(*source as u32);
            }
            text.push(' ');
        }
        let outcome = render(&text);
        prop_assert_eq!(outcome.drawn(), "");
        let cited: Vec<u32> = outcome.citations.groups.iter().map(|group| group.items[0].source).collect();
        prop_assert_eq!(cited, expected);
        let words: Vec<_> = parts.iter().map(|(word, _)| word.as_str()).collect();
        prop_assert_eq!(&*outcome.body.excerpt, words.join(" "));
        prop_assert_eq!(outcome.body.words as usize, words.len());
    }

    #[test]
    fn code_never_cites(code in "[\\[\\]@^abc ;\\n]{0,40}") {
        let outcome = render(&format!("````\n{code}\n````\n\n`` x{} x ``", code.replace('\n', " ")));
        prop_assert!(outcome.citations.groups.is_empty() && outcome.diagnostics.is_empty());
    }
}
