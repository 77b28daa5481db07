//! The values of an e-mail guarded where they stand, field by field: the same as [`Guard::value`] of them, which builds every
//! record anew. The words that Citewire itself says of a story or a source hold nothing to guard.

use super::guard::{Guard, Sort};
use crate::views::{DateView, LabelView, LinkView, NewsletterStoryView, NewsletterView, SourceView, UpdateView};

impl Guard<'_> {
    /// Guards all texts of authors in a view. All its fields are named here, so that a new one cannot be forgotten.
    pub(super) fn view(self, view: &mut NewsletterView) {
        let NewsletterView {
            subject,
            title,
            note_title,
            permalink,
            preheader,
            intro_html,
            note_blocks_html,
            note_cut: _,
            stories,
            more: _,
            unsubscribe: _,
            address: _,
        } = view;
        self.all([subject, title, note_title, preheader], Sort::Text);
        self.all([permalink], Sort::Url);
        self.all(note_blocks_html.iter_mut().chain([intro_html]), Sort::Markup);
        stories.iter_mut().for_each(|story| self.story(story));
    }

    fn story(self, story: &mut NewsletterStoryView) {
        let NewsletterStoryView {
            title,
            permalink,
            labels,
            date,
            notices,
            summary_html,
            takeaways_html,
            why_html,
            blocks_html,
            cut: _,
            sources,
            lang,
        } = story;
        self.all([title, lang], Sort::Text);
        self.all([permalink], Sort::Url);
        self.all([summary_html, why_html].into_iter().chain(takeaways_html).chain(blocks_html), Sort::Markup);
        self.labels(labels);
        self.date(date);
        for UpdateView { kind: _, label: _, date, html } in notices {
            self.date(date);
            self.all([html], Sort::Markup);
        }
        sources.iter_mut().for_each(|source| self.source(source));
    }

    fn source(self, source: &mut SourceView) {
        let SourceView {
            number: _,
            anchor,
            title,
            url,
            original_url,
            archive_url,
            archived,
            publisher,
            publisher_url,
            authors,
            published,
            published_iso,
            accessed,
            has_remarks: _,
            labels,
            quote,
            via,
            lang,
            backlinks,
            also,
            also_more: _,
        } = source;
        self.all([anchor, title, publisher, authors, published, published_iso, quote, via, lang], Sort::Text);
        self.all([url, original_url, archive_url], Sort::Url);
        *publisher_url = self.value_of(publisher_url, Sort::Url);
        archived.iter_mut().chain(accessed).for_each(|date| self.date(date));
        self.labels(labels);
        backlinks.iter_mut().for_each(|link| *link = self.value(link));
        for LinkView { title, url } in also {
            self.all([title], Sort::Text);
            self.all([url], Sort::Url);
        }
    }

    fn labels(self, labels: &mut [LabelView]) {
        labels.iter_mut().for_each(|LabelView { name: _, text }| self.all([text], Sort::Text));
    }

    fn date(self, date: &mut DateView) {
        // The day of the week is one of seven words of Citewire's own.
        let DateView { iso, day, text, weekday: _, time } = date;
        self.all([iso, day, text].into_iter().chain(time), Sort::Text);
    }

    fn all<'s>(self, strings: impl IntoIterator<Item = &'s mut String>, sort: Sort) {
        for string in strings.into_iter().filter(|string| !string.is_empty()) {
            *string = self.string(string, sort);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tera::Value;

    use super::*;

    /// A view that holds one text wherever an author's can stand.
    fn view(text: &str) -> NewsletterView {
        let own = || text.to_owned();
        let date = || DateView { iso: own(), day: own(), text: own(), weekday: "", time: Some(own()) };
        let labels = || vec![LabelView { name: "lang", text: own() }];
        let links = || vec![LinkView { title: own(), url: own() }];
        let source = SourceView {
            number: 1,
            anchor: own(),
            title: own(),
            url: own(),
            original_url: own(),
            archive_url: own(),
            archived: Some(date()),
            publisher: own(),
            publisher_url: Value::from(text),
            authors: own(),
            published: own(),
            published_iso: own(),
            accessed: Some(date()),
            has_remarks: true,
            labels: labels(),
            quote: own(),
            via: own(),
            lang: own(),
            backlinks: links().iter().map(Value::from_serializable).collect(),
            also: links(),
            also_more: 2,
        };
        let story = NewsletterStoryView {
            title: own(),
            permalink: own(),
            labels: labels(),
            date: date(),
            notices: vec![UpdateView { kind: "update", label: "Update", date: date(), html: own() }],
            summary_html: own(),
            takeaways_html: vec![own()],
            why_html: own(),
            blocks_html: vec![own(), own()],
            cut: true,
            sources: vec![source],
            lang: own(),
        };
        NewsletterView {
            subject: own(),
            title: own(),
            note_title: own(),
            permalink: own(),
            preheader: own(),
            intro_html: own(),
            note_blocks_html: vec![own()],
            note_cut: false,
            stories: vec![story],
            more: 3,
            unsubscribe: own(),
            address: own(),
        }
    }

    proptest! {
        #[test]
        fn every_field_is_guarded_as_its_name_says(text in "[a<>&;\"'{}\\[\\]|*%$~@#:/ (\\-ü\u{FDD0}]{0,16}", placeholder in 0..3_usize) {
            let guard = Guard { own: ["", "-a-", "https://a.example/{a}"][placeholder] };
            let text = format!("{text}{} https://a.example/{text} <a href=\"{text}\">-a-</a>", guard.own);
            let mut guarded = view(&text);
            let expected = guard.value(&Value::from_serializable(&guarded));
            guard.view(&mut guarded);
            prop_assert_eq!(Value::from_serializable(&guarded), expected);
        }
    }
}
