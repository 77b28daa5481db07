//! A site in one of all the ways that it can be, as files.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use super::ways::{ARTICLES, BODY, CLOCK, CONFIG, FILES, FORM, FRONT, NO_CONFIG, OWN_THEME, PLACE, Row};
use crate::config::Switch;
use crate::theme::builtin;

/// What lies at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    File(Vec<u8>),
    Link(String),
}

/// Entries by their path below the site's folder.
pub(super) type Tree = BTreeMap<String, Entry>;

/// One thing about this site: a row, and what it is about.
pub(super) struct Slot {
    part: Part,
    pub(super) row: &'static Row,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Article(usize),
    Config,
    Output,
    File,
    Theme,
    Clock,
}

/// A switch of `outputs`: left alone, or off.
static SWITCHES: LazyLock<Vec<Row>> =
    LazyLock::new(|| Switch::ALL.iter().map(|(name, _)| Row { name, good: &["", "false"], bad: &[] }).collect());

/// All of them.
pub(super) static SLOTS: LazyLock<Vec<Slot>> = LazyLock::new(|| {
    let article = || [&PLACE, &BODY, &FORM].into_iter().chain(FRONT);
    let articles = (0..ARTICLES).flat_map(|n| article().map(move |row| Slot { part: Part::Article(n), row }));
    let of = |part: Part, rows: &'static [Row]| rows.iter().map(move |row| Slot { part, row });
    let single = [Slot { part: Part::Theme, row: &OWN_THEME }, Slot { part: Part::Clock, row: &CLOCK }];
    articles
        .chain(of(Part::Config, CONFIG))
        .chain(of(Part::Output, &SWITCHES))
        .chain(of(Part::File, FILES))
        .chain(single)
        .collect()
});

impl Slot {
    /// The number of the article that it is about.
    pub(super) fn of_article(&self) -> Option<usize> {
        match self.part {
            Part::Article(n) => Some(n),
            _ => None,
        }
    }

    /// All ways, the good ones first.
    pub(super) fn ways(&self) -> usize {
        self.row.good.len() + self.row.bad.len()
    }

    /// As a message shows it.
    pub(super) fn describe(&self, way: usize) -> String {
        let name = match self.part {
            Part::Article(n) => format!("article {n}, {}", self.row.name),
            Part::Config => format!("citewire.yaml, {}", self.row.name),
            Part::Output => format!("citewire.yaml, outputs.{}", self.row.name),
            Part::File | Part::Theme | Part::Clock => self.row.name.to_owned(),
        };
        match self.text(way) {
            "" => format!("{name}: none"),
            text => format!("{name}: {text:?}"),
        }
    }

    fn text(&self, way: usize) -> &'static str {
        self.row.good.iter().chain(self.row.bad).nth(way).copied().unwrap_or_default()
    }
}

/// For each slot, the way it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Site(Vec<usize>);

impl Site {
    /// The plainest of all.
    pub(super) fn plain() -> Self {
        Self(vec![0; SLOTS.len()])
    }

    /// One of several that have little in common; the first is plain, with an article in every place.
    pub(super) fn number(number: usize) -> Self {
        let way = |(slot, Slot { part, row }): (usize, &Slot)| match part {
            Part::Article(n) if row.name == PLACE.name => *n,
            Part::Article(n) => (slot + n) * number % row.good.len(),
            _ => slot * number % row.good.len(),
        };
        Self(SLOTS.iter().enumerate().map(way).collect())
    }

    pub(super) fn set(&mut self, slot: usize, way: usize) {
        self.0[slot] = way;
    }

    pub(super) fn way(&self, slot: usize) -> usize {
        self.0[slot]
    }

    fn texts(&self, part: Part) -> impl Iterator<Item = (&'static str, &'static str)> {
        let of_part = SLOTS.iter().zip(&self.0).filter(move |(slot, _)| slot.part == part);
        of_part.map(|(slot, way)| (slot.row.name, slot.text(*way)))
    }

