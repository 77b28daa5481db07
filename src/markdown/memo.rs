//! Lines of code that were parsed before: the grammars are slow (0.15 ms a line), and code repeats itself.
//!
//! The memory belongs to a thread and changes no result: a line met in the same state parses to the same operations.

use std::cell::RefCell;
use std::rc::Rc;

use ahash::AHashMap as HashMap;
use syntect::parsing::{ParseState, ScopeStackOp, SyntaxSet};

/// Lines that are remembered; beyond, all are forgotten.
const MOST_LINES: usize = 4_000;

/// What parsing a line gave.
pub(super) type Operations = Rc<Vec<(usize, ScopeStackOp)>>;

struct Met {
    before: ParseState,
    after: ParseState,
    operations: Operations,
}

thread_local! {
    static LINES: RefCell<HashMap<Box<str>, Vec<Met>>> = RefCell::default();
}

/// Forgets what this thread remembers: no more code will come.
pub fn forget_lines() {
    LINES.take();
}

/// Parses a line, or remembers how it was parsed; nothing if the grammar fails on it.
pub(super) fn parse_line(state: &mut ParseState, line: &str, syntaxes: &SyntaxSet) -> Operations {
    LINES.with_borrow_mut(|lines| {
        if let Some(met) = lines.get(line).and_then(|all| all.iter().find(|met| met.before == *state)) {
            state.clone_from(&met.after);
            return met.operations.clone();
        }
        let before = state.clone();
        let operations = Rc::new(state.parse_line(line, syntaxes).unwrap_or_default());
        if lines.len() >= MOST_LINES {
            lines.clear();
        }
        let met = Met { before, after: state.clone(), operations: operations.clone() };
        lines.entry(line.into()).or_default().push(met);
        operations
    })
}
