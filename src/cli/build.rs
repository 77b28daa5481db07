//! `citewire build`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::args::{BuildArgs, SiteArgs};
use super::progress::Bar;
use super::report::{Talk, count, held_line, next_build};
use super::{cache, exit, timings};
use crate::load::{Overrides, find_root};
use crate::outputs::{MAIL_LIMIT, Shortened};
use crate::paths::UrlPath;
use crate::pipeline::{self, BuildOptions, BuildReport};
use crate::publish::Exchange;
use crate::site::{Clock, HeldReason};

/// Builds the site and says what was done.
#[must_use]
pub fn run(args: &BuildArgs, talk: &Talk) -> u8 {
    let started = Instant::now();
    let clock = match clock(&args.site) {
        Ok(clock) => clock,
        Err(message) => return bad_clock(&message, talk),
    };
    let options = BuildOptions {
        root: site_root(args.dir.as_deref()),
        out: args.out.clone(),
        overrides: Overrides { base_url: args.site.base_url.clone() },
        clock,
        jobs: args.jobs,
        cache: cache::folder(args.no_cache),
        progress: Arc::default(),
    };
    let bar = Bar::watch(&options.progress, talk.json);
    let built = pipeline::join_threads(args.jobs).and_then(|()| pipeline::build(&options));
    drop(bar);
    match built {
        Ok(report) => {
            talk.diagnostics(&report.diagnostics);
            say_done(&report, started, args.timings, talk);
            // The process ends here, and the system takes the memory as a whole.
            std::mem::forget(report.remains);
            exit::DONE
        }
        Err(error) => talk.build_error(&error),
    }
}

/// The site that a folder belongs to; the folder itself if it belongs to none, so that the message names it.
#[must_use]
pub fn site_root(dir: Option<&Path>) -> PathBuf {
    let dir = dir.unwrap_or(Path::new("."));
    let Ok(full) = dir.canonicalize() else { return dir.to_path_buf() };
    find_root(&full)
        .filter(|_| !full.join("content").is_dir() || full.join(crate::load::CONFIG_FILE).is_file())
        .unwrap_or(full)
}

/// The clock of a build: [`moment`], and what a preview shows besides.
///
/// # Errors
/// If the moment that was asked for cannot be read.
pub fn clock(args: &SiteArgs) -> Result<Clock, String> {
    Ok(Clock { now: moment(args.now.as_deref())?, drafts: args.drafts, future: args.future })
}

/// The moment that a command takes as now: `--now`, else `SOURCE_DATE_EPOCH`, else the machine's clock.
///
/// # Errors
/// If the moment that was asked for cannot be read.
pub fn moment(asked: Option<&str>) -> Result<Timestamp, String> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|text| !text.is_empty());
    match (asked, epoch) {
        (Some(text), _) => text.parse().map_err(|_| format!("--now: `{text}` is not a moment")),
        (None, Some(text)) => {
            let seconds = text.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
            seconds.ok_or_else(|| format!("SOURCE_DATE_EPOCH: `{text}` is not a number of seconds"))
        }
        (None, None) => Ok(Timestamp::now()),
    }
}

/// Says why the moment cannot be read, and gives the code to exit with.
pub fn bad_clock(message: &str, talk: &Talk) -> u8 {
    let help = if message.starts_with("--now") {
        "write it as 2026-11-20T09:30:00Z"
    } else {
        "unset it, or write seconds since 1970"
    };
    talk.fail(message, Some(help));
    exit::USAGE
}

