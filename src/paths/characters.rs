//! Characters that have no place in names, or in markup.

use crate::bytes;

/// Characters that a reader cannot see but that change a name or turn its direction: zero-width and bidi controls,
/// joiners, noncharacters.
#[must_use]
#[inline]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E000}'..='\u{F8FF}'
        | '\u{FDD0}'..='\u{FDEF}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether HTML and XML forbid a character: controls but for tab and line ends, and noncharacters.
#[must_use]
pub fn is_forbidden_in_markup(c: char) -> bool {
    match c as u32 {
        0x09 | 0x0A | 0x0D => false,
        0x00..=0x1F | 0x7F..=0x9F | 0xFDD0..=0xFDEF => true,
        code => code & 0xFFFE == 0xFFFE,
    }
}

/// Whether a byte may begin a character that [`is_forbidden_in_markup`] is true of: a text without such bytes holds none.
#[must_use]
#[inline]
pub const fn may_begin_forbidden(byte: u8) -> bool {
    // Without branches, so that many bytes are looked at at once.
    let is_control = (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
    is_control | (byte == 0x7F) | (byte == 0xC2) | (byte >= 0xEF)
}

/// The first character that [`is_forbidden_in_markup`] is true of; nearly no text holds one.
#[must_use]
pub fn first_forbidden(text: &str) -> Option<char> {
    let mut rest = text;
    while let Some(at) = bytes::find(rest.as_bytes(), may_begin_forbidden) {
        let c = rest[at..].chars().next()?;
        if is_forbidden_in_markup(c) {
            return Some(c);
        }
        rest = &rest[at + c.len_utf8()..];
    }
    None
}
