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
    fn serialize_named<S: Serializer>(&self, named: &Mentions, serializer: S) -> Result<S::Ok, S::Error>;
}

/// What templates get of a view.
#[must_use]
pub fn value(view: &impl Lean, named: &Mentions) -> Value {
    Value::from_serializable(&Named(view, named))
}

struct Named<'v, T>(&'v T, &'v Mentions);

impl<T: Lean> Serialize for Named<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_named(self.1, serializer)
    }
}

impl<T: Lean> Lean for Vec<T> {
    fn serialize_named<S: Serializer>(&self, named: &Mentions, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|item| Named(item, named)))
    }
}

impl<T: Lean> Lean for Option<T> {
    fn serialize_named<S: Serializer>(&self, named: &Mentions, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(|view| Named(view, named)).serialize(serializer)
    }
}

/// Types without fields: as they are.
macro_rules! whole {
    ($($type:ty),* $(,)?) => {$(
        impl Lean for $type {
            fn serialize_named<S: Serializer>(&self, _: &Mentions, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )*};
}

/// Types with fields; a field that is missing here is an error of the compiler.
macro_rules! lean {
    ($($view:ident { $($field:ident),* $(,)? })*) => {$(
        impl Lean for $view {
            fn serialize_named<S: Serializer>(&self, named: &Mentions, serializer: S) -> Result<S::Ok, S::Error> {
                let Self { $($field),* } = self;
                let mut wanted = [$(named.has(stringify!($field))),*];
                // A record without fields would be no truth to templates, as if it were not there.
                wanted[0] |= !wanted.contains(&true);
                let count = wanted.iter().filter(|wanted| **wanted).count();
                let mut fields = serializer.serialize_struct(stringify!($view), count)?;
                let mut wanted = wanted.into_iter();
                $(
                    if wanted.next() == Some(true) {
                        fields.serialize_field(stringify!($field), &Named($field, named))?;
                    }
                )*
                fields.end()
            }
        }
    )*};
}

whole!(String, &'static str, u8, u32, usize, bool, Value, crate::config::Extra);

lean! {
    CardView {
        title, url, summary, kind, kind_label, date, badge, source_count, publishers, more_publishers, tags, image,
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
        published_iso, accessed, labels, quote, via, lang, backlinks, also, also_more,
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