    /// The moment.
    pub(super) fn clock(&self) -> &'static str {
        self.texts(Part::Clock).map(|(_, text)| text).next().unwrap_or_default()
    }

    /// The files.
    pub(super) fn tree(&self) -> Tree {
        let config = self.config().map(|text| ("citewire.yaml".to_owned(), Entry::File(text.into_bytes())));
        let mut tree: Tree = config.into_iter().collect();
        let files = self.texts(Part::File).filter(|(_, text)| !text.is_empty());
        tree.extend(files.map(|(path, text)| {
            let link = text.strip_prefix("-> ").map(|to| Entry::Link(to.to_owned()));
            (path.to_owned(), link.unwrap_or_else(|| Entry::File(text.into())))
        }));
        tree.extend((0..ARTICLES).filter_map(|n| self.article(n)));
        tree.extend(self.texts(Part::Theme).flat_map(|(folder, way)| theme(folder, way)));
        tree
    }

    fn config(&self) -> Option<String> {
        if self.texts(Part::Config).any(|way| way == NO_CONFIG) {
            return None;
        }
        let lines = self.texts(Part::Config).filter(|(_, text)| !text.is_empty());
        let mut config: String = lines.map(|(_, text)| format!("{text}\n")).collect();
        let off: Vec<_> = self.texts(Part::Output).filter(|(_, text)| !text.is_empty()).collect();
        if !off.is_empty() {
            config.push_str("outputs:\n");
            off.iter().for_each(|(name, value)| _ = writeln!(config, "  {name}: {value}"));
        }
        Some(config)
    }

    fn article(&self, n: usize) -> Option<(String, Entry)> {
        let (mut place, mut body, mut form, mut front) = ("", "", "", String::new());
        for (name, text) in self.texts(Part::Article(n)) {
            match name {
                "place" => place = text,
                "body" => body = text,
                "form" => form = text,
                _ if text.is_empty() => {}
                _ => _ = writeln!(front, "{text}"),
            }
        }
        let long = "So many words. ".repeat(100);
        let body = if body == "LONG" { &long } else { body };
        let fill = |text: &str| text.replace("{n}", &n.to_string()).replace("{m}", &((n + 1) % ARTICLES).to_string());
        let text = match form {
            "byte order mark" => format!("\u{FEFF}---\n{front}---\n{body}\n"),
            "CRLF" => format!("---\n{front}---\n{body}\n").replace('\n', "\r\n"),
            "no front matter" => body.to_owned(),
            _ => format!("---\n{front}---\n{body}\n"),
        };
        (!place.is_empty()).then(|| (fill(place), Entry::File(fill(&text).into_bytes())))
    }
}

/// The files of a theme that is a copy of the built-in one, with a difference.
fn theme(folder: &str, way: &str) -> Tree {
    let Some(theme) = builtin("default").filter(|_| !way.is_empty()) else { return Tree::new() };
    let manifest = match way {
        "another version" => "name: own\nversion: 99\n".to_owned(),
        _ => theme.manifest.iter().map(|file| file.text.to_string()).collect(),
    };
    let mut files = BTreeMap::from([("theme.yaml".to_owned(), manifest.into_bytes())]);
    let templates = theme.templates.iter();
    files.extend(templates.map(|(name, file)| (format!("templates/{name}"), file.text.as_bytes().to_vec())));
    files.extend(theme.assets.iter().map(|(name, bytes)| (format!("assets/{name}"), bytes.to_vec())));
    match way {
        "another style" => _ = files.insert("assets/style.css".to_owned(), b"p { color: green }\n".to_vec()),
        "another row" => _ = files.insert("templates/row.html".to_owned(), b"<p>Own: {{ card.title }}</p>\n".to_vec()),
        "no list of months" => _ = files.remove("templates/archive.html"),
        "no article.html" => _ = files.remove("templates/article.html"),
        _ => {}
    }
    files.into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), Entry::File(bytes))).collect()
}
