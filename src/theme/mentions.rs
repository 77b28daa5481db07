//! Which names the templates of a theme hold.
//!
//! A page has far more values than most themes show: what no template names is not made at all. A template that computes
//! names, or takes a record apart as a whole, gets everything, and so does a page that cannot be rendered without
//! ([`Renderer::render`](crate::outputs::Renderer::render)). What is left are templates that print, compare, count or loop
//! over a whole record (`{{ article }}`): these see the fields that the theme names somewhere, as the guide says.

use ahash::AHashSet as HashSet;

/// What tells one record from another is always there, so that two that differ stay two.
const ALWAYS: [&str; 5] = ["url", "anchor", "id", "number", "iso"];

/// Names that take more than they say.
const TAKES_ALL: [&str; 6] = ["__tera_context", "keys", "values", "pairs", "unique", "containing"];

/// Names behind which a `[` begins a list and no subscript.
const KEYWORDS: [&str; 8] = ["in", "and", "or", "not", "if", "else", "is", "elif"];

/// The names, or all there are.
#[derive(Debug, Clone)]
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
        let mut mentions = Self { all: false, words: ALWAYS.map(Box::from).into_iter().collect() };
        for template in templates {
            let Some(tags) = tags(template) else { return Self::everything() };
            mentions.all = mentions.all || tags.iter().any(|(tokens, _)| takes_more_than_it_names(tokens));
            // Texts in tags count, too: filters take names in quotes.
            let words = tags.iter().flat_map(|(_, tag)| tag.split(|c: char| !is_word(c)));
            mentions.words.extend(words.filter(|word| !word.is_empty()).map(Box::from));
        }
        mentions
    }

    /// Whether a template may use a field of this name.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.all || self.words.contains(field)
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

/// A piece of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    Text,
    Spread,
    Sign(char),
}

/// The pieces of every tag of a template, and its text; `None` if one has no end, which no compiled template has.
fn tags(template: &str) -> Option<Vec<(Vec<Token<'_>>, &str)>> {
    let mut tags = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{']) {
        rest = &rest[at + 1..];
        let (kind, inside) = (rest.chars().next(), rest.get(1..).unwrap_or_default());
        let length = match kind {
            Some('#') => inside.find("#}")? + 3,
            Some('{') | Some('%') => {
                let (tokens, length) = tag(inside, kind == Some('{'))?;
                let is_raw = tokens.iter().find(|token| **token != Token::Sign('-')) == Some(&Token::Word("raw"));
                let raw = if is_raw { inside[length..].find("endraw")? } else { 0 };
                tags.push((tokens, &inside[..length]));
                1 + length + raw
            }
            _ => 0,
        };
        rest = &rest[length..];
    }
    Some(tags)
}

/// The pieces of a tag up to its end, and its length with that.
fn tag(text: &str, is_output: bool) -> Option<(Vec<Token<'_>>, usize)> {
    let (mut tokens, mut rest, mut open) = (Vec::new(), text, 0_usize);
    loop {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let ends = if is_output { open == 0 && rest.starts_with("}}") } else { rest.starts_with("%}") };
        if ends {
            return Some((tokens, text.len() - rest.len() + 2));
        }
        let (token, length) = match first {
            c if is_word(c) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                (Token::Word(&rest[..length]), length)
            }
            '"' | '\'' | '`' => (Token::Text, text_length(rest, first)?),
            '.' if rest.starts_with("...") => (Token::Spread, 3),
            c => (Token::Sign(c), c.len_utf8()),
        };
        match token {
            Token::Sign('{') => open += 1,
            Token::Sign('}') => open = open.saturating_sub(1),
            _ => {}
        }
        tokens.push(token);
        rest = &rest[length..];
    }
}

/// The bytes of a text with its quotes, of which a backslash keeps the next one from ending it.
fn text_length(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map(|(at, _)| at + 1)
}

