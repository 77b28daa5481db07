//! Building again renders the pages whose values are others than the last time, and of templates no others.

mod support;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use citewire::cache::Folder;
use citewire::load::Overrides;
use citewire::pipeline::{BuildOptions, BuildReport, build};
use citewire::site::Clock;
use support::{Site, differences, tree};

/// A site that is built again and again.
struct Warm {
    site: Site,
    program: &'static str,
    now: &'static str,
}

impl Warm {
    /// Builds until all is known that can be.
    fn new(site: Site) -> Self {
        let warm = Self { site, program: "this", now: support::NOW };
        (0..2).for_each(|_| _ = warm.build());
        warm
    }

    fn run(&self, out: PathBuf, cache: Option<Folder>) -> BuildReport {
        let clock = Clock { now: self.now.parse().unwrap(), drafts: false, future: false };
        let (root, overrides, progress) = (self.site.root().to_owned(), Overrides::default(), Arc::default());
        build(&BuildOptions { root, out: Some(out), overrides, clock, jobs: 2, cache, progress }).unwrap()
    }

    fn folder(&self) -> Folder {
        Folder { path: self.site.path(".caches"), program: self.program.to_owned(), fewest: 0 }
    }

    /// Builds over the last build; how many files were known, and how many there are.
    fn build(&self) -> (usize, usize) {
        let report = self.run(self.site.path("public"), Some(self.folder()));
        (report.costs.outputs.iter().map(|output| output.known).sum(), report.files)
    }

    /// Builds over the last build, and from nothing; both are the same. How many files were known.
    fn compared(&self, what: &str) -> usize {
        let (known, _) = self.build();
        let clean = self.site.path(".clean");
        self.run(clean.clone(), None);
        assert_eq!(differences(&self.site.published(), &tree(&clean)), Vec::<String>::new(), "{what}");
        for folder in [".clean", "..clean.citewire"] {
            fs::remove_dir_all(self.site.path(folder)).unwrap();
        }
        known
    }
}

/// How many files can be known: pages that a template makes, which is all HTML besides newsletters, and bibliographies.
fn knowable(site: &Site) -> usize {
    site.published().keys().filter(|path| is_knowable(path)).count()
}

fn is_knowable(path: &str) -> bool {
    let is_page = path.ends_with(".html") && !path.ends_with("email.html");
    is_page || path.ends_with("sources.json") || path.ends_with("sources.bib")
}

#[test]
fn the_third_build_renders_no_page_and_the_first_and_second_all() {
    let warm = Warm { site: Site::copy_of("example-site"), program: "this", now: support::NOW };
    let with_fingerprint = |warm: &Warm| -> Vec<String> {
        let manifest = warm.site.read(".public.citewire/live.manifest");
        let fields = manifest.lines().map(|line| line.splitn(6, ' ').collect::<Vec<_>>());
        fields.filter(|fields| fields.len() == 6 && fields[4] != "-").map(|fields| fields[5].to_owned()).collect()
    };
    assert_eq!((warm.build().0, with_fingerprint(&warm)), (0, Vec::new()), "the first build pays nothing");
    assert_eq!(warm.build().0, 0);
    let published = warm.site.published();
    let expected: Vec<String> = published.into_keys().filter(|path| is_knowable(path)).collect();
    assert_eq!(with_fingerprint(&warm), expected);
    assert_eq!(warm.build().0, expected.len());
}

/// A site with a little of everything.
fn small() -> Site {
    let site = Site::new("author: Ann\n");
    site.write("data/tags.yaml", "- slug: policy\n  name: Policy\n  description: Rules.\n");
    site.write("content/pages/about.md", "---\ntitle: About\n---\nWho we are.\n");
    site.article("one", "tags: [policy]\nstoryline: saga\n", "A claim [@paper], and [two](two.md).");
    site.article("two", "tags: [policy, chips]\nstoryline: saga\nsummary: In short.\n", "Another claim [@paper].");
    site.article("three", "tags: [chips]\n", "A third claim [@paper].");
    site
}

const ONE: &str = "content/articles/one.md";
const TWO: &str = "content/articles/two.md";

