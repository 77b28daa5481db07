//! The lists that a site has besides its taxonomies: where each is, and whether it is written.

use super::{archive, corrections, digest, leaderboard, storyline};
use crate::site::Site;
use crate::theme::Theme;

/// A list of all there is of one kind.
#[derive(Debug)]
pub struct List {
    /// Its address.
    pub path: &'static str,
    /// The template; a theme without it has no such list.
    pub template: &'static str,
    /// Whether there is anything to show.
    exists: fn(&Site) -> bool,
}

/// The publishers.
pub const PUBLISHERS: List =
    List { path: "/publishers/", template: leaderboard::PUBLISHERS, exists: |site| !site.publishers.is_empty() };

/// The digests.
pub const DIGESTS: List =
    List { path: "/digest/", template: digest::DIGESTS, exists: |site| !site.editions.is_empty() };

/// The storylines.
pub const STORYLINES: List =
    List { path: "/storylines/", template: storyline::STORYLINES, exists: |site| !site.storylines.terms.is_empty() };

/// The archive.
pub const ARCHIVE: List =
    List { path: "/archive/", template: archive::ARCHIVE, exists: |site| !site.months.is_empty() };

/// The corrections: a site that never had to correct anything says so, too.
pub const CORRECTIONS: List =
    List { path: "/corrections/", template: corrections::CORRECTIONS, exists: |site| !site.stories.is_empty() };

/// All of them.
pub const ALL: [&List; 5] = [&PUBLISHERS, &DIGESTS, &STORYLINES, &ARCHIVE, &CORRECTIONS];

/// Whether a path of the menu leads to a list that has nothing to show yet: such an entry is left out until it has, since a new
/// site has a menu before it has articles.
#[must_use]
pub fn is_still_empty(path: &str, site: &Site, theme: &Theme) -> bool {
    ALL.iter().any(|list| list.path == path && theme.engine.has(list.template) && !(list.exists)(site))
}

impl List {
    /// Whether the theme can show it, and there is anything to show.
    #[must_use]
    pub fn is_written(&self, site: &Site, theme: &Theme) -> bool {
        theme.engine.has(self.template) && (self.exists)(site)
    }
}
