//! What makes a site of an editor's work: digests, storylines, corrections, retractions, shared sources, the archive.

mod support;

use support::Site;

/// Writes an article of a moment, with one source of its own.
fn story(site: &Site, slug: &str, date: &str, front: &str) {
    let text = format!(
        "---\ntitle: Story {slug}\ndate: {date}\n{front}sources:\n  - {{id: own, title: T, publisher: House {slug}, url: \
         https://{slug}.example/}}\n---\nText of {slug}[@own].\n"
    );
    site.write(&format!("content/articles/{slug}.md"), &text);
}

/// Places of texts in a page, which must rise.
fn in_order(page: &str, parts: &[&str]) {
    let places: Vec<usize> =
        parts.iter().map(|part| page.find(part).unwrap_or_else(|| panic!("`{part}` is not in {page}"))).collect();
    assert!(places.is_sorted(), "{parts:?} are at {places:?}");
}

#[test]
fn days_of_23_and_of_25_hours_hold_their_own_stories() {
    let site = Site::new("timezone: Europe/Berlin\n");
    let moments = [
        ("spring-first", "2026-03-28T23:00:00Z", "2026-03-29"),
        ("spring-last", "2026-03-29T21:59:59Z", "2026-03-29"),
        ("spring-next", "2026-03-29T22:00:00Z", "2026-03-30"),
        ("autumn-first", "2026-10-24T22:00:00Z", "2026-10-25"),
        ("autumn-last", "2026-10-25T22:59:59Z", "2026-10-25"),
        ("autumn-next", "2026-10-25T23:00:00Z", "2026-10-26"),
    ];
    moments.iter().for_each(|(slug, date, _)| story(&site, slug, date, ""));
    site.built();
    for (slug, _, day) in moments {
        assert!(site.page(&format!("digest/{day}/index.html")).contains(&format!("Story {slug}")), "{slug}");
    }
    assert!(site.page("digest/2026-03-29/index.html").contains("2 stories"));
    assert!(site.page("digest/2026-10-25/index.html").contains("2 stories"));
}

#[test]
fn an_article_stands_in_the_edition_that_it_names_and_empty_days_are_skipped() {
    let site = Site::new("");
    story(&site, "old", "2026-11-03 10:00", "");
    story(&site, "late", "2026-11-20 00:10", "edition: 2026-11-19\n");
    site.built();
    let day = site.page("digest/2026-11-19/index.html");
    assert!(day.contains("Story late") && day.contains("href=\"/digest/2026-11-03/\""), "{day}");
    assert!(site.page("digest/2026-11-03/index.html").contains("href=\"/digest/2026-11-19/\""));
    assert!(!site.path("public/digest/2026-11-20").exists() && !site.path("public/digest/2026-11-04").exists());
    assert!(site.page("digest/2026-w47/index.html").contains("href=\"/digest/2026-w45/\""));
}

#[test]
fn editors_put_stories_on_top_of_a_day_and_of_the_home_page() {
    let site = Site::new("");
    story(&site, "loud", "2026-11-20 09:00", "importance: 5\n");
    story(&site, "quiet", "2026-11-20 08:00", "importance: 2\n");
    story(&site, "middle", "2026-11-20 07:00", "");
    let note = "---\ntitle: The quiet day\nintro: Read this *first*.\npinned: [quiet]\n---\nMore of the note.\n";
    site.write("content/digests/2026-11-20.md", note);
    site.built();
    let day = site.page("digest/2026-11-20/index.html");
    let note = ["<h1>The quiet day</h1>", "Read this <em>first</em>.", "More of the note."];
    in_order(&day, &[&note[..], &["Story quiet</a>", "Story loud</a>", "Story middle</a>"]].concat());
    in_order(&site.page("index.html"), &["Story quiet</a>", "Story loud</a>", "Story middle</a>"]);
    assert!(site.page("digest/index.html").contains("The quiet day"));
}

#[test]
fn a_day_of_three_hundred_stories_is_whole_in_its_digest_and_cut_on_the_home_page() {
    let site = Site::new("");
    (0..300).for_each(|n| story(&site, &format!("s{n:03}"), "2026-11-20", ""));
    site.built();
    assert_eq!(site.page("digest/2026-11-20/index.html").matches("class=\"headline p-name\"").count(), 300);
    let home = site.page("index.html");
    let shown = home.matches("class=\"headline p-name\"").count();
    let more = format!("<a href=\"/digest/2026-11-20/\">And {} more stories of this day</a>", 300 - shown);
    assert!(shown < 60 && home.contains(&more), "{shown} are shown");
}