#[test]
fn whatever_changes_a_build_over_the_last_one_equals_a_clean_one() {
    type Change = (&'static str, &'static dyn Fn(&Site));
    let changes: &[Change] = &[
        ("the title of a neighbour", &|site| _ = site.replace(TWO, "title: two", "title: Renamed")),
        ("a body", &|site| _ = site.replace(TWO, "Another", "One more")),
        ("a heading that others see", &|site| _ = site.replace(ONE, "A claim", "## A heading\n\nA claim")),
        ("an address", &|site| _ = site.replace(TWO, "\ndate:", "\nslug: elsewhere\ndate:")),
        ("a source", &|site| _ = site.replace(TWO, "title: A paper", "title: The paper\n    kind: paper")),
        ("an order", &|site| _ = site.replace(ONE, "date: 2026-11-20", "date: 2026-11-21")),
        ("a new article", &|site| _ = site.article("new", "tags: [policy]\n", "Said [@paper].")),
        ("an article that goes", &|site| fs::remove_file(site.path("content/articles/new.md")).unwrap()),
        ("an older article that takes a key of bibliographies", &|site| {
            let source = "sources: [{id: p, title: A paper, url: 'https://arxiv.org/abs/1706.99999'}]";
            let text = format!("---\ntitle: Older\ndate: 2026-11-01\n{source}\n---\nSaid [@p].\n");
            _ = site.write("content/articles/older.md", &text);
        }),
        ("a page", &|site| _ = site.replace("content/pages/about.md", "Who we are", "Who we were")),
        ("the site's name", &|site| _ = site.replace("citewire.yaml", "title: Test", "title: News")),
        ("the site's address", &|site| _ = site.replace("citewire.yaml", "test.example", "test.example/news")),
        ("the language", &|site| _ = site.replace("citewire.yaml", "author:", "language: de\nauthor:")),
        ("the authors", &|site| _ = site.replace("citewire.yaml", "author: Ann", "author: Bob")),
        ("a vocabulary", &|site| _ = site.replace("data/tags.yaml", "Rules", "Laws")),
        ("a registry", &|site| _ = site.write("data/publishers.yaml", "- name: The Archive\n  hosts: [arxiv.org]\n")),
        ("an override", &|site| _ = site.write("templates/row.html", "<p>{{ card.title }}, {{ card.date.text }}</p>")),
        ("an override that changes", &|site| _ = site.replace("templates/row.html", "<p>", "<p class=\"row\">")),
        ("one template", &|site| _ = site.write("templates/404.html", "nothing here")),
        ("an asset", &|site| _ = site.write("assets/style.css", "p { color: red }")),
        ("a picture of all pages", &|site| _ = site.write("static/og.png", "no picture")),
        ("an override that goes", &|site| fs::remove_dir_all(site.path("templates")).unwrap()),
    ];
    let warm = Warm::new(small());
    for (what, change) in changes {
        change(&warm.site);
        let known = warm.compared(what);
        assert!(known < knowable(&warm.site), "{what}: something is rendered");
    }
    assert_eq!(warm.build().0, knowable(&warm.site));
}

#[test]
fn a_body_changes_its_own_page_only() {
    let warm = Warm::new(small());
    warm.site.replace(TWO, "Another", "One more");
    assert_eq!(warm.compared("a body"), knowable(&warm.site) - 1);
}

#[test]
fn time_alone_changes_what_it_changes() {
    let site = small();
    site.replace(ONE, "date: 2026-11-20", "date: 2026-11-20\nexpires: 2026-12-01");
    let mut warm = Warm::new(site);
    warm.now = "2026-12-02T00:00:00Z";
    let known = warm.compared("another moment");
    assert!(known > 0 && known < knowable(&warm.site), "{known}");
}

#[test]
fn another_program_knows_nothing_and_no_cache_means_that_all_is_rendered() {
    let mut warm = Warm::new(small());
    warm.program = "another";
    assert_eq!(warm.build().0, 0);
    assert!(warm.build().0 > 0);
    let without = warm.run(warm.site.path("public"), None);
    assert_eq!(without.costs.outputs.iter().map(|output| output.known).sum::<usize>(), 0);
    // Nor does it keep anything in mind.
    assert_eq!(warm.build().0, 0);
    let few = Folder { fewest: 10_000, ..warm.folder() };
    warm.build();
    let small = warm.run(warm.site.path("public"), Some(few));
    assert_eq!(small.costs.outputs.iter().map(|output| output.known).sum::<usize>(), 0);
}

#[test]
fn a_page_that_needed_all_fields_is_rendered_each_time() {
    let site = Site::new("theme: plain\n");
    for name in ["404", "alias", "home", "page", "publisher", "publishers", "taxonomy", "term"] {
        site.write(&format!("themes/plain/templates/{name}.html"), "nothing");
    }
    // Fails with the fields that are named, and shows some that are not.
    let template = "{% if article | length < 9 %}{{ throw(message=\"few\") }}{% endif %}{{ article }}";
    site.write("themes/plain/templates/article.html", template);
    site.article("one", "editor: Ann\n", "Text [@paper].");
    let warm = Warm::new(site);
    assert!(warm.site.page("2026/11/one/index.html").contains("Ann"));
    warm.site.replace("content/articles/one.md", "editor: Ann", "editor: Bob");
    let known = warm.compared("a field that no template names");
    assert!(warm.site.page("2026/11/one/index.html").contains("Bob"));
    assert_eq!(known, knowable(&warm.site) - 1);
}

#[test]
fn output_files_that_somebody_changed_are_made_again() {
    let page = "404.html";
    let changes: [&dyn Fn(&Site); 3] = [
        &|site| fs::remove_file(site.path("public/404.html")).unwrap(),
        &|site| _ = site.write("public/404.html", "changed"),
        &|site| fs::remove_dir_all(site.path("public")).unwrap(),
    ];
    for change in changes {
        let warm = Warm::new(small());
        let before = warm.site.page(page);
        change(&warm.site);
        assert!(warm.compared("a file") < knowable(&warm.site));
        assert_eq!(warm.site.page(page), before);
    }
}

#[test]
fn a_known_page_counts_with_its_size() {
    let warm = Warm::new(small());
    let report = warm.run(warm.site.path("public"), Some(warm.folder()));
    let articles = report.costs.outputs.iter().find(|output| output.name == "articles").unwrap();
    let clean = warm.run(warm.site.path(".clean"), None);
    let expected = clean.costs.outputs.iter().find(|output| output.name == "articles").unwrap();
    assert_eq!((articles.known, articles.bytes), (articles.files, expected.bytes));
}
