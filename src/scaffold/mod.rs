//! New files of a site: what `citewire init` and `citewire new` write.
//!
//! [`site::files`] and [`draft::file`] are pure: facts in, paths and texts out. [`write()`] is the one place that touches
//! the disk, and it never overwrites anything.

pub mod draft;
pub mod schema;
pub mod site;
mod write;
pub mod yaml;

use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use write::{WriteError, write};

/// A file that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Below the site's root, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The way from a file to the site's root.
fn way_to_root(path: &str) -> String {
    match path.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// The comment by which the YAML language server finds the schema of a file.
fn modeline(path: &str, schema: &str) -> String {
    format!("# yaml-language-server: $schema={}{schema}\n", way_to_root(path))
}

/// A moment in a zone, as RFC 3339 with the zone's offset; seconds are dropped, so that it never lies ahead.
fn stamp(now: Timestamp, zone: &TimeZone) -> String {
    now.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:00%:z").to_string()
}

/// The folder of a month: `content/articles/2026/11`.
fn month_folder(now: Timestamp, zone: &TimeZone) -> String {
    now.to_zoned(zone.clone()).strftime("content/articles/%Y/%m").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_with_the_offset_of_its_zone() {
        let berlin = jiff::tz::TimeZoneDatabase::bundled().get("Europe/Berlin").unwrap();
        let now: Timestamp = "2026-11-30T23:30:59Z".parse().unwrap();
        assert_eq!(stamp(now, &berlin), "2026-12-01T00:30:00+01:00");
        assert_eq!(month_folder(now, &berlin), "content/articles/2026/12");
        assert_eq!(stamp(now, &TimeZone::UTC), "2026-11-30T23:30:00+00:00");
    }

    #[test]
    fn the_way_to_the_schema_fits_the_depth_of_the_file() {
        assert_eq!(modeline("citewire.yaml", "schema/a.json"), "# yaml-language-server: $schema=./schema/a.json\n");
        assert_eq!(way_to_root("content/articles/2026/11/a.md"), "../../../../");
    }
}
