//! The rule about hosts that look like others: labels that mix alphabets, or imitate Latin letters.

use url::Url;

use super::{Checked, Found, Report};

/// Cyrillic letters that look like Latin ones.
const IMITATIONS: &str = "асԁеһіјӏорԛѕԝхуѵ";

/// Alphabets whose letters can be taken for each other's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
}

impl Script {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{250}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' => {
                Self::Latin
            }
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Self::Greek,
            '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}' => Self::Cyrillic,
            '\u{530}'..='\u{58F}' => Self::Armenian,
            '\u{13A0}'..='\u{13FF}' | '\u{AB70}'..='\u{ABBF}' => Self::Cherokee,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Greek => "Greek",
            Self::Cyrillic => "Cyrillic",
            Self::Armenian => "Armenian",
            Self::Cherokee => "Cherokee",
        }
    }
}

pub(super) fn run(checked: &Checked<'_>, report: &mut Report<'_>) {
    for document in &checked.documents {
        for url in document.urls() {
            let written = &url.text[url.host()];
            if written.is_ascii() && !written.contains('%') && !written.to_ascii_lowercase().contains("xn--") {
                continue;
            }
            let Some(ascii) = Url::parse(&url.text).ok().and_then(|url| url.host_str().map(str::to_owned)) else {
                continue;
            };
            let (host, _) = idna::domain_to_unicode(&ascii);
            if let Some(trouble) = trouble(&host) {
                let help = format!("its name on the network is {ascii}: check that this is the host you mean");
                report.add(Found::new(document.file, url.part(url.host()), trouble, help));
            }
        }
    }
}

/// What is strange about a host.
fn trouble(host: &str) -> Option<String> {
    let top = host.rsplit('.').next().unwrap_or_default();
    host.split('.').find_map(|label| {
        let mut scripts: Vec<Script> = Vec::new();
        for script in label.chars().filter_map(Script::of) {
            if !scripts.contains(&script) {
                scripts.push(script);
            }
        }
        let imitates = || label.chars().all(|c| IMITATIONS.contains(c) || c.is_ascii_digit() || c == '-');
        match scripts[..] {
            [first, second, ..] => Some(format!("`{label}` mixes {} and {} letters", first.name(), second.name())),
            [Script::Cyrillic] if top.is_ascii() && imitates() => {
                Some(format!("`{label}` is made of Cyrillic letters that look like Latin ones"))
            }
            _ => None,
        }
    })
}
