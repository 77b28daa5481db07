//! The floor under any static site generator on this machine: what reading, Markdown and writing alone cost.
//!
//!   floor REFERENCE OUT CONTENT
//!
//! The finished site in the folder REFERENCE is taken into memory, not timed. Timed: all Markdown below CONTENT is read, cut
//! off its front matter and rendered, the HTML thrown away; the folders and files of the reference are written to OUT. Front
//! matter is not parsed, and there are no templates. Prints the seconds, as JSON.
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{env, fs, io, thread};

fn main() -> io::Result<()> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [reference, out, content] = &arguments[..] else {
        eprintln!("usage: floor REFERENCE OUT CONTENT");
        std::process::exit(2);
    };
    let site = Tree::load(reference)?;
    let start = Instant::now();
    let html = render(content)?;
    let rendered = start.elapsed().as_secs_f64();
    site.write(out)?;
    let seconds = start.elapsed().as_secs_f64();
    println!(r#"{{"seconds": {seconds:.4}, "rendering": {rendered:.4}, "html_bytes": {html}}}"#);
    Ok(())
}

/// A folder's content in memory, with paths below it.
struct Tree {
    folders: Vec<PathBuf>,
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Tree {
    fn load(root: &Path) -> io::Result<Self> {
        let (mut folders, mut paths) = (vec![], vec![]);
        walk(root, &mut folders, &mut paths)?;
        let below = |path: &Path| path.strip_prefix(root).expect("found below the root").to_path_buf();
        let files = paths.iter().map(|path| Ok((below(path), fs::read(path)?))).collect::<io::Result<_>>()?;
        let mut folders: Vec<PathBuf> = folders.iter().map(|folder| below(folder)).collect();
        // Parents come first, so that the folders of one depth can be made at the same time.
        folders.sort_by_key(|folder| depth(folder));
        Ok(Self { folders, files })
    }

    fn write(&self, out: &Path) -> io::Result<()> {
        fs::create_dir(out)?;
        for level in self.folders.chunk_by(|a, b| depth(a) == depth(b)) {
            parallel(level, |folder| fs::create_dir(out.join(folder)))?;
        }
        parallel(&self.files, |(path, bytes)| fs::write(out.join(path), bytes))
    }
}

fn depth(path: &Path) -> usize {
    path.components().count()
}

/// Reads and renders everything; the bytes of HTML that came out.
fn render(content: &Path) -> io::Result<usize> {
    let mut paths = vec![];
    walk(content, &mut vec![], &mut paths)?;
    let bytes = AtomicUsize::new(0);
    parallel(&paths, |path| {
        let text = fs::read_to_string(path)?;
        let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
        let mut html = String::with_capacity(body.len() * 3 / 2);
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(body));
        bytes.fetch_add(html.len(), Ordering::Relaxed);
        Ok(())
    })?;
    Ok(bytes.into_inner())
}

fn walk(folder: &Path, folders: &mut Vec<PathBuf>, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
            walk(&entry.path(), folders, files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// Calls `work` for every item, on all cores; the first error.
fn parallel<T: Sync>(items: &[T], work: impl Fn(&T) -> io::Result<()> + Sync) -> io::Result<()> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let blocks: Vec<&[T]> = items.chunks(64).collect();
    let next = AtomicUsize::new(0);
    let worker = || {
        while let Some(block) = blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
            block.iter().try_for_each(&work)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("a worker panicked"))
    })
}
