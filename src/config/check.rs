//! `check` of the configuration: how much the rules of `citewire check` matter to this site.

use super::keys::HOST_EXAMPLE;
use super::{CheckConfig, Config, HostPolicy, Level};
use crate::diagnostics::{Code, Spanned, codes};
use crate::yaml::Fields;

impl Level {
    /// The words that stand for it, in the order of [`Level`].
    pub const WORDS: &[&str] = &["off", "warn", "error"];

    /// The level that a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let levels = [Self::Off, Self::Warn, Self::Error];
        Self::WORDS.iter().position(|known| *known == word).map(|at| levels[at])
    }

    /// The word that stands for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl CheckConfig {
    /// What the site says about a rule, if anything.
    #[must_use]
    pub fn level(&self, rule: Code) -> Option<Level> {
        self.rules.iter().find(|(known, _)| *known == rule).map(|(_, level)| *level)
    }
}

/// Reads it; what is not said keeps its default.
pub(super) fn read(fields: &mut Fields<'_>, config: &mut Config) {
    let Some(mut fields) = fields.record("check") else { return };
    let check = &mut config.check;
    if let Some(mut rules) = fields.record("rules") {
        let level = |code: &Code| rules.word(code.name, Level::from_word).map(|level| (*code, level));
        check.rules = codes::RULES.iter().filter_map(level).collect();
        rules.finish();
    }
    super::parse::set(&mut fields, "minimum_sources", &mut check.minimum_sources);
    super::parse::set(&mut fields, "words_per_citation", &mut check.words_per_citation);
    for node in fields.records("hosts") {
        let Some(mut entry) = fields.open("hosts", node) else { continue };
        let host = entry.required("host", HOST_EXAMPLE);
        let level = entry.word("severity", Level::from_word);
        let message = entry.required("message", "message: Cite the primary source.");
        let host = host.and_then(|host| check_host(&mut entry, &host));
        entry.finish();
        if let (Some(host), Some(message)) = (host, message) {
            check.hosts.push(HostPolicy { host, level, message: message.value });
        }
    }
    fields.finish();
}

/// A host as URLs are compared with it: lower case, without `www.`.
fn check_host(fields: &mut Fields<'_>, host: &Spanned<String>) -> Option<String> {
    let name = host.value.to_lowercase();
    let name = name.strip_prefix("www.").unwrap_or(&name);
    // The URL parser knows which names can be hosts, and what they are in ASCII.
    let url = url::Url::parse(&format!("https://{name}/")).ok();
    let parsed =
        url.as_ref().and_then(url::Url::host_str).filter(|_| name.contains('.') && !name.contains(['/', ':', '@']));
    if parsed.is_none() {
        let message = format!("`{}` is not the name of a host", host.value);
        fields.report(codes::CONFIG, host.span, message, format!("without `https://` and path: {HOST_EXAMPLE}"));
    }
    parsed.map(str::to_owned)
}