fn say_done(report: &BuildReport, started: Instant, timings: bool, talk: &Talk) {
    if talk.json {
        let mut summary = summary_json(report);
        if timings {
            summary["timings"] = timings::json(&report.costs);
        }
        talk.result(&summary.to_string());
        return;
    }
    let published = &report.published;
    for line in notes(report) {
        talk.say(&line);
    }
    if timings {
        talk.result(&format!("{}\n", timings::table(&report.costs)));
    } else if let Some(line) = timings::line(&report.costs, started.elapsed()) {
        talk.say(&line);
    }
    talk.result(&format!(
        "built {}, {} citing {}: {} ({} written, {} unchanged, {} removed) in {:.2} s",
        count(report.articles, "article"),
        count(report.pages, "page"),
        count(report.sources, "source"),
        count(report.files, "file"),
        published.written,
        published.unchanged,
        published.removed,
        started.elapsed().as_secs_f64(),
    ));
}

fn notes(report: &BuildReport) -> Vec<String> {
    let mut lines = Vec::new();
    if !report.published.foreign.is_empty() {
        let (all, shown) = (&report.published.foreign, 3);
        let names = all.iter().take(shown).cloned().collect::<Vec<_>>().join(", ");
        let more = if all.len() > shown { " …" } else { "" };
        let files = count(all.len(), "file");
        lines.push(format!("kept {files} in {} that Citewire did not write: {names}{more}", report.out.display()));
    }
    if let Exchange::InPlace { why } = &report.published.exchange {
        lines.push(format!("{} was updated file by file, not in one step: {why}", report.out.display()));
    }
    lines.extend(shortened_lines(&report.shortened));
    lines.extend(held_line(&report.held, report.next_expiry, &report.timezone, &report.timezone_name));
    lines
}

/// What was cut, and what is too large though all was cut that can be. The newest are named: they are still to be sent.
fn shortened_lines(shortened: &[(UrlPath, Shortened)]) -> Vec<String> {
    const NAMED: usize = 3;
    let named = |of: &[&(UrlPath, Shortened)]| {
        let names: Vec<&str> = of.iter().take(NAMED).map(|(url, _)| url.as_str()).collect();
        format!("{}{}", names.join(", "), if of.len() > NAMED { " …" } else { "" })
    };
    let (large, cut): (Vec<_>, Vec<_>) = shortened.iter().partition(|(_, s)| s.bytes > MAIL_LIMIT);
    let cut_line = match &cut[..] {
        [] => None,
        [(url, Shortened { bytes, shown, stories })] => {
            let noun = if *stories == 1 { "story" } else { "stories" };
            let text = format!("it shows {shown} of {stories} {noun} and links to the rest");
            Some(format!("newsletter {url} was cut to {bytes} bytes: {text}"))
        }
        several => {
            let (count, names) = (several.len(), named(several));
            Some(format!("{count} newsletters were cut to {MAIL_LIMIT} bytes and link to the rest: {names}"))
        }
    };
    let large_line = (!large.is_empty()).then(|| {
        let what =
            format!("newsletters of more than {MAIL_LIMIT} bytes even without a story, which mail programs clip");
        format!("{what}: {}; shorten the template or the address", named(&large))
    });
    cut_line.into_iter().chain(large_line).collect()
}

fn summary_json(report: &BuildReport) -> Value {
    let held = report.held.iter().map(|h| {
        let due = match h.reason {
            HeldReason::Draft => None,
            HeldReason::Scheduled(at) | HeldReason::Expired(at) | HeldReason::Update(at) => Some(at.to_string()),
        };
        json!({"file": *h.file, "title": h.title, "reason": h.reason.word(), "due": due})
    });
    json!({
        "event": "built",
        "articles": report.articles,
        "pages": report.pages,
        "sources": report.sources,
        "files": report.files,
        "written": report.published.written,
        "unchanged": report.published.unchanged,
        "removed": report.published.removed,
        "foreign": report.published.foreign,
        "shortened": report.shortened.iter().map(|(url, s)| {
            json!({"url": url.as_str(), "bytes": s.bytes, "stories": s.stories, "shown": s.shown})
        }).collect::<Vec<_>>(),
        "held": held.collect::<Vec<_>>(),
        "next_build": next_build(&report.held, report.next_expiry).map(|at| at.to_string()),
        "out": report.out,
    })
}
