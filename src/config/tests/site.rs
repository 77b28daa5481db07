//! `citewire.yaml`.

use super::*;
use crate::config::{
    Config, HostPolicy, Level, Mailbox, MenuItem, NewsletterConfig, NewsletterContent, TaxonomyConfig, UnknownTerm,
    parse, taxonomies,
};
use crate::content::schema::schema;
use crate::diagnostics::codes;

const GOOD: &str = "title: T\nbase_url: https://t.example\n";

fn config(text: &str) -> Config {
    let (config, found) = parse(file("citewire.yaml", &format!("{GOOD}{text}")));
    assert_eq!(drawn(&found), "");
    config
}

fn found(text: &str) -> Vec<Diagnostic> {
    parse(file("citewire.yaml", &format!("{GOOD}{text}"))).1
}

#[test]
fn every_key_is_read() {
    let config = config(
        "description: D\nlanguage: pt-BR\ntimezone: europe/berlin\nauthor: A\ntheme: plain\npermalink: /news/:year/:slug/\n\
         taxonomies:\n  - tags\n  - {name: ai-labs, min_pages: 2, unknown: refuse}\n  - {name: people, title: Who}\n\
         paginate: 10\nfeed_limit: 5\nhome: {top: 1, editions: 2, days: 0}\n\
         markdown: {smart_punctuation: false, unsafe_html: true, highlight: false}\ntracking_parameters: [pk_*]\n\
         require_sources: false\nmax_file_bytes: 2000\nmenu:\n  - {title: About, url: /about/}\nimage: /og.png\n\
         check:\n  rules: {http-link: error, placeholder: off}\n  minimum_sources: 2\n  words_per_citation: 90\n  \
         hosts: [{host: www.Medium.com, message: M}, {host: x.com, severity: error, message: X}]\n\
         newsletter: {enabled: false, editions: 3, content: full, from: N <n@t.example>, address: A St, unsubscribe: '*|UNSUB|*'}\n\
         extra: {k: v}\n",
    );
    assert_eq!((config.title.as_str(), config.base_url.origin.as_str()), ("T", "https://t.example"));
    assert_eq!((config.description.as_deref(), config.author.as_deref()), (Some("D"), Some("A")));
    assert_eq!((config.language.as_str(), config.timezone_name.as_str()), ("pt-BR", "Europe/Berlin"));
    assert_eq!((config.theme.as_str(), config.permalink.0.as_str()), ("plain", "/news/:year/:slug/"));
    let taxonomy = |name: &str, title: &str, min_pages, unknown| TaxonomyConfig {
        name: name.to_owned(),
        title: title.to_owned(),
        min_pages,
        unknown,
    };
    assert_eq!(
        config.taxonomies,
        [
            taxonomy("tags", "Tags", 1, UnknownTerm::Allow),
            taxonomy("ai-labs", "Ai labs", 2, UnknownTerm::Refuse),
            taxonomy("people", "Who", 1, UnknownTerm::Allow),
        ]
    );
    assert_eq!((config.paginate, config.feed_limit, config.max_file_bytes), (10, 5, 2000));
    assert_eq!((config.home_top, config.home_editions, config.home_days), (1, 2, 0));
    let markdown = config.markdown;
    assert_eq!((markdown.smart_punctuation, markdown.unsafe_html, markdown.highlight), (false, true, false));
    assert_eq!((config.tracking_parameters, config.require_sources), (vec!["pk_*".to_owned()], false));
    assert_eq!(config.menu, [MenuItem { title: "About".to_owned(), url: "/about/".to_owned() }]);
    let check = config.check;
    assert_eq!(check.rules, [(codes::PLACEHOLDER, Level::Off), (codes::HTTP_LINK, Level::Error)]);
    assert_eq!((check.minimum_sources, check.words_per_citation), (2, 90));
    let host = |host: &str, level, message: &str| HostPolicy { host: host.into(), level, message: message.into() };
    assert_eq!(check.hosts, [host("medium.com", None, "M"), host("x.com", Some(Level::Error), "X")]);
    assert_eq!((config.image.as_deref(), config.extra["k"].as_str()), (Some("/og.png"), Some("v")));
    let newsletter = NewsletterConfig {
        enabled: false,
        editions: 3,
        content: NewsletterContent::Full,
        from: Some(Mailbox { name: "N".to_owned(), email: "n@t.example".to_owned() }),
        address: Some("A St".to_owned()),
        unsubscribe: "*|UNSUB|*".to_owned(),
    };
    assert_eq!(config.newsletter, newsletter);
}

