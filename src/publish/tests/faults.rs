//! What a kill leaves, at every step of a publication, and the ways for systems that cannot exchange folders.

use super::super::exchange::Cannot;
use super::*;

/// Publishes OLD, then NEW with a kill after `steps` steps; whether NEW was finished.
fn killed_after(place: &Place, steps: usize, cannot: Option<Cannot>) -> bool {
    let options = Options { steps: Some(AtomicUsize::new(steps)), cannot, ..place.options() };
    publish(&place.out(), NEW, &options).is_ok()
}

#[test]
fn a_kill_at_any_step_leaves_the_old_site_or_the_new_one_and_the_next_build_heals() {
    for steps in 0.. {
        let place = Place::new();
        // Two builds before, so that there is a staging tree to be reused.
        place.publish(&[("index.html", "older"), ("gone.html", "gone")]).unwrap();
        place.publish(OLD).unwrap();
        place.write("CNAME", "mine");
        let done = killed_after(&place, steps, None);
        let now = place.tree();
        let with_foreign = |files| {
            let mut all = expected(files);
            all.insert("CNAME".to_owned(), "mine".to_owned());
            all
        };
        assert!(now == with_foreign(OLD) || now == with_foreign(NEW), "after {steps} steps: {now:?}");
        for files in [NEW, OLD, NEW] {
            place.publish(files).unwrap();
            assert_eq!(place.tree(), with_foreign(files), "after {steps} steps");
        }
        if done {
            assert!(steps > 10, "the sweep ended too soon");
            return;
        }
    }
}

#[test]
fn two_kills_in_a_row_are_healed_as_well() {
    for first in 0..20 {
        for second in (0..20).step_by(3) {
            let place = Place::new();
            place.publish(OLD).unwrap();
            killed_after(&place, first, None);
            killed_after(&place, second, None);
            let now = place.tree();
            assert!(now == expected(OLD) || now == expected(NEW), "{first}, {second}");
            place.publish(OLD).unwrap();
            assert_eq!(place.tree(), expected(OLD), "{first}, {second}");
        }
    }
}

#[test]
fn without_an_exchange_the_folders_are_renamed_and_a_kill_between_is_healed() {
    for steps in 0.. {
        let place = Place::new();
        place.publish(OLD).unwrap();
        let done = killed_after(&place, steps, Some(Cannot::Exchange));
        let now = place.tree();
        // Between two renames there is no folder for a moment; the build after puts it back.
        assert!(now.is_empty() || now == expected(OLD) || now == expected(NEW), "after {steps} steps: {now:?}");
        let options = place.options();
        drop(Staging::begin(&place.out(), &options).unwrap());
        let now = place.tree();
        assert!(now == expected(OLD) || now == expected(NEW), "after {steps} steps: {now:?}");
        place.publish(NEW).unwrap();
        assert_eq!(place.tree(), expected(NEW));
        if done {
            return;
        }
    }
}

#[test]
fn a_mount_point_is_updated_file_by_file_and_that_is_said() {
    let place = Place::new();
    place.publish(&[("index.html", "old"), ("same.html", "same"), ("gone/x.html", "gone")]).unwrap();
    place.write("CNAME", "mine");
    let before = place.stamp("same.html");
    let files: &[(&str, &str)] = &[("index.html", "new"), ("same.html", "same"), ("more/y", "2")];
    let options = || Options { cannot: Some(Cannot::Rename), ..place.options() };
    let report = publish(&place.out(), files, &options()).unwrap();
    assert_eq!(report.exchange, Exchange::InPlace { why: "it is a mount point".to_owned() });
    let mut all = expected(files);
    all.insert("CNAME".to_owned(), "mine".to_owned());
    assert_eq!(place.tree(), all);
    assert_eq!(place.stamp("same.html"), before);
    assert!(!place.out().join("gone").exists());
    let report = publish(&place.out(), files, &options()).unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (0, 3, 0));
}
