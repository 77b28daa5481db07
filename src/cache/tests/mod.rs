//! What comes out of a cache is what parsing gives, or nothing.

mod place;

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::config::{self, Config};
use crate::content::Asset;
use crate::diagnostics::{DiskPath, FileText, Origin, Text};

/// Everything that an article can say, but for files beside it.
const RICH: &str = include_str!("rich.md");

fn config(more: &str) -> Config {
    let text = format!("title: T\nbase_url: https://a.example\n{more}");
    let (config, found) = config::parse(FileText { path: "citewire.yaml".into(), text: text.into() });
    assert!(found.is_empty(), "{found:?}");
    config
}

fn content(name: &str, text: &str) -> ContentFile {
    let file = FileText { path: format!("content/articles/{name}.md").into(), text: text.into() };
    ContentFile { kind: ContentKind::Article, file, assets: Vec::new() }
}

fn plain(name: &str) -> ContentFile {
    content(name, &format!("---\ntitle: {name}\ndate: 2026-11-20\nkind: opinion\n---\nText.\n"))
}

/// The cache of a site of one file.
fn open(folder: &Folder, root: &Path, config: &Config, publishers: &[PublisherRecord]) -> Cache {
    Cache::open(folder, &Site { root, out: None, files: 1, config, publishers }).to_be_kept(Texts::LetGo)
}

/// A site, and a folder for its cache.
struct Desk {
    dir: tempfile::TempDir,
    config: Config,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap(), config: config("") };
        fs::create_dir(desk.root()).unwrap();
        desk
    }

    fn root(&self) -> PathBuf {
        self.dir.path().join("site")
    }

    fn folder(&self) -> Folder {
        Folder { path: self.dir.path().join("caches"), program: "this".to_owned(), fewest: 0 }
    }

    fn open(&self) -> Cache {
        open(&self.folder(), &self.root(), &self.config, &[])
    }

    fn parse(&self, cache: &Cache, content: &ContentFile) -> Arc<Article> {
        match cache.parse(content, &self.config, &Publishers::new(&[]), None) {
            (Some(Record::Article(article)), found) if found.is_empty() => article,
            other => panic!("{other:?}"),
        }
    }

    /// Parses these files and keeps them.
    fn keep(&self, files: &[&ContentFile]) {
        let cache = self.open();
        cache.keep(&files.iter().map(|file| self.parse(&cache, file)).collect::<Vec<_>>());
    }

    /// Whether a file is in a cache: nothing has to be parsed.
    fn has(&self, cache: &Cache, file: &ContentFile) -> bool {
        let before = cache.missed.load(Ordering::Relaxed);
        self.parse(cache, file);
        cache.missed.load(Ordering::Relaxed) == before
    }

    fn file(&self) -> PathBuf {
        self.open().place.unwrap().file
    }
}

/// All of an article but what is not kept.
fn shown(article: &Arc<Article>) -> String {
    let mut article = Article::clone(article);
    article.prose_mut().citations.findings = Vec::new();
    format!("{article:#?}")
}

#[test]
fn an_article_comes_back_with_everything_that_it_says() {
    let desk = Desk::new();
    let rich = content("rich", RICH);
    desk.keep(&[&rich]);
    let cache = desk.open();
    assert!(desk.has(&cache, &rich));
    let (kept, parsed) = (desk.parse(&cache, &rich), desk.parse(&Cache::default(), &rich));
    assert_eq!(shown(&kept), shown(&parsed));
    assert!(parsed.updates.len() == 2 && parsed.extra.len() == 5 && parsed.allows.len() == 1 && parsed.sources[0].dead);
}