#[test]
fn stories_of_one_importance_stand_by_publishers_then_by_time() {
    let site = Site::new("");
    story(&site, "noon", "2026-11-20 12:00", "");
    story(&site, "night", "2026-11-20 22:00", "");
    let two = "---\ntitle: Story two\ndate: 2026-11-20 01:00\nsources:\n  - {id: a, title: T, publisher: A, url: \
               https://a.example/}\n  - {id: b, title: T, publisher: B, url: https://b.example/}\n---\nText[@a; @b].\n";
    site.write("content/articles/two.md", two);
    site.built();
    in_order(&site.page("digest/2026-11-20/index.html"), &["Story two</a>", "Story night</a>", "Story noon</a>"]);
}

#[test]
fn the_only_article_of_a_year_has_its_day_week_month_and_year() {
    let site = Site::new("");
    story(&site, "alone", "2024-12-30", "");
    site.built();
    for page in ["archive/2024/12", "digest/2024-12-30", "digest/2025-w01"] {
        let html = site.page(&format!("{page}/index.html"));
        assert!(html.contains("Story alone</a>") && !html.contains("class=\"neighbours\""), "{page}");
    }
    assert!(site.page("archive/index.html").contains("href=\"/archive/2024/\""));
    assert!(site.page("archive/2024/index.html").contains("href=\"/archive/2024/12/\""));
    assert!(site.page("index.html").contains("Story alone</a>"));
}

#[test]
fn a_retracted_story_keeps_its_address_and_nothing_else() {
    let site = Site::new("");
    story(&site, "kept", "2026-11-20", "tags: [one]\n");
    let update = "updates:\n  - {date: 2026-11-21, kind: retraction, text: It was wrong.}\n";
    story(&site, "gone", "2026-11-20", &format!("storyline: saga\ntags: [one, two]\n{update}"));
    site.built();
    let page = site.page("2026/11/gone/index.html");
    assert!(page.contains("It was wrong.") && page.contains("content=\"noindex\""), "{page}");
    assert!(!page.contains("Text of gone") && !page.contains("https://gone.example/"), "{page}");
    let corrections = site.page("corrections/index.html");
    assert!(corrections.contains("href=\"/2026/11/gone/\"") && corrections.contains("It was wrong."), "{corrections}");
    for (path, bytes) in site.published() {
        let mentions = String::from_utf8_lossy(&bytes).contains("gone");
        let may = path.starts_with("2026/11/gone/") || path.starts_with("corrections/");
        assert!(!mentions || may, "{path} still speaks of the retracted story");
    }
    let left: Vec<String> = site.published().into_keys().filter(|path| path.starts_with("2026/11/gone/")).collect();
    assert_eq!(left, ["2026/11/gone/index.html"]);
}

#[test]
fn a_storyline_is_a_timeline_and_its_articles_lead_along_it() {
    let site = Site::new("");
    site.write("data/storylines.yaml", "- slug: saga\n  name: The long saga\n  description: How it went on.\n");
    for (slug, date) in [("first", "2026-11-01"), ("second", "2026-11-10"), ("third", "2026-11-20")] {
        story(&site, slug, date, "storyline: saga\n");
    }
    story(&site, "other", "2026-11-11", "");
    site.built();
    let line = site.page("storylines/saga/index.html");
    in_order(&line, &["The long saga", "How it went on.", "Story third</a>", "Story second</a>", "Story first</a>"]);
    assert!(!line.contains("Story other"));
    let second = site.page("2026/11/second/index.html");
    in_order(
        &second,
        &["href=\"/storylines/saga/\"", "Before this", "/2026/11/first/", "After this", "/2026/11/third/"],
    );
    assert!(!site.page("2026/11/other/index.html").contains("class=\"storyline\""));
    assert!(site.page("storylines/index.html").contains("href=\"/2026/11/third/\""));
}

#[test]
fn a_source_names_the_other_articles_that_list_it_under_any_of_its_addresses() {
    let site = Site::new("");
    for (slug, url) in [("one", "https://www.paper.example/x/?utm_source=mail"), ("two", "https://paper.example/x")] {
        let text = format!(
            "---\ntitle: Story {slug}\ndate: 2026-11-20\nsources:\n  - {{id: a, title: T, publisher: P, url: \"{url}\"}}\n\
             ---\nText[@a].\n"
        );
        site.write(&format!("content/articles/{slug}.md"), &text);
    }
    site.built();
    let page = site.page("2026/11/one/index.html");
    assert!(page.contains("Also cited in</span> <a href=\"/2026/11/two/\">Story two</a></p>"), "{page}");
    let (_, related) = page.split_once("Related stories").expect("the article has related ones");
    assert!(related.contains("href=\"/2026/11/two/\""), "{related}");
}

