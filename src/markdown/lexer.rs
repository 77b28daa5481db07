//! A quick lexer for the usual languages: one pass over the bytes, no regular expressions.
//!
//! It knows comments, strings, numbers and words, which is what readers of a news story look for in ten lines of code.

use super::languages::{LANGUAGES, Language, Trait};
use super::paint::Painter;

/// Writes code in a language with classes; `false`, with nothing written, if the language is not known.
pub(super) fn lex(out: &mut String, code: &str, language: &str) -> bool {
    let Some(language) = LANGUAGES.iter().find(|known| has_word(known.names, language)) else { return false };
    Lexer { code, language, at: 0, plain: 0, names: false, painter: Painter::new(out) }.run();
    true
}

struct Lexer<'c, 'o> {
    code: &'c str,
    language: &'static Language,
    at: usize,
    /// Where the text without class begins that is not written yet.
    plain: usize,
    /// Whether the next word is the name of what is declared.
    names: bool,
    painter: Painter<'o>,
}

impl Lexer<'_, '_> {
    fn run(mut self) {
        while let Some(byte) = self.byte(0) {
            match self.token(byte) {
                Some((length, class)) => self.write(length, class),
                None => self.at += 1,
            }
        }
        self.flush();
        self.painter.finish();
    }

    /// The length and class of what begins here, if it is more than a sign; all lengths end at characters.
    fn token(&mut self, byte: u8) -> Option<(usize, Option<&'static str>)> {
        let rest = &self.code[self.at.min(self.code.len())..];
        if let Some(length) = self.comment(rest) {
            return Some((length, Some("comment")));
        }
        if let Some(length) = self.string(rest) {
            let is_key = self.has(Trait::Colons) && before(&rest[length..], b':');
            return Some((length, Some(if is_key { "attribute" } else { "string" })));
        }
        match byte {
            b'0'..=b'9' => Some((number_length(rest), Some("constant"))),
            b'\'' if self.has(Trait::Rust) => Some((1 + word_length(&rest[1..], false), Some("storage"))),
            b'@' if self.has(Trait::Decorators) => Some((1 + word_length(&rest[1..], false), Some("attribute"))),
            b'$' if self.has(Trait::Shell) && variable_length(rest) > 1 => {
                Some((variable_length(rest), Some("variable")))
            }
            b'[' if self.has(Trait::Tables) && self.at_line_start() => {
                Some((rest.find('\n').unwrap_or(rest.len()), Some("entity")))
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | 0x80.. => Some(self.word(rest)),
            _ => None,
        }
    }

    fn comment(&self, rest: &str) -> Option<usize> {
        let alone = || self.at == 0 || self.code.as_bytes()[self.at - 1].is_ascii_whitespace();
        let begins = |sign: &&&str| rest.starts_with(**sign) && (!matches!(**sign, "#" | ";") || alone());
        if self.language.line_comments.iter().find(begins).is_some() {
            return Some(rest.find('\n').unwrap_or(rest.len()));
        }
        let (open, close) = self.language.block_comment?;
        let inner = rest.strip_prefix(open)?;
        Some(inner.find(close).map_or(rest.len(), |end| open.len() + end + close.len()))
    }

    fn string(&self, rest: &str) -> Option<usize> {
        if self.has(Trait::Rust) && rest.starts_with('\'') {
            return char_length(rest);
        }
        let prefix = if self.has(Trait::Prefixes) { self.prefix(rest) } else { 0 };
        let quoted = &rest[prefix..];
        if self.has(Trait::Rust) && rest[..prefix].ends_with(['r', '#']) {
            let close = format!("\"{}", "#".repeat(rest[..prefix].matches('#').count()));
            return Some(quoted[1..].find(&close).map_or(rest.len(), |end| prefix + 1 + end + close.len()));
        }
        let (quote, multiline) = self.language.strings.iter().find(|(quote, _)| quoted.starts_with(quote))?;
        Some(prefix + quote.len() + string_end(&quoted[quote.len()..], quote, *multiline))
    }

    /// The length of what stands before the quote of a string: `f`, `rb`, `r#`.
    fn prefix(&self, rest: &str) -> usize {
        let bytes = rest.as_bytes();
        let starts_word = self.at == 0 || !is_word(self.code.as_bytes()[self.at - 1]);
        let letters = bytes.iter().take(2).take_while(|b| b"bBfFrRuUc".contains(b)).count();
        let hashes = bytes[letters..].iter().take_while(|b| **b == b'#').count();
        let hashes = if self.has(Trait::Rust) && rest[..letters].ends_with('r') { hashes } else { 0 };
        let quote = |b: &u8| *b == b'"' || (*b == b'\'' && !self.has(Trait::Rust));
        if letters > 0 && starts_word && bytes.get(letters + hashes).is_some_and(quote) { letters + hashes } else { 0 }
    }

    fn word(&mut self, rest: &str) -> (usize, Option<&'static str>) {
        let length = word_length(rest, self.has(Trait::Shell));
        let (word, after) = rest.split_at(length);
        let names = std::mem::take(&mut self.names);
        let is_key = (self.has(Trait::Colons) && self.has(Trait::Shell) && before(after, b':'))
            || (self.has(Trait::Tables) && before(after, b'='));
        if is_key {
            return (length, Some("attribute"));
        }
        if self.has(Trait::Rust) && after.starts_with('!') && !after.starts_with("!=") {
            return (length + 1, Some("support"));
        }
        let class = self.word_class(word);
        self.names = class == Some("storage");
        let is_name = class.is_none() && (names && declares(after) || after.starts_with('('));
        (length, if is_name { Some("entity") } else { class })
    }

    fn word_class(&self, word: &str) -> Option<&'static str> {
        let lower;
        let word = if self.has(Trait::AnyCase) {
            lower = word.to_ascii_lowercase();
            &lower
        } else {
            word
        };
        let language = self.language;
        let classes = [
            (language.keywords, "keyword"),
            (language.storage, "storage"),
            (language.constants, "constant"),
            (language.support, "support"),
        ];
        classes.iter().find(|(words, _)| has_word(words, word)).map(|(_, class)| *class)
    }

