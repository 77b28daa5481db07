//! Rules about texts: placeholders, summaries, links and pictures without words.

use super::{Checked, Found, Report};
use crate::content::placeholders;
use crate::diagnostics::{FileText, Span};
use crate::markdown::FindingKind;

pub(super) fn placeholder(checked: &Checked<'_>, report: &mut Report<'_>) {
    for document in &checked.documents {
        for span in document.noted(FindingKind::Placeholder) {
            report.add(unwritten(document.file, span, "write the text, or set `draft: true` until you have"));
        }
    }
    for vocabulary in checked.vocabularies {
        for description in vocabulary.terms.iter().filter_map(|term| term.description.as_ref()) {
            for span in placeholders::spans(&vocabulary.file, &description.value, description.span) {
                report.add(unwritten(
                    &vocabulary.file,
                    span,
                    "write the text, or leave `description` out until you have",
                ));
            }
        }
    }
}

fn unwritten<'f>(file: &'f FileText, span: Span, help: &str) -> Found<'f> {
    let word = file.text.get(span.range()).filter(|word| word.len() <= 20).unwrap_or("TODO");
    Found::new(file, span, format!("`{word}` stands for a text that is yet to be written"), help)
}

pub(super) fn summary(checked: &Checked<'_>, report: &mut Report<'_>) {
    for (document, article) in checked.articles().filter(|(_, article)| !article.summary_written) {
        let help = "add: summary: One paragraph that says what happened.";
        report.add(Found::new(document.file, article.title.span, "this article has no summary of its own", help));
    }
}

pub(super) fn link_text(checked: &Checked<'_>, report: &mut Report<'_>) {
    for document in &checked.documents {
        for span in document.noted(FindingKind::EmptyLinkText) {
            let help = "write what it leads to between `[` and `]`, or put `!` before it if it is a picture";
            report.add(Found::new(document.file, span, "a link without words", help));
        }
    }
}

pub(super) fn alt(checked: &Checked<'_>, report: &mut Report<'_>) {
    for document in &checked.documents {
        for span in document.noted(FindingKind::EmptyAlt) {
            let help = "say between `[` and `]` what it shows";
            report.add(Found::new(document.file, span, "a picture without words for those who do not see it", help));
        }
        if let Some(image) = document.image.filter(|image| !image.alt_written) {
            let message = "the article's picture has no `alt` for those who do not see it";
            let message =
                if document.article.is_some() { message.to_owned() } else { message.replace("article", "page") };
            let help = "add: alt: What it shows (or alt: \"\" if it is decoration)";
            report.add(Found::new(document.file, image.src.span, message, help));
        }
    }
}
