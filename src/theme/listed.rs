//! Which names lists need. Cards of lists are kept as long as a site is rendered, and mostly show less than an article's
//! own page does.

use super::{Mentions, ThemeFiles};

/// Templates that get a card of their own, with all that the theme names.
const WITH_WHOLE_CARD: [&str; 2] = ["article.html", "row.html"];

/// The names in templates that may show a card of a list; nothing if all may.
pub(super) fn mentions(files: &ThemeFiles, all: &Mentions) -> Option<Mentions> {
    let templates = files.templates.iter().chain(&files.overrides).map(|(name, file)| (name.as_str(), &*file.text));
    let (whole, others): (Vec<_>, Vec<_>) = templates.partition(|(name, _)| WITH_WHOLE_CARD.contains(name));
    // A component can be used anywhere, and a template that others name be a part of them.
    let has_component = whole.iter().any(|(_, text)| text.contains("component"));
    let is_named = others.iter().any(|(_, text)| WITH_WHOLE_CARD.iter().any(|name| text.contains(name)));
    // Related stories are a list on an article's own page.
    let is_split = all.is_lean() && !all.has("related") && !has_component && !is_named;
    is_split.then(|| Mentions::of(others.into_iter().map(|(_, text)| text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::FileText;

    fn listed(templates: &[(&str, &str)]) -> Option<Mentions> {
        let file = |text: &str| FileText { path: "x".into(), text: text.into() };
        let templates = templates.iter().map(|(name, text)| ((*name).to_owned(), file(text))).collect();
        let files = ThemeFiles { templates, ..ThemeFiles::default() };
        let all = Mentions::of(files.templates.values().map(|file| &*file.text));
        mentions(&files, &all)
    }

    const ARTICLE: (&str, &str) = ("article.html", "{{ article.card.title }}{{ article.card.minutes }}");
    const ROW: (&str, &str) = ("row.html", "{{ card.summary }}");

    #[test]
    fn lists_need_what_their_templates_name() {
        let listed = listed(&[ARTICLE, ROW, ("term.html", "{{ card.row }}{{ card.title }}")]).unwrap();
        assert!(listed.has("row") && listed.has("title") && !listed.has("summary") && !listed.has("minutes"));
    }

    #[test]
    fn all_is_needed_where_the_templates_of_an_article_may_show_a_list_or_be_a_part_of_one() {
        for other in [
            ("home.html", "{% include \"row.html\" %}"),
            ("home.html", "{% extends \"x/article.html\" %}"),
            ("home.html", "{{ card[name] }}"),
            ("row.html", "{% component row(card) %}{{ card.summary }}{% endcomponent row %}"),
            ("article.html", "{% for card in article.related %}{{ card.summary }}{% endfor %}"),
        ] {
            assert!(listed(&[ARTICLE, ROW, other]).is_none(), "{other:?}");
        }
    }
}
