//! What rules found, as diagnostics: with their level, without what files allow themselves, and not without end.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Checked;
use crate::config::Level;
use crate::content::article::Allow;
use crate::diagnostics::{Code, Diagnostic, FileText, Note, Place, Severity, Span, codes};

/// How many findings of one rule are shown for a file.
const LIMIT: usize = 50;

/// Collects what rules find.
#[derive(Debug)]
pub struct Report<'a> {
    /// The rule that is running, and its level.
    rule: Code,
    level: Level,
    /// The rules that are off.
    off: Vec<Code>,
    /// What each file allows itself.
    allows: HashMap<&'a str, &'a [Allow]>,
    /// The allowances that were needed: file, and where they stand.
    used: HashSet<(&'a str, Span)>,
    /// How much this rule found in each file, and the last diagnostic of it.
    counts: HashMap<Arc<str>, (usize, usize)>,
    found: Vec<Diagnostic>,
}

/// One finding of a rule.
#[derive(Debug)]
pub struct Found<'f> {
    file: &'f FileText,
    span: Span,
    message: String,
    help: String,
    level: Option<Level>,
    also: Option<(&'f FileText, Span, &'f str)>,
}

impl<'f> Found<'f> {
    /// What is wrong where, and what to do.
    #[must_use]
    pub fn new(file: &'f FileText, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { file, span, message: message.into(), help: help.into(), level: None, also: None }
    }

    /// Gives it a level of its own.
    #[must_use]
    pub fn level(self, level: Option<Level>) -> Self {
        Self { level, ..self }
    }

    /// Adds a second place.
    #[must_use]
    pub fn also(self, file: &'f FileText, span: Span, text: &'f str) -> Self {
        Self { also: Some((file, span, text)), ..self }
    }
}

impl<'a> Report<'a> {
    pub(super) fn new(checked: &Checked<'a>) -> Self {
        let allowing = checked.documents.iter().filter(|document| !document.allows.is_empty());
        Self {
            rule: codes::UNUSED_ALLOW,
            level: Level::Off,
            off: Vec::new(),
            allows: allowing.map(|document| (&*document.file.path, document.allows)).collect(),
            used: HashSet::new(),
            counts: HashMap::new(),
            found: Vec::new(),
        }
    }

    /// Begins another rule.
    pub(super) fn begin(&mut self, rule: Code, level: Level) {
        self.say_what_is_not_shown();
        (self.rule, self.level) = (rule, level);
        self.off.extend(Some(rule).filter(|_| level == Level::Off));
    }

    /// Adds what the running rule found, unless the file allows it.
    pub fn add(&mut self, found: Found<'_>) {
        let level = found.level.unwrap_or(self.level);
        if level == Level::Off || self.is_allowed(&found.file.path) {
            return;
        }
        let (count, last) = self.counts.entry(found.file.path.clone()).or_default();
        *count += 1;
        if *count > LIMIT {
            return;
        }
        *last = self.found.len();
        let place = Place::of(found.file, found.span);
        let mut diagnostic = Diagnostic::warning(self.rule, place, found.message).help(found.help);
        if level == Level::Error {
            diagnostic.severity = Severity::Error;
        }
        if let Some((file, span, text)) = found.also {
            diagnostic = diagnostic.note_at(Place::of(file, span), text);
        }
        self.found.push(diagnostic);
    }

    fn is_allowed(&mut self, file: &str) -> bool {
        let Some((file, allows)) = self.allows.get_key_value(file) else { return false };
        let allow = allows.iter().find(|allow| allow.rule == self.rule);
        allow.is_some_and(|allow| {
            self.used.insert((file, allow.span));
            true
        })
    }

    /// Whether an allowance of a file was needed by a rule that ran before this one.
    pub(super) fn was_used(&self, file: &str, allow: &Allow) -> bool {
        self.used.contains(&(file, allow.span))
    }

    /// Whether a rule that came before this one is off.
    pub(super) fn is_off(&self, rule: Code) -> bool {
        self.off.contains(&rule)
    }

    fn say_what_is_not_shown(&mut self) {
        for (_, (count, last)) in self.counts.drain() {
            if count > LIMIT {
                let text = format!("{} more of this kind in this file are not shown", count - LIMIT);
                self.found[last].notes.push(Note { place: None, text });
            }
        }
    }

    /// All diagnostics, in no order.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.say_what_is_not_shown();
        self.found
    }
}
