//! Characters that no page, feed or e-mail can hold: reported wherever a text of a file has them, and taken out.

use std::borrow::Cow;

use super::{Node, Value};
use crate::bytes;
use crate::diagnostics::{Diagnostic, FileText, Place, Span, codes};
use crate::paths::{first_forbidden, is_forbidden_in_markup as is_forbidden};

/// How many texts of a file are reported.
const MOST: usize = 20;

/// Goes through all texts and keys of a value that was read from `written`.
pub(super) fn take_out(file: &FileText, written: &str, node: &mut Node<'_>, found: &mut Vec<Diagnostic>) {
    // A text holds what is written, or what an escape stands for.
    if first_forbidden(written).is_none() && !bytes::contain(written.as_bytes(), b'\\') {
        return;
    }
    let mut taker = Taker { file, found, reported: 0 };
    taker.node(node);
}

struct Taker<'t> {
    file: &'t FileText,
    found: &'t mut Vec<Diagnostic>,
    reported: usize,
}

impl Taker<'_> {
    fn node(&mut self, node: &mut Node<'_>) {
        match &mut node.value {
            Value::Null | Value::Unread => {}
            Value::Scalar { text, .. } => self.text(text, node.span),
            Value::Seq(items) => items.iter_mut().for_each(|item| self.node(item)),
            Value::Map(entries) => entries.iter_mut().for_each(|(key, value)| {
                self.text(&mut key.value, key.span);
                self.node(value);
            }),
        }
    }

    fn text(&mut self, text: &mut Cow<'_, str>, span: Span) {
        let Some(c) = first_forbidden(text) else { return };
        if self.reported < MOST {
            let message = format!("this text holds the character U+{:04X}, which no page can show", u32::from(c));
            let wrong = Diagnostic::error(codes::BAD_VALUE, Place::of(self.file, span), message);
            self.found.push(wrong.help("take it out, or type the text again instead of copying it"));
        }
        self.reported += 1;
        *text = Cow::Owned(text.replace(is_forbidden, ""));
    }
}