    fn write(&mut self, length: usize, class: Option<&'static str>) {
        if class.is_some() {
            self.flush();
            self.painter.piece(&self.code[self.at..self.at + length], class);
            self.plain = self.at + length;
        }
        self.at += length;
    }

    fn flush(&mut self) {
        self.painter.piece(&self.code[self.plain..self.at], None);
        self.plain = self.at;
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.code.as_bytes().get(self.at + ahead).copied()
    }

    fn has(&self, habit: Trait) -> bool {
        self.language.traits.contains(&habit)
    }

    fn at_line_start(&self) -> bool {
        self.at == 0 || self.code.as_bytes()[self.at - 1] == b'\n'
    }
}

fn has_word(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|known| known == word)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn word_length(text: &str, hyphens: bool) -> usize {
    text.bytes().take_while(|b| is_word(*b) || (hyphens && *b == b'-')).count()
}

fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let inside =
        |at: usize| bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_' || (bytes[at] == b'.' && digit(at + 1));
    (0..bytes.len()).find(|at| !inside(*at)).unwrap_or(bytes.len())
}

fn variable_length(text: &str) -> usize {
    if text.starts_with("${") {
        return text.find(['}', '\n']).map_or(text.len(), |end| end + usize::from(text.as_bytes()[end] == b'}'));
    }
    1 + word_length(&text[1..], false)
}

/// A Rust character, as opposed to a lifetime.
fn char_length(text: &str) -> Option<usize> {
    let mut chars = text[1..].char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        let skip = 1 + chars.next()?.1.len_utf8();
        let end = text[1 + skip..].find(['\'', '\n'])?;
        return Some(1 + skip + end + usize::from(text.as_bytes()[1 + skip + end] == b'\''));
    }
    let end = 1 + first.len_utf8();
    (first != '\'' && text[end..].starts_with('\'')).then_some(end + 1)
}

/// The end of a string, its closing quote included; a backslash takes the next character with it.
fn string_end(text: &str, quote: &str, multiline: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if !multiline => return at,
            _ if text.as_bytes()[at..].starts_with(quote.as_bytes()) => return at + quote.len(),
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Whether a sign follows, perhaps after spaces.
fn before(text: &str, sign: u8) -> bool {
    text.trim_start_matches([' ', '\t']).as_bytes().first() == Some(&sign)
}

/// Whether what follows a word can follow the name of what is declared.
fn declares(after: &str) -> bool {
    matches!(after.trim_start_matches(' ').as_bytes().first(), Some(b'(' | b'{' | b'<' | b':' | b'\n'))
}
