//! `citewire schema`, and what editors say with it of the files that `init` and `new` write.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Site, tree};
use crate::{new_site, run};

/// The YAML of a file: all of it, or the front matter.
fn yaml(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split("\n---\n").next()).unwrap_or(&text);
    serde_saphyr::from_str(front).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a JSON Schema finds wrong with a value.
fn mistakes(schema: &Path, value: &Value) -> Option<String> {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let text: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    compiler.add_resource("schema.json", text).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
    schemas.validate(value, index).err().map(|error| format!("{error:#}"))
}

/// The schema that a file names, as an editor looks for it.
fn schema_of(path: &Path) -> Option<PathBuf> {
    let text = fs::read_to_string(path).ok()?;
    let comment = text.lines().take(2).find_map(|line| line.strip_prefix("# yaml-language-server: $schema="))?;
    Some(path.parent()?.join(comment))
}

#[test]
fn editors_find_nothing_wrong_with_what_init_and_new_write() {
    let site = new_site();
    run(site.path(), &["new", "Bare"], 0);
    run(site.path(), &["new", "Yes: \"no\"", "-s", "https://arxiv.org/abs/2304.09848", "-s", "https://example.org"], 0);
    run(site.path(), &["new", "A page", "--page", "--source", "https://example.org/a"], 0);
    let mut checked = 0;
    for name in tree(site.path()).keys() {
        let path = site.path().join(name);
        if let Some(schema) = schema_of(&path) {
            assert_eq!(mistakes(&schema, &yaml(&path)), None, "{name}");
            checked += 1;
        }
    }
    assert_eq!(checked, 8, "settings, publishers, a page and two articles of init, two articles and a page of new");
}

#[test]
fn editors_see_a_mistyped_key_and_a_wrong_value() {
    let site = new_site();
    let path = site.path().join("content/articles/2026/11/from-draft-to-correction.md");
    let (schema, good) = (schema_of(&path).unwrap(), yaml(&path));
    let with = |key: &str, value: Value| {
        let mut changed = good.clone();
        changed[key] = value;
        mistakes(&schema, &changed)
    };
    assert_eq!(with("importance", 5.into()), None);
    for (key, value) in
        [("tilte", "x".into()), ("importance", 9.into()), ("kind", "gossip".into()), ("date", "now".into())]
    {
        assert!(with(key, value).is_some(), "{key}");
    }
}

#[test]
fn the_files_of_a_new_site_are_what_the_command_prints() {
    let site = new_site();
    for (name, file) in [("article", "article"), ("page", "page"), ("config", "citewire"), ("publishers", "publishers")]
    {
        let (out, err) = run(site.path(), &["schema", name], 0);
        let written = fs::read_to_string(site.path().join(format!("schema/{file}.schema.json"))).unwrap();
        assert_eq!((out, err.as_str()), (written, ""), "{name}");
    }
}

#[test]
fn an_article_is_the_default_and_has_the_taxonomies_of_the_site() {
    let site = Site::new("taxonomies: [tags, companies]\n");
    let (out, _) = run(site.root(), &["schema"], 0);
    let schema: Value = serde_json::from_str(&out).unwrap();
    assert!(schema["properties"]["companies"].is_object() && schema["properties"]["sources"].is_object());
    let outside = tempfile::tempdir().unwrap();
    let (out, _) = run(outside.path(), &["schema", "article"], 0);
    let schema: Value = serde_json::from_str(&out).unwrap();
    assert!(schema["properties"]["tags"].is_object() && schema["properties"]["companies"].is_null());
}

#[test]
fn vocabularies_have_a_schema_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("terms.json");
    fs::write(&path, run(dir.path(), &["schema", "terms"], 0).0).unwrap();
    let terms = serde_json::json!([{"slug": "meta", "name": "Meta", "aliases": ["Facebook"]}]);
    assert_eq!(mistakes(&path, &terms), None);
    assert!(mistakes(&path, &serde_json::json!([{"name": "no slug"}])).is_some());
}
