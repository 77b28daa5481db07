//! Taxonomies: which articles belong to which term, and what each term is called.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Parts, Story, StoryIndex, Taxonomy, Term, Vocabulary};
use crate::config::{TaxonomyConfig, TermRecord, UnknownTerm};
use crate::content::Article;
use crate::content::slug::slugify;
use crate::diagnostics::{Diagnostic, Place, Spanned, codes, nearest};
use crate::paths::UrlPath;

/// Groups the stories of every taxonomy and notes in each story its terms.
pub(super) fn group(parts: &Parts, stories: &mut [Story], diagnostics: &mut Vec<Diagnostic>) -> Vec<Taxonomy> {
    let empty = Vocabulary { file: parts.config.file.clone(), terms: Vec::new() };
    let grouped = parts.config.taxonomies.iter().enumerate().map(|(number, config)| {
        let vocabulary = parts.vocabularies.get(number).unwrap_or(&empty);
        Grouping::new(config, vocabulary, diagnostics).run(number, stories)
    });
    grouped.collect()
}

/// One taxonomy while its articles are being collected.
struct Grouping<'a> {
    config: &'a TaxonomyConfig,
    vocabulary: &'a Vocabulary,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// Every spelling met so far; `None` for one that was refused.
    by_spelling: HashMap<String, Option<u32>>,
    by_slug: HashMap<String, u32>,
    terms: Vec<Draft>,
}

/// A term while its articles are being collected.
struct Draft {
    slug: String,
    record: Option<TermRecord>,
    spellings: HashMap<String, usize>,
    first: (Arc<Article>, Spanned<String>),
    stories: Vec<StoryIndex>,
}

impl<'a> Grouping<'a> {
    fn new(config: &'a TaxonomyConfig, vocabulary: &'a Vocabulary, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        let (by_spelling, by_slug) = (HashMap::new(), HashMap::new());
        Self { config, vocabulary, diagnostics, by_spelling, by_slug, terms: Vec::new() }
    }

    fn run(mut self, number: usize, stories: &mut [Story]) -> Taxonomy {
        for (index, story) in (0u32..).zip(stories.iter_mut()) {
            let article = story.article.clone();
            let mut of_story = Vec::new();
            for written in article.terms.get(number).into_iter().flatten() {
                let Some(term) = self.term(&article, written) else { continue };
                let draft = &mut self.terms[term as usize];
                *draft.spellings.entry(written.value.clone()).or_default() += 1;
                if !of_story.contains(&term) {
                    draft.stories.push(index);
                    of_story.push(term);
                }
            }
            story.terms.push(of_story);
        }
        self.finish(number, stories)
    }

    /// The term that a spelling means; reports one that cannot be a term, once per spelling.
    fn term(&mut self, article: &Arc<Article>, written: &Spanned<String>) -> Option<u32> {
        if let Some(known) = self.by_spelling.get(&written.value) {
            return *known;
        }
        let term = self.new_spelling(article, written);
        self.by_spelling.insert(written.value.clone(), term);
        term
    }

    fn new_spelling(&mut self, article: &Arc<Article>, written: &Spanned<String>) -> Option<u32> {
        let record = find(&self.vocabulary.terms, &written.value);
        if record.is_none() && !self.accept_unknown(article, written) {
            return None;
        }
        let slug = record.map_or_else(|| slugify(&written.value), |r| r.slug.clone());
        if slug.is_empty() {
            self.report_empty(article, written);
            return None;
        }
        if let Some(&other) = self.by_slug.get(&slug) {
            return self.same_slug(other, article, written).then_some(other);
        }
        let number = u32::try_from(self.terms.len()).ok()?;
        self.by_slug.insert(slug.clone(), number);
        let first = (article.clone(), written.clone());
        let (spellings, stories) = (HashMap::new(), Vec::new());
        self.terms.push(Draft { slug, record: record.cloned(), spellings, first, stories });
        Some(number)
    }

