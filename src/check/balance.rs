//! Rules about what an article rests on as a whole: how many sources, of whom, and how often it cites them.

use super::{Checked, Found, Report};
use crate::content::article::ArticleKind;
use crate::content::slug::slugify;
use crate::markdown::FindingKind;

pub(super) fn single_publisher(checked: &Checked<'_>, report: &mut Report<'_>) {
    for (document, article) in checked.articles().filter(|(_, article)| article.kind == ArticleKind::News) {
        let [first, others @ ..] = document.sources else { continue };
        let same = |name: &str| name == &*first.publisher || slugify(name) == slugify(&first.publisher);
        if !others.iter().all(|source| same(&source.publisher)) {
            continue;
        }
        let message = match others.len() {
            0 => format!("the only source is of {}", first.publisher),
            more => format!("all {} sources are of {}", more + 1, first.publisher),
        };
        let help = "add a source of another publisher, or allow `single-publisher` with a reason";
        report.add(Found::new(document.file, article.title.span, message, help));
    }
}

pub(super) fn minimum_sources(checked: &Checked<'_>, report: &mut Report<'_>) {
    let needed = checked.site.config.check.minimum_sources;
    for (document, article) in checked.articles() {
        let count = article.sources.len();
        // One without any is an error of the build.
        if article.kind == ArticleKind::News && (1..needed).contains(&count) {
            let sources = if count == 1 { "1 source".to_owned() } else { format!("{count} sources") };
            let message = format!("this article has {sources}, and the site asks for {needed}");
            report.add(Found::new(document.file, article.title.span, message, "add sources that confirm it"));
        }
    }
}

pub(super) fn citation_density(checked: &Checked<'_>, report: &mut Report<'_>) {
    let limit = checked.site.config.check.words_per_citation;
    let kinds = [ArticleKind::News, ArticleKind::Analysis];
    for (document, _) in checked.articles().filter(|(_, article)| kinds.contains(&article.kind)) {
        for finding in &document.citations.findings {
            let FindingKind::Uncited(words) = finding.kind else { continue };
            if words as usize > limit {
                let message = format!("{words} words from here on cite nothing, and the site allows {limit}");
                report.add(Found::new(document.file, finding.span, message, "cite what they rest on: [@id]"));
            }
        }
    }
}