#[test]
fn a_source_that_many_articles_list_names_three_of_them_and_counts_the_others() {
    let site = Site::new("");
    (0..6).for_each(|n| _ = site.article(&format!("story-{n}"), "", "Text."));
    site.article("retracted", "updates: [{date: 2026-11-21, kind: retraction, text: Wrong.}]\n", "Text.");
    site.built();
    let page = site.page("2026/11/story-0/index.html");
    let (_, also) = page.split_once("Also cited in</span>").expect("others list it");
    let (also, _) = also.split_once("</p>").unwrap();
    assert_eq!(also.matches("<a href").count(), 3, "{also}");
    assert!(also.contains("2 more"), "{also}");
}

#[test]
fn a_correction_stands_on_top_in_lists_in_the_data_and_on_the_page_of_all() {
    let site = Site::new("");
    let update = "updates:\n  - {date: 2026-11-21, kind: correction, text: \"It was 2[@own], not 3.\"}\n";
    story(&site, "wrong", "2026-11-20", update);
    site.built();
    let page = site.page("2026/11/wrong/index.html");
    in_order(&page, &["It was 2<", "<p>Text of wrong"]);
    let correction = "\"correction\":[{\"@type\":\"CorrectionComment\",\"text\":\"It was 2, not 3.\",\
                      \"datePublished\":\"2026-11-21T00:00:00Z\"}]";
    assert!(page.contains(correction), "{page}");
    let corrections = site.page("corrections/index.html");
    assert!(corrections.contains("href=\"https://wrong.example/\""), "{corrections}");
    assert!(site.page("index.html").contains(">Corrected</span>"));
}

#[test]
fn a_site_that_never_was_wrong_says_so() {
    let site = Site::new("");
    story(&site, "right", "2026-11-20", "");
    site.built();
    assert!(site.page("corrections/index.html").contains("Nothing had to be corrected yet."));
}

#[test]
fn publishers_are_ranked_for_all_time_for_a_year_and_for_a_month() {
    let site = Site::new("");
    // Two articles cite one source of Alfa, and one article two sources of Beta: distinct sources count.
    let sources = |urls: &[&str]| {
        let list: String = urls
            .iter()
            .map(|url| format!("  - {{title: T, publisher: {}, url: \"https://{url}\"}}\n", &url[..4]))
            .collect();
        format!("sources:\n{list}")
    };
    let months = [
        ("a", "2026-10-05", &["beta.example/1", "beta.example/2"][..]),
        ("b", "2026-11-05", &["alfa.example/1"]),
        ("c", "2026-11-06", &["alfa.example/1"]),
    ];
    for (slug, date, urls) in months {
        let text = format!("---\ntitle: {slug}\ndate: {date}\n{}---\nText.\n", sources(urls));
        site.write(&format!("content/articles/{slug}.md"), &text);
    }
    site.built();
    let all = site.page("publishers/index.html");
    in_order(&all, &[">2026</a>", ">beta</a>", "<rect width=\"100.0%\"", ">alfa</a>", "<rect width=\"50.0%\""]);
    in_order(
        &site.page("publishers/in/2026/index.html"),
        &[">November 2026</a>", ">October 2026</a>", ">beta</a>", ">alfa</a>"],
    );
    let november = site.page("publishers/in/2026/11/index.html");
    assert!(november.contains("in November 2026") && november.contains(">alfa</a>") && !november.contains(">beta</a>"));
}

