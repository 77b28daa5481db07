//! How long publishing takes; run by hand: `cargo test --release publish_of_many -- --ignored --nocapture`.

use std::fmt::Write as _;
use std::time::Instant;

use crate::publish::{Content, Options, Staging};

use super::support::path_of;

#[test]
#[ignore = "measures, promises nothing"]
fn publish_of_many_small_files_is_measured() {
    let base: std::path::PathBuf = std::env::var_os("CITEWIRE_MEASURE_IN").map_or_else(std::env::temp_dir, Into::into);
    let folder = tempfile::tempdir_in(base).unwrap();
    let options = Options::new(folder.path().to_owned());
    let mut table = String::new();
    for (name, changed) in
        [("first", 0), ("second, linked", 0), ("warm", 0), ("one changed", 1), ("all changed", 10_000)]
    {
        let started = Instant::now();
        let staging = Staging::begin(&folder.path().join("public"), &options).unwrap();
        let begun = started.elapsed();
        std::thread::scope(|scope| {
            for thread in 0..2 {
                let staging = &staging;
                scope.spawn(move || {
                    (thread * 5_000..(thread + 1) * 5_000).for_each(|n| put(staging, n, n < changed, name))
                });
            }
        });
        let put = started.elapsed();
        let report = staging.commit().unwrap();
        let all = started.elapsed();
        let (commit, put) = (all - put, put - begun);
        writeln!(table, "{name:15} begin {begun:7.1?} put {put:7.1?} commit {commit:7.1?} all {all:7.1?} {report:?}")
            .unwrap();
    }
    println!("{table}");
}

fn put(staging: &Staging, n: usize, is_changed: bool, name: &str) {
    let text = format!("{n} {}{}", "some words ".repeat(300), if is_changed { name } else { "" });
    staging
        .put(&path_of(&format!("2026/{:02}/story-{n}/index.html", n % 12)), Content::Bytes(text.as_bytes()))
        .unwrap();
}
