//! What is answered before all texts of a site are read.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;
use std::time::Duration;

use hyper::{StatusCode, Uri};
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::served::read;
use crate::load::Overrides;
use crate::serve::answer::Shared;
use crate::serve::live::Live;
use crate::serve::page;
use crate::serve::workshop::{Outcome, Workshop};
use crate::site::Clock;

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(test);
}

/// What links nowhere but into its own page, and to a path of the site.
const TWO: &str = "Text[^a], [home](/), [part](#part).\n\n## Part\n\n[^a]: A note.";

/// A site of two articles, of which the first links to the second; the server has read its outline.
struct Desk {
    dir: tempfile::TempDir,
    workshop: Workshop,
    shared: Arc<Shared>,
}

fn article(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-11-20\nkind: opinion\n---\n{body}\n")
}

impl Desk {
    fn new(body: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let write = |path: &str, text: &str| {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), text).unwrap();
        };
        write("citewire.yaml", "title: T\nbase_url: https://a.example\n");
        write("static/plain.txt", "plain");
        write("content/articles/one.md", &article("One", body));
        write("content/articles/two.md", &article("Two", TWO));
        let now = "2026-11-26T00:00:00Z".parse().unwrap();
        let clock = move || Clock { now, drafts: true, future: true };
        let mut workshop = Workshop::new(root.clone(), Overrides::default(), Box::new(clock));
        let (live, host, tell) = (Live::new(), "127.0.0.1".to_owned(), Arc::new(|event| panic!("{event:?}")));
        live.publish(workshop.begin());
        Self { dir, workshop, shared: Arc::new(Shared { live, root, host, reloads: true, tell }) }
    }

    /// Asks for a page in another thread, as the server does.
    fn ask(&self, address: &str) -> JoinHandle<(StatusCode, Vec<u8>)> {
        let (shared, uri) = (self.shared.clone(), address.parse::<Uri>().unwrap());
        tokio::spawn(async move {
            read(tokio::task::spawn_blocking(move || page::answer(&shared, &uri)).await.unwrap()).await
        })
    }

    /// Waits until somebody has asked where a link leads.
    async fn until_a_link_is_met(&self) {
        while !self.shared.live.now().outlined().is_some_and(|outline| outline.may_lack_links()) {
            sleep(Duration::from_millis(1)).await;
        }
    }

    fn complete(&mut self) {
        self.shared.live.publish(self.workshop.complete_or_begin_anew().unwrap());
    }
}

#[test]
fn a_page_with_a_link_waits_and_what_has_none_and_files_do_not() {
    run(a_page_waits(Desk::new("See [the other](two.md).")));
}

async fn a_page_waits(mut desk: Desk) {
    let id = |desk: &Desk| desk.shared.live.generation_id(&desk.shared.live.now());
    let of_outline = id(&desk);
    let (status, html) = desk.ask("/2026/11/two/").await.unwrap();
    let html = String::from_utf8(html).unwrap();
    let has = |link: &str| html.contains(link);
    let links = has("href=\"#note-a\"") && has("<a href=\"/\">home</a>") && has("<a href=\"#part\">part</a>");
    assert!(status == StatusCode::OK && links, "{html}");
    let (one, again) = (desk.ask("/2026/11/one/"), desk.ask("/feed.xml"));
    desk.until_a_link_is_met().await;
    assert_eq!(desk.ask("/plain.txt").await.unwrap().0, StatusCode::OK);
    assert_eq!(desk.ask("/2026/11/two").await.unwrap().0, StatusCode::PERMANENT_REDIRECT);
    // Another page may have been made of what the first one left.
    let two = desk.ask("/2026/11/two/");
    sleep(Duration::from_millis(50)).await;
    assert!(!one.is_finished() && !again.is_finished() && !two.is_finished());
    desk.complete();
    let (status, html) = one.await.unwrap();
    assert_eq!(status, StatusCode::OK);
    assert!(String::from_utf8(html).unwrap().contains("<a href=\"/2026/11/two/\">the other</a>"));
    for waiting in [again, two] {
        assert_eq!(waiting.await.unwrap().0, StatusCode::OK);
    }
    assert_eq!(id(&desk), of_outline, "browsers keep the pages that they have");
    fs::write(desk.dir.path().join("content/articles/two.md"), article("Two", "Edited.")).unwrap();
    let paths = BTreeSet::from([desk.shared.root.join("content/articles/two.md")]);
    desk.shared.live.publish(desk.workshop.rebuild(&paths).0);
    assert_ne!(id(&desk), of_outline);
}

#[test]
fn who_waits_gets_to_know_of_mistakes_and_so_does_everybody_else() {
    run(everybody_gets_to_know(Desk::new("See [the other](two.md) and [nothing](gone.md).")));
}

async fn everybody_gets_to_know(mut desk: Desk) {
    assert_eq!(desk.ask("/").await.unwrap().0, StatusCode::OK);
    let one = desk.ask("/2026/11/one/");
    desk.until_a_link_is_met().await;
    desk.complete();
    for (address, waiting) in [("/2026/11/one/", one), ("/", desk.ask("/"))] {
        let (status, html) = waiting.await.unwrap();
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{address}");
        assert!(String::from_utf8(html).unwrap().contains("gone.md"));
    }
}

#[test]
fn outlines_are_assembled_and_planned_without_a_look_at_their_texts() {
    let desk = Desk::new("See [the other](two.md).");
    let is_rendered = |desk: &Desk| {
        let articles = desk.workshop.articles();
        articles.iter().map(|article| article.rendered().is_some()).collect::<Vec<_>>()
    };
    assert_eq!(is_rendered(&desk), [false, false]);
    let mut whole = Desk::new("Text.");
    whole.complete();
    assert_eq!(is_rendered(&whole), [true, true]);
    assert!(whole.workshop.complete_or_begin_anew().is_none(), "there is nothing left to complete");
}

#[test]
fn an_outlined_site_of_which_front_matter_is_wrong_is_read_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    fs::create_dir_all(root.join("content/articles")).unwrap();
    fs::write(root.join("citewire.yaml"), "title: T\nbase_url: https://a.example\n").unwrap();
    fs::write(
        root.join("content/articles/one.md"),
        article("One", "Text.").replace("kind: opinion", "kind: opinion\nimportance: 9"),
    )
    .unwrap();
    fs::write(root.join("content/articles/two.md"), article("Two", "[@nobody]")).unwrap();
    let now = "2026-11-26T00:00:00Z".parse().unwrap();
    let clock = move || Clock { now, drafts: true, future: true };
    let mut workshop = Workshop::new(root, Overrides::default(), Box::new(clock));
    let Outcome::Bad(problem) = workshop.begin() else { panic!("two mistakes") };
    let places: Vec<String> = problem.mistakes().into_iter().map(|mistake| mistake.place).collect();
    assert_eq!(places, ["content/articles/one.md:5:13", "content/articles/two.md:6:2"]);
    assert!(workshop.complete_or_begin_anew().is_none());
}
