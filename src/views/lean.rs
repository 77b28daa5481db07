//! Values for templates with the fields that a theme names, and no others.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::Value;

use super::{
    ArticleTermsView, ArticleView, CardView, DateView, HeadView, HeadingView, ImageView, LabelView, LinkView,
    PropertyView, SourceView, UpdateView, feeds::FeedLinkView, storyline::StorylinePlaceView,
};
use crate::theme::Mentions;

/// A view whose fields can be left out.
pub trait Lean {
    /// Serialises the fields that are named.
    ///
    /// # Errors
    /// As the serializer.
    fn serialize_named<S: Serializer>(&self, fields: &Fields, serializer: S) -> Result<S::Ok, S::Error>;
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

    fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    fn has(self, field: u32) -> bool {
        self.0 >> field & 1 == 1
    }
}

/// What templates get of a view.
#[must_use]
pub fn value(view: &impl Lean, fields: &Fields) -> Value {
    Value::from_serializable(&Named(view, fields))
}

struct Named<'v, T>(&'v T, &'v Fields);

impl<T: Lean> Serialize for Named<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_named(self.1, serializer)
    }
}

impl<T: Lean> Lean for Vec<T> {
    fn serialize_named<S: Serializer>(&self, fields: &Fields, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|item| Named(item, fields)))
    }
}

impl<T: Lean> Lean for Option<T> {
    fn serialize_named<S: Serializer>(&self, fields: &Fields, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(|view| Named(view, fields)).serialize(serializer)
    }
}

/// Types without fields: as they are.
macro_rules! whole {
    ($($type:ty),* $(,)?) => {$(
        impl Lean for $type {
            fn serialize_named<S: Serializer>(&self, _: &Fields, serializer: S) -> Result<S::Ok, S::Error> {
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
            /// Those among `named`.
            #[must_use]
            pub fn of(named: &Mentions) -> Self {
                $(const { assert!([$(stringify!($field)),*].len() <= u32::BITS as usize, "a bit for each field") };)*
                Self([$(Wanted::of(&[$(stringify!($field)),*], named)),*])
            }
        }

        $(
            impl Lean for $view {
                fn serialize_named<S: Serializer>(&self, named: &Fields, serializer: S) -> Result<S::Ok, S::Error> {
                    let Self { $($field),* } = self;
                    let wanted = named.0[Kind::$view as usize];
                    let mut fields = serializer.serialize_struct(stringify!($view), wanted.count())?;
                    let mut numbers = 0..;
                    $(
                        if numbers.next().is_some_and(|number| wanted.has(number)) {
                            fields.serialize_field(stringify!($field), &Named($field, named))?;
                        }
                    )*
                    fields.end()
                }
            }
        )*
    };
}

whole!(String, &'static str, u8, u32, usize, bool, Value, crate::config::Extra);

lean! {
    CardView {
        title, url, summary, kind, kind_label, date, badge, source_count, publishers, publisher_names, more_publishers, tags, image,
        importance, minutes, authors, preview, lang, row,
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
