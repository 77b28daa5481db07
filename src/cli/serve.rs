//! `citewire serve`.

use std::process::{Command, Stdio};
use std::sync::Arc;

use serde_json::json;

use super::args::{ServeArgs, SiteArgs};
use super::build::{clock, site_root};
use super::report::{Talk, count};
use super::{cache, exit};
use crate::load::Overrides;
use crate::serve::{Event, Options, Problem, ServeError, Server};

/// What is shown of a site that has mistakes at the start.
const UNTIL_MENDED: &str = "showing the errors until they are mended";

/// Serves the site until Ctrl-C.
#[must_use]
pub fn run(args: &ServeArgs, talk: &Talk) -> u8 {
    let options = match options(args) {
        Ok(options) => options,
        Err(message) => {
            talk.fail(&message, Some("write it as 2026-11-20T09:30:00Z"));
            return exit::USAGE;
        }
    };
    let (talk, port) = (*talk, options.port);
    let server = match Server::start(options, Arc::new(move |event| say(event, &talk))) {
        Ok(server) => server,
        Err(error) => return fail(error, &talk),
    };
    introduce(&server, port, &talk);
    if args.open {
        open(&server.url, &talk);
    }
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a signal to wait for, the server ends with its terminal.
            std::future::pending::<()>().await;
        }
    };
    match server.run(stop) {
        Ok(()) => exit::DONE,
        Err(error) => fail(error, &talk),
    }
}

fn options(args: &ServeArgs) -> Result<Options, String> {
    let site = SiteArgs { base_url: args.base_url.clone(), drafts: true, future: true, now: args.now.clone() };
    let first = clock(&site)?;
    Ok(Options {
        root: site_root(args.dir.as_deref()),
        overrides: Overrides { base_url: args.base_url.clone() },
        clock: Box::new(move || clock(&site).unwrap_or(first)),
        watch: args.watch,
        host: args.host.clone(),
        port: args.port,
        cache: cache::folder(args.no_cache),
    })
}

/// Says what is served, and what there is to know about it. The address comes last, and on standard output.
fn introduce(server: &Server, port: u16, talk: &Talk) {
    talk.diagnostics(&server.warnings());
    if let Some(problem) = server.problem() {
        say_problem(&problem, UNTIL_MENDED, talk);
    }
    if !talk.json {
        if !server.busy_ports.is_empty() {
            let others = server.busy_ports.len() - 1;
            let more = if others > 0 { format!(" (and {others} above it)") } else { String::new() };
            talk.say(&format!("port {port} is busy{more}: using the next free one"));
        }
        if server.is_exposed() {
            talk.say("warning: other machines on the network can read the site, with its drafts");
        }
    }
    if talk.json {
        let (url, title) = (&server.url, &server.title);
        let event = json!({"event": "serving", "url": url, "title": title, "exposed": server.is_exposed()});
        talk.result(&event.to_string());
    } else {
        let title = server.title.as_ref().map(|title| format!(" \"{title}\"")).unwrap_or_default();
        talk.result(&format!("serving{title} at {} (press Ctrl-C to stop)", server.url));
    }
}

fn say(event: Event, talk: &Talk) {
    match event {
        Event::Complete { warnings, problem } => {
            talk.diagnostics(&warnings);
            if let Some(problem) = problem {
                say_problem(&problem, UNTIL_MENDED, talk);
            } else if talk.json {
                talk.result(&json!({"event": "complete"}).to_string());
            }
        }
        Event::Rebuilt { changed, took, warnings } => {
            talk.diagnostics(&warnings);
            let milliseconds = took.as_secs_f64() * 1000.0;
            if talk.json {
                let event = json!({"event": "rebuilt", "changed": changed, "milliseconds": milliseconds});
                talk.result(&event.to_string());
            } else {
                talk.say(&format!("changed {}: {milliseconds:.0} ms", shortened(&changed)));
            }
        }
        Event::Failed { changed, problem } => {
            if !talk.json {
                talk.say(&format!("changed {}:", shortened(&changed)));
            }
            say_problem(&problem, "showing the last good site", talk);
        }
        Event::PageFailed(diagnostic) => talk.diagnostics(&[diagnostic]),
        Event::Polling { why, help } => {
            if talk.json {
                talk.result(&json!({"event": "polling", "why": why, "help": help}).to_string());
                return;
            }
            talk.say(&format!("warning: {why}: changes are looked for twice a second instead"));
            if let Some(help) = help {
                talk.say(&format!("  help: {help}"));
            }
        }
    }
}

fn say_problem(problem: &Problem, outcome: &str, talk: &Talk) {
    match problem {
        Problem::Site(diagnostics) => {
            talk.diagnostics(diagnostics);
            talk.closing(diagnostics, outcome);
        }
        Problem::Load(error) => _ = talk.load_error(error),
        Problem::Panic(message) => talk.fail(message, Some(Problem::PANIC_HELP)),
    }
}

/// `a.md`, or `a.md and 3 more`.
fn shortened(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first, others @ ..] => format!("{first} and {}", count(others.len(), "more file")),
    }
}

fn fail(error: ServeError, talk: &Talk) -> u8 {
    match error {
        ServeError::Load(error) => talk.load_error(&error),
        ServeError::Site(diagnostics) => {
            talk.diagnostics(&diagnostics);
            talk.closing(&diagnostics, "nothing is served; `--watch` shows the errors in the browser");
            exit::SITE
        }
        error @ (ServeError::Address(..) | ServeError::System(_)) => {
            talk.fail(&error.to_string(), None);
            exit::ENVIRONMENT
        }
    }
}

/// Opens the browser; a machine without one is no reason to stop.
fn open(url: &str, talk: &Talk) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = command.spawn() {
        talk.say(&format!("the browser cannot be opened: {program}: {error}"));
    }
}
