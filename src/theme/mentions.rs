//! Which names the templates of a theme hold.
//!
//! A page has far more values than most themes show: what no template names is not made at all. A template that computes
//! names, or takes a record apart as a whole, gets everything, and so does a page that cannot be rendered without
//! ([`Renderer::render`](crate::outputs::Renderer::render)). What is left are templates that print, compare or loop over a
//! whole record (`{{ article }}`): these see the fields that the theme names somewhere, as the guide says.

use ahash::AHashSet as HashSet;

/// What tells one record from another is always there, so that two that differ stay two.
const ALWAYS: [&str; 4] = ["url", "anchor", "id", "number"];

/// Names that take more than they say.
const TAKES_ALL: [&str; 6] = ["__tera_context", "keys", "values", "pairs", "unique", "containing"];

/// Names behind which a `[` begins a list and no subscript.
const KEYWORDS: [&str; 8] = ["in", "and", "or", "not", "if", "else", "is", "elif"];

/// The names, or all there are.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// Whether a field may be used without being named.
    all: bool,
    words: HashSet<Box<str>>,
}

impl Mentions {
    /// As if every field were named.
    #[must_use]
    pub fn everything() -> Self {
        Self { all: true, words: HashSet::default() }
    }

    /// The names in templates.
    pub fn of<'t>(templates: impl IntoIterator<Item = &'t str>) -> Self {
        let mut mentions = Self::default();
        for template in templates {
            mentions.all = mentions.all || tags(template).any(|tag| takes_more_than_it_names(&tokens(tag)));
            let words = template.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
            mentions.words.extend(words.map(Box::from));
        }
        mentions
    }

    /// Whether a template may use a field of this name.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.all || self.words.contains(field) || ALWAYS.contains(&field)
    }

    /// Whether fields are left out at all.
    #[must_use]
    pub fn is_lean(&self) -> bool {
        !self.all
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// What may stand in `{{ … }}` and `{% … %}`: each from its beginning to the next one's, which is too much and never too
/// little.
fn tags(template: &str) -> impl Iterator<Item = &str> {
    let starts = |text: &str| text.find("{{").into_iter().chain(text.find("{%")).min();
    let mut rest = starts(template).map(|at| &template[at + 2..]);
    std::iter::from_fn(move || {
        let tag = rest?;
        let next = starts(tag);
        rest = next.map(|at| &tag[at + 2..]);
        Some(next.map_or(tag, |at| &tag[..at]))
    })
}

/// A piece of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    Text,
    Spread,
    Sign(char),
}

/// The pieces of a tag, and of the text behind it.
fn tokens(tag: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = tag.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            c if is_word(c) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                (Token::Word(&rest[..length]), length)
            }
            // Behind the tag, an apostrophe begins no text.
            '"' | '\'' | '`' => match rest[1..].find(first) {
                Some(length) => (Token::Text, length + 2),
                None => (Token::Sign(first), 1),
            },
            '.' if rest.starts_with("...") => (Token::Spread, 3),
            c => (Token::Sign(c), c.len_utf8()),
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    tokens
}