#[test]
fn what_is_not_said_has_the_default_that_a_site_without_settings_has() {
    let (said, default) = (config(""), Config::default_for("T"));
    assert_eq!((said.permalink.clone(), said.taxonomies.clone()), (default.permalink, default.taxonomies));
    assert_eq!((said.paginate, said.feed_limit, said.home_top), (50, 20, 6));
    assert_eq!((said.home_editions, said.home_days, said.max_file_bytes), (3, 7, 8 << 20));
    assert!(said.require_sources && said.markdown.smart_punctuation && said.markdown.highlight);
    assert!(!said.markdown.unsafe_html);
}

#[test]
fn the_two_keys_that_must_be_there() {
    let (_, found) = parse(file("citewire.yaml", "base_url:\n"));
    assert_eq!(brief(&found), ["1:1 `title` is missing", "1:1 `base_url` has no value"]);
}

#[test]
fn base_urls_that_cannot_be() {
    for (url, message) in [
        ("news.example", "`news.example` does not start with https:// or http://"),
        ("https://", "`https://` is not a URL: empty host"),
        ("https://a.example/?x", "a site's address has no `?` and no `#`"),
        ("https://u@a.example", "a site's address holds no user name or password"),
    ] {
        let (_, found) = parse(file("citewire.yaml", &format!("title: T\nbase_url: {url}\n")));
        assert_eq!(brief(&found), [format!("2:11 {message}")]);
    }
}

#[test]
fn a_zone_that_is_not_there_is_guessed_by_its_city() {
    let found = found("timezone: Berlin\n");
    assert_eq!(
        drawn(&found),
        "error[config]: there is no time zone `Berlin`
 --> citewire.yaml:3:11
  |
3 | timezone: Berlin
  |           ^^^^^^
  |
  = help: did you mean `Europe/Berlin`?
"
    );
}

#[test]
fn patterns_of_addresses_that_cannot_be() {
    for (pattern, message) in [
        ("/:yaer/:slug/", "`:yaer` is no part of an address: it can be :year, :month, :day, :slug"),
        ("/:year/", "`permalink` must hold `:slug`, else articles would share one address"),
        ("/x-:slug/", "`x-:slug` is no part of an address: it can be :year, :month, :day, :slug"),
        ("/:slug", "`permalink` starts with `/`, and ends with `/` or `:slug.html`"),
        ("/:slug/page.html", "`permalink` starts with `/`, and ends with `/` or `:slug.html`"),
        ("/:year-:slug.html", "`:year-:slug` is no part of an address: it can be :year, :month, :day, :slug"),
        ("/../:slug/", "`permalink` must not hold `.` or `..`"),
        ("//:slug/", "`permalink` has an empty part"),
    ] {
        assert_eq!(brief(&found(&format!("permalink: {pattern}\n"))), [format!("3:12 {message}")]);
    }
}

#[test]
fn names_of_taxonomies_that_cannot_be() {
    assert_eq!(
        brief(&found("taxonomies: [tags, Tags, feed, tags, 1a]\n")),
        [
            "3:20 `Tags` cannot be the name of a taxonomy: those are lower-case letters, digits and `-`",
            "3:26 `feed` cannot be the name of a taxonomy: it is an address or a key of its own",
            "3:32 the taxonomy `tags` stands here twice",
            "3:38 `1a` cannot be the name of a taxonomy: those are lower-case letters, digits and `-`",
        ]
    );
    let article = schema("article", &Config::default_for("x")).unwrap();
    let keys = article["properties"].as_object().unwrap().keys();
    let free: Vec<_> = keys.filter(|key| *key != "tags" && !taxonomies::TAKEN.contains(&key.as_str())).collect();
    assert!(free.is_empty(), "taxonomies could have the names of these keys: {free:?}");
}

