//! Terms that are spelled almost alike.

use super::Desk;

/// A site whose articles each have some of these tags.
fn desk(articles: &[&str]) -> Desk {
    let article = |desk: Desk, (number, tags): (usize, &&str)| {
        desk.article(&format!("n{number}"), &format!("tags: [{tags}]\n"), "Text [@a; @b].")
    };
    articles.iter().enumerate().fold(Desk::new(""), article)
}

#[test]
fn two_spellings_of_one_thing_are_reported_at_the_rarer_one() {
    let found = desk(&["hugging-face", "hugging-face, x", "huggingface"]).report().diagnostics;
    let said: Vec<_> = found.iter().map(super::brief).collect();
    let expected = "warn near-duplicate-terms@n2:5:8+11 the term `huggingface` (1 article) looks like `hugging-face` \
                    (2 articles) | write `hugging-face`, or list both in data/tags.yaml: as one term with an alias, or as two";
    assert_eq!(said, [expected]);
    let other = found[0].notes[0].place.as_ref().unwrap();
    assert_eq!((&*other.file, other.line, &*found[0].notes[0].text), ("content/articles/n0.md", 5, "the other one"));
}

#[test]
fn a_letter_apart_is_alike_in_long_words_and_digits_tell_versions_apart() {
    let pairs = |tags: &str| desk(&[tags]).said().len();
    for alike in ["anthropic, antropic", "openai-labs, openai-lab", "mistral, mistarl", "x-ai, xai", "Qwen 2 5, qwen25"]
    {
        assert_eq!(pairs(alike), 1, "{alike}");
    }
    for different in ["llama-3, llama-4", "gpt, got", "gemini-1-5, gemini-15-pro", "claude-2, claude", "2024-1, 2025-1"]
    {
        assert_eq!(pairs(different), 0, "{different}");
    }
}

#[test]
fn terms_that_editors_have_listed_both_are_two() {
    let mut desk = desk(&["hugging-face, hugging-faces"]);
    desk.tags = "- {slug: hugging-face, name: Hugging Face}\n".to_owned();
    assert_eq!(desk.said().len(), 1);
    desk.tags += "- {slug: hugging-faces, name: Hugging Faces}\n";
    assert_eq!(desk.said(), [""; 0]);
    desk.tags = "- {slug: hugging-face, name: Hugging Face, aliases: [hugging-faces]}\n".to_owned();
    assert_eq!(desk.said(), [""; 0]);
}

#[test]
fn every_pair_a_letter_apart_is_found_in_a_large_vocabulary() {
    let word = |n: usize| -> String {
        let letter = |place: u32| char::from(b'a' + u8::try_from(n / 26_usize.pow(place) % 26).unwrap());
        (0..3).flat_map(|place| [letter(place); 3]).collect()
    };
    // Any two of these differ by three letters; every tenth has a twin that lacks one.
    let mut tags: Vec<String> = (0..1000).map(word).collect();
    tags.extend((0..1000).step_by(10).map(|n| word(n)[1..].to_owned()));
    // A file is not reported without end.
    let articles: Vec<String> = tags.chunks(20).map(|tags| tags.join(", ")).collect();
    let said = desk(&articles.iter().map(String::as_str).collect::<Vec<_>>()).said();
    assert_eq!(said.iter().filter(|line| line.contains("near-duplicate-terms")).count(), 100);
}
