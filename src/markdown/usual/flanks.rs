//! What stands around a sign decides whether it can open or close something.

use super::Scan;

/// What a character is to the signs beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Punctuation,
    Letter,
}

/// What a run of signs can do.
#[derive(Clone, Copy)]
pub(super) struct Flanks {
    pub(super) opens: bool,
    pub(super) closes: bool,
}

impl Scan<'_> {
    /// What the run of so many signs at a byte can do; nothing if a rare character stands beside it.
    pub(super) fn flanks(&self, at: usize, length: usize) -> Option<Flanks> {
        let sign = self.bytes[at];
        let next = self.source[at + length..].chars().next().map_or(Some(Kind::Blank), kind)?;
        if at == self.line {
            return Some(Flanks { opens: next != Kind::Blank, closes: false });
        }
        let before = self.source[..at].chars().next_back()?;
        let previous = kind(before)?;
        // Stars may stand inside of words.
        let is_free = |beside: Kind| sign == b'*' && beside != Kind::Punctuation;
        let is_bracket = sign == b'\'' && matches!(before, ']' | ')');
        let may_open = is_free(next) || (previous != Kind::Letter && !is_bracket);
        let may_close = is_free(previous) || next != Kind::Letter;
        Some(Flanks { opens: next != Kind::Blank && may_open, closes: previous != Kind::Blank && may_close })
    }
}

/// The kind of a character, for those of which every edition of Unicode says the same.
fn kind(c: char) -> Option<Kind> {
    match c {
        c if c.is_ascii_alphanumeric() => Some(Kind::Letter),
        c if c.is_ascii_graphic() => Some(Kind::Punctuation),
        ' ' | '\n' | '\u{A0}' => Some(Kind::Blank),
        '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '•' | '«' | '»' => Some(Kind::Punctuation),
        '\u{C0}'..='\u{24F}' | '\u{400}'..='\u{481}' | '\u{3041}'..='\u{3096}' | '\u{4E00}'..='\u{9FA5}'
            if c.is_alphabetic() =>
        {
            Some(Kind::Letter)
        }
        _ => None,
    }
}
