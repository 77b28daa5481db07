//! Which names the templates of a theme hold.
//!
//! A page has far more values than most themes show: what no template names cannot be shown, so it is not made at all. That
//! changes nothing that a theme can print, with one exception that the guide tells: `{{ article }}` as a whole prints the
//! fields that the theme names somewhere.

use ahash::HashSet;

/// The names, or all there are.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// Whether a field may be used without being named.
    all: bool,
    words: HashSet<Box<str>>,
}

impl Mentions {
    /// The names in templates.
    pub fn of<'t>(templates: impl IntoIterator<Item = &'t str>) -> Self {
        let mut mentions = Self::default();
        for template in templates {
            mentions.all = mentions.all || tags(template).any(takes_more_than_it_names);
            let words = template.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
            mentions.words.extend(words.map(Box::from));
        }
        mentions
    }

    /// Whether a template may use a field of this name.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.all || self.words.contains(field)
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The insides of `{{ … }}` and `{% … %}`: too much where a text only looks like one, never too little.
fn tags(template: &str) -> impl Iterator<Item = &str> {
    let starts = template.match_indices(['{']).map(|(at, _)| &template[at + 1..]);
    starts.filter_map(|rest| {
        let end = match rest.as_bytes().first()? {
            b'{' => "}}",
            b'%' => "%}",
            _ => return None,
        };
        Some(&rest[..rest.find(end).unwrap_or(rest.len())])
    })
}

/// Whether a tag may reach fields that it does not name: by a name that it computes, or all that a value has.
fn takes_more_than_it_names(tag: &str) -> bool {
    let takes_all = |word: &str| matches!(word, "__tera_context" | "keys" | "values" | "pairs");
    tag.split(|c: char| !is_word(c)).any(takes_all)
        || tag.contains("...")
        || tag.match_indices('[').any(|(at, _)| is_computed_subscript(&tag[..at], &tag[at + 1..]))
        || ["attribute", "key"]
            .iter()
            .any(|name| tag.match_indices(name).any(|(at, _)| is_computed_name(&tag[at + name.len()..])))
        || (is_loop_over_pairs(tag) && !tag.contains("group_by"))
}

/// `article[name]`, unlike `assets["style.css"]`, `cards[0]` and the list `[a, b]`.
fn is_computed_subscript(before: &str, after: &str) -> bool {
    let is_subscript = before.ends_with(|c: char| is_word(c) || matches!(c, ']' | ')' | '?'));
    is_subscript && !is_literal_up_to(after, &[']', ':'])
}

/// `get(key=name)`, unlike `get(key="name")`.
fn is_computed_name(after: &str) -> bool {
    let after = after.trim_start();
    let is_argument = after.starts_with('=') && !after.starts_with("==");
    is_argument && !is_literal_up_to(&after[1..], &[',', ')'])
}

/// Whether a text begins with one string or number, and one of `ends` behind it.
fn is_literal_up_to(text: &str, ends: &[char]) -> bool {
    let text = text.trim_start();
    let rest = match text.chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => text[1..].find(quote).map(|at| &text[at + 2..]),
        _ => Some(text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-')),
    };
    rest.is_some_and(|rest| rest.trim_start().starts_with(ends))
}

/// `for name, value in article`.
fn is_loop_over_pairs(tag: &str) -> bool {
    let tag = tag.trim_start_matches(['%', '-']).trim_start();
    let names = tag.strip_prefix("for ").and_then(|rest| rest.split(" in ").next());
    names.is_some_and(|names| names.contains(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_no_template_names_is_not_wanted() {
        let mentions = Mentions::of(["{{ article.title }}", "{{ a | get(key=\"summary\") }}"]);
        assert!(mentions.has("title") && mentions.has("summary"));
        assert!(!mentions.has("share") && !mentions.has("titl"));
    }

    #[test]
    fn a_template_that_computes_names_wants_everything() {
        for template in [
            "{{ article[name] }}",
            "{{ article['a' ~ b] }}",
            "{{ article?[name] }}",
            "{{ a.b[0][name] }}",
            "{{ __tera_context }}",
            "{% for key, value in article %}",
            "{%- for key, value in article %}",
            "{{ cards | sort(attribute=order) }}",
            "{{ card | get(key = \"a\" ~ b) }}",
            "{{ card | get(key= name) }}",
            "{{ card | values | join }}",
            "{{ card | pairs }}",
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
            "{{ cards[0].title }} {{ cards[-1] }} {{ cards[1:2] }}",
            "{{ card | get(key=\"a\", default=b) }} {% if key == other %}{% endif %}",
        ] {
            assert!(!Mentions::of([template]).has("share"), "{template}");
        }
    }
}
