//! Taxonomies: which articles belong to which term, and what each term is called.

use std::sync::Arc;

use ahash::AHashMap as HashMap;
use unicode_normalization::UnicodeNormalization;

use super::memo::{Step, articles};
use super::vocabulary::Names;
use super::{Parts, Story, StoryIndex, Taxonomy, Term, Vocabulary};
use crate::config::{TaxonomyConfig, TermRecord, UnknownTerm};
use crate::content::Article;
use crate::content::slug::slugify;
use crate::diagnostics::{Diagnostic, Place, Spanned, codes, nearest};
use crate::paths::UrlPath;

/// All taxonomies, and what belongs to each story.
#[derive(Debug)]
pub(super) struct Grouped {
    pub(super) taxonomies: Arc<Vec<Taxonomy>>,
    pub(super) storylines: Arc<Taxonomy>,
    /// For each story, the index of its storyline.
    storyline_of: Vec<Option<u32>>,
    /// For each story, by taxonomy: indices of its terms.
    of_stories: Vec<Arc<[Vec<u32>]>>,
    has_diagnostics: bool,
}

/// Groups the stories of every taxonomy.
pub(super) fn group(
    parts: &Parts,
    stories: &[Story],
    diagnostics: &mut Vec<Diagnostic>,
    memo: &mut Step<Grouped>,
) -> Arc<Grouped> {
    // A diagnostic draws a line of a file that may have moved.
    let last = memo.recall(parts, articles(stories), alike).filter(|last| !last.has_diagnostics);
    last.unwrap_or_else(|| memo.keep(parts, articles(stories), group_all(parts, stories, diagnostics)))
}

impl Grouped {
    /// Notes in each story its terms.
    pub(super) fn note_in(&self, stories: &mut [Story]) {
        for ((story, terms), storyline) in stories.iter_mut().zip(&self.of_stories).zip(&self.storyline_of) {
            story.terms = terms.clone();
            story.storyline = *storyline;
        }
    }
}

/// Whether two articles say the same of their terms.
fn alike(a: &Article, b: &Article) -> bool {
    a.terms == b.terms && a.storyline == b.storyline && a.is_retracted() == b.is_retracted()
}

/// What stands in an article for one taxonomy.
type Written = fn(&Article, usize) -> &[Spanned<String>];

fn group_all(parts: &Parts, stories: &[Story], diagnostics: &mut Vec<Diagnostic>) -> Grouped {
    let empty = Vocabulary { file: parts.config.file.clone(), terms: Vec::new() };
    let mut found = Vec::new();
    let mut taxonomies = Vec::new();
    let mut of_stories: Vec<Vec<Vec<u32>>> = vec![Vec::new(); stories.len()];
    for (number, config) in parts.config.taxonomies.iter().enumerate() {
        let vocabulary = parts.vocabularies.get(number).unwrap_or(&empty);
        let (taxonomy, terms) = Grouping::new(config, vocabulary, &mut found).run(number, stories, of_taxonomy);
        of_stories.iter_mut().zip(terms).for_each(|(of_story, terms)| of_story.push(terms));
        taxonomies.push(taxonomy);
    }
    let config = TaxonomyConfig::storylines();
    let vocabulary = parts.vocabularies.get(parts.config.taxonomies.len()).unwrap_or(&empty);
    let storyline: Written = |article, _| article.storyline.as_slice();
    let (storylines, of) = Grouping::new(&config, vocabulary, &mut found).run(0, stories, storyline);
    let storyline_of = of.into_iter().map(|terms| terms.first().copied()).collect();
    let of_stories = of_stories.into_iter().map(Arc::from).collect();
    let has_diagnostics = !found.is_empty();
    diagnostics.extend(found);
    let (taxonomies, storylines) = (Arc::new(taxonomies), Arc::new(storylines));
    Grouped { taxonomies, storylines, storyline_of, of_stories, has_diagnostics }
}

fn of_taxonomy(article: &Article, number: usize) -> &[Spanned<String>] {
    article.terms.get(number).map(Vec::as_slice).unwrap_or_default()
}

/// One taxonomy while its articles are being collected.
struct Grouping<'a> {
    config: &'a TaxonomyConfig,
    vocabulary: &'a Vocabulary,
    names: Names<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// Every spelling met so far, by its place in `spellings`.
    by_spelling: HashMap<&'a str, usize>,
    spellings: Vec<Spelling<'a>>,
    by_slug: HashMap<String, u32>,
    terms: Vec<Draft>,
}

/// A way to write a term.
struct Spelling<'a> {
    text: &'a str,
    /// The term that it means; `None` if it was refused.
    term: Option<u32>,
    /// How often it was written.
    count: usize,
}

/// A term while its articles are being collected.
struct Draft {
    slug: String,
    record: Option<TermRecord>,
    first: (Arc<Article>, Spanned<String>),
    stories: Vec<StoryIndex>,
}

