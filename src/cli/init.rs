//! `citewire init`.

use std::path::Path;

use serde_json::json;

use super::args::InitArgs;
use super::build::{bad_clock, moment};
use super::common::{full_path, mint, shown, write_error};
use super::exit;
use super::report::{Talk, count};
use crate::load::CONFIG_FILE;
use crate::scaffold::site::{SiteFacts, files, title_of_folder};
use crate::scaffold::{NewFile, write};

/// Writes a new site and says what to do next.
#[must_use]
pub fn run(args: &InitArgs, talk: &Talk) -> u8 {
    let now = match moment(args.now.as_deref()) {
        Ok(now) => now,
        Err(message) => return bad_clock(&message, talk),
    };
    let root = full_path(args.dir.as_deref().unwrap_or(Path::new(".")));
    if let Some((message, help)) = refusal(&root) {
        talk.fail(&message, Some(help));
        return exit::USAGE;
    }
    let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ids = [mint(now), mint(now)];
    let files = files(&SiteFacts { title: &title_of_folder(&name), now, ids: [&ids[0], &ids[1]] });
    match write(&root, &files) {
        Ok(()) => {
            say_done(&root, &files, talk);
            exit::DONE
        }
        Err(error) => write_error(&error, "init", &root, talk),
    }
}

fn refusal(root: &Path) -> Option<(String, &'static str)> {
    if root.join(CONFIG_FILE).exists() {
        let message = format!("{} is a site already: it holds a `{CONFIG_FILE}`", root.display());
        return Some((message, "`citewire new \"Title\"` begins an article in it"));
    }
    if root.exists() && !root.is_dir() {
        return Some((format!("{} is not a folder", root.display()), "choose another name"));
    }
    None
}

fn say_done(root: &Path, files: &[NewFile], talk: &Talk) {
    if talk.json {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        talk.result(&json!({"event": "initialised", "root": root, "files": paths}).to_string());
        return;
    }
    let place = shown(root);
    talk.say(&format!("made a site in {}: {}", root.display(), count(files.len(), "file")));
    talk.say("next:");
    if place != "." {
        talk.say(&format!("  cd {}", quoted(&place)));
    }
    talk.say("  citewire serve --watch");
}

/// A path as a shell takes it for one word.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+~@%".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
