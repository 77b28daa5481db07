//! How long each stage of a build takes: `cargo bench --bench stages [name]`.
//!
//! Compare two runs on one machine, not the numbers of two machines. What an article costs in all is told by `bench/run`.

mod support;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use citewire::config::Publishers;
use citewire::content::{ContentFile, ContentKind, parse};
use citewire::diagnostics::{FileText, Span};
use citewire::load::{self, Inputs, Overrides};
use citewire::markdown::{Context, Session};
use citewire::outputs::{self, Page};
use citewire::pipeline::{self, Kept, Parsed, Prepared};
use citewire::site::{self, Clock};
use citewire::{config, theme, yaml};
use divan::Bencher;
use divan::counter::ItemsCount;

/// Articles of the sites that are assembled and rendered.
const ARTICLES: usize = 1_000;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// Articles of a site, in memory.
fn files() -> Vec<ContentFile> {
    let file = |number| FileText { path: support::path(number).into(), text: support::article(number).into() };
    (0..200).map(|number| ContentFile { kind: ContentKind::Article, file: file(number), assets: Vec::new() }).collect()
}

fn settings() -> config::Config {
    let text = "title: Benchmark\nbase_url: https://news.example.org\n";
    config::parse(FileText { path: "citewire.yaml".into(), text: text.into() }).0
}

fn clock() -> Clock {
    Clock { now: "2027-01-01T00:00:00Z".parse().expect("a moment"), drafts: false, future: false }
}

/// A site that is loaded and parsed.
fn parsed(root: &Path) -> (Inputs, Parsed) {
    let inputs = load::load(root, &Overrides::default()).expect("the site can be loaded");
    let mut parsed = Parsed::default();
    parsed.update(&inputs);
    (inputs, parsed)
}

/// A site that can be rendered.
fn prepared(root: &Path) -> Prepared {
    let (inputs, parsed) = parsed(root);
    pipeline::prepare(&inputs, &parsed, clock(), &mut Kept::default()).expect("the site has no mistakes")
}

/// Front matter alone: YAML to nodes.
#[divan::bench]
fn front_matter(bencher: Bencher<'_, '_>) {
    let files = files();
    let yaml = |text: &str| Span::new(4..text.find("\n---\n").map_or(4, |at| at + 1));
    bencher.counter(ItemsCount::new(files.len())).bench_local(|| {
        for file in &files {
            black_box(yaml::read(&file.file, yaml(&file.file.text), &mut Vec::new()));
        }
    });
}

/// Markdown alone: a body to markup with holes.
#[divan::bench]
fn markdown(bencher: Bencher<'_, '_>) {
    let (files, config) = (files(), settings());
    let body = |text: &str| Span::new(text.find("\n---\n").map_or(0, |at| at + 5)..text.len());
    bencher.counter(ItemsCount::new(files.len())).bench_local(|| {
        for file in &files {
            let context =
                Context { file: &file.file, config: &config.markdown, sources: &["a", "b", "c", "d"], assets: &[] };
            black_box(Session::new(context).body(body(&file.file.text)));
        }
    });
}

/// The whole of an article's file.
#[divan::bench]
fn article(bencher: Bencher<'_, '_>) {
    let (files, config, publishers) = (files(), settings(), Publishers::new(&[]));
    bencher.counter(ItemsCount::new(files.len())).bench_local(|| {
        for file in &files {
            black_box(parse(file, &config, &publishers));
        }
    });
}

/// All files of a site, from the disk, on all cores.
#[divan::bench(sample_count = 20)]
fn load_and_parse(bencher: Bencher<'_, '_>) {
    let site = support::site(ARTICLES);
    bencher.counter(ItemsCount::new(ARTICLES)).bench_local(|| parsed(site.path()));
}

/// Articles to a site.
#[divan::bench(sample_count = 20)]
fn assemble(bencher: Bencher<'_, '_>) {
    let folder = support::site(ARTICLES);
    let (inputs, parsed) = parsed(folder.path());
    let parts = parsed.parts(&inputs);
    bencher
        .counter(ItemsCount::new(ARTICLES))
        .bench_local(|| site::assemble(&parts, clock(), &mut site::Memo::default()));
}

/// A site to the list of its pages.
#[divan::bench(sample_count = 20)]
fn plan(bencher: Bencher<'_, '_>) {
    let folder = support::site(ARTICLES);
    let (inputs, parsed) = parsed(folder.path());
    let site = Arc::new(site::assemble(&parsed.parts(&inputs), clock(), &mut site::Memo::default()).0);
    let theme = Arc::new(theme::compile(&inputs.theme).expect("the theme compiles"));
    bencher
        .counter(ItemsCount::new(ARTICLES))
        .bench_local(|| outputs::plan(&site, &theme, &mut outputs::LastPlan::default()));
}

/// The pages of one output, with the built-in theme: cards are made once, as in a build.
#[divan::bench(args = ["articles", "article twins", "article bibliographies", "terms", "newsletters"], sample_count = 20)]
fn render(bencher: Bencher<'_, '_>, output: &str) {
    let folder = support::site(ARTICLES);
    let site = prepared(folder.path());
    let pages: Vec<&Page> = site.pages.iter().filter(|page| page.output.name == output).collect();
    assert!(!pages.is_empty(), "the site has no {output}");
    bencher.counter(ItemsCount::new(pages.len())).bench_local(|| {
        for page in &pages {
            black_box(site.renderer.render(page).expect("the theme has no mistakes"));
        }
    });
}

/// What an edit costs in the dev server, up to the moment when pages can be rendered, by articles of the site.
#[divan::bench(args = [1_000, 10_000], sample_count = 20)]
fn edit(bencher: Bencher<'_, '_>, articles: usize) {
    let site = support::site(articles);
    let (mut inputs, mut parsed) = parsed(site.path());
    let mut kept = Kept::for_more();
    let mut now = pipeline::prepare(&inputs, &parsed, clock(), &mut kept).expect("the site has no mistakes");
    let file = site.path().join(support::path(7));
    let mut edits = 0;
    bencher.bench_local(|| {
        edits += 1;
        std::fs::write(&file, format!("{}\nEdit {edits}.\n", support::article(7))).expect("the edit is written");
        let changed = BTreeSet::from([file.clone()]);
        let change = inputs.refresh(&changed, &Overrides::default()).expect("the edit is read");
        parsed.follow(&inputs, &change);
        now = pipeline::prepare(&inputs, &parsed, clock(), &mut kept).expect("the site has no mistakes");
    });
    assert!(!now.pages.is_empty());
}
