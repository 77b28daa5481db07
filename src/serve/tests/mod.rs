//! The proof that the server is right: whatever happens to a site, each page that is served has the bytes that a build of
//! the same files writes, also one into the output of the last, with any number of threads.
//!
//! `PROPTEST_CASES=1000` walks further. To cover something new, add a row to [`ways`].

mod compare;
mod disk;
mod outline;
mod rig;
mod script;
mod served;
mod site;
mod ways;

use proptest::prelude::*;

use rig::Rig;
use script::{Report, Script, scripts};
use site::{SLOTS, Site, Slot};

/// How many scripts are walked, unless the environment says so.
const CASES: u32 = 10;

fn walk(script: &Script) -> Result<(), String> {
    let mut rig = Rig::start(script.start(), script.preview, true).map_err(|why| format!("at the start: {why}"))?;
    for (number, step) in (1..).zip(&script.steps) {
        if rig.broken && step.mends {
            let mended = rig.mended();
            rig.turn_into(mended, step.report).map_err(|why| format!("mended before step {number}: {why}"))?;
        }
        let mut site = rig.site.clone();
        step.edits.iter().for_each(|edit| site.set(edit.slot, edit.way));
        rig.turn_into(site, step.report).map_err(|why| format!("after step {number}: {why}"))?;
    }
    Ok(())
}

/// Each thing becomes every other way, alone, and then as it was: what a random walk meets with luck only. In several sites,
/// since what is there in one may hide a difference.
fn every_single_change(sites: &[usize], of: fn(&Slot) -> bool) {
    for number in sites {
        let mut rig = Rig::start(Site::number(*number), true, false).unwrap();
        for (slot, thing) in SLOTS.iter().enumerate().filter(|(_, thing)| of(thing)) {
            assert!(!rig.broken, "only a single change may break the site");
            let (way, ways) = (rig.site.way(slot), thing.ways());
            for next in (1..=ways).map(|step| (way + step) % ways) {
                let mut site = rig.site.clone();
                site.set(slot, next);
                let report = Report::EVERY[(slot + next + number) % Report::EVERY.len()];
                let turned = rig.turn_into(site, report);
                turned.unwrap_or_else(|why| panic!("{}, reported as {report:?}: {why}", thing.describe(next)));
            }
        }
        assert!(rig.known > 0, "builds into the output of the last know some pages");
    }
}

#[test]
fn every_single_change_of_an_article_is_followed() {
    every_single_change(&[0, 1], |thing| thing.of_article() == Some(1));
}

#[test]
fn every_single_change_besides_articles_is_followed() {
    every_single_change(&[0], |thing| thing.of_article().is_none());
}

#[test]
fn articles_are_followed_wherever_they_go() {
    every_single_change(&[0, 1], |thing| thing.of_article() != Some(1) && thing.row.name == "place");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_to_a_site_what_is_served_is_what_a_build_writes(script in scripts()) {
        walk(&script).map_err(TestCaseError::fail)?;
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES)
}

/// Makes these things about a plain site others, step by step; what a row lists last is named by `LAST`.
fn follows(steps: &[&[(Option<usize>, &str, usize)]]) {
    follows_by(Report::Files, steps);
}

fn follows_by(report: Report, steps: &[&[(Option<usize>, &str, usize)]]) {
    let mut rig = Rig::start(Site::number(0), false, true).unwrap();
    for step in steps {
        let mut site = rig.site.clone();
        for (article, name, way) in *step {
            let is_it = |thing: &Slot| thing.of_article() == *article && thing.row.name == *name;
            let slot = SLOTS.iter().position(is_it).unwrap();
            site.set(slot, (*way).min(SLOTS[slot].ways() - 1));
        }
        rig.turn_into(site, report).unwrap();
    }
}

const LAST: usize = usize::MAX;

#[test]
fn a_server_that_starts_with_a_mistake_in_a_text_has_nothing_to_go_back_to() {
    for setting in ["markdown", "tracking_parameters"] {
        follows_by(Report::Restart, &[&[(None, setting, 1), (Some(0), "body", 5)]]);
    }
}

/// Has the first article link to the second.
const LINKED: [(Option<usize>, &str, usize); 2] = [(Some(1), "place", 0), (Some(0), "body", 6)];

#[test]
fn a_link_to_a_page_follows_it_to_another_address() {
    follows(&[&LINKED, &[(None, "content/pages/about.md", 3)]]);
}

#[test]
fn a_link_is_asked_again_when_what_could_not_be_read_is_gone() {
    follows(&[&LINKED, &[(Some(1), "body", 9)], &[(Some(1), "place", 4)]]);
}

#[test]
fn what_changes_with_a_broken_configuration_is_read_when_that_is_mended() {
    follows(&[&[(None, "title", LAST), (Some(0), "body", 1)], &[(None, "title", 0)]]);
}

#[test]
fn a_file_that_cannot_be_read_may_go() {
    follows(&[&[(None, "max_file_bytes", 1), (Some(0), "body", LAST)], &[(Some(0), "place", 4)]]);
}

#[test]
fn a_folder_with_the_name_of_a_file_may_go() {
    follows_by(Report::Folders, &[&[(Some(1), "place", 5)], &[(Some(1), "place", 4)]]);
}
