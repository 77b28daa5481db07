//! The words of a text: how many there are, and the excerpt.

use super::text;

const LETTER: u8 = 1;
const SPACE: u8 = 2;

/// For each ASCII character whether it is a letter or digit, or white space.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        kinds[byte] = if c.is_ascii_alphanumeric() {
            LETTER
        } else if c.is_ascii_whitespace() {
            SPACE
        } else {
            0
        };
        byte += 1;
    }
    kinds
};

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
        if !content.is_ascii() {
            return content.chars().for_each(|c| self.count_char(c));
        }
        let (mut words, mut in_word) = (0, u8::from(self.in_word));
        for byte in content.bytes() {
            let kind = KINDS[byte as usize];
            words += u32::from(kind & LETTER & !in_word);
            in_word = (in_word | kind & LETTER) & !(kind >> 1);
        }
        self.words += words;
        self.in_word = in_word != 0;
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

fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}
