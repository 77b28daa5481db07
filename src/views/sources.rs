//! Sources as a list shows them.

use std::sync::OnceLock;

use tera::Value;

use super::fill::{shown_url, without_scheme};
use super::shown::{Shown, if_shown};
use super::{LabelView, Link, LinkView, SourceView, date};
use crate::config::Config;
use crate::content::article::{Access, Source, SourceKind};
use crate::markdown::{Citations, note_letters};

/// What lists of sources are made of.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    pub(super) config: &'a Config,
    /// The fields that are filled.
    pub(super) shown: Shown,
    pub(super) sources: &'a [Source],
    pub(super) citations: &'a Citations,
    pub(super) backlinks: &'a Backlinks,
}

/// The cited sources by number, then the others.
///
/// `add` puts in what the rest of the site knows of a source, which it gets by its index.
pub(super) fn lists(of: Listed<'_>, add: impl Fn(usize, &mut SourceView)) -> (Vec<SourceView>, Vec<SourceView>) {
    let whole = |index: u32, number: usize| {
        let mut view = view(&of, number, of.sources.get(index as usize)?);
        add(index as usize, &mut view);
        Some(view)
    };
    let cited = of.citations.order.iter().zip(1..).filter_map(|(index, number)| whole(*index, number));
    (cited.collect(), of.citations.uncited(of.sources.len()).filter_map(|index| whole(index, 0)).collect())
}

/// A source with its number, 0 if it is not cited.
fn view(of: &Listed<'_>, number: usize, source: &Source) -> SourceView {
    let config = of.config;
    let url = shown_url(source);
    let published = source.published.filter(|_| of.shown.published).map(|date| date::partial_words(config, date));
    let dead = source.dead && source.archive_url.is_some();
    let labels = if_shown(of.shown.labels, || labels(config, source));
    SourceView {
        number,
        anchor: ["source-", &source.id.value].concat(),
        title: source.title.as_deref().unwrap_or_else(|| without_scheme(&source.url.value)).to_owned(),
        url: url.to_owned(),
        original_url: if dead { source.url.value.to_string() } else { String::new() },
        archive_url: if dead {
            String::new()
        } else {
            source.archive_url.as_ref().map(|url| url.value.to_string()).unwrap_or_default()
        },
        archived: source.archived.map(|d| date::day(config, d)),
        publisher: source.publisher.to_string(),
        publisher_url: Value::from(""),
        authors: if_shown(of.shown.authors, || authors(&source.authors)),
        published: published.unwrap_or_default(),
        published_iso: source.published.map(date::partial_iso).unwrap_or_default(),
        accessed: source.accessed.map(|d| date::day(config, d)),
        has_remarks: source.archive_url.is_some()
            || source.accessed.is_some()
            || source.via.is_some()
            || !labels.is_empty(),
        labels,
        quote: source.quote.clone().unwrap_or_default(),
        via: source.via.clone().unwrap_or_default(),
        lang: source.lang.clone().filter(|lang| *lang != config.language).unwrap_or_default(),
        backlinks: if_shown(of.shown.backlinks, || backlinks(of, number)),
        also: Vec::new(),
        also_more: 0,
    }
}

/// The places that cite a source, lettered.
fn backlinks(of: &Listed<'_>, number: usize) -> Vec<Link> {
    let places = number.checked_sub(1).and_then(|index| of.citations.places.get(index));
    let places = places.map_or(&[][..], |places| &places[..]).iter();
    places.enumerate().map(|(position, group)| of.backlinks.link(position, *group as usize)).collect()
}

/// Links to places that cite a source. Letter and place tell all of one, so most articles have the same.
#[derive(Debug)]
pub(super) struct Backlinks([[OnceLock<Link>; Self::PLACES]; Self::LETTERS]);

impl Backlinks {
    const LETTERS: usize = 8;
    const PLACES: usize = 64;

    pub(super) fn new() -> Self {
        Self(std::array::from_fn(|_| std::array::from_fn(|_| OnceLock::new())))
    }

    fn link(&self, position: usize, group: usize) -> Link {
        let make = || {
            let (title, url) = (note_letters(position), format!("#cite-{}", group + 1));
            Value::from_serializable(&LinkView { title, url })
        };
        match self.0.get(position).and_then(|places| places.get(group)) {
            Some(known) => known.get_or_init(make).clone(),
            None => make(),
        }
    }
}

fn authors(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [first, _, _, _, ..] => format!("{first} and others"),
        names => names.join(", "),
    }
}

fn labels(config: &Config, source: &Source) -> Vec<LabelView> {
    let kind = source.kind.filter(|kind| *kind != SourceKind::News).map(kind_text);
    let access = match source.access {
        Some(Access::Registration) => Some("registration needed"),
        Some(Access::Subscription) => Some("subscription needed"),
        _ => None,
    };
    let lang = source.lang.as_deref().filter(|lang| *lang != config.language).map(language_name);
    let label = |name, text: Option<String>| text.map(|text| LabelView { name, text });
    [
        label("kind", kind.map(str::to_owned)),
        label("primary", source.primary.then(|| "primary source".to_owned())),
        label("lang", lang),
        label("access", access.map(str::to_owned)),
        label("dead", source.dead.then(|| "dead link".to_owned())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn kind_text(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::PressRelease => "press release",
        SourceKind::Dataset => "data set",
        kind => kind.word(),
    }
}

/// The English name of the commonest languages of sources, else the tag itself.
fn language_name(tag: &str) -> String {
    let name = match tag.split('-').next().unwrap_or(tag) {
        "ar" => "Arabic",
        "de" => "German",
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        "he" => "Hebrew",
        "hi" => "Hindi",
        "it" => "Italian",
        "ja" => "Japanese",
        "ko" => "Korean",
        "nl" => "Dutch",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ru" => "Russian",
        "sv" => "Swedish",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        "zh" => "Chinese",
        _ => tag,
    };
    name.to_owned()
}
