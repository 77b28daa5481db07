//! What integration tests share: a site in a temporary folder, the real binary, and trees to compare.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use citewire::paths::percent_decoded;

/// The moment of every build in tests, unless one says otherwise.
pub const NOW: &str = "2026-11-23T12:00:00Z";

/// A site in a temporary folder.
pub struct Site {
    dir: tempfile::TempDir,
}

impl Site {
    /// A site with this configuration below the title and the address, and no content.
    pub fn new(config: &str) -> Self {
        let site = Self { dir: tempfile::tempdir().unwrap() };
        site.write("citewire.yaml", &format!("title: Test\nbase_url: https://test.example\n{config}"));
        site
    }

    /// A copy of a folder of the repository.
    pub fn copy_of(folder: &str) -> Self {
        let site = Self { dir: tempfile::tempdir().unwrap() };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), site.root());
        site
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, making its folders.
    pub fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Writes an article of the 20th of November 2026 with one source, `paper`.
    pub fn article(&self, slug: &str, front: &str, body: &str) -> &Self {
        let text = format!(
            "---\ntitle: {slug}\ndate: 2026-11-20\n{front}sources:\n  - id: paper\n    title: A paper\n    \
             url: https://arxiv.org/abs/1706.03762\n---\n{body}\n"
        );
        self.write(&format!("content/articles/{slug}.md"), &text)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces a text in a file; it must be there.
    pub fn replace(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(from), "{path} does not hold {from:?}");
        self.write(path, &text.replace(from, to))
    }

    /// `citewire` in this site's folder, with a fixed clock.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_citewire"));
        command.args(arguments).current_dir(self.root()).env("SOURCE_DATE_EPOCH", "1795435200").env("NO_COLOR", "1");
        command
    }

    /// Runs `citewire build` and says how it went.
    pub fn build(&self) -> Output {
        self.command(&["build", "--now", NOW]).output().unwrap()
    }

    /// Builds, and expects it to succeed; what it said.
    pub fn built(&self) -> String {
        let output = self.build();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{err}");
        format!("{}{out}", without_costs(&err))
    }

    /// Builds, and expects errors: exit code and what was said.
    pub fn fails(&self) -> (i32, String) {
        let output = self.build();
        assert!(!output.status.success(), "the build succeeded: {}", String::from_utf8_lossy(&output.stdout));
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// A page of the published site.
    pub fn page(&self, path: &str) -> String {
        self.read(&format!("public/{path}"))
    }

    /// All files of the published site.
    pub fn published(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("public"))
    }
}

/// What was said, without the line that a build of more than a second has on its costs: the machine may be a busy one.
pub fn without_costs(said: &str) -> String {
    said.split_inclusive('\n').filter(|line| !line.starts_with("outputs: ")).collect()
}

/// All files below a folder, by path.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(top: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                walk(top, &path, found);
            } else {
                let name = path.strip_prefix(top).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    if folder.exists() {
        walk(folder, folder, &mut found);
    }
    found
}

/// Addresses on the site that a page leads to and that are not there.
pub fn dead_links(published: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let is_there = |path: &str| {
        let path = percent_decoded(path.split(['#', '?']).next().unwrap_or_default());
        published.contains_key(&*path) || published.contains_key(&format!("{path}index.html"))
    };
    let mut dead = Vec::new();
    for (file, bytes) in published.iter().filter(|(file, _)| file.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        let own = [" href=\"/", " src=\"/", "href=\"https://test.example/", "\"item\":\"https://test.example/"];
        for begin in own {
            for rest in html.split(begin).skip(1) {
                let path = rest.split('"').next().unwrap_or_default();
                if !is_there(path) {
                    dead.push(format!("{file}: /{path}"));
                }
            }
        }
    }
    dead
}

/// Names of the files in which two trees differ.
pub fn differences(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut names: Vec<&String> = a.keys().chain(b.keys()).collect();
    names.sort();
    names.dedup();
    names.into_iter().filter(|name| a.get(*name) != b.get(*name)).cloned().collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            if !entry.file_name().to_string_lossy().starts_with(['.']) && entry.file_name() != "public" {
                fs::create_dir_all(&target).unwrap();
                copy(&entry.path(), &target);
            }
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
