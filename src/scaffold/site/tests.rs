//! Tests of [`super`].

use super::*;
use crate::config::{Config, parse, publishers};
use crate::diagnostics::FileText;

fn new_site() -> Vec<NewFile> {
    files(&SiteFacts { title: "My site: news", now: "2026-11-23T12:00:30Z".parse().unwrap(), ids: ["one", "two"] })
}

fn text_of(path: &str) -> String {
    new_site().into_iter().find(|file| file.path == path).unwrap().text
}

fn config(text: &str) -> Config {
    let (config, found) = parse(FileText { path: "citewire.yaml".into(), text: text.into() });
    assert_eq!(found, [], "{text}");
    config
}

#[test]
fn nothing_is_left_to_be_filled_in() {
    for file in new_site() {
        let words = ["@TITLE@", "@NAME@", "@DATE@", "@ID_", "@VERSION@", "MONTH", "TODO", "TK "];
        // The schema names the placeholders that `check` looks for.
        let words = if file.path.starts_with("schema/") { &words[..6] } else { &words[..] };
        assert!(!words.iter().any(|word| file.text.contains(word) || file.path.contains(word)), "{}", file.path);
        assert!(file.text.ends_with('\n') && !file.text.contains('\r'), "{}", file.path);
    }
}

#[test]
fn the_title_is_written_so_that_it_is_read_back() {
    assert_eq!(config(&text_of("citewire.yaml")).title, "My site: news");
}

/// Settings that are commented out begin with `#` and a word, explanations with `# `.
#[test]
fn every_setting_that_is_commented_out_works_when_it_is_not() {
    let text = text_of("citewire.yaml");
    let blocks: Vec<&str> = text.split("\n\n").collect();
    let mut tried = 0;
    for block in &blocks {
        let is_setting = |line: &str| line.starts_with('#') && !line.starts_with("# ") || line.starts_with("#  ");
        if !block.lines().any(is_setting) {
            continue;
        }
        let uncommented: Vec<&str> = block.lines().filter(|l| is_setting(l)).map(|l| &l[1..]).collect();
        let key = uncommented[0].split(':').next().unwrap();
        // A setting that is there in another form is replaced.
        let others = text.lines().filter(|line| !line.starts_with(&format!("{key}:")));
        config(&others.chain(uncommented.iter().copied()).collect::<Vec<_>>().join("\n"));
        tried += uncommented.iter().filter(|line| !line.starts_with(' ')).count();
    }
    assert!(tried >= 13, "only {tried} settings were found");
}

#[test]
fn the_registry_knows_the_hosts_of_the_articles() {
    let text = text_of("data/publishers.yaml");
    let (records, found) = publishers(FileText { path: "data/publishers.yaml".into(), text: text.into() });
    assert_eq!(found, []);
    let hosts: Vec<&str> = records.iter().flat_map(|r| &r.hosts).map(String::as_str).collect();
    assert_eq!(hosts, ["arxiv.org", "commonmark.org"]);
}

#[test]
fn the_workflow_is_yaml_that_names_this_version() {
    let text = text_of(".github/workflows/pages.yml");
    let workflow: serde_json::Value = serde_saphyr::from_str(&text).unwrap();
    assert_eq!(workflow["env"]["CITEWIRE_VERSION"], env!("CARGO_PKG_VERSION"));
    let steps = workflow["jobs"]["build"]["steps"].as_array().unwrap();
    let uses = |name: &str| steps.iter().any(|s| s["uses"].as_str().is_some_and(|uses| uses.starts_with(name)));
    assert!(uses("actions/checkout@") && uses("actions/configure-pages@") && uses("actions/upload-pages-artifact@"));
    assert!(workflow["on"]["schedule"][0]["cron"].is_string());
}

#[test]
fn a_folder_s_name_becomes_a_title() {
    let made = ["my-site", "the_context_window", "Übersicht", "  ", "a\nb", "2026"].map(title_of_folder);
    assert_eq!(made, ["My site", "The context window", "Übersicht", "News", "A b", "2026"]);
}