/// Whether a tag may reach fields that it does not name: by a name that it computes, or all that a value has.
fn takes_more_than_it_names(tokens: &[Token<'_>]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        let (before, after) = (&tokens[..at], &tokens[at + 1..]);
        match token {
            Token::Spread => true,
            Token::Word(word) if TAKES_ALL.contains(word) => true,
            Token::Word("attribute" | "key") => is_computed_argument(after),
            Token::Word("for") => is_loop_over_pairs(before, after),
            Token::Word("in") => after.first() != Some(&Token::Sign('[')) && is_computed_membership(before),
            Token::Sign('[') => is_subscript(before.last().copied()) && !is_literal(after, &[']', ':']),
            _ => false,
        }
    })
}

/// `name in article`, unlike `"title" in article`, `name in ["a", "b"]` and `for card in cards`.
fn is_computed_membership(before: &[Token<'_>]) -> bool {
    let before = before.strip_suffix(&[Token::Word("not")]).unwrap_or(before);
    !matches!(
        before,
        [.., Token::Text]
            | [.., Token::Word("for"), Token::Word(_)]
            | [.., Token::Word("for"), Token::Word(_), Token::Sign(','), Token::Word(_)]
    )
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
fn is_loop_over_pairs(before: &[Token<'_>], after: &[Token<'_>]) -> bool {
    const GROUPS: [Token<'static>; 6] = [
        Token::Word("group_by"),
        Token::Sign('('),
        Token::Word("attribute"),
        Token::Sign('='),
        Token::Text,
        Token::Sign(')'),
    ];
    let is_pair = matches!(after, [Token::Word(_), Token::Sign(','), Token::Word(_), ..]);
    let after = after.strip_suffix(&[Token::Sign('-')]).unwrap_or(after);
    let last_filter = after.rsplit(|token| *token == Token::Sign('|')).next().unwrap_or_default();
    let is_tag = before.iter().all(|token| *token == Token::Sign('-'));
    is_pair && !(is_tag && last_filter == GROUPS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_no_template_names_is_not_wanted() {
        let mentions = Mentions::of(["<p class=\"share\">{{ article.title }}</p>", "{{ a | get(key=\"summary\") }}"]);
        assert!(mentions.has("title") && mentions.has("summary") && mentions.has("url") && mentions.is_lean());
        assert!(!mentions.has("share") && !mentions.has("titl"));
        let silent = Mentions::of(["{# kind #}{% raw %}{{ a.badge }}{% endraw %} minutes {% if x %}{%- endif -%}"]);
        assert!(["kind", "badge", "minutes"].iter().all(|name| !silent.has(name)) && silent.has("x"));
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
            "{% if f in article %}",
            "{% if f not in article %}",
            "{{ \"\\\"\" ~ article[name] ~ \"\\\"\" }}",
            "{{ 'it\\'s ' ~ article[name] ~ ' o\\'clock' }}",
            "{{ \"{{\" ~ (article | get(key=name)) ~ \"}}\" }}",
            "{# it's #}{{ article[name] }}",
            "{{ {a: {b: 1}} }}{{ article[name] }}",
            "{% raw %}{{ it's {% endraw %}{{ article[name] }}",
            "{% for k, v in article.card %} | group_by(attribute=\"a\") {{ k }}",
            "{% for k, v in (a | group_by(attribute=\"kind\") | first) %}",
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
            "{% if \"a\" in card.tags %} it's [x][y] {% raw %}{{ a[b] }}{% endraw %}",
            "{% if lang in [\"ar\", \"fa\"] %}{% for item in [{\"title\": \"x\"}] %}",
            "{%- for day, cards in cards | group_by(attribute=\"date.day\") -%}",
            "{{ card | get(key=\"a\", default=b) }} {% if key == other %}{% endif %}",
        ] {
            assert!(!Mentions::of([template]).has("share"), "{template}");
        }
    }

    #[test]
    fn the_built_in_theme_is_lean() {
        let files = crate::theme::builtin("default").unwrap();
        for (name, file) in &files.templates {
            assert!(Mentions::of([&*file.text]).is_lean(), "{name}");
        }
    }
}
