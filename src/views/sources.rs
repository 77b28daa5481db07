//! Sources as a list shows them.

use tera::Value;

use super::fill::{shown_url, without_scheme};
use super::{LabelView, LinkView, SourceView, date};
use crate::config::Config;
use crate::content::article::{Access, Source, SourceKind};
use crate::markdown::{Citations, note_letters};

/// The cited sources by number, then the others.
///
/// `add` puts in what the rest of the site knows of a source, which it gets by its index.
pub(super) fn lists(
    config: &Config,
    sources: &[Source],
    citations: &Citations,
    add: impl Fn(usize, &mut SourceView),
) -> (Vec<SourceView>, Vec<SourceView>) {
    let whole = |index: u32| {
        let index = index as usize;
        let mut view = view(config, sources.get(index)?);
        add(index, &mut view);
        Some(view)
    };
    let cited = citations.order.iter().zip(1..).filter_map(|(index, number)| {
        let backlinks = backlinks(citations, number - 1);
        Some(SourceView { number, backlinks, ..whole(*index)? })
    });
    (cited.collect(), citations.uncited(sources.len()).filter_map(whole).collect())
}

fn view(config: &Config, source: &Source) -> SourceView {
    let url = shown_url(source);
    let dead = source.dead && source.archive_url.is_some();
    let (published, published_iso) = source.published.map(|d| date::partial(config, d)).unwrap_or_default();
    SourceView {
        number: 0,
        anchor: format!("source-{}", source.id.value),
        title: source.title.clone().unwrap_or_else(|| without_scheme(&source.url.value).to_owned()),
        url: url.to_owned(),
        original_url: if dead { source.url.value.clone() } else { String::new() },
        archive_url: if dead {
            String::new()
        } else {
            source.archive_url.as_ref().map(|url| url.value.clone()).unwrap_or_default()
        },
        archived: source.archived.map(|d| date::day(config, d)),
        publisher: source.publisher.clone(),
        publisher_url: Value::from(""),
        authors: authors(&source.authors),
        published,
        published_iso,
        accessed: source.accessed.map(|d| date::day(config, d)),
        labels: labels(config, source),
        quote: source.quote.clone().unwrap_or_default(),
        via: source.via.clone().unwrap_or_default(),
        lang: source.lang.clone().filter(|lang| *lang != config.language).unwrap_or_default(),
        backlinks: Vec::new(),
        also: Vec::new(),
        also_more: 0,
    }
}

/// The places that cite a source, lettered.
fn backlinks(citations: &Citations, number: usize) -> Vec<LinkView> {
    let places = citations.places.get(number).map_or(&[][..], Vec::as_slice);
    let link = |(position, group): (usize, &u32)| LinkView {
        title: note_letters(position),
        url: format!("#cite-{}", group + 1),
    };
    places.iter().enumerate().map(link).collect()
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
