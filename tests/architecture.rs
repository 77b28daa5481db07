//! The shape of the code: imports go one way, rooms stay small, every file says its job.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, highest first; a module may use those below its own line, and itself. Modules on one line know nothing of
/// each other, except where an arrow says so in [`SIDEWAYS`].
const LAYERS: &[&[&str]] = &[
    &["main"],
    &["cli"],
    &["serve", "scaffold"],
    &["pipeline"],
    &["publish", "load", "cache"],
    &["check"],
    &["outputs"],
    &["views"],
    &["theme"],
    &["site"],
    &["content"],
    &["markdown"],
    &["config"],
    &["yaml"],
    &["diagnostics", "paths", "url_parts", "json"],
    &["bytes", "fingerprint"],
];

/// Imports that break the order of the layers, each with its reason.
const SIDEWAYS: &[(&str, &str, &str)] =
    &[("markdown", "content", "a link target names `content::Asset`, a plain record that the loader fills")];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.sort();
    found
}

fn module(path: &Path) -> String {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let first = path.strip_prefix(src).unwrap().components().next().unwrap();
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn layer(module: &str) -> usize {
    LAYERS.iter().position(|l| l.contains(&module)).unwrap_or_else(|| panic!("`{module}` has no place in LAYERS"))
}

fn is_test(path: &Path) -> bool {
    path.components().any(|c| c.as_os_str() == "tests" || c.as_os_str() == "tests.rs")
}

#[test]
fn imports_go_one_way() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let user = module(&path);
        if user == "lib" || is_test(&path) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for (at, _) in code.match_indices("crate::") {
                let used: String = code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let known = LAYERS.iter().any(|l| l.contains(&used.as_str()));
                let allowed = SIDEWAYS.iter().any(|(from, to, _)| *from == user && *to == used);
                if known && used != user && !allowed && layer(&used) <= layer(&user) {
                    wrong.push(format!("{}:{}: {user} uses {used}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_its_job_in_its_first_line() {
    let silent: Vec<_> = sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(p, _)| p).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn no_file_is_longer_than_300_lines() {
    let long: Vec<_> = (sources().into_iter())
        .map(|(path, text)| (text.lines().count(), path))
        .filter(|(lines, _)| *lines > 300)
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

/// The map of ARCHITECTURE.md names files by their folder among the modules, which may hold folders itself.
#[test]
fn every_file_that_the_map_names_exists() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let (_, map) = text.split_once("### Inside the larger modules").unwrap();
    let (map, _) = map.split_once("###").unwrap();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let paths: Vec<PathBuf> = sources().into_iter().map(|(path, _)| path).collect();
    let mut named = 0;
    for row in map.lines().filter(|line| line.starts_with("| `")) {
        let names: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let folder = src.join(names[0]);
        for name in &names[1..] {
            let exists = |path: &PathBuf| match name.strip_suffix('/') {
                Some(folder_name) => path.starts_with(folder.join(folder_name)),
                None => path.starts_with(&folder) && path.file_name().is_some_and(|file| file == *name),
            };
            assert!(paths.iter().any(exists), "{name} is not in {}", folder.display());
            named += 1;
        }
    }
    assert!(named > 60, "{named} names were found in the map");
}

#[test]
fn the_library_neither_prints_nor_exits() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if matches!(module(&path).as_str(), "cli" | "main") || is_test(&path) {
            continue;
        }
        for word in
            ["println!(", "eprintln!(", "print!(", "eprint!(", "dbg!(", "process::exit", "todo!(", "unimplemented!("]
        {
            if text.lines().any(|line| line.split("//").next().unwrap_or_default().contains(word)) {
                wrong.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Clock, environment and network belong to the command line and the dev server.
#[test]
fn a_build_reads_no_clock_no_environment_and_no_network() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if matches!(module(&path).as_str(), "cli" | "main" | "serve") || is_test(&path) {
            continue;
        }
        for word in ["SystemTime::now", "Timestamp::now", "Zoned::now", "env::var", "TimeZone::system", "TcpStream"] {
            if text.contains(word) {
                wrong.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