/// Whether a tag may reach fields that it does not name: by a name that it computes, or all that a value has.
fn takes_more_than_it_names(tokens: &[Token<'_>]) -> bool {
    let at = |at: usize| (tokens.get(at.wrapping_sub(1)).copied(), &tokens[at + 1..]);
    tokens.iter().enumerate().any(|(index, token)| {
        let (before, after) = at(index);
        match token {
            Token::Spread => true,
            Token::Word(word) if TAKES_ALL.contains(word) => true,
            Token::Word("attribute" | "key") => is_computed_argument(after),
            Token::Word("for") => is_loop_over_pairs(after),
            Token::Sign('[') => is_subscript(before) && !is_literal(after, &[']', ':']),
            _ => false,
        }
    })
}

/// `article[name]`, unlike the list `[a, b]`.
fn is_subscript(before: Option<Token<'_>>) -> bool {
    match before {
        Some(Token::Word(word)) => !KEYWORDS.contains(&word),
        Some(Token::Sign(sign)) => matches!(sign, ']' | ')' | '?'),
        _ => false,
    }
}

/// `get(key=name)`, unlike `get(key="name")` and `key == name`.
fn is_computed_argument(after: &[Token<'_>]) -> bool {
    let is = |at: usize| after.get(at) == Some(&Token::Sign('='));
    is(0) && !is(1) && !is_literal(&after[1..], &[',', ')'])
}

/// Whether one text or number stands here, and one of `ends` behind it.
fn is_literal(tokens: &[Token<'_>], ends: &[char]) -> bool {
    let tokens = tokens.strip_prefix(&[Token::Sign('-')]).unwrap_or(tokens);
    let literal = match tokens.first() {
        Some(Token::Text) => true,
        Some(Token::Word(word)) => word.bytes().all(|byte| byte.is_ascii_digit()),
        Some(Token::Sign(':')) => return ends.contains(&':'),
        _ => false,
    };
    literal && matches!(tokens.get(1), Some(Token::Sign(sign)) if ends.contains(sign))
}

/// `for name, value in article`, unlike a loop over the groups that `group_by` makes.
fn is_loop_over_pairs(after: &[Token<'_>]) -> bool {
    let is_pair = matches!(after, [Token::Word(_), Token::Sign(','), Token::Word(_), ..]);
    let grouped = after.windows(2).any(|pair| pair == [Token::Sign('|'), Token::Word("group_by")]);
    is_pair && !grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_no_template_names_is_not_wanted() {
        let mentions = Mentions::of(["{{ article.title }}", "{{ a | get(key=\"summary\") }}"]);
        assert!(mentions.has("title") && mentions.has("summary") && mentions.has("url") && mentions.is_lean());
        assert!(!mentions.has("share") && !mentions.has("titl"));
    }

    #[test]
    fn a_template_that_computes_names_wants_everything() {
        for template in [
            "{{ article[name] }}",
            "{{ article [name] }}",
            "{{ article['a' ~ b] }}",
            "{{ article?[name] }}",
            "{{ a.b[0][name] }}",
            "{{ \"}}\" ~ article[name] }}",
            "{% if s == \"%}\" and article[name] %}",
            "{{ __tera_context }}",
            "{% for key, value in article %}",
            "{% for\tkey, value in article %}",
            "{%- for key, value in article %}",
            "{{ [k for k, v in article.card] | join }}",
            "{% set x = [v for k, v in article] %}",
            "{{ cards | sort(attribute=order) }}",
            "{{ card | get(key = \"a\" ~ b) }}",
            "{{ card | get(key= name) }}",
            "{{ card | values | join }}",
            "{{ card | pairs }}",
            "{{ article.sources | unique }}",
            "{{ {...card, a: 1} }}",
        ] {
            assert!(Mentions::of([template]).has("share"), "{template}");
        }
    }

    #[test]
    fn what_only_looks_computed_wants_nothing_more() {
        for template in [
            "<a href=\"[x]\" data-key=1>{{ site.assets[\"style.css\"] }}</a>",
            "{% for list in [article.sources, article.further] %}",
            "{% for day, cards in cards | group_by(attribute=\"date.day\") %}",
            "{{ cards[0].title }} {{ cards[-1] }} {{ cards[1:2] }} {{ cards[:2] }}",
            "{{ card.summary | truncate(length=9, end=\"...\") }}",
            "{{ card | get(key=\"a\", default=b) }} {% if key == other %}{% endif %}",
        ] {
            assert!(!Mentions::of([template]).has("share"), "{template}");
        }
    }

    #[test]
    fn the_built_in_theme_is_lean() {
        let files = crate::theme::builtin("default").unwrap();
        let templates = files.templates.values().map(|file| &*file.text);
        assert!(Mentions::of(templates).is_lean());
    }
}
