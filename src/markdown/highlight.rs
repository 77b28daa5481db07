//! Code with a class for what a word is: `hl-keyword`, `hl-string` … and no more markup than a theme can use.
//!
//! The grammars are syntect's; lines that were met before come out of the [`memo`](super::memo).

use std::sync::LazyLock;

use syntect::parsing::{ClearAmount, ParseState, Scope, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::memo::{Changes, parse_line};
use super::paint::Painter;

/// Code longer than this, in bytes, is written plain.
const MAX_BLOCK: usize = 200_000;
/// A line longer than this, in bytes, is written plain.
const MAX_LINE: usize = 2_000;

/// Scopes that get a class, the more special first.
const CLASSES: [(&str, &str); 14] = [
    ("comment", "comment"),
    ("string", "string"),
    ("constant", "constant"),
    ("keyword", "keyword"),
    ("storage", "storage"),
    ("entity.name.tag", "tag"),
    ("entity.other.attribute-name", "attribute"),
    ("entity.name", "entity"),
    ("support", "support"),
    ("variable.function", "entity"),
    ("variable.parameter", "variable"),
    ("markup.inserted", "inserted"),
    ("markup.deleted", "deleted"),
    ("markup.heading", "heading"),
];

/// The grammars: immutable, and read from the binary when the first code block is met.
static GRAMMARS: LazyLock<Grammars> = LazyLock::new(|| {
    let scope = |name: &str| Scope::new(name).expect("a scope of three words fits");
    Grammars {
        syntaxes: SyntaxSet::load_defaults_newlines(),
        classes: CLASSES.iter().map(|(name, class)| (scope(name), *class)).collect(),
        plain: ["keyword.operator", "variable.other"].map(scope),
    }
});

struct Grammars {
    syntaxes: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
    /// Scopes that have no class although a wider one has.
    plain: [Scope; 2],
}

/// Appends code in a language as spans with classes; whether the language is known and the code not too long.
///
/// If it returns `false`, nothing was appended.
pub(super) fn highlight(out: &mut String, code: &str, language: &str) -> bool {
    if is_text(language) || code.len() > MAX_BLOCK {
        return false;
    }
    let grammars = &*GRAMMARS;
    let Some(syntax) = find(&grammars.syntaxes, language) else { return false };
    let mut scopes = Scopes { painter: Painter::new(out), stack: Vec::new(), cleared: Vec::new() };
    let mut state = ParseState::new(syntax);
    for line in code.split_inclusive('\n') {
        let change = |operation: &ScopeStackOp| grammars.change(operation);
        let changes = (line.len() <= MAX_LINE).then(|| parse_line(&mut state, line, &grammars.syntaxes, change));
        scopes.line(line, &changes.unwrap_or_default());
    }
    scopes.painter.finish();
    true
}

fn is_text(language: &str) -> bool {
    matches!(language, "" | "text" | "txt" | "plain" | "plaintext" | "none" | "output")
}

fn find<'s>(syntaxes: &'s SyntaxSet, language: &str) -> Option<&'s SyntaxReference> {
    let near = match language {
        "patch" => "diff",
        "svg" | "xhtml" => "xml",
        "ts" | "typescript" | "tsx" | "jsx" | "mjs" => "js",
        "golang" => "go",
        "shell" | "console" | "zsh" => "sh",
        other => other,
    };
    syntaxes.find_syntax_by_token(near)
}

/// What an operation of a grammar does to the classes; known once for a line that comes again.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change {
    /// A scope begins, with a class or without one.
    Push(Option<&'static str>),
    /// A scope begins in which the class outside of it goes on.
    PushAlike,
    /// So many scopes end.
    Pop(usize),
    /// Scopes are set aside.
    Clear(ClearAmount),
    /// Those are taken back.
    Restore,
    /// Nothing.
    None,
}

impl Grammars {
    fn change(&self, operation: &ScopeStackOp) -> Change {
        match operation {
            ScopeStackOp::Push(scope) => self.push(*scope),
            ScopeStackOp::Pop(count) => Change::Pop(*count),
            ScopeStackOp::Clear(amount) => Change::Clear(*amount),
            ScopeStackOp::Restore => Change::Restore,
            ScopeStackOp::Noop => Change::None,
        }
    }

    fn push(&self, scope: Scope) -> Change {
        if self.plain.iter().any(|plain| plain.is_prefix_of(scope)) {
            return Change::Push(None);
        }
        let found = self.classes.iter().find(|(known, _)| known.is_prefix_of(scope));
        found.map_or(Change::PushAlike, |(_, class)| Change::Push(Some(*class)))
    }
}

/// Follows the scopes of a grammar.
struct Scopes<'o> {
    painter: Painter<'o>,
    /// For each open scope the class that holds inside of it.
    stack: Vec<Option<&'static str>>,
    cleared: Vec<Vec<Option<&'static str>>>,
}

impl Scopes<'_> {
    fn line(&mut self, line: &str, changes: &Changes) {
        let mut from = 0;
        for (at, change) in changes.iter() {
            self.piece(line.get(from..*at).unwrap_or_default());
            from = *at.max(&from);
            self.apply(change);
        }
        self.piece(line.get(from..).unwrap_or_default());
    }

    fn piece(&mut self, text: &str) {
        self.painter.piece(text, self.class());
    }

    fn class(&self) -> Option<&'static str> {
        self.stack.last().copied().flatten()
    }

    fn apply(&mut self, change: &Change) {
        match change {
            Change::Push(class) => self.stack.push(*class),
            Change::PushAlike => self.stack.push(self.class()),
            Change::Pop(count) => self.stack.truncate(self.stack.len().saturating_sub(*count)),
            Change::Clear(amount) => {
                let keep = match amount {
                    ClearAmount::TopN(count) => self.stack.len().saturating_sub(*count),
                    ClearAmount::All => 0,
                };
                self.cleared.push(self.stack.split_off(keep));
            }
            Change::Restore => self.stack.extend(self.cleared.pop().unwrap_or_default()),
            Change::None => {}
        }
    }
}
