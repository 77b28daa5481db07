//! `citewire new`.

use std::path::Path;

use serde_json::json;

use super::args::NewArgs;
use super::build::{bad_clock, moment};
use super::common::{load_site, mint, shown, write_error};
use super::exit;
use super::report::Talk;
use crate::config::Publishers;
use crate::content::ContentKind;
use crate::load::Inputs;
use crate::scaffold::draft::{BadSource, Draft, file, is_taken, paths, sources};
use crate::scaffold::{WriteError, write};

/// Writes a new draft, and its path to standard output.
#[must_use]
pub fn run(args: &NewArgs, talk: &Talk) -> u8 {
    let now = match moment(args.now.as_deref()) {
        Ok(now) => now,
        Err(message) => return bad_clock(&message, talk),
    };
    let title = args.title.trim();
    if title.is_empty() {
        talk.fail("the title is empty", Some("citewire new \"What the reader sees first\""));
        return exit::USAGE;
    }
    let inputs = match load_site(args.dir.as_deref(), talk) {
        Ok(inputs) => inputs,
        Err(code) => return code,
    };
    let listed = match sources(&args.source, &inputs.config, &Publishers::new(&inputs.publishers)) {
        Ok(listed) => listed,
        Err(bad) => return refuse(&bad, talk),
    };
    let kind = if args.page { ContentKind::Page } else { ContentKind::Article };
    let schema = inputs.root.join(if args.page { "schema/page.schema.json" } else { "schema/article.schema.json" });
    let id = mint(now);
    let draft = Draft { kind, title, now, id: &id, sources: &listed, schema: schema.is_file() };
    match create(&draft, &inputs) {
        Ok(path) => {
            say_done(&path, &draft, &inputs.root, talk);
            exit::DONE
        }
        Err(error) => write_error(&error, "new", &inputs.root, talk),
    }
}

fn refuse(bad: &BadSource, talk: &Talk) -> u8 {
    match bad {
        BadSource::Url(url, message) => {
            talk.fail(&format!("--source: `{url}`: {message}"), Some("for example https://arxiv.org/abs/1706.03762"));
        }
        BadSource::Double(first, second) => {
            talk.fail(&format!("--source: `{second}` is the same source as `{first}`"), Some("list it once"));
        }
    }
    exit::USAGE
}

/// Writes the draft under the first free name.
fn create(draft: &Draft<'_>, inputs: &Inputs) -> Result<String, WriteError> {
    let free = |path: &String| !is_taken(path, &inputs.config, inputs.files.keys().map(|path| &**path));
    let try_path = |path: String| match write(&inputs.root, &[file(draft, path.clone(), &inputs.config)]) {
        Err(WriteError::Exists(_)) => None,
        done => Some(done.map(|()| path)),
    };
    paths(draft, &inputs.config).filter(free).find_map(try_path).expect("the paths never end")
}

fn say_done(path: &str, draft: &Draft<'_>, root: &Path, talk: &Talk) {
    let shown = shown(&root.join(path));
    if talk.json {
        let id = (draft.kind == ContentKind::Article).then_some(draft.id);
        talk.result(&json!({"event": "created", "file": path, "path": root.join(path), "id": id}).to_string());
        return;
    }
    talk.result(&shown);
    talk.say("it is a draft: `citewire serve --watch` shows it; delete the line `draft: true` to publish it");
}
