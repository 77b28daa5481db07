//! What people and programs read: diagnostics to standard error, results to standard output.

use std::io::{IsTerminal, Write};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::args::Color;
use super::exit;
use crate::diagnostics::draw::draw;
use crate::diagnostics::{Diagnostic, Place, Severity, codes};
use crate::load::LoadError;
use crate::pipeline::BuildError;
use crate::site::{Held, HeldReason};

/// More than this many diagnostics are counted, not drawn.
const MOST_DRAWN: usize = 50;

/// How a command talks.
#[derive(Debug, Clone, Copy)]
pub struct Talk {
    colour: bool,
    /// Whether results have colour.
    result_colour: bool,
    /// Whether results are JSON; talk then is JSON, too.
    pub json: bool,
}

impl Talk {
    /// By the command line's flags and the terminal.
    #[must_use]
    pub fn new(color: Color, json: bool) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let plain = set("NO_COLOR") || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colour = |is_terminal: bool| color == Color::Always || color == Color::Auto && is_terminal && !plain;
        let (out, err) = (std::io::stdout().is_terminal(), std::io::stderr().is_terminal());
        Self { colour: colour(err), result_colour: colour(out), json }
    }

    /// A line of talk.
    pub fn say(&self, line: &str) {
        // A closed pipe ends the talk, not the work.
        _ = writeln!(std::io::stderr(), "{line}");
    }

    /// A result.
    pub fn result(&self, line: &str) {
        _ = writeln!(std::io::stdout(), "{line}");
    }

    /// An error that is not about a place in a file.
    pub fn fail(&self, message: &str, help: Option<&str>) {
        if self.json {
            self.result(&json!({"event": "error", "message": message, "help": help}).to_string());
            return;
        }
        self.say(&format!("error: {message}"));
        if let Some(help) = help {
            self.say(&format!("  help: {help}"));
        }
    }

    /// Diagnostics, errors last so that they are seen.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        if self.json {
            diagnostics.iter().for_each(|d| self.result(&diagnostic_json(d).to_string()));
            return;
        }
        let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|d| d.is_error());
        for group in [warnings, errors] {
            group.iter().take(MOST_DRAWN).for_each(|d| self.say(&draw(d, self.colour)));
            if group.len() > MOST_DRAWN {
                self.say(&format!("… and {} more\n", group.len() - MOST_DRAWN));
            }
        }
    }

    /// Diagnostics that are what a command was asked for: all of them, errors last, on standard output.
    pub fn findings(&self, diagnostics: &[Diagnostic]) {
        if self.json {
            return self.diagnostics(diagnostics);
        }
        let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|d| d.is_error());
        warnings.iter().chain(&errors).for_each(|d| self.result(&draw(d, self.result_colour)));
    }

    /// Why a build failed, and the code to exit with.
    #[must_use]
    pub fn build_error(&self, error: &BuildError) -> u8 {
        match error {
            BuildError::Site(diagnostics) => {
                self.diagnostics(diagnostics);
                self.closing(diagnostics, "output unchanged");
                if diagnostics.iter().any(is_configuration) { exit::USAGE } else { exit::SITE }
            }
            BuildError::Load(error) => self.load_error(error),
            BuildError::Publish(error) => {
                self.fail(&error.to_string(), None);
                if error.is_usage() { exit::USAGE } else { exit::ENVIRONMENT }
            }
            BuildError::Threads(message) => {
                self.fail(&format!("threads cannot be started: {message}"), None);
                exit::ENVIRONMENT
            }
        }
    }

    /// Why a site could not be loaded, and the code to exit with.
    #[must_use]
    pub fn load_error(&self, error: &LoadError) -> u8 {
        match error {
            LoadError::NotASite(folder) => {
                let message = format!("{} is not a site: it holds no `citewire.yaml`", folder.display());
                self.fail(&message, Some("`citewire init DIR` makes one"));
                exit::USAGE
            }
            LoadError::Config(diagnostics) => {
                self.diagnostics(diagnostics);
                self.closing(diagnostics, "output unchanged");
                exit::USAGE
            }
            LoadError::BaseUrl(message) => {
                self.fail(&format!("--base-url: {message}"), Some("for example https://user.github.io/repo"));
                exit::USAGE
            }
            LoadError::Io(path, error) => {
                self.fail(&format!("{}: {error}", path.display()), None);
                exit::ENVIRONMENT
            }
        }
    }

    /// The line after errors: `build failed: 3 errors, 1 warning; output unchanged`.
    pub fn closing(&self, diagnostics: &[Diagnostic], outcome: &str) {
        let errors = diagnostics.iter().filter(|d| d.is_error()).count();
        let warnings = diagnostics.len() - errors;
        if self.json {
            let event = json!({"event": "failed", "errors": errors, "warnings": warnings, "outcome": outcome});
            self.result(&event.to_string());
            return;
        }
        let and = if warnings > 0 { format!(", {}", count(warnings, "warning")) } else { String::new() };
        self.say(&format!("build failed: {}{and}; {outcome}", count(errors, "error")));
    }
}

