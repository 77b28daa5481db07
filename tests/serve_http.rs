//! What the dev server promises about requests: nothing but the site, to nobody but the author.

#[path = "support/server.rs"]
mod server;
mod support;

use std::net::TcpListener;

use server::Server;
use support::Site;

fn site() -> Site {
    let site = Site::new("");
    site.article("one", "", "First [@paper].").write("static/plain.txt", "plain\n").write("secret.txt", "secret");
    site
}

fn serve(site: &Site, arguments: &[&str]) -> Server {
    Server::start(site.command(&[&["serve", "--port", "0", "--now", support::NOW], arguments].concat()))
}

#[test]
fn answers_carry_the_headers_that_keep_other_sites_out() {
    let (site, page) = (site(), "/2026/11/one/");
    let server = serve(&site, &["--watch"]);
    for path in [page, "/plain.txt", "/nothing", "/__citewire/reload.js"] {
        let answer = server.get(path);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
    assert_eq!(server.get(page).header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(server.get("/plain.txt").header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(server.get("/feed.xml").header("content-type"), Some("application/xml; charset=utf-8"));
}

#[test]
fn foreign_hosts_origins_and_methods_are_refused() {
    let site = site();
    let server = serve(&site, &["--watch"]);
    let own = server.address.to_string();
    for path in ["/", "/__citewire/events", "/__citewire/reload.js"] {
        assert_eq!(server.ask("GET", path, &[("Host", "evil.example")]).status, 403, "{path}");
        assert_eq!(server.ask("GET", path, &[("Origin", "http://evil.example")]).status, 403, "{path}");
        let cross = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")];
        assert_eq!(server.ask("GET", path, &cross).status, 403, "{path}");
    }
    assert_eq!(server.ask("GET", "/", &[("Origin", &format!("http://{own}"))]).status, 200);
    assert_eq!(server.ask("GET", "/", &[("Host", "localhost:1")]).status, 200);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "NONSENSE"] {
        let answer = server.ask(method, "/", &[]);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn nothing_outside_of_the_site_can_be_read() {
    let site = site();
    std::os::unix::fs::symlink("/etc/passwd", site.path("public.txt")).unwrap();
    let server = serve(&site, &["--watch"]);
    for path in [
        "/../secret.txt",
        "/secret.txt",
        "/static/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/citewire.yaml",
        "/static/plain.txt",
        "/content/articles/one.md",
        "/plain.txt%00.html",
        "/plain.txt/",
        "/public.txt",
        "/C:/windows/win.ini",
        "/__citewire/../secret.txt",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("secret\n") && !answer.text().contains("root:"), "{path}");
    }
    for path in ["/%", "/%zz", "/%ff", "/%c0%ae%c0%ae/secret.txt"] {
        assert_eq!(server.get(path).status, 400, "{path}");
    }
}

#[test]
fn a_file_that_became_a_link_out_of_the_site_is_not_followed() {
    let site = site();
    let server = serve(&site, &[]);
    assert_eq!(server.get("/plain.txt").text(), "plain\n");
    std::fs::remove_file(site.path("static/plain.txt")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", site.path("static/plain.txt")).unwrap();
    assert_eq!(server.get("/plain.txt").status, 404);
}

#[test]
fn nonsense_does_not_stop_the_server() {
    let site = site();
    let server = serve(&site, &[]);
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(100_000));
    for request in [
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}",
        &long,
    ] {
        let answer = server.raw(&format!("{request}\r\n\r\n"));
        let answer = String::from_utf8_lossy(&answer);
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
            "{:?}: {answer}",
            &request[..request.len().min(60)]
        );
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn addresses_lead_where_a_static_host_would_lead_them() {
    let site = site();
    site.write("static/tool/index.html", "<p>A tool</p>").article("two", "", "Text[@paper], and [a tool](/tool/).");
    let server = serve(&site, &[]);
    assert_eq!(server.get("/tool/").body, server.get("/tool/index.html").body);
    let answer = server.get("/tool?a=1");
    assert_eq!((answer.status, answer.header("location")), (308, Some("/tool/?a=1")));
    let answer = server.get("/2026/11/one?a=1");
    assert_eq!((answer.status, answer.header("location")), (308, Some("/2026/11/one/?a=1")));
    assert_eq!(server.get("//2026/11/one").status, 404, "a redirect never leaves the server");
    assert_eq!(server.get("/2026/11/one/index.html").body, server.get("/2026/11/one/").body);
    let head = server.ask("HEAD", "/2026/11/one/", &[]);
    let length = server.get("/2026/11/one/").body.len().to_string();
    assert_eq!((head.status, head.body.len(), head.header("content-length")), (200, 0, Some(length.as_str())));
    let missing = server.get("/nothing/here/");
    assert!(missing.status == 404 && missing.text().contains("Page not found"));
}

#[test]
fn a_base_path_is_before_every_address() {
    let site = site();
    site.replace("citewire.yaml", "https://test.example", "https://test.example/repo");
    let server = serve(&site, &[]);
    assert!(server.greeting.contains("/repo/ (press"), "{}", server.greeting);
    for path in ["/", "/repo"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (307, Some("/repo/")), "{path}");
    }
    assert!(server.get("/repo/").text().contains("href=\"/repo/2026/11/one/\""));
    assert_eq!((server.get("/repo/2026/11/one/").status, server.get("/2026/11/one/").status), (200, 404));
    assert_eq!(server.get("/repo/2026/11/one").header("location"), Some("/repo/2026/11/one/"));
}

#[test]
fn a_busy_port_is_answered_with_the_next_free_one() {
    let site = site();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let server = Server::start(site.command(&["serve", "--port", &port.to_string()]));
    assert!(server.address.port() > port);
    server.says(&format!("port {port} is busy"));
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn drafts_and_scheduled_articles_are_shown_with_a_badge() {
    let site = site();
    site.article("early", "draft: true\n", "Draft [@paper].");
    site.replace("content/articles/early.md", "2026-11-20", "2099-01-01");
    site.article("later", "publish_at: 2099-01-01\n", "Later [@paper].");
    let server = serve(&site, &[]);
    for (path, badge) in [("/2099/01/early/", "draft"), ("/2026/11/later/", "scheduled")] {
        let page = server.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text().to_lowercase().contains(badge), "{path}");
    }
}

#[test]
fn without_watch_nothing_is_added_to_a_page() {
    let site = site();
    let server = serve(&site, &[]);
    assert!(!server.get("/").text().contains("__citewire"));
    assert_eq!(server.get("/__citewire/events").status, 404);
    assert_eq!(server.get("/__citewire/reload.js").status, 404);
}

#[test]
fn without_watch_a_site_with_mistakes_is_not_served() {
    let site = site();
    site.article("two", "tilte: x\n", "Second [@paper].");
    let output = site.command(&["serve", "--port", "0"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("unknown key `tilte`"));
    let empty = tempfile::tempdir().unwrap();
    let output = site.command(&["serve", "--watch", empty.path().to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "a folder that is no site is wrong usage, also with --watch");
}

#[test]
fn the_network_is_told_of_and_only_its_own_names_are_answered() {
    let site = site();
    let server = serve(&site, &["--host", "0.0.0.0"]);
    server.says("other machines on the network can read the site");
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.ask("GET", "/", &[("Host", "evil.example")]).status, 403);
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_it_quietly() {
    let site = site();
    let server = serve(&site, &["--watch"]);
    let mut events = server.events();
    events.next();
    assert_eq!(server.interrupt(), Some(0));
}
