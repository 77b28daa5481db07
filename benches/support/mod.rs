//! A site on the disk for the benchmarks: the same articles for the same number, with sources, citations and code.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

const WORDS: [&str; 16] = [
    "model",
    "latency",
    "tokens",
    "regulators",
    "weights",
    "benchmark",
    "licence",
    "inference",
    "budget",
    "cluster",
    "prompt",
    "dataset",
    "alignment",
    "customers",
    "release",
    "evaluation",
];
const TAGS: [&str; 8] = ["models", "policy", "safety", "chips", "agents", "robotics", "open source", "research"];
const PUBLISHERS: [&str; 6] = ["Reuters", "The Verge", "MIT Technology Review", "Der Spiegel", "arXiv", "Nikkei"];

/// A site with so many articles, in a folder of its own.
pub fn site(articles: usize) -> TempDir {
    let folder = TempDir::new().expect("a folder for the benchmark");
    let root = folder.path();
    put(root, "citewire.yaml", "title: Benchmark\nbase_url: https://news.example.org\n");
    (0..articles).for_each(|number| put(root, &path(number), &article(number)));
    folder
}

/// Where an article lies below the site's folder.
pub fn path(number: usize) -> String {
    format!("content/articles/{}/{:02}/story-{number}.md", 2020 + number % 7, 1 + number % 12)
}

/// The text of an article: about 400 words, four sources, in one of twenty some code.
pub fn article(number: usize) -> String {
    let (year, month, day) = (2020 + number % 7, 1 + number % 12, 1 + number % 28);
    let tags = [TAGS[number % 8], TAGS[(number / 3 + 1) % 8]].join(", ");
    let mut text = format!("---\ntitle: \"Story {number}: a {} and its {}\"\n", word(number), word(number + 5));
    _ = writeln!(text, "date: {year}-{month:02}-{day:02}T{:02}:{:02}:00Z", number % 24, number % 60);
    _ = write!(
        text,
        "summary: \"What the {} means for the {}.\"\ntags: [{tags}]\nsources:\n",
        word(number + 1),
        word(number + 2)
    );
    for source in 0..4 {
        let publisher = PUBLISHERS[(number + source) % 6];
        _ = writeln!(text, "  - title: \"The {} of {number}.{source}\"", word(number + source));
        _ = writeln!(text, "    url: \"https://www.example.com/{number}/{source}?utm_source=x&id={number}\"");
        _ = writeln!(text, "    publisher: \"{publisher}\"\n    published: {year}-{month:02}-{day:02}");
    }
    text.push_str("---\n\n");
    for paragraph in 0..10 {
        if paragraph % 3 == 0 {
            _ = writeln!(text, "## About the {}\n", word(number + paragraph));
        }
        let words: Vec<&str> = (0..38).map(|at| word(number * 7 + paragraph * 11 + at * 3)).collect();
        _ = write!(
            text,
            "The **{}** said: {} `x = {paragraph}`[^{}].\n\n",
            word(paragraph),
            words.join(" "),
            1 + paragraph % 4
        );
    }
    if number.is_multiple_of(20) {
        text.push_str("```python\ndef f(x):\n    return x + 1  # the next one\n```\n");
    }
    text
}

fn word(number: usize) -> &'static str {
    WORDS[number % WORDS.len()]
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    path.parent()
        .map(fs::create_dir_all)
        .transpose()
        .and_then(|_| fs::write(&path, text))
        .expect("a file of the benchmark");
}
