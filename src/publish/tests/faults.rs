//! A build that is stopped after any step leaves the old site or the new one, and the next build works.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use rustix::io::Errno;

use super::support::{Files, Site, expected};
use super::{NEW, OLD};

/// Stops builds after 0, 1, 2 … steps until one is done; `check` looks at what each leaves.
fn sweep(prepare: impl Fn() -> Site, new: Files<'_>, check: impl Fn(&Site, usize)) {
    for steps in 0..10_000 {
        let mut site = prepare();
        site.options.hooks.steps_left = Some(Arc::new(AtomicUsize::new(steps)));
        let done = site.publish(new).is_ok();
        site.options.hooks.steps_left = None;
        check(&site, steps);
        let mut all = expected(new);
        all.extend(foreign(&site));
        site.publish(new).unwrap_or_else(|error| panic!("{steps} steps: {error}"));
        assert_eq!(site.published(), all, "{steps} steps, then a build");
        if done {
            assert!(steps > new.len(), "no fault was met");
            return;
        }
    }
    panic!("no build was done");
}

const MINE: Files<'_> = &[("mine/own.txt", "mine")];

/// What is there of [`MINE`]: all or nothing.
fn foreign(site: &Site) -> impl Iterator<Item = (String, String)> {
    let has = site.path("public/mine").exists() || site.path(".public.citewire/old/mine").exists();
    expected(if has { MINE } else { &[] }).into_iter()
}

fn old_site(builds: &[Files<'_>]) -> Site {
    let site = Site::new();
    builds.iter().for_each(|files| drop(site.publish(files).unwrap()));
    site.write("public/mine/own.txt", "mine");
    site
}

fn is_old_or_new(site: &Site, old: Files<'_>, new: Files<'_>, steps: usize) {
    let now = site.published();
    let with_mine = |files| {
        let mut all = expected(files);
        all.extend(expected(MINE));
        all
    };
    assert!(now == with_mine(old) || now == with_mine(new), "after {steps} steps: {now:?}");
    assert!(site.path("public/mine/own.txt").exists());
}

#[test]
fn a_first_build_leaves_nothing_or_all() {
    sweep(Site::new, NEW, |site, steps| {
        let now = site.published();
        assert!(now.is_empty() || now == expected(NEW), "after {steps} steps: {now:?}");
    });
}

#[test]
fn a_second_build_leaves_the_old_site_or_the_new_one() {
    sweep(|| old_site(&[OLD]), NEW, |site, steps| is_old_or_new(site, OLD, NEW, steps));
}

#[test]
fn a_build_into_a_used_staging_tree_leaves_the_old_site_or_the_new_one() {
    sweep(|| old_site(&[NEW, &[("a", "file")], OLD]), NEW, |site, steps| is_old_or_new(site, OLD, NEW, steps));
}

#[test]
fn a_build_after_a_stopped_build_may_be_stopped_too() {
    for first in (0..40).step_by(3) {
        let prepare = || {
            let mut site = old_site(&[OLD]);
            site.options.hooks.steps_left = Some(Arc::new(AtomicUsize::new(first)));
            _ = site.publish(&[("a", "file"), ("b/c", "file")]);
            site.options.hooks.steps_left = None;
            site
        };
        let middle: Files<'_> = &[("a", "file"), ("b/c", "file")];
        let was_done = prepare().published().contains_key("a");
        sweep(prepare, NEW, |site, steps| is_old_or_new(site, if was_done { middle } else { OLD }, NEW, steps));
    }
}

#[test]
fn renames_leave_the_old_site_or_the_new_one_or_what_the_next_build_puts_right() {
    let prepare = || {
        let mut site = old_site(&[OLD]);
        site.options.hooks.exchange_error = Some(Errno::INVAL);
        site
    };
    sweep(prepare, NEW, |site, steps| {
        if site.path("public").exists() {
            is_old_or_new(site, OLD, NEW, steps);
        } else {
            drop(site.begin().unwrap());
            is_old_or_new(site, OLD, OLD, steps);
        }
    });
}

#[test]
fn an_update_in_place_leaves_files_that_are_old_or_new_and_the_next_build_finishes() {
    let prepare = || {
        let mut site = old_site(&[OLD]);
        site.options.hooks.exchange_error = Some(Errno::BUSY);
        site
    };
    sweep(prepare, NEW, |site, steps| {
        let texts = [OLD, NEW, MINE].concat();
        for (path, text) in site.published().iter().filter(|(path, _)| !path.ends_with('/')) {
            assert!(texts.contains(&(path.as_str(), text.as_str())), "after {steps} steps: {path}: {text}");
        }
        assert!(site.path("public/index.html").exists() && site.path("public/mine/own.txt").exists());
    });
}