/// Whether it is wrong configuration rather than wrong content.
pub fn is_configuration(diagnostic: &Diagnostic) -> bool {
    diagnostic.is_error() && (diagnostic.code == codes::CONFIG || diagnostic.code == codes::THEME)
}

/// `1 error`, `2 errors`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// A diagnostic as JSON: one object, all keys always there.
#[must_use]
pub fn diagnostic_json(diagnostic: &Diagnostic) -> Value {
    let place = |place: Option<&Place>| match place {
        Some(p) if p.line > 0 => json!({"file": *p.file, "line": p.line, "column": p.column, "length": p.length}),
        Some(p) => json!({"file": *p.file}),
        None => Value::Null,
    };
    let notes: Vec<Value> =
        diagnostic.notes.iter().map(|n| json!({"text": n.text, "place": place(n.place.as_ref())})).collect();
    json!({
        "event": "diagnostic",
        "code": diagnostic.code.name,
        "severity": if diagnostic.severity == Severity::Error { "error" } else { "warning" },
        "message": diagnostic.message,
        "place": place(diagnostic.place.as_ref()),
        "label": diagnostic.label,
        "notes": notes,
        "help": diagnostic.help,
    })
}

/// What is held back, and when the next build is due, in one line; `None` if there is neither.
#[must_use]
pub fn held_line(held: &[Held], expiry: Option<Timestamp>, zone: &TimeZone, zone_name: &str) -> Option<String> {
    let of = |word: &str| held.iter().filter(|h| h.reason.word() == word).count();
    let mut parts = Vec::new();
    if of("scheduled") > 0 {
        parts.push(format!("{} scheduled", of("scheduled")));
    }
    if of("draft") > 0 {
        parts.push(count(of("draft"), "draft"));
    }
    if of("expired") > 0 {
        parts.push(format!("{} expired", of("expired")));
    }
    if of("update") > 0 {
        parts.push(count(of("update"), "update"));
    }
    let held_back = (!parts.is_empty()).then(|| format!("held back: {}", parts.join(", ")));
    let next = next_build(held, expiry).map(|at| format!("next build due {} {zone_name}", minute(at, zone)));
    let line: Vec<String> = held_back.into_iter().chain(next).collect();
    (!line.is_empty()).then(|| line.join("; "))
}

/// When a build would show something else: an article or an update is due, or the next published one expires.
#[must_use]
pub fn next_build(held: &[Held], expiry: Option<Timestamp>) -> Option<Timestamp> {
    let due = held.iter().filter_map(|h| match h.reason {
        HeldReason::Scheduled(at) | HeldReason::Update(at) => Some(at),
        _ => None,
    });
    due.chain(expiry).min()
}

/// A moment by the minute, never before it: a build at the minute that is named finds that the moment has come.
#[must_use]
pub fn minute(at: Timestamp, zone: &TimeZone) -> String {
    let exact = at.to_zoned(zone.clone());
    let late = exact.second() > 0 || exact.subsec_nanosecond() > 0;
    let shown = if late { exact.saturating_add(SignedDuration::from_mins(1)) } else { exact };
    shown.strftime("%Y-%m-%d %H:%M").to_string()
}
