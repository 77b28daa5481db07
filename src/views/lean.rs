//! Values for templates with the fields that a theme names, and no others; and the same as fingerprints.

use std::cell::Cell;

use serde::ser::{Error, Serialize, SerializeStruct, Serializer};
use tera::Value;

use super::{
    ArticleTermsView, ArticleView, Card, CardView, DateView, DayView, DigestView, HeadView, HeadingView, HomeView,
    ImageView, LabelView, LinkView, PropertyView, PublisherStoryView, SourceView, UpdateView, Views,
    feeds::FeedLinkView, storyline::StorylinePlaceView,
};
use crate::diagnostics::Diagnostic;
use crate::fingerprint::Hashing;
use crate::theme::Mentions;

/// A view whose fields can be left out, or that holds cards, which are made when they are serialised.
pub trait Lean {
    /// Serialises the fields that are named.
    ///
    /// # Errors
    /// As the serializer, and if a card cannot be made.
    fn serialize_named<S: Serializer>(&self, asked: &Asked<'_>, serializer: S) -> Result<S::Ok, S::Error>;
}

/// What is asked of a view.
#[derive(Clone, Copy)]
pub struct Asked<'v> {
    fields: &'v Fields,
    cards: CardsAs<'v>,
    /// Why a card could not be made: the serializer's error is not the place for that.
    failed: &'v Cell<Option<Box<Diagnostic>>>,
}

/// As what the cards in a view are serialised.
#[derive(Clone, Copy)]
enum CardsAs<'v> {
    /// There are none.
    None,
    /// As templates get them.
    Values(&'v Views),
    /// As fingerprints.
    Fingerprints(&'v Views),
}

/// The fields that a theme names, by kind of view: looked up once, since there are many views of each kind.
#[derive(Debug)]
pub struct Fields([Wanted; Kind::COUNT]);

/// Those of one kind: a bit for each, the first field lowest.
#[derive(Debug, Clone, Copy)]
struct Wanted(u32);

impl Wanted {
    fn of(names: &[&str], named: &Mentions) -> Self {
        let bits = names.iter().rev().fold(0, |bits, name| bits << 1 | u32::from(named.has(name)));
        // A record without fields would be no truth to templates, as if it were not there.
        Self(bits.max(1))
    }

    const fn all(count: usize) -> Self {
        Self(u32::MAX >> (u32::BITS as usize - count))
    }

    fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    fn has(self, field: u32) -> bool {
        self.0 >> field & 1 == 1
    }
}

/// What templates get of a view that holds no cards.
#[must_use]
pub fn value(view: &impl Lean, fields: &Fields) -> Value {
    Value::from_serializable(&Named(view, &Asked { fields, cards: CardsAs::None, failed: &Cell::default() }))
}

impl Views {
    /// What templates get of a view.
    ///
    /// # Errors
    /// A mistake in the theme's `row.html`, which a card in the view was made with.
    pub fn value(&self, view: &impl Lean) -> Result<Value, Box<Diagnostic>> {
        let failed = Cell::default();
        let asked = Asked { fields: &self.fields, cards: CardsAs::Values(self), failed: &failed };
        let value = Value::try_from_serializable(&Named(view, &asked));
        match failed.take() {
            None => Ok(value.expect("only cards fail")),
            Some(diagnostic) => Err(diagnostic),
        }
    }

    /// Adds a view to a fingerprint: all that [`value`](Self::value) depends on, besides the theme and the site's own values.
    pub fn feed(&self, view: &impl Lean, hashing: &mut Hashing) {
        let asked = Asked { fields: &self.fields, cards: CardsAs::Fingerprints(self), failed: &Cell::default() };
        hashing.feed(&Named(view, &asked));
    }
}

struct Named<'v, T>(&'v T, &'v Asked<'v>);

impl<T: Lean> Serialize for Named<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_named(self.1, serializer)
    }
}

impl<T: Lean> Lean for Vec<T> {
    fn serialize_named<S: Serializer>(&self, asked: &Asked<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|item| Named(item, asked)))
    }
}

impl<T: Lean> Lean for Option<T> {
    fn serialize_named<S: Serializer>(&self, asked: &Asked<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(|view| Named(view, asked)).serialize(serializer)
    }
}

impl Lean for Card {
    fn serialize_named<S: Serializer>(&self, asked: &Asked<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        match asked.cards {
            CardsAs::None => Err(S::Error::custom("a card where none is expected")),
            CardsAs::Fingerprints(views) => serializer.serialize_bytes(views.card_fingerprint(self.index).as_bytes()),
            CardsAs::Values(views) => match views.card_value(*self) {
                Ok(value) => value.serialize(serializer),
                Err(diagnostic) => {
                    asked.failed.set(Some(diagnostic));
                    Err(S::Error::custom("a card cannot be made"))
                }
            },
        }
    }
}

