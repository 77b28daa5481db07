//! Taxonomies: which articles belong to which term, and what each term is called.

use std::sync::Arc;

use ahash::AHashMap as HashMap;
use unicode_normalization::UnicodeNormalization;

use super::memo::{Since, Step};
use super::numbers::{Numbered, OfStories, written};
use super::placed::NONE;
use super::spellings::Spellings;
use super::vocabulary::Names;
use super::{Parts, Rows, Story, Taxonomy, Term, Vocabulary};
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
    pub(super) storyline_of: Vec<Option<u32>>,
    /// By taxonomy, for each story: indices of its terms.
    pub(super) of_stories: Arc<Vec<Rows>>,
    has_diagnostics: bool,
}

/// The settings that grouping reads.
pub(super) type Reads = (Vec<TaxonomyConfig>, Arc<Vec<Vocabulary>>);

/// The last groups, if they would be the same for these stories.
pub(super) fn recall(
    parts: &Parts<'_>,
    stories: &[Story],
    since: &Since,
    memo: &Step<Reads, Grouped>,
) -> Option<Arc<Grouped>> {
    // A diagnostic draws a line of a file that may have moved.
    memo.recall(&reads(parts), since.are_alike(stories, alike)).filter(|last| !last.has_diagnostics)
}

/// Groups the stories of every taxonomy.
pub(super) fn group(
    parts: &Parts<'_>,
    stories: &[Story],
    numbered: &Numbered<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    memo: &mut Step<Reads, Grouped>,
) -> Arc<Grouped> {
    memo.keep(reads(parts), group_all(parts, stories, numbered, diagnostics))
}

fn reads(parts: &Parts<'_>) -> Reads {
    (parts.config.taxonomies.clone(), parts.vocabularies.clone())
}

/// Whether two articles say the same of their terms. Where it stands in their files moves with every line before it, and is
/// asked for by diagnostics only.
fn alike(a: &Article, b: &Article) -> bool {
    fn said(article: &Article) -> (Vec<Vec<&str>>, Option<&str>, bool) {
        let terms = article.terms.iter().map(|terms| terms.iter().map(|term| term.value.as_str()).collect());
        let storyline = article.storyline.as_ref().map(|storyline| storyline.value.as_str());
        (terms.collect(), storyline, article.is_retracted())
    }
    said(a) == said(b)
}

fn group_all(
    parts: &Parts<'_>,
    stories: &[Story],
    numbered: &Numbered<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Grouped {
    let empty = Vocabulary { file: parts.config.file.clone(), terms: Vec::new() };
    let (mut found, storylines) = (Vec::new(), TaxonomyConfig::storylines());
    let configs = parts.config.taxonomies.iter().chain([&storylines]);
    let group = |(taxonomy, (config, numbers)): (usize, (&TaxonomyConfig, &OfStories<'_>))| {
        let vocabulary = parts.vocabularies.get(taxonomy).unwrap_or(&empty);
        let written = |article| written(article, taxonomy, parts.config.taxonomies.len());
        Grouping::new(config, vocabulary, &mut found, numbers.bound).run(stories, numbers.rows, &written)
    };
    let grouped = configs.zip(&numbered.terms).enumerate().map(group);
    let (mut taxonomies, mut of_stories): (Vec<Taxonomy>, Vec<Rows>) = grouped.unzip();
    let (storylines, storyline_of) = taxonomies.pop().zip(of_stories.pop()).expect("storylines are the last");
    let storyline_of = storyline_of.iter().map(|terms| terms.first().copied()).collect();
    let has_diagnostics = !found.is_empty();
    diagnostics.extend(found);
    let (taxonomies, storylines, of_stories) = (Arc::new(taxonomies), Arc::new(storylines), Arc::new(of_stories));
    Grouped { taxonomies, storylines, storyline_of, of_stories, has_diagnostics }
}

/// What stands in an article for one taxonomy.
type Written<'w, 'a> = &'w dyn Fn(&'a Article) -> &'a [Spanned<String>];

/// What a spelling means that cannot be a term.
const REFUSED: u32 = NONE - 1;

/// One taxonomy while its articles are being collected.
struct Grouping<'a> {
    config: &'a TaxonomyConfig,
    vocabulary: &'a Vocabulary,
    names: Names<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// Each means a term, or [`REFUSED`].
    spellings: Spellings<'a>,
    by_slug: HashMap<String, u32>,
    terms: Vec<Draft>,
}