#[test]
fn another_text_path_program_or_setting_is_another_article() {
    let mut desk = Desk::new();
    let file = plain("one");
    desk.keep(&[&file]);
    let cache = desk.open();
    assert!(desk.has(&cache, &file));
    for other in [content("one", &file.file.text.replace("Text", "Test")), content("two", &file.file.text)] {
        assert!(!desk.has(&cache, &other));
    }
    let root = desk.root();
    let opened = |folder: &Folder, config: &Config, publishers: &[PublisherRecord]| {
        open(folder, &root, config, publishers).kept.is_some()
    };
    assert!(opened(&desk.folder(), &config("description: D\n"), &[]));
    assert!(!opened(&Folder { program: "that".to_owned(), ..desk.folder() }, &desk.config, &[]));
    for more in [
        "timezone: Europe/Berlin\n",
        "taxonomies: [tags, companies]\n",
        "tracking_parameters: [pk_*]\n",
        "require_sources: false\n",
        "markdown: {highlight: false}\n",
        "outputs: {twins: false}\n",
    ] {
        assert!(!opened(&desk.folder(), &config(more), &[]), "{more}");
    }
    let text = "- {name: R, host: r.example}\n";
    let (records, _) = config::publishers(FileText { path: "data/publishers.yaml".into(), text: text.into() });
    assert!(!opened(&desk.folder(), &desk.config, &records));
    desk.config = config("timezone: Europe/Berlin\n");
    desk.keep(&[&file]);
    assert!(desk.open().kept.is_some() && !opened(&desk.folder(), &config(""), &[]));
}

#[test]
fn wherever_a_byte_is_damaged_an_entry_comes_back_as_it_was_or_not_at_all() {
    let desk = Desk::new();
    let files = [plain("one"), plain("two"), content("rich", RICH)];
    desk.keep(&files.each_ref());
    let (path, right) = (desk.file(), files.each_ref().map(|file| shown(&desk.parse(&Cache::default(), file))));
    let bytes = fs::read(&path).unwrap();
    let mut found = 0;
    for at in (0..bytes.len()).step_by(5) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        fs::write(&path, &damaged).unwrap();
        let cache = desk.open();
        for (file, right) in files.iter().zip(&right) {
            assert_eq!(&shown(&desk.parse(&cache, file)), right, "byte {at}");
        }
        found += usize::from(cache.kept.is_some());
    }
    assert!(found > 0 && found < bytes.len() / 5, "damage to an entry is not damage to the others: {found}");
    for length in [0, 1, 40, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&path, &bytes[..length]).unwrap();
        assert!(desk.open().kept.is_none(), "{length}");
    }
}

#[test]
fn it_is_written_anew_when_more_than_a_few_are_missing() {
    let desk = Desk::new();
    let files: Vec<ContentFile> = (0..32).map(|n| plain(&format!("n{n}"))).collect();
    let all: Vec<&ContentFile> = files.iter().collect();
    desk.keep(&all[..30]);
    desk.keep(&all);
    assert!(desk.has(&desk.open(), &files[29]) && !desk.has(&desk.open(), &files[31]), "two of 32 are a few");
    desk.keep(&all[..28]);
    desk.keep(&all[4..]);
    assert!(desk.has(&desk.open(), &files[31]) && !desk.has(&desk.open(), &files[0]), "what is gone is forgotten");
}

#[test]
fn what_has_something_to_say_or_lies_in_a_bundle_is_parsed_and_counts_as_no_miss() {
    let desk = Desk::new();
    let said = content("said", "---\ntitle: A\ndate: 2026-11-20\nkind: opinion\ntypo: x\n---\nText.\n");
    let asset = Asset { name: "a.png".to_owned(), path: "p/a.png".into(), disk: "a.png".into(), size: None };
    let bundle = ContentFile { assets: vec![asset], ..plain("bundle") };
    let cache = desk.open();
    assert!(!cache.parse(&said, &desk.config, &Publishers::new(&[]), None).1.is_empty());
    assert_eq!(desk.parse(&cache, &bundle).assets.len(), 1);
    assert_eq!(cache.missed.load(Ordering::Relaxed), 0);
    // The same bytes without the other files are another article.
    desk.keep(&[&ContentFile { assets: Vec::new(), ..bundle.clone() }]);
    assert_eq!(desk.parse(&desk.open(), &bundle).assets.len(), 1);
}

#[test]
fn an_article_is_kept_for_the_text_that_it_was_parsed_from() {
    let desk = Desk::new();
    let (before, after) = (plain("one"), content("one", &plain("one").file.text.replace("Text", "Test")));
    let cache = desk.open();
    let mut article = desk.parse(&cache, &before);
    // Somebody writes the file before the cache is written.
    let origin = Origin { disk: DiskPath::new(Path::new("one.md")), stamp: (0, 0), read: |_| Some(String::new()) };
    Arc::make_mut(&mut article).file.text = Text::from_disk(&after.file.text, origin).let_go();
    cache.keep(&[article]);
    assert!(desk.has(&desk.open(), &before) && !desk.has(&desk.open(), &after));
}
