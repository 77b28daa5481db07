//! What the dev server promises of its start on a large site: pages come before all texts are read, and lack nothing.

#[path = "support/server.rs"]
mod server;
mod support;

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use server::Server;
use support::Site;

/// More articles than are read as a whole before the first page.
const MANY: usize = 2_100;

const ONE: &str = "/2026/11/one/";

/// A large site whose article `one` links to another.
fn large(body_of_one: &str) -> Site {
    let site = Site::new("");
    for number in 0..MANY {
        site.article(&format!("n{number:04}"), "", &format!("Text {number} [@paper].\n\n## Part\n\nMore."));
    }
    site.article("one", "", body_of_one);
    site
}

fn serve(site: &Site, more: &[&str]) -> Server {
    let always = ["serve", "--watch", "--no-cache", "--port", "0", "--now", support::NOW];
    Server::start(site.command(&[&always, more].concat()))
}

#[test]
fn pages_of_a_large_site_are_those_of_a_build_from_the_first_on() {
    let site = large("See [the other](n0007.md#part) [@paper].");
    site.built();
    let server = serve(&site, &[]);
    for (address, file) in [
        ("/", "index.html"),
        ("/2026/11/n0007/", "2026/11/n0007/index.html"),
        (ONE, "2026/11/one/index.html"),
        ("/2026/11/one/index.md", "2026/11/one/index.md"),
        ("/feed.xml", "feed.xml"),
        ("/archive/2026/11/", "archive/2026/11/index.html"),
    ] {
        let answer = server.get(address);
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.unscripted() == site.page(file).into_bytes(), "{address} is another page than a build writes");
    }
    let mut events = server.events();
    let first = events.next();
    site.replace("content/articles/one.md", "See", "Look at");
    server.says("changed content/articles/one.md: ");
    events.until(|event| event["generation"] != first["generation"]);
    assert!(server.get(ONE).text().contains("Look at <a href=\"/2026/11/n0007/#part\">"));
}

#[test]
fn a_mistake_in_a_text_of_a_large_site_is_shown_until_it_is_mended() {
    let site = large("See [the other](n0007.md) [@nobody].");
    site.replace("content/articles/n0003.md", "More.", "[Nowhere](gone.md)");
    let server = serve(&site, &[]);
    let said = server.says("error");
    assert!(said.contains("gone.md"), "all mistakes are told, in the order of files: {said}");
    server.says("nobody");
    server.says("showing the errors until they are mended");
    let page = server.until("/", |answer| answer.status == 500);
    assert!(page.text().contains("content/articles/n0003.md:13:"), "{}", page.text());
    site.replace("content/articles/n0003.md", "[Nowhere](gone.md)", "More.");
    site.replace("content/articles/one.md", "[@nobody]", "[@paper]");
    server.until_shows(ONE, "<a href=\"/2026/11/n0007/\">");
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn without_watching_a_mistake_in_a_text_of_a_large_site_ends_the_server() {
    let site = large("[@nobody]");
    let output = site.command(&["serve", "--no-cache", "--port", "0"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("content/articles/one.md:9:2") && said.contains("nothing is served"), "{said}");
}

#[test]
fn programs_hear_when_all_of_a_large_site_is_read() {
    let site = large("Text [@paper].");
    let mut command = site.command(&["--json", "serve", "--watch", "--no-cache", "--port", "0", "--now", support::NOW]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let serving = lines.next().unwrap();
    let complete = lines.next().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(serving.starts_with("{\"event\":\"serving\""), "{serving}");
    assert_eq!(complete, "{\"event\":\"complete\"}");
}