    fn accept_unknown(&mut self, article: &Article, written: &Spanned<String>) -> bool {
        let place = || Place::of(&article.file, written.span);
        let message = format!("`{}` is not in data/{}.yaml", written.value, self.config.name);
        let names = self.vocabulary.terms.iter().flat_map(|t| [t.slug.as_str(), &*t.name]);
        let help = match nearest(&written.value, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("add it to data/{}.yaml, or use a term that is there", self.config.name),
        };
        match self.config.unknown {
            UnknownTerm::Allow => true,
            UnknownTerm::Warn => {
                self.diagnostics.push(Diagnostic::warning(codes::UNKNOWN_TERM, place(), message).help(help));
                true
            }
            UnknownTerm::Refuse => {
                self.diagnostics.push(Diagnostic::error(codes::UNKNOWN_TERM, place(), message).help(help));
                false
            }
        }
    }

    fn report_empty(&mut self, article: &Article, written: &Spanned<String>) {
        let place = Place::of(&article.file, written.span);
        let message = format!("`{}` has no letter or digit to make an address of", written.value);
        let help = format!("give it a slug in data/{}.yaml", self.config.name);
        self.diagnostics.push(Diagnostic::error(codes::BAD_TERM, place, message).help(help));
    }

    /// Whether two spellings with one slug are one term; reports the clash if they are not.
    fn same_slug(&mut self, other: u32, article: &Article, written: &Spanned<String>) -> bool {
        let draft = &self.terms[other as usize];
        let (first_article, first) = &draft.first;
        let same = draft.record.is_some() || letters(&first.value) == letters(&written.value);
        if !same {
            let place = Place::of(&article.file, written.span);
            let message = format!("`{}` and `{}` have one address", written.value, first.value);
            let help = format!(
                "if they are one thing, list one as an alias of the other in data/{}.yaml; else give one another slug there",
                self.config.name
            );
            let diagnostic = Diagnostic::error(codes::BAD_TERM, place, message)
                .note_at(Place::of(&first_article.file, first.span), "the other one")
                .help(help);
            self.diagnostics.push(diagnostic);
        }
        same
    }

    fn finish(self, number: usize, stories: &mut [Story]) -> Taxonomy {
        let name = &self.config.name;
        let mut terms: Vec<(usize, Term)> =
            self.terms.into_iter().map(|draft| draft.finish(self.config)).enumerate().collect();
        terms.sort_by_cached_key(|(_, term)| (term.name.to_lowercase(), term.slug.clone()));
        let mut new_index = vec![0; terms.len()];
        for (new, (old, _)) in (0u32..).zip(&terms) {
            new_index[*old] = new;
        }
        for story in stories {
            story.terms[number].iter_mut().for_each(|term| *term = new_index[*term as usize]);
        }
        let url = UrlPath::new(format!("/{name}/")).expect("a taxonomy's name is one good path segment");
        Taxonomy { config: self.config.clone(), url, terms: terms.into_iter().map(|(_, term)| term).collect() }
    }
}

impl Draft {
    fn finish(self, config: &TaxonomyConfig) -> Term {
        let commonest = self.spellings.iter().max_by(|(a, n), (b, m)| n.cmp(m).then_with(|| b.cmp(a)));
        let name = match &self.record {
            Some(record) => record.name.clone(),
            None => commonest.map_or(self.slug.as_str(), |(spelling, _)| spelling).into(),
        };
        let enough = self.stories.len() >= config.min_pages;
        let url = enough.then(|| UrlPath::new(format!("/{}/{}/", config.name, self.slug)).ok()).flatten();
        Term { name, slug: self.slug, url, record: self.record, stories: self.stories }
    }
}

/// The record that a spelling means: by slug, name or alias, case ignored.
fn find<'a>(terms: &'a [TermRecord], written: &str) -> Option<&'a TermRecord> {
    let folded = written.to_lowercase();
    let is = |name: &str| name.to_lowercase() == folded;
    terms.iter().find(|t| is(&t.slug) || is(&t.name) || t.aliases.iter().any(|a| is(a)))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
