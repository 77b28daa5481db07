//! The command line, over the real binary.

#[path = "cli/cache.rs"]
mod cache;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/exit_codes.rs"]
mod exit_codes;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/init.rs"]
mod init;
#[path = "cli/list.rs"]
mod list;
#[path = "cli/new.rs"]
mod new;
#[path = "cli/schema.rs"]
mod schema;
mod support;

use std::path::Path;

/// `citewire` in a folder, at noon of the 23rd of November 2026, without colour.
fn citewire(dir: &Path, arguments: &[&str]) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_citewire"));
    command.args(arguments).current_dir(dir);
    command.env("SOURCE_DATE_EPOCH", "1795435200").env("NO_COLOR", "1").env_remove("COLUMNS");
    command
}

/// Runs `citewire` and expects an exit code; what it wrote to standard output and to standard error.
fn run(dir: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let assert = citewire(dir, arguments).assert();
    let output = assert.get_output().clone();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("what citewire says is UTF-8");
    let (out, err) = (text(&output.stdout), support::without_costs(&text(&output.stderr)));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}{err}");
    (out, err)
}

/// Every line as JSON.
fn json_lines(text: &str) -> Vec<serde_json::Value> {
    let parse = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    text.lines().map(parse).collect()
}

/// A new site made by `init`, in a temporary folder.
fn new_site() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    run(dir.path(), &["init"], 0);
    dir
}
