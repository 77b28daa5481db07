//! Filling the holes of an [`Html`].

use super::{HoleKind, Html};

impl Html {
    /// Appends the markup to `out`; `hole` writes what belongs into each hole, in reading order.
    ///
    /// ```
    /// use citewire::markdown::{Hole, HoleKind, Html};
    /// let html = Html { text: r#"<p id="a"></p>"#.into(), holes: vec![Hole { at: 7, kind: HoleKind::IdPrefix }] };
    /// let mut out = String::new();
    /// html.fill(&mut out, |_, out| out.push_str("story-"));
    /// assert_eq!(out, r#"<p id="story-a"></p>"#);
    /// ```
    pub fn fill(&self, out: &mut String, mut hole: impl FnMut(&HoleKind, &mut String)) {
        out.reserve(self.text.len() + 24 * self.holes.len());
        let mut from = 0;
        for next in &self.holes {
            let at = next.at as usize;
            out.push_str(&self.text[from..at]);
            hole(&next.kind, out);
            from = at;
        }
        out.push_str(&self.text[from..]);
    }
}
