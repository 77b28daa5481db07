//! What the system misses, or cannot report at all.

use std::fs;
use std::sync::{Arc, Mutex};

use super::*;

type Told = Arc<Mutex<Vec<String>>>;

fn listener() -> (Listener, Told) {
    let told = Told::default();
    let hear = told.clone();
    let listener: Listener = Arc::new(move |event| hear.lock().unwrap().push(format!("{event:?}")));
    (listener, told)
}

fn site() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    fs::create_dir_all(root.join("content/articles")).unwrap();
    fs::write(root.join("content/articles/a.md"), "1").unwrap();
    (dir, root)
}

/// Begins to watch. What is never reported makes a test fail, late, in place of waiting for ever.
fn start(root: &Path, tell: &Listener) -> Watch {
    let watch = Watch::start(root.to_path_buf(), tell);
    let stopper = watch.stopper();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(60));
        drop(stopper);
    });
    watch
}

/// Waits until a change of this path is reported; all that was reported until then, since on a busy machine a save may be
/// reported in two parts.
fn wait_for(watch: &mut Watch, path: &Path, tell: &Listener) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    while !all.contains(path) {
        all.extend(watch.next(tell).expect("the change is reported").paths);
    }
    all
}

#[test]
fn a_save_is_reported_and_reading_is_not() {
    let (_dir, root) = site();
    let (tell, _) = listener();
    let [a, b, c] = ["a.md", "b.md", "c.md"].map(|name| root.join("content/articles").join(name));
    fs::write(&c, "1").unwrap();
    let mut watch = start(&root, &tell);
    fs::read(&c).unwrap();
    fs::write(root.join("public.html"), "not watched").unwrap();
    fs::write(&a, "12").unwrap();
    assert_eq!(wait_for(&mut watch, &a, &tell), BTreeSet::from([a.clone()]));
    fs::read(&c).unwrap();
    fs::write(&b, "12").unwrap();
    let reported = wait_for(&mut watch, &b, &tell);
    assert!(!reported.contains(&c), "{reported:?}");
}

#[test]
fn lost_reports_are_made_up_for_by_looking_and_looking_ends() {
    let (_dir, root) = site();
    let (tell, _) = listener();
    let mut watch = start(&root, &tell);
    watch.sender.send(Signal::Gap).unwrap();
    let everything = watch.next(&tell).unwrap().paths;
    assert!(everything.contains(&root.join(CONTENT)), "the first time, nothing is known: {everything:?}");
    // Nothing reports this change but a look.
    watch.watcher = None;
    let a = root.join("content/articles/a.md");
    fs::write(&a, "12").unwrap();
    watch.sender.send(Signal::Gap).unwrap();
    assert_eq!(watch.next(&tell).unwrap().paths, BTreeSet::from([a]));
}

#[test]
fn a_system_that_cannot_watch_is_polled_and_the_limit_is_named() {
    let (_dir, root) = site();
    let (tell, told) = listener();
    let mut watch = start(&root, &tell);
    watch.sender.send(Signal::Failed(notify::Error::new(ErrorKind::MaxFilesWatch))).unwrap();
    let polling = std::thread::spawn({
        let (a, b) = (root.join("content/articles/a.md"), root.join("static/b.txt"));
        move || {
            fs::write(&a, "12").unwrap();
            wait_for(&mut watch, &a, &tell);
            fs::create_dir_all(b.parent().unwrap()).unwrap();
            fs::write(&b, "1").unwrap();
            wait_for(&mut watch, &b, &tell);
            fs::remove_file(&a).unwrap();
            wait_for(&mut watch, &a, &tell);
        }
    });
    polling.join().unwrap();
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 1, "it is said once: {told:?}");
    assert!(told[0].contains("sudo sysctl fs.inotify.max_user_watches="), "{told:?}");
}

#[test]
fn a_site_whose_folder_is_gone_is_watched_again_when_it_is_back() {
    let (dir, root) = site();
    let (tell, told) = listener();
    let site = root.join("site");
    fs::create_dir(&site).unwrap();
    fs::rename(root.join("content"), site.join("content")).unwrap();
    let mut watch = start(&site, &tell);
    let a = site.join("content/articles/a.md");
    fs::rename(&site, root.join("away")).unwrap();
    while !watch.lost {
        watch.next(&tell).unwrap();
    }
    fs::rename(root.join("away"), &site).unwrap();
    wait_for(&mut watch, &a, &tell);
    assert!(watch.watcher.is_some() && !watch.lost);
    fs::write(&a, "123").unwrap();
    wait_for(&mut watch, &a, &tell);
    assert!(told.lock().unwrap().is_empty());
    drop(dir);
}

#[test]
fn dropping_the_stopper_ends_the_watch() {
    let (_dir, root) = site();
    let (tell, _) = listener();
    let mut watch = Watch::start(root, &tell);
    drop(watch.stopper());
    assert!(watch.next(&tell).is_none());
}

#[test]
fn a_link_back_to_a_folder_above_does_not_end_the_watch() {
    let (_dir, root) = site();
    std::os::unix::fs::symlink("..", root.join("content/articles/loop")).unwrap();
    let (tell, told) = listener();
    let mut watch = start(&root, &tell);
    let a = root.join("content/articles/a.md");
    fs::write(&a, "12").unwrap();
    wait_for(&mut watch, &a, &tell);
    assert!(watch.watcher.is_some());
    assert!(told.lock().unwrap().is_empty());
}

