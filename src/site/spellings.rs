//! Spellings by number: what each means, and how often it was written.

use super::placed::NONE;

/// The spellings of terms or of publishers while these are being counted.
pub(super) struct Spellings<'a> {
    /// For each number of a spelling: what it means, or [`NONE`] until it is met.
    meanings: Vec<u32>,
    /// How often each was written.
    counts: Vec<usize>,
    /// Every spelling met so far, with its number.
    met: Vec<(&'a str, u32)>,
}

impl<'a> Spellings<'a> {
    /// Those whose numbers are below a bound; none was met.
    pub(super) fn new(bound: usize) -> Self {
        Self { meanings: vec![NONE; bound], counts: vec![0; bound], met: Vec::new() }
    }

    /// Counts a spelling once more; what it means, if it was met before.
    pub(super) fn count(&mut self, number: u32) -> Option<u32> {
        self.counts[number as usize] += 1;
        Some(self.meanings[number as usize]).filter(|meaning| *meaning != NONE)
    }

    /// Says what a spelling means that is met for the first time.
    pub(super) fn meet(&mut self, number: u32, text: &'a str, meaning: u32) {
        self.meanings[number as usize] = meaning;
        self.met.push((text, number));
    }

    /// For each meaning below a bound, the spelling that is written most often; of equally common ones the first in the alphabet.
    pub(super) fn commonest(&self, bound: usize) -> Vec<&'a str> {
        let mut best: Vec<(usize, &'a str)> = vec![(0, ""); bound];
        for (text, number) in &self.met {
            let count = self.counts[*number as usize];
            let Some(best) = best.get_mut(self.meanings[*number as usize] as usize) else { continue };
            if (count, best.1) > (best.0, text) {
                *best = (count, text);
            }
        }
        best.into_iter().map(|(_, text)| text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_spelling_is_told_for_each_meaning_and_none_for_what_has_no_place() {
        let mut spellings = Spellings::new(5);
        for (number, text, meaning) in [(3, "b", 0), (0, "a", 0), (1, "c", 1), (4, "refused", NONE - 1)] {
            assert_eq!(spellings.count(number), None);
            spellings.meet(number, text, meaning);
        }
        assert_eq!(spellings.commonest(3), ["a", "c", ""]);
        assert_eq!((spellings.count(3), spellings.count(4)), (Some(0), Some(NONE - 1)));
        assert_eq!(spellings.commonest(3), ["b", "c", ""]);
    }
}
