//! Whatever stands in a file, parsing it ends, and well.

use proptest::prelude::*;

use super::*;

const GOOD: &str = "---\ntitle: \"A: b\"\ndate: 2026-11-20 09:30\nsummary: S [@r].\ntags: [a, b]\nupdates:\n  - date: 2026-11-21\n    \
                    text: U\nsources:\n  - id: r\n    url: https://r.example/?a=b\n  - https://p.example\n---\nBody [@r], [^2].\n";

/// Good content with a few characters changed.
fn mutated() -> impl Strategy<Value = String> {
    let change = (0..GOOD.len(), 0..4usize, "[ -~\n\té\u{202e}]{0,3}");
    proptest::collection::vec(change, 0..5).prop_map(|changes| {
        let mut text: Vec<char> = GOOD.chars().collect();
        for (at, remove, insert) in changes {
            let at = at.min(text.len());
            let end = (at + remove).min(text.len());
            text.splice(at..end, insert.chars());
        }
        text.into_iter().collect()
    })
}

proptest! {
    #[test]
    fn any_text_is_parsed_or_explained(text in "(---\n)?[ -~\n\té🤖\u{202e}]{0,80}(\n---\n)?") {
        let (record, said) = parsed(ContentKind::Article, "content/articles/a.md", &text);
        prop_assert!(record.is_some() || !said.is_empty());
    }

    #[test]
    fn small_mistakes_are_parsed_or_explained(text in mutated()) {
        let (record, said) = parsed(ContentKind::Article, "content/articles/a.md", &text);
        prop_assert!(record.is_some() || !said.is_empty());
    }

    #[test]
    fn what_is_parsed_twice_is_the_same(text in mutated()) {
        let once = parsed(ContentKind::Article, "content/articles/a.md", &text);
        let twice = parsed(ContentKind::Article, "content/articles/a.md", &text);
        prop_assert_eq!(format!("{once:?}"), format!("{twice:?}"));
    }
}

/// Front matter of the largest size, made to be slow to check.
#[test]
fn front_matter_made_to_be_slow_is_not() {
    let many = |line: &str| line.repeat(65_000 / line.len());
    let sources = (0..2_000).map(|n| format!("  - https://r.example/{n}\n")).collect::<String>();
    let keys = (0..6_000).map(|n| format!("k{n}: a\n")).collect::<String>();
    let updates = many("  - {date: 2026-11-21, text: a}\n");
    for front in [
        format!("sources:\n{sources}"),
        keys,
        format!("updates:\n{updates}"),
        format!("tags: [{}]\n", many("a, ")),
        format!("tags:\n{}", many("- x: y: z\n")),
        format!("extra: {{{}}}\n", (0..8_000).map(|n| format!("{n}, ")).collect::<String>()),
        many("a: b: c\n"),
        format!("sources:\n{}", many("  - *a\n")),
        format!("summary: {}\n", many("[@r]")),
        format!("title: \"{}\n", many("a\n")),
    ] {
        let text = format!("---\ntitle: A\ndate: 2026-11-20\n{front}---\n");
        parsed(ContentKind::Article, "content/articles/a.md", &text[..text.len().min(65_000)]);
        parsed(ContentKind::Article, "content/articles/a.md", &text);
    }
}
