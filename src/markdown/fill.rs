//! Filling the holes of rendered Markdown.

use super::{HoleKind, Html};

impl Html {
    /// Appends the markup to `out`; `hole` writes what each hole stands for.
    pub fn fill(&self, out: &mut String, mut hole: impl FnMut(&HoleKind, &mut String)) {
        let mut from = 0;
        for h in &self.holes {
            out.push_str(&self.text[from..h.at as usize]);
            hole(&h.kind, out);
            from = h.at as usize;
        }
        out.push_str(&self.text[from..]);
    }
}
