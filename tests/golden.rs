//! The whole output of the example site, pinned: every file by its hash, the most telling ones word for word.
//!
//! A change that is meant is accepted with `BLESS=1 cargo test --test golden`; the diff of `tests/golden/` then shows it.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use support::Site;

/// Files that are kept whole, so that a change can be read.
const WHOLE: &[&str] = &[
    "index.html",
    "404.html",
    "robots.txt",
    "sitemap.xml",
    "2025/01/kimi-k1-5/index.html",
    "2025/01/openai-operator/index.html",
    "2025/01/chinchilla/index.html",
    "tags/privacy/index.html",
    "tags/privacy/feed.xml",
    "tags/index.html",
    "publishers/index.html",
    "about/index.html",
];

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// One line a file: hash, size, path. The hash of a style sheet stands in its name and so in every page.
fn manifest(published: &BTreeMap<String, Vec<u8>>) -> String {
    let line = |(path, bytes): (&String, &Vec<u8>)| {
        format!("{} {:>7} {path}\n", &blake3::hash(bytes).to_hex()[..16], bytes.len())
    };
    published.iter().map(line).collect()
}

#[test]
fn the_example_site_is_built_as_before() {
    let site = Site::copy_of("example-site");
    site.built();
    let published = site.published();
    let mut found = BTreeMap::from([("example-site.manifest".to_owned(), manifest(&published))]);
    for path in WHOLE {
        let bytes = published.get(*path).unwrap_or_else(|| panic!("{path} is not published"));
        found.insert(path.replace('/', "__"), String::from_utf8(bytes.clone()).unwrap());
    }
    if std::env::var_os("BLESS").is_some() {
        _ = fs::remove_dir_all(golden(""));
        fs::create_dir_all(golden("")).unwrap();
        found.iter().for_each(|(name, text)| fs::write(golden(name), text).unwrap());
        return;
    }
    let expected: BTreeMap<String, String> = (fs::read_dir(golden("")).unwrap().map(Result::unwrap))
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).unwrap()))
        .collect();
    assert_eq!(expected.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>());
    // Whole files first: their difference says more than a hash.
    for (name, text) in expected.iter().filter(|(name, _)| *name != "example-site.manifest") {
        let (line, old, new) = first_difference(text, &found[name]);
        assert!(old == new, "{name}:{line}\n- {old}\n+ {new}\nBLESS=1 cargo test --test golden accepts it");
    }
    let changed: Vec<&str> = (found["example-site.manifest"].lines())
        .filter(|line| !expected["example-site.manifest"].lines().any(|old| old == *line))
        .collect();
    assert!(changed.is_empty(), "{} files differ:\n{}", changed.len(), changed.join("\n"));
    assert_eq!(expected["example-site.manifest"].lines().count(), found["example-site.manifest"].lines().count());
}

fn first_difference<'a>(old: &'a str, new: &'a str) -> (usize, &'a str, &'a str) {
    let (mut olds, mut news) = (old.lines(), new.lines());
    for line in 1.. {
        match (olds.next(), news.next()) {
            (None, None) => break,
            (a, b) if a != b => return (line, a.unwrap_or("(end)"), b.unwrap_or("(end)")),
            _ => {}
        }
    }
    (0, "", "")
}