#[test]
fn a_folder_that_could_not_be_watched_is_watched_once_it_changed() {
    let (_dir, root) = site();
    let (tell, told) = listener();
    let mut watch = start(&root, &tell);
    // As for a folder that may not be read.
    let articles = root.join("content/articles");
    watch.watcher.as_mut().unwrap().unwatch(&articles).unwrap();
    watch.sender.send(Signal::Unwatched(articles.clone())).unwrap();
    fs::set_permissions(&articles, fs::metadata(&articles).unwrap().permissions()).unwrap();
    wait_for(&mut watch, &articles, &tell);
    // No look finds it.
    watch.look_at = None;
    let a = articles.join("a.md");
    fs::write(&a, "12").unwrap();
    wait_for(&mut watch, &a, &tell);
    assert!(told.lock().unwrap().is_empty());
}

#[test]
fn links_that_lead_out_of_the_site_are_not_followed() {
    let ((_dir, root), (_out, outside)) = (site(), site());
    std::os::unix::fs::symlink(&outside, root.join("content/articles/out")).unwrap();
    std::os::unix::fs::symlink(&outside, root.join("static")).unwrap();
    let (tell, _) = listener();
    let mut watch = start(&root, &tell);
    let a = root.join("content/articles/a.md");
    let write = |text: &str| {
        fs::write(outside.join("content/articles/a.md"), text).unwrap();
        fs::write(outside.join("b.md"), text).unwrap();
        fs::write(&a, text).unwrap();
    };
    write("12");
    assert_eq!(wait_for(&mut watch, &a, &tell), BTreeSet::from([a.clone()]));
    fs::remove_file(root.join("static")).unwrap();
    std::os::unix::fs::symlink(&outside, root.join("static")).unwrap();
    wait_for(&mut watch, &root.join("static"), &tell);
    write("123");
    assert!(!wait_for(&mut watch, &a, &tell).contains(&root.join("static/b.md")));
}

#[test]
fn other_folders_of_the_site_are_watched_if_links_lead_there() {
    let (_dir, root) = site();
    let (link, out) = (root.join("content/articles/drafts"), root.join("content/articles/out"));
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(root.join("drafts")).unwrap();
    std::os::unix::fs::symlink(root.join("drafts"), &link).unwrap();
    std::os::unix::fs::symlink(outside.path(), &out).unwrap();
    let (tell, _) = listener();
    let mut watch = start(&root, &tell);
    watch.follow(&[link.clone(), root.join("drafts"), out.clone()], &tell);
    assert_eq!(watch.links, std::slice::from_ref(&link));
    wait_for(&mut watch, &root.join(CONTENT), &tell);
    fs::write(outside.path().join("b.md"), "1").unwrap();
    fs::write(root.join("drafts/b.md"), "1").unwrap();
    let b = link.join("b.md");
    assert_eq!(wait_for(&mut watch, &b, &tell), BTreeSet::from([b]));
}

#[test]
fn a_save_does_not_call_off_a_look() {
    let (_dir, root) = site();
    let (tell, _) = listener();
    let mut watch = start(&root, &tell);
    let at = Some(Instant::now() + Duration::from_secs(3600));
    watch.look_at = at;
    let a = root.join("content/articles/a.md");
    fs::write(&a, "12").unwrap();
    wait_for(&mut watch, &a, &tell);
    assert_eq!(watch.look_at, at);
}

#[test]
fn folders_whose_reports_were_lost_are_watched_again() {
    let (_dir, root) = site();
    let (tell, _) = listener();
    let mut watch = start(&root, &tell);
    // As a folder is that appeared among reports that were lost.
    watch.watcher.as_mut().unwrap().unwatch(&root.join("content/articles")).unwrap();
    watch.sender.send(Signal::Gap).unwrap();
    wait_for(&mut watch, &root.join(CONTENT), &tell);
    let a = root.join("content/articles/a.md");
    fs::write(&a, "12").unwrap();
    wait_for(&mut watch, &a, &tell);
}

#[test]
fn a_site_whose_folder_is_replaced_at_once_is_read_and_watched() {
    let (_dir, root) = site();
    let (tell, told) = listener();
    let site = root.join("site");
    fs::create_dir_all(site.join("content/articles")).unwrap();
    fs::create_dir_all(root.join("next/content/articles")).unwrap();
    let mut watch = start(&site, &tell);
    fs::rename(&site, root.join("old")).unwrap();
    fs::rename(root.join("next"), &site).unwrap();
    wait_for(&mut watch, &site.join(CONTENT), &tell);
    let a = site.join("content/articles/a.md");
    fs::write(&a, "12").unwrap();
    wait_for(&mut watch, &a, &tell);
    assert!(told.lock().unwrap().is_empty());
}

#[test]
fn a_look_names_no_file_that_was_reported_before() {
    let (_dir, root) = site();
    let (tell, _) = listener();
    let mut watch = start(&root, &tell);
    watch.sender.send(Signal::Gap).unwrap();
    wait_for(&mut watch, &root.join(CONTENT), &tell);
    let [a, b, c, new] = ["a.md", "b.md", "c/c.md", "new"].map(|name| root.join("content/articles").join(name));
    fs::create_dir(c.parent().unwrap()).unwrap();
    wait_for(&mut watch, c.parent().unwrap(), &tell);
    fs::write(&c, "1").unwrap();
    wait_for(&mut watch, &c, &tell);
    // What follows is found by no look, but reported in turn.
    watch.look_at = None;
    fs::write(&a, "12").unwrap();
    fs::remove_dir_all(c.parent().unwrap()).unwrap();
    fs::write(&b, "12").unwrap();
    wait_for(&mut watch, &b, &tell);
    fs::create_dir(&new).unwrap();
    let reported = wait_for(&mut watch, &new, &tell);
    assert!(!reported.contains(&a) && !reported.contains(&c), "{reported:?}");
}
