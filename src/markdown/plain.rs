//! The words of a text: how many there are, and the excerpt.

use super::text;

/// Room for an excerpt of the usual length, in bytes.
const USUAL: usize = 240;

/// So many bytes are looked at at once.
const BLOCK: usize = 32;

/// Counts words and collects an excerpt while the text is walked.
#[derive(Default)]
pub(super) struct Plain {
    /// Words so far.
    pub(super) words: u32,
    /// Whether text is being collected.
    pub(super) taking: bool,
    /// Whether collecting pauses: in a heading, a table.
    pub(super) paused: bool,
    collected: String,
    in_word: bool,
}

impl Plain {
    /// Begins, collecting or not.
    pub(super) fn new(taking: bool) -> Self {
        Self { taking, ..Self::default() }
    }

    /// Takes notice of some text.
    pub(super) fn text(&mut self, content: &str) {
        self.count(content);
        if self.taking && !self.paused {
            if self.collected.is_empty() {
                self.collected.reserve(USUAL);
            }
            text::push_clean(&mut self.collected, content);
        }
    }

    /// A word ends here: a line break, or the end of a block.
    pub(super) fn space(&mut self) {
        self.in_word = false;
        if self.taking && !self.paused && !self.collected.is_empty() && !self.collected.ends_with(' ') {
            self.collected.push(' ');
        }
    }

    /// Drops the space before a citation marker.
    pub(super) fn trim_end(&mut self) {
        if self.taking && !self.paused {
            self.collected.truncate(self.collected.trim_end().len());
        }
    }

    /// Whether nothing was collected so far.
    pub(super) fn is_empty(&self) -> bool {
        self.collected.trim().is_empty()
    }

    /// What was collected.
    pub(super) fn finish(mut self) -> String {
        self.trim_collected();
        self.collected
    }

    fn trim_collected(&mut self) {
        let trimmed = self.collected.trim();
        if trimmed.len() != self.collected.len() {
            self.collected = trimmed.to_owned();
        }
    }

    fn count(&mut self, content: &str) {
        let mut rest = content;
        while let Some(block) = rest.as_bytes().first_chunk() {
            rest = self.count_block(block, rest, BLOCK);
        }
        if !rest.is_empty() {
            // Blanks behind the text begin no word.
            let mut block = [b' '; BLOCK];
            block[..rest.len()].copy_from_slice(rest.as_bytes());
            self.count_block(&block, rest, rest.len());
        }
    }

    /// Counts so many bytes of a text, with which the block begins, and as many more as belong to the last character; what is
    /// behind them.
    fn count_block<'t>(&mut self, block: &[u8; BLOCK], text: &'t str, length: usize) -> &'t str {
        // Where one character is beyond ASCII, the next ones mostly are.
        let usual = if block[0].is_ascii() { usual_words(block, self.in_word) } else { None };
        if let Some(words) = usual {
            self.words += words;
            self.in_word = block[length - 1] != b' ';
            return &text[length..];
        }
        let mut chars = text.chars();
        while text.len() - chars.as_str().len() < length {
            let Some(c) = chars.next() else { break };
            self.count_char(c);
        }
        chars.as_str()
    }

    /// A word is a run without white space that holds a letter or digit; a Chinese or Japanese character is one by itself.
    fn count_char(&mut self, c: char) {
        if is_ideograph(c) {
            self.words += 1;
            self.in_word = false;
            return;
        }
        let letter = c.is_alphanumeric();
        self.words += u32::from(letter && !self.in_word);
        self.in_word = (self.in_word || letter) && !c.is_whitespace();
    }
}

/// The words that begin in a block, if it is usual: ASCII without controls, in which every word begins with a letter or digit;
/// `in_word`: whether one is going on. All bytes are looked at at once, each with the one before it.
fn usual_words(block: &[u8; BLOCK], in_word: bool) -> Option<u32> {
    let mut before = [if in_word { b'a' } else { b' ' }; BLOCK];
    before[1..].copy_from_slice(&block[..BLOCK - 1]);
    let (words, odd) = (0..BLOCK).fold((0, 0), |(words, odd), at| {
        let start = u8::from((before[at] == b' ') & (block[at] != b' '));
        let letter = u8::from(is_letter(block[at]));
        // As a signed number, what is beyond ASCII is less than a blank, too.
        let is_other = u8::from(block[at].cast_signed() < b' '.cast_signed());
        (words + (start & letter), odd | start & !letter | is_other)
    });
    (odd == 0).then_some(u32::from(words))
}

fn is_letter(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10)
}

fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Words by their definition.
    fn words(pieces: &[String]) -> u32 {
        let text = pieces.concat().replace(is_ideograph, " x ");
        text.split(|c: char| c.is_whitespace()).filter(|run| run.contains(char::is_alphanumeric)).count() as u32
    }

    proptest! {
        #[test]
        fn blocks_are_counted_as_single_characters_are(
            pieces in proptest::collection::vec("([a-z0-9A-Z]{1,9}|[ \t\n\r\x0C]|[(\"$.—’&-]|[éЖ南\u{3000}\u{B}\x00]|(word ){1,20}){0,12}", 0..6),
        ) {
            let (mut plain, mut slow) = (Plain::default(), Plain::default());
            for piece in &pieces {
                plain.text(piece);
                piece.chars().for_each(|c| slow.count_char(c));
                prop_assert_eq!((plain.words, plain.in_word), (slow.words, slow.in_word));
            }
            prop_assert_eq!(plain.words, words(&pieces));
        }
    }
}