#[test]
fn one_source_under_two_publishers_names_counts_for_each_and_is_one_source() {
    let site = Site::new("");
    for (slug, publisher) in [("one", "Alfa"), ("two", "Beta")] {
        let source = format!("{{title: T, publisher: {publisher}, url: \"https://a.example/x\"}}");
        let text = format!("---\ntitle: {slug}\ndate: 2026-11-20\nsources: [{source}]\n---\nText.\n");
        site.write(&format!("content/articles/{slug}.md"), &text);
    }
    let said = site.built();
    assert!(said.contains("1 source") && site.page("index.html").contains("citing 1 source"), "{said}");
    let rows = |page: &str| {
        let page = site.page(page);
        page.split("<td class=\"number\">").skip(1).map(|cell| cell[..1].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rows("publishers/index.html"), ["1"; 4]);
    assert_eq!(rows("publishers/in/2026/11/index.html"), ["1"; 4]);
}

#[test]
fn every_term_has_its_own_page_however_many_there_are() {
    let site = Site::new("taxonomies: [{name: tags, min_pages: 2}, {name: topics}]\n");
    for part in 0..8 {
        let tags: String = (part * 8_200..(part + 1) * 8_200).map(|n| format!("t{n:05},")).collect();
        story(&site, &format!("part-{part}"), "2026-11-19", &format!("tags: [{tags}]\n"));
    }
    story(&site, "one", "2026-11-20", "tags: [t65539, t00003]\ntopics: [last]\n");
    site.built();
    for (page, name) in [("tags/t65539", "t65539"), ("tags/t00003", "t00003"), ("topics/last", "last")] {
        assert!(site.page(&format!("{page}/index.html")).contains(&format!("<h1>{name}</h1>")), "{name}");
    }
}

#[test]
fn own_keys_of_an_editors_note_reach_the_template() {
    let site = Site::new("");
    story(&site, "one", "2026-11-20", "");
    site.write("content/digests/2026-11-20.md", "---\nextra: {mood: calm}\n---\n");
    site.write("content/digests/2026-w47.md", "---\nextra: {mood: wild}\n---\n");
    site.write("templates/digest.html", "mood: {{ digest.extra.mood }}");
    site.built();
    assert_eq!(site.page("digest/2026-11-20/index.html").trim(), "mood: calm");
}

#[test]
fn a_file_can_link_to_the_editors_note_of_a_digest() {
    let site = Site::new("");
    story(&site, "one", "2026-11-20", "summary: \"See [the day](../digests/2026-11-20.md#more).\"\n");
    site.write(
        "content/digests/2026-11-20.md",
        "---\ntitle: A day\n---\n## More\n\nOf the [story](../articles/one.md).\n",
    );
    site.built();
    assert!(site.page("2026/11/one/index.html").contains("<a href=\"/digest/2026-11-20/#more\">the day</a>"));
    site.replace("citewire.yaml", "title:", "outputs: {digests: false}\ntitle:");
    assert!(site.fails().1.contains("`content/digests/2026-11-20.md` is not published"));
}

#[test]
fn other_spellings_of_a_term_mean_it_and_their_addresses_lead_to_it() {
    let site = Site::new("taxonomies: [{name: tags, unknown: refuse}]\n");
    site.write("data/tags.yaml", "- slug: ai-act\n  name: AI Act\n  aliases: [EU AI Act, KI-Verordnung]\n- {slug: c, name: C}\n- {slug: cpp, name: C++}\n");
    for (slug, tag) in
        [("one", "eu-ai-act"), ("two", "ki verordnung"), ("three", "AI_Act"), ("four", "c++"), ("five", "C")]
    {
        site.article(slug, &format!("tags: [\"{tag}\"]\n"), "Text[@paper].");
    }
    site.built();
    assert!(site.page("tags/ai-act/index.html").contains("3 stories"));
    assert!(
        site.page("tags/cpp/index.html").contains("four</a>") && site.page("tags/c/index.html").contains("five</a>")
    );
    for alias in ["eu-ai-act", "ki-verordnung"] {
        assert!(site.page(&format!("tags/{alias}/index.html")).contains("url=/tags/ai-act/"), "{alias}");
    }
}

#[test]
fn an_article_that_links_to_a_scheduled_one_is_reported() {
    let site = Site::new("");
    site.article("live", "", "See [the next](later.md)[@paper].");
    site.article("later", "publish_at: 2027-01-01\n", "Text[@paper].");
    let (code, said) = site.fails();
    assert!(code == 1 && said.contains("content/articles/live.md:") && said.contains("scheduled"), "{said}");
}

#[test]
fn a_term_is_one_whatever_the_unicode_form_of_its_spelling() {
    let site = Site::new("");
    site.write("data/tags.yaml", "- slug: summer\n  name: \u{e9}t\u{e9}\n");
    site.article("one", "tags: [\u{e9}t\u{e9}]\nstoryline: \u{e9}t\u{e9}\n", "A [@paper].");
    site.article("two", "tags: [e\u{301}te\u{301}]\nstoryline: e\u{301}te\u{301}\n", "B [@paper].");
    site.built();
    for page in ["tags/summer/index.html", "storylines/\u{e9}t\u{e9}/index.html"] {
        let html = site.page(page);
        assert!(html.contains("/2026/11/one/") && html.contains("/2026/11/two/"), "{page}: {html}");
    }
}
