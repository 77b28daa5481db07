//! The short way gives what the parser gives, or nothing.

use proptest::prelude::*;

use super::*;
use crate::config::MarkdownConfig;
use crate::markdown::session::parsed;

/// Whether the text is usual; if so, its events have to be those of the parser.
fn is_usual(source: &str) -> bool {
    let both = [true, false].map(|smart_punctuation| {
        let config = MarkdownConfig { smart_punctuation, unsafe_html: false, highlight: true };
        let usual = events(source, smart_punctuation);
        if let Some(usual) = &usual {
            let (events, references) = parsed(source, &config);
            assert_eq!(usual, &events, "{source:?}");
            assert_eq!(references.len(), 0, "{source:?}");
        }
        usual.is_some()
    });
    both[0]
}

#[test]
fn what_most_articles_are_written_in_is_usual() {
    for text in [
        "",
        "\n\nOne line.\n\nAnother one[^1], and [@a, p. 3].\nIt goes on…",
        "## A heading: *what* happened[^2]?\n\nText.\n\n### Next\nText\n",
        "Before:\n- **first**: one[^1]\n- `second`\n- third\n\nBehind.\n\n1. one\n2. two\n10. ten\n\n## End",
        "> A quote goes\n> on and on.\n>\n> — *Somebody*\n\nText.",
        "```rust\nlet a = [1, 2];\n\n  b[0] = *c & d;\n```\n\n```\n```\nText",
        "See [the `--help` *text*](https://example.org/a_b?c=d*e#f) and ![a picture](hero.jpg).",
        "\"It's 'fine',\" she said -- or so... 5 * 3 & snake_case_name, R & D; “*quoted*” (**bold**), it’s.",
        "*Emphasis*, __strong__ and **both *in* one**. A bracket [like this] and a[0].",
        "Zoë and 南京 met *Čapek*.",
    ] {
        assert!(is_usual(text), "{text:?}");
    }
}

#[test]
fn what_may_be_read_in_two_ways_is_left_to_the_parser() {
    for text in [
        "[a]: https://example.org",
        "[^a]: A note.",
        "- [ ] task",
        "- a\n\n- b",
        "- a\n  b",
        "- a\nb",
        "> a\nb",
        "> [!NOTE]\n> a",
        "> - a",
        "a\n===",
        "a\n---",
        "---",
        "* * *",
        "| a |\n|---|\n| b |",
        "a | b\n--|--",
        "<b>a</b>",
        "a &amp; b",
        "a \\* b",
        "a  \nb",
        "    code",
        "\ta",
        "a\r\nb",
        "## a #",
        "## a {#b}",
        "*a **b* c**",
        "``a``",
        "`a",
        "[a",
        "[a](b \"c\")",
        "[a](<b>)",
        "[[a](b)](c)",
        "~~a~~",
        "```rust\nlet a;",
        "````\n```\n````",
        "1.\n2.",
    ] {
        assert!(!is_usual(text), "{text:?}");
    }
}

/// Pieces that meet in all orders.
const PIECES: [&str; 56] = [
    "word",
    "a",
    "Zoë",
    "南",
    "’",
    "…",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\n\n## ",
    "\n- ",
    "\n- ",
    "\n1. ",
    "\n2) ",
    "\n> ",
    "\n> ",
    "\n>\n> ",
    "* ",
    "*",
    "*",
    "**",
    "_",
    "__",
    "`",
    "`",
    "```",
    "\n```\n",
    "```rust\n",
    "[",
    "]",
    "[^1]",
    "[@a]",
    "](https://e.org/a_b*c)",
    "](",
    ")",
    "!",
    "![",
    "\"",
    "'",
    "\"",
    "...",
    "--",
    "---",
    "-",
    "#",
    "&",
    ":",
    "|",
    "1",
    "(",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn the_short_way_is_the_parser_or_nothing(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..14)) {
        is_usual(&pieces.concat());
    }
}

/// Blocks of usual articles.
fn block() -> impl Strategy<Value = String> {
    let inline = "([A-Za-z]{1,8}|[a-z]{1,5}, | |[.:] |\\*[a-z ]{1,4}\\*|\\*\\*[a-z]{1,4}[.:]?\\*\\*|_[a-z]{1,4}_|`[a-z_ ]{1,4}`\
                  |\\[\\^[1-9]\\]|\\[@[a-z]\\]|\\[[a-z]{1,4}\\]\\([a-z/:._-]{1,9}\\)|\"[a-z ]{1,5}\"|'[a-z]{1,5}'|it's|--|\\.\\.\\.|[–é“”]){1,8}";
    let start = prop::sample::select(&["", "", "", "## ", "# ", "- ", "- ", "* ", "1. ", "> ", "> a\n> ", "```\n"][..]);
    let end = prop::sample::select(&["\n\n", "\n\n", "\n", "\n\n\n", "\n```\n\n", " \n", ""][..]);
    (start, inline, end).prop_map(|(start, text, end)| [start, &text, end].concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn usual_blocks_are_what_the_parser_makes_of_them(blocks in proptest::collection::vec(block(), 1..5)) {
        is_usual(&blocks.concat());
    }
}

#[test]
fn most_articles_of_the_example_site_are_usual_and_all_are_what_the_parser_makes_of_them() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site/content/articles");
    let files =
        walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok).filter(|file| file.file_type().is_file());
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    let bodies: Vec<String> = texts.filter_map(|text| Some(text.split_once("\n---\n")?.1.to_owned())).collect();
    let usual = bodies.iter().filter(|body| is_usual(body)).count();
    assert!(usual * 2 > bodies.len() && bodies.len() > 20, "{usual} of {}", bodies.len());
}

#[test]
fn every_character_beside_a_sign_is_what_it_is_to_the_parser() {
    for c in ('\u{1}'..='\u{2FFFF}').filter(|c| !matches!(c, '\r')) {
        for text in [format!("a{c}*b*{c}d"), format!("a {c}\"b\"{c}"), format!("a{c}_b_{c}")] {
            is_usual(&text);
        }
    }
}

#[test]
fn every_short_text_of_signs_is_read_as_the_parser_reads_it() {
    const PIECES: [&str; 18] =
        ["a", " ", "\n", "\n\n", "*", "**", "_", "`", "[", "]", "](b)", "!", "\"", "'", "- ", "> ", "## ", "1. "];
    let of =
        |number: usize| (0..4).map(|place| PIECES[number / PIECES.len().pow(place) % PIECES.len()]).collect::<String>();
    let usual = (0..PIECES.len().pow(4)).filter(|number| is_usual(&of(*number))).count();
    assert!(usual > 5_000, "{usual}");
}