/// A term while its articles are being collected.
struct Draft {
    slug: String,
    record: Option<TermRecord>,
    first: (Arc<Article>, Spanned<String>),
}

impl<'a> Grouping<'a> {
    /// `bound` is that of the numbers of spellings.
    fn new(
        config: &'a TaxonomyConfig,
        vocabulary: &'a Vocabulary,
        diagnostics: &'a mut Vec<Diagnostic>,
        bound: usize,
    ) -> Self {
        let (by_slug, names, terms) = (HashMap::new(), Names::new(&vocabulary.terms), Vec::new());
        Self { config, vocabulary, names, diagnostics, spellings: Spellings::new(bound), by_slug, terms }
    }

    /// The taxonomy, and for each story the indices of its terms; `numbers` are those of what is `written`.
    fn run(mut self, stories: &'a [Story], numbers: &Rows, written: Written<'_, 'a>) -> (Taxonomy, Rows) {
        let mut of_stories = Rows::with_capacity(stories.len(), numbers.total());
        for (story, numbers) in stories.iter().zip(numbers.iter()) {
            let numbers = if story.is_listed() { numbers } else { &[] };
            let terms = numbers.iter().enumerate();
            let terms = terms.map(|(place, number)| self.term(story, *number, || &written(&story.article)[place]));
            of_stories.push_once(terms.filter(|term| *term != REFUSED));
        }
        self.finish(of_stories)
    }

    /// The term that a spelling means; reports one that cannot be a term, once per spelling.
    fn term(&mut self, story: &'a Story, number: u32, written: impl FnOnce() -> &'a Spanned<String>) -> u32 {
        if let Some(known) = self.spellings.count(number) {
            return known;
        }
        let written = written();
        let term = self.new_spelling(&story.article, written).unwrap_or(REFUSED);
        self.spellings.meet(number, &written.value, term);
        term
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
        self.terms.push(Draft { slug, record: record.cloned(), first });
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

    fn finish(self, mut of_stories: Rows) -> (Taxonomy, Rows) {
        let name = &self.config.name;
        let commonest = self.spellings.commonest(self.terms.len());
        let stories = of_stories.inverted(self.terms.len());
        let drafts = self.terms.into_iter().zip(commonest).zip(stories.iter());
        let finish =
            |((draft, spelling), stories): ((Draft, &str), &[u32])| draft.finish(self.config, spelling, stories);
        let mut terms: Vec<(usize, Term)> = drafts.map(finish).enumerate().collect();
        terms.sort_by_cached_key(|(_, term)| (term.name.to_lowercase(), term.slug.clone()));
        let mut new_index = vec![0; terms.len()];
        for (new, (old, _)) in (0u32..).zip(&terms) {
            new_index[*old] = new;
        }
        of_stories.renumber(|term| new_index[term as usize]);
        let url = UrlPath::new(format!("/{name}/")).expect("a taxonomy's name is one good path segment");
        let terms = terms.into_iter().map(|(_, term)| term).collect();
        (Taxonomy { config: self.config.clone(), url, terms }, of_stories)
    }
}

impl Draft {
    fn finish(self, config: &TaxonomyConfig, spelling: &str, stories: &[u32]) -> Term {
        let name = self.record.as_ref().map_or_else(|| spelling.into(), |record| record.name.clone());
        let enough = stories.len() >= config.min_pages;
        let url = enough.then(|| UrlPath::new(format!("/{}/{}/", config.name, self.slug)).ok()).flatten();
        Term { name, slug: self.slug, url, record: self.record, stories: stories.to_vec() }
    }
}

fn letters(text: &str) -> String {
    text.nfc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