impl<'a> Grouping<'a> {
    fn new(config: &'a TaxonomyConfig, vocabulary: &'a Vocabulary, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        let (by_spelling, by_slug, names) = (HashMap::new(), HashMap::new(), Names::new(&vocabulary.terms));
        Self { config, vocabulary, names, diagnostics, by_spelling, spellings: Vec::new(), by_slug, terms: Vec::new() }
    }

    /// The taxonomy, and for each story the indices of its terms.
    fn run(mut self, number: usize, stories: &'a [Story], written: Written) -> (Taxonomy, Vec<Vec<u32>>) {
        let mut of_stories = Vec::with_capacity(stories.len());
        for (index, story) in (0u32..).zip(stories) {
            let article = &story.article;
            let written = if story.is_listed() { written(article, number) } else { &[] };
            let mut of_story = Vec::with_capacity(written.len());
            for written in written {
                let Some(term) = self.term(article, written) else { continue };
                if !of_story.contains(&term) {
                    self.terms[term as usize].stories.push(index);
                    of_story.push(term);
                }
            }
            of_stories.push(of_story);
        }
        self.finish(of_stories)
    }

    /// The term that a spelling means; reports one that cannot be a term, once per spelling.
    fn term(&mut self, article: &Arc<Article>, written: &'a Spanned<String>) -> Option<u32> {
        let spelling = match self.by_spelling.get(written.value.as_str()) {
            Some(known) => *known,
            None => {
                let term = self.new_spelling(article, written);
                self.spellings.push(Spelling { text: &written.value, term, count: 0 });
                self.by_spelling.insert(&written.value, self.spellings.len() - 1);
                self.spellings.len() - 1
            }
        };
        self.spellings[spelling].count += 1;
        self.spellings[spelling].term
    }

    fn new_spelling(&mut self, article: &Arc<Article>, written: &Spanned<String>) -> Option<u32> {
        let record = self.names.find(&written.value);
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
        self.terms.push(Draft { slug, record: record.cloned(), first, stories: Vec::new() });
        Some(number)
    }

    fn accept_unknown(&mut self, article: &Article, written: &Spanned<String>) -> bool {
        if self.config.unknown == UnknownTerm::Allow {
            return true;
        }
        let place = Place::of(&article.file, written.span);
        let message = format!("`{}` is not in data/{}.yaml", written.value, self.config.name);
        let names = self.vocabulary.terms.iter().flat_map(|t| [t.slug.as_str(), &*t.name]);
        let help = match nearest(&written.value, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("add it to data/{}.yaml, or use a term that is there", self.config.name),
        };
        let refused = self.config.unknown == UnknownTerm::Refuse;
        let make = if refused { Diagnostic::error } else { Diagnostic::warning };
        self.diagnostics.push(make(codes::UNKNOWN_TERM, place, message).help(help));
        !refused
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

    fn finish(self, mut of_stories: Vec<Vec<u32>>) -> (Taxonomy, Vec<Vec<u32>>) {
        let name = &self.config.name;
        let commonest = commonest(&self.spellings, self.terms.len());
        let drafts = self.terms.into_iter().zip(commonest);
        let mut terms: Vec<(usize, Term)> =
            drafts.map(|(draft, spelling)| draft.finish(self.config, spelling)).enumerate().collect();
        terms.sort_by_cached_key(|(_, term)| (term.name.to_lowercase(), term.slug.clone()));
        let mut new_index = vec![0; terms.len()];
        for (new, (old, _)) in (0u32..).zip(&terms) {
            new_index[*old] = new;
        }
        of_stories.iter_mut().flatten().for_each(|term| *term = new_index[*term as usize]);
        let url = UrlPath::new(format!("/{name}/")).expect("a taxonomy's name is one good path segment");
        let terms = terms.into_iter().map(|(_, term)| term).collect();
        (Taxonomy { config: self.config.clone(), url, terms }, of_stories)
    }
}

/// The spelling that most articles use, for each term; of equally common ones the first in the alphabet.
fn commonest<'a>(spellings: &[Spelling<'a>], terms: usize) -> Vec<&'a str> {
    let mut best: Vec<Option<&Spelling<'a>>> = vec![None; terms];
    for spelling in spellings {
        let Some(best) = spelling.term.and_then(|term| best.get_mut(term as usize)) else { continue };
        if best.is_none_or(|b| (spelling.count, b.text) > (b.count, spelling.text)) {
            *best = Some(spelling);
        }
    }
    best.into_iter().map(|best| best.map_or("", |spelling| spelling.text)).collect()
}

impl Draft {
    fn finish(self, config: &TaxonomyConfig, spelling: &str) -> Term {
        let name = self.record.as_ref().map_or_else(|| spelling.into(), |record| record.name.clone());
        let enough = self.stories.len() >= config.min_pages;
        let url = enough.then(|| UrlPath::new(format!("/{}/{}/", config.name, self.slug)).ok()).flatten();
        Term { name, slug: self.slug, url, record: self.record, stories: self.stories }
    }
}

fn letters(text: &str) -> String {
    text.nfc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
