//! Lines of code that were parsed before: the grammars are slow (0.15 ms a line), and code repeats itself.
//!
//! The memory belongs to a thread and changes no result: a line met in the same state parses to the same operations.

use std::cell::RefCell;
use std::rc::Rc;

use ahash::AHashMap as HashMap;
use syntect::parsing::{ParseState, ScopeStackOp, SyntaxSet};

use super::highlight::Change;

/// Lines that are remembered; beyond, all are forgotten.
const MOST_LINES: usize = 4_000;

/// What parsing a line gave: changes and the bytes before which they are made.
pub(super) type Changes = Rc<Vec<(usize, Change)>>;

struct Met {
    before: ParseState,
    after: ParseState,
    changes: Changes,
}

thread_local! {
    static LINES: RefCell<HashMap<Box<str>, Vec<Met>>> = RefCell::default();
}

/// Forgets what this thread remembers: no more code will come.
pub fn forget_lines() {
    LINES.take();
}

/// Parses a line, or remembers how it was parsed; nothing if the grammar fails on it. `change` says what an operation does.
pub(super) fn parse_line(
    state: &mut ParseState,
    line: &str,
    syntaxes: &SyntaxSet,
    change: impl Fn(&ScopeStackOp) -> Change,
) -> Changes {
    LINES.with_borrow_mut(|lines| {
        if let Some(met) = lines.get(line).and_then(|all| all.iter().find(|met| met.before == *state)) {
            state.clone_from(&met.after);
            return met.changes.clone();
        }
        let before = state.clone();
        let operations = state.parse_line(line, syntaxes).unwrap_or_default();
        let changes: Changes = Rc::new(operations.iter().map(|(at, operation)| (*at, change(operation))).collect());
        if lines.len() >= MOST_LINES {
            lines.clear();
        }
        let met = Met { before, after: state.clone(), changes: changes.clone() };
        lines.entry(line.into()).or_default().push(met);
        changes
    })
}
