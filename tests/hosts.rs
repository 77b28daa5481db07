//! Files for hosts and crawlers: redirects, headers, sitemaps.

mod support;

use support::Site;

#[test]
fn each_host_gets_the_files_that_it_reads() {
    let all = ["_redirects", "_headers", ".nojekyll", "CNAME"];
    for (host, expected) in [
        ("any", &["_redirects", "_headers", ".nojekyll"][..]),
        ("github-pages", &[".nojekyll", "CNAME"]),
        ("netlify", &["_redirects", "_headers"]),
        ("cloudflare-pages", &["_redirects", "_headers"]),
        ("s3", &[]),
    ] {
        let site = Site::new(&format!("host: {host}\n"));
        site.article("one", "aliases: [/old/one/]\n", "Text[@paper].");
        site.built();
        let written: Vec<&str> = all.into_iter().filter(|file| site.path(&format!("public/{file}")).exists()).collect();
        assert_eq!(written, expected, "{host}");
    }
}

#[test]
fn older_addresses_are_redirected_below_the_base_path_and_netlify_is_told_to() {
    let site = Site::new("");
    site.replace("citewire.yaml", "https://test.example", "https://user.github.io/news");
    site.article("one", "aliases: [/old/one/, /älter/]\n", "Text[@paper].");
    site.built();
    let expected = "/news/%C3%A4lter/ /news/2026/11/one/ 301\n/news/old/one/ /news/2026/11/one/ 301\n";
    assert_eq!(site.page("_redirects"), expected);
    let headers = site.page("_headers");
    assert!(headers.starts_with("/news/*\n  Content-Security-Policy: default-src 'none'; "), "{headers}");
    assert!(headers.contains("/news/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"), "{headers}");
    site.write("citewire.yaml", &format!("{}host: netlify\n", site.read("citewire.yaml")));
    site.built();
    assert!(site.page("_redirects").contains("/news/old/one/ /news/2026/11/one/ 301!\n"));
}

#[test]
fn a_file_of_the_site_takes_the_place_of_ours() {
    let site = Site::new("");
    site.article("one", "", "Text[@paper].");
    site.write("static/_headers", "/*\n  X-Own: yes\n");
    site.built();
    assert_eq!(site.page("_headers"), "/*\n  X-Own: yes\n");
}

#[test]
fn github_pages_is_told_of_a_domain_of_ones_own_only() {
    let site = Site::new("host: github-pages\n");
    site.article("one", "", "Text[@paper].");
    site.built();
    assert_eq!(site.page("CNAME"), "test.example\n");
    site.replace("citewire.yaml", "https://test.example", "https://user.github.io/news");
    site.built();
    assert!(!site.path("public/CNAME").exists());
}

#[test]
fn a_host_that_takes_fewer_redirects_is_named_in_a_warning() {
    let site = Site::new("host: cloudflare-pages\n");
    let aliases: Vec<String> = (0..2001).map(|n| format!("/old/{n}/")).collect();
    site.article("one", &format!("aliases: [{}]\n", aliases.join(", ")), "Text[@paper].");
    let said = site.built();
    let message = "warning[host-limit]: Cloudflare Pages takes 2000 redirects, and this site has 2001";
    assert!(said.contains(message), "{said}");
}

#[test]
fn what_netlify_takes_no_more_of_is_named_in_warnings() {
    let site = Site::new("host: netlify\n");
    for n in 0..10 {
        let aliases: Vec<String> = (0..1_000).map(|m| format!("/o/{n}/{m}/")).collect();
        site.article(&format!("a-{n}"), &format!("aliases: [{}]\n", aliases.join(", ")), "Text[@paper].");
    }
    let said = String::from_utf8(site.command(&["check"]).output().unwrap().stdout).unwrap();
    let message = "warning[host-limit]: Netlify may refuse 10000 redirects and more, and this site has 10000";
    assert!(said.contains(message), "{said}");
    assert!(!said.contains("files in a folder"), "{said}");
}

#[test]
fn an_unknown_host_is_refused_with_those_that_are_known() {
    let site = Site::new("host: netlfy\n");
    let (code, said) = site.fails();
    assert!(code == 2 && said.contains("netlify"), "{said}");
}

#[test]
fn the_sitemap_lists_the_pages_of_the_editors_work() {
    let site = Site::new("");
    site.article("one", "storyline: saga\n", "Text[@paper].");
    site.built();
    let sitemap = site.page("sitemap.xml");
    for path in [
        "/2026/11/one/",
        "/digest/",
        "/digest/2026-11-20/",
        "/digest/2026-w47/",
        "/storylines/",
        "/storylines/saga/",
        "/archive/",
        "/archive/2026/",
        "/archive/2026/11/",
        "/corrections/",
        "/publishers/",
        "/publishers/in/2026/",
        "/publishers/in/2026/11/",
    ] {
        assert!(sitemap.contains(&format!("<loc>https://test.example{path}</loc>")), "{path} is not in {sitemap}");
    }
    site.replace("citewire.yaml", "title:", "outputs: {archive: false, publishers: false}\ntitle:");
    site.built();
    let sitemap = site.page("sitemap.xml");
    assert!(!sitemap.contains("/archive/") && !sitemap.contains("/publishers/"), "{sitemap}");
}

#[test]
fn the_news_sitemap_holds_two_days_of_news_and_robots_knows_of_it() {
    let site = Site::new("language: pt-BR\n");
    // The clock of these tests stands at noon of the 23rd.
    let dated = |slug: &str, date: &str, front: &str| {
        site.article(slug, front, "Text[@paper].");
        site.replace(&format!("content/articles/{slug}.md"), "date: 2026-11-20", &format!("date: {date}"));
    };
    dated("old", "2026-11-21T11:59:59Z", "");
    dated("fresh", "2026-11-21T12:00:00Z", "");
    dated("paid", "2026-11-22", "kind: sponsored\n");
    dated("gone", "2026-11-22", "updates: [{date: 2026-11-23, kind: retraction, text: No.}]\n");
    site.built();
    let news = site.page("sitemap-news.xml");
    assert!(news.contains("/fresh/</loc>") && news.contains("<news:language>pt</news:language>"), "{news}");
    assert!(["/old/", "/paid/", "/gone/"].iter().all(|path| !news.contains(path)), "{news}");
    let robots = site.page("robots.txt");
    assert!(
        robots.contains("Sitemap: https://test.example/sitemap.xml\nSitemap: https://test.example/sitemap-news.xml\n")
    );
    site.replace("content/articles/fresh.md", "2026-11-21T12:00:00Z", "2026-11-01");
    site.built();
    assert!(!site.path("public/sitemap-news.xml").exists() && !site.page("robots.txt").contains("news"));
}
