//! Tables of the guide that are made of registries in the code: `BLESS=1 cargo test --test guide` writes them anew.

use std::fs;
use std::path::Path;

use citewire::check::RULES;

/// Replaces what stands between two marks of a page, or says that it is not what it should be.
fn hold(page: &str, name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/pages/guide").join(page);
    let text = fs::read_to_string(&path).unwrap();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("{page} has no {open}"));
    let (found, after) = rest.split_once(&close).unwrap_or_else(|| panic!("{page} has no {close}"));
    let expected = format!("\n{expected}\n");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, format!("{before}{open}{expected}{close}{after}")).unwrap();
        return;
    }
    assert!(found == expected, "{page} is not up to date: BLESS=1 cargo test --test guide\n{expected}");
}

#[test]
fn the_table_of_rules_is_that_of_the_registry() {
    let mut table = "| Rule | Default | What it finds | Why, and what to do |\n|---|---|---|---|\n".to_owned();
    for rule in RULES {
        let (name, about, level) = (rule.code.name, rule.code.about, rule.level.word());
        assert!(![about, rule.why].iter().any(|text| text.contains(['|', '\n'])), "{name}");
        table.push_str(&format!("| `{name}` | `{level}` | {about} | {} |\n", rule.why));
    }
    hold("checks.md", "rules", &table);
}
