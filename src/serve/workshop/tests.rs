//! What a workshop keeps, and what it lets go of.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

fn pages(outcome: Outcome) -> crate::outputs::Planned {
    match outcome {
        Outcome::Good(prepared) => prepared.pages,
        other => panic!("{other:?}"),
    }
}

/// A site without articles.
struct Desk {
    _dir: tempfile::TempDir,
    root: PathBuf,
    folder: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let folder = root.join("content/articles");
        fs::create_dir_all(&folder).unwrap();
        fs::write(root.join("citewire.yaml"), "title: T\nbase_url: https://a.example\n").unwrap();
        Self { _dir: dir, root, folder }
    }

    fn write(&self, name: &str, text: &str) -> BTreeSet<PathBuf> {
        self.write_titled(name, "A", text)
    }

    fn write_titled(&self, name: &str, title: &str, text: &str) -> BTreeSet<PathBuf> {
        let path = self.folder.join(name);
        let head = format!("title: {title}\nkind: opinion\ndate: 2026-11-20\ntags: [x]\nstoryline: S\n");
        fs::write(&path, format!("---\n{head}---\n{text}\n")).unwrap();
        BTreeSet::from([path])
    }

    /// Whose clock may panic.
    fn workshop(&self, stops: impl Fn() -> bool + Send + Sync + 'static) -> Workshop {
        let now = "2026-11-26T00:00:00Z".parse().unwrap();
        let clock = move || {
            assert!(!stops(), "the clock has stopped");
            Clock { now, drafts: true, future: true }
        };
        Workshop::new(self.root.clone(), Overrides::default(), Box::new(clock))
    }
}

#[test]
fn after_a_panic_all_is_read_anew() {
    let desk = Desk::new();
    let first = desk.write("a.md", "First.");
    let stops = Arc::new(AtomicBool::new(false));
    let mut workshop = desk.workshop({
        let stops = stops.clone();
        move || stops.swap(false, Ordering::Relaxed)
    });
    let before = pages(workshop.rebuild_or_begin_anew(&BTreeSet::new()).0);
    stops.store(true, Ordering::Relaxed);
    desk.write("a.md", "Edited.");
    assert!(matches!(workshop.rebuild_or_begin_anew(&first).0, Outcome::Bad(Problem::Panic(_))));
    let anew = pages(workshop.rebuild_or_begin_anew(&first).0);
    assert!(!anew.is_the_very_same(&before), "nothing is kept that may be half made");
    stops.store(true, Ordering::Relaxed);
    desk.write("a.md", "Edited again.");
    desk.write("b.md", "Second.");
    match workshop.rebuild_or_begin_anew(&first) {
        (Outcome::Bad(problem @ Problem::Panic(_)), changed) => {
            let said = problem.mistakes().remove(0).text;
            let help = "please report this; with the next change, all files are read anew";
            assert_eq!(said, format!("error: citewire failed: the clock has stopped\n  help: {help}\n"));
            assert_eq!(changed, ["content/articles/a.md"]);
        }
        other => panic!("{other:?}"),
    }
    let after = pages(workshop.rebuild_or_begin_anew(&first).0);
    let has = |pages: &[crate::outputs::Page]| pages.iter().any(|page| page.url.as_str() == "/2026/11/b/");
    assert!(has(&after) && !has(&before), "the other file is read, too, though nobody told of it");
}

#[test]
fn after_a_reading_that_failed_the_site_of_before_is_shown_again() {
    let desk = Desk::new();
    desk.write("a.md", "First.");
    let mut workshop = desk.workshop(|| false);
    let before = pages(workshop.rebuild(&BTreeSet::new()).0);
    let (settings, folder) = (desk.root.join("citewire.yaml"), desk.folder.join("new"));
    let text = fs::read_to_string(&settings).unwrap();
    fs::create_dir(&folder).unwrap();
    fs::write(&settings, "title: [\n").unwrap();
    let told = BTreeSet::from([folder.clone()]);
    assert!(matches!(workshop.rebuild(&told).0, Outcome::Bad(_)), "a new folder has all read");
    fs::write(&settings, text).unwrap();
    fs::remove_dir(&folder).unwrap();
    assert_eq!(pages(workshop.rebuild(&told).0).len(), before.len());
    assert!(matches!(workshop.rebuild(&told).0, Outcome::Unchanged));
}

#[test]
fn an_edit_that_moves_no_page_keeps_the_plan_and_others_do_not() {
    let desk = Desk::new();
    let Desk { root, folder, .. } = &desk;
    let mut workshop = desk.workshop(|| false);
    let write = |name: &str, text: &str| desk.write(name, text);
    write("a.md", "First.");
    let first = pages(workshop.rebuild(&BTreeSet::new()).0);
    let edited = pages(workshop.rebuild(&write("a.md", "Second.")).0);
    let titled = pages(workshop.rebuild(&desk.write_titled("a.md", "A longer title above the tags", "Second.")).0);
    assert!(first.is_the_very_same(&edited) && edited.is_the_very_same(&titled));
    let template = |name: &str, text: &str| {
        let path = root.join("templates").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        BTreeSet::from([path])
    };
    let before = pages(workshop.rebuild(&template("home.html", "The first")).0);
    let after = pages(workshop.rebuild(&template("home.html", "The second")).0);
    assert!(before.is_the_very_same(&after));
    let twin = fs::read_to_string(folder.join("a.md")).unwrap().replace("title: ", "slug: a\ntitle: ");
    fs::write(folder.join("c.md"), twin).unwrap();
    let clash = workshop.rebuild(&BTreeSet::from([folder.join("c.md")])).0;
    assert!(matches!(clash, Outcome::Bad(_)), "two articles have one address");
    fs::remove_file(folder.join("c.md")).unwrap();
    workshop.rebuild(&BTreeSet::from([folder.join("c.md")]));
    let more = pages(workshop.rebuild(&write("b.md", "Third.")).0);
    let has = |pages: &[crate::outputs::Page]| pages.iter().any(|page| page.url.as_str() == "/2026/11/b/");
    assert!(has(&more) && !has(&first));
    fs::remove_file(folder.join("b.md")).unwrap();
    let fewer = pages(workshop.rebuild(&BTreeSet::from([folder.join("b.md")])).0);
    assert_eq!((fewer.len(), has(&fewer)), (first.len(), false));
}