#[test]
fn links_that_cannot_be() {
    assert_eq!(
        brief(&found("menu:\n  - {title: X, url: \"javascript:x\"}\n  - {url: //x.example}\nimage: og.png\n")),
        [
            "4:21 a menu entry leads to a path on the site or to an https URL, not to `javascript:x`",
            "5:6 `title` is missing",
            "5:11 a menu entry leads to a path on the site or to an https URL, not to `//x.example`",
            "6:8 `image` leads to a path on the site or to an https URL, not to `og.png`",
        ]
    );
}

#[test]
fn several_mistakes_come_at_once() {
    let found = found("tilte: x\nlanguage: en_US\npaginate: none\nhome: {tops: 1}\nmarkdown: x\ntheme: ../x\n");
    assert_eq!(
        brief(&found),
        [
            "4:11 `en_US` is not a language tag",
            "8:8 the theme's name must not hold `/`",
            "5:11 `paginate` takes a whole number from 1 to 10000, not `none`",
            "6:8 unknown key `tops`",
            "7:11 `markdown` is a record of keys and values, not a text",
            "3:1 unknown key `tilte`",
        ]
    );
}

#[test]
fn mistakes_below_check_are_explained() {
    let found = found(
        "check:\n  rules: {placehodler: warn, http-link: no}\n  minimum_sources: many\n  words_per_citation: 5\n  hosts:\n    \
         - host: https://medium.com/\n      severity: fatal\n      message: M\n    - host: medium\n      message: M\n    - x.com\n",
    );
    let expected = [
        "4:41 `http-link` cannot be `no`",
        "4:11 unknown key `placehodler`",
        "5:20 `minimum_sources` takes a whole number from 0 to 100, not `many`",
        "6:23 `words_per_citation` takes a whole number from 50 to 10000, not `5`",
        "8:13 `https://medium.com/` is not the name of a host",
        "9:17 `severity` cannot be `fatal`",
        "11:13 `medium` is not the name of a host",
        "13:7 a host is a record of keys and values, not a text",
    ];
    let mut said = brief(&found);
    said.sort_by_key(|line| line.split(':').next().and_then(|line| line.parse::<u32>().ok()));
    assert_eq!(said, expected);
}

#[test]
fn a_newsletter_s_sender_and_link_are_checked_and_placeholders_are_left_alone() {
    let wrong = found("newsletter:\n  from: news\n  unsubscribe: javascript:alert(1)\n  content: long\n");
    let messages: Vec<&str> = wrong.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    assert!(messages.contains(&"`news` is not a sender"), "{messages:?}");
    assert!(messages.iter().any(|m| m.starts_with("`javascript:alert(1)` is neither a placeholder")), "{messages:?}");
    let path = found("newsletter: {unsubscribe: /unsub}\n");
    let help =
        "write the full address, since a mail program knows no site: unsubscribe: https://example.org/unsubscribe/";
    assert_eq!((path.len(), path[0].help.as_deref()), (1, Some(help)), "{path:?}");
    let links = ["{{ unsubscribe_url }}", "*|UNSUB|*", "<%asm_group_unsubscribe_raw_url%>", "{{{ pm:unsubscribe }}}"];
    for link in links.into_iter().chain(["https://t.example/u?id=*|ID|*", "mailto:stop@t.example", "%unsubscribe_url%"])
    {
        assert_eq!(config(&format!("newsletter: {{unsubscribe: '{link}'}}\n")).newsletter.unsubscribe, link);
    }
}