/// A view that comes as it is, whatever the theme names.
#[derive(Debug)]
pub struct Whole<T>(pub T);

impl<T: Serialize> Lean for Whole<T> {
    fn serialize_named<S: Serializer>(&self, _: &Asked<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Types without fields: as they are.
macro_rules! whole {
    ($($type:ty),* $(,)?) => {$(
        impl Lean for $type {
            fn serialize_named<S: Serializer>(&self, _: &Asked<'_>, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )*};
}

/// Types with fields; a field that is missing here is an error of the compiler.
macro_rules! lean {
    ($($view:ident { $($field:ident),* $(,)? })*) => {
        /// The types with fields.
        #[allow(clippy::enum_variant_names, reason = "the names of the types")]
        enum Kind {
            $($view,)*
        }

        impl Kind {
            const COUNT: usize = [$(stringify!($view)),*].len();
        }

        impl Fields {
            /// All.
            const ALL: Self = Self([$(Wanted::all([$(stringify!($field)),*].len())),*]);

            /// Those among `named`.
            #[must_use]
            pub fn of(named: &Mentions) -> Self {
                $(const { assert!([$(stringify!($field)),*].len() <= u32::BITS as usize, "a bit for each field") };)*
                Self([$(Wanted::of(&[$(stringify!($field)),*], named)),*])
            }
        }

        $(
            impl Lean for $view {
                fn serialize_named<S: Serializer>(&self, asked: &Asked<'_>, serializer: S) -> Result<S::Ok, S::Error> {
                    let Self { $($field),* } = self;
                    let wanted = asked.fields.0[Kind::$view as usize];
                    let mut fields = serializer.serialize_struct(stringify!($view), wanted.count())?;
                    let mut numbers = 0..;
                    $(
                        if numbers.next().is_some_and(|number| wanted.has(number)) {
                            fields.serialize_field(stringify!($field), &Named($field, asked))?;
                        }
                    )*
                    fields.end()
                }
            }
        )*
    };
}

/// Types that hold cards, and come whole otherwise.
macro_rules! holding {
    ($($view:ident { $($field:ident),* $(,)? })*) => {$(
        impl Lean for $view {
            fn serialize_named<S: Serializer>(&self, asked: &Asked<'_>, serializer: S) -> Result<S::Ok, S::Error> {
                let Self { $($field),* } = self;
                let asked = Asked { fields: &Fields::ALL, ..*asked };
                let mut fields = serializer.serialize_struct(stringify!($view), [$(stringify!($field)),*].len())?;
                $(fields.serialize_field(stringify!($field), &Named($field, &asked))?;)*
                fields.end()
            }
        }
    )*};
}

whole!(String, &'static str, u8, u32, usize, bool, Value, crate::config::Extra);

lean! {
    CardView {
        row, title, url, summary, kind, kind_label, date, badge, source_count, publishers, publisher_names, more_publishers, tags,
        image, importance, minutes, authors, preview, lang,
    }
    ArticleView {
        card, permalink, retracted, summary_html, takeaways_html, why_html, body_html, headings, sources, further,
        bibliography, notices, updates, modified, taxonomies, editor, ai, storyline, related, share, newer, older, words,
        extra,
    }
    ArticleTermsView { name, title, terms }
    HeadingView { level, id, text }
    SourceView {
        number, anchor, title, url, original_url, archive_url, archived, publisher, publisher_url, authors, published,
        published_iso, accessed, has_remarks, labels, quote, via, lang, backlinks, also, also_more,
    }
    LabelView { name, text }
    UpdateView { kind, label, date, html }
    StorylinePlaceView { storyline, story_count, earlier, later }
    LinkView { title, url }
    DateView { iso, day, text, weekday, time }
    ImageView { url, permalink, alt, width, height, credit, caption }
    HeadView {
        title, description, url, permalink, kind, image, feeds, markdown_url, noindex, json_ld, lang, properties,
    }
    PropertyView { name, content }
    FeedLinkView { title, url, mime }
}

holding! {
    HomeView { lead, top, days, article_count, source_count }
    DayView { date, url, cards, more }
    DigestView {
        kind, title, period, first, last, intro_html, body_html, pinned, days, story_count, email_url, week, newer, older,
        extra,
    }
    PublisherStoryView { card, sources }
}
