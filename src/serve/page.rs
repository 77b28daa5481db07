//! The page at an address. Addresses are looked up in the present plan; no path is ever made of a request's text.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use hyper::body::Bytes;
use hyper::{Response, StatusCode, Uri};
use tokio::sync::mpsc;

use super::answer::{Shared, plain, redirect, typed};
use super::body::Body;
use super::error_page::error_page;
use super::live::{Generation, State};
use super::problem::Mistake;
use super::{Event, media_type};
use crate::outputs::{Page, Rendered, names};

/// Answers a request for a page or a file of the site. Blocks: renders, reads the disk, and waits for the whole site if the page
/// may lack what its outline does not know.
pub(super) fn answer(shared: &Shared, uri: &Uri) -> Response<Body> {
    loop {
        let state = shared.live.now();
        match answer_from(shared, &state, uri) {
            Some(answer) => return answer,
            None => shared.live.wait_beyond(&state),
        }
    }
}

/// The answer of one state; none if only a later one can tell.
fn answer_from(shared: &Shared, state: &State, uri: &Uri) -> Option<Response<Body>> {
    let Some(good) = &state.good else {
        let mistakes = state.problem.as_ref().map(|problem| problem.mistakes()).unwrap_or_default();
        return Some(mistakes_page(shared, state, &mistakes));
    };
    let Some(path) = decode(uri.path()) else {
        return Some(plain(StatusCode::BAD_REQUEST, "a malformed address\n"));
    };
    let asking = Asking { shared, state, good };
    match address(&path, good.base()) {
        Some(address) => asking.answer(address, uri.query()),
        None if path == "/" || path == good.base() => {
            Some(redirect(StatusCode::TEMPORARY_REDIRECT, &format!("{}/", good.base())))
        }
        None => asking.not_found(),
    }
}

/// The address below the base path.
fn address<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    let base = decode(base)?;
    path.strip_prefix(&*base).filter(|address| address.starts_with('/'))
}

/// One request to one state of the site.
struct Asking<'a> {
    shared: &'a Shared,
    state: &'a State,
    good: &'a Generation,
}

impl Asking<'_> {
    fn answer(&self, address: &str, query: Option<&str>) -> Option<Response<Body>> {
        if let Some(page) = self.find(address) {
            return self.render(page, StatusCode::OK);
        }
        let Some(page) = self.find(&format!("{address}/")) else { return self.not_found() };
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let encoded = page.url.encoded();
        let folder = encoded.strip_suffix("index.html").unwrap_or(&encoded);
        Some(redirect(StatusCode::PERMANENT_REDIRECT, &format!("{}{folder}{query}", self.good.base())))
    }

    fn find(&self, address: &str) -> Option<&Page> {
        names(address).find_map(|name| self.good.page(&name))
    }

    fn not_found(&self) -> Option<Response<Body>> {
        match self.good.page("/404.html") {
            Some(page) => self.render(page, StatusCode::NOT_FOUND),
            None => Some(plain(StatusCode::NOT_FOUND, "no page has this address\n")),
        }
    }

    fn render(&self, page: &Page, status: StatusCode) -> Option<Response<Body>> {
        let file = page.url.file();
        let media_type = media_type::of(file.as_str());
        let rendered = self.good.prepared.renderer.render(page);
        // Asked behind the rendering: what other requests have made may be shown, too.
        if !matches!(rendered, Ok(Rendered::Copy(_))) && self.good.may_lack_links() {
            return None;
        }
        Some(match rendered {
            Ok(Rendered::Bytes(bytes) | Rendered::Shortened(bytes, _)) if media_type == media_type::HTML => {
                typed(status, media_type, self.scripted(bytes))
            }
            Ok(Rendered::Bytes(bytes) | Rendered::Shortened(bytes, _)) => typed(status, media_type, bytes),
            Ok(Rendered::Copy(disk)) => match copy(&disk, &self.shared.root) {
                Ok((file, size)) => typed(status, media_type, stream(file, size)),
                Err(_) => plain(StatusCode::NOT_FOUND, "this file cannot be read any more\n"),
            },
            Err(diagnostic) => {
                let mistakes = [Mistake::from(&*diagnostic)];
                // Of an outline, that is said with all other mistakes.
                if self.good.outlining.is_none() {
                    (self.shared.tell)(Event::PageFailed(*diagnostic));
                }
                mistakes_page(self.shared, self.state, &mistakes)
            }
        })
    }

    /// The page with the script that reloads it, if changes are watched.
    fn scripted(&self, html: Vec<u8>) -> Vec<u8> {
        if !self.shared.reloads {
            return html;
        }
        add_script(html, "generation", &self.shared.live.generation_id(self.state))
    }
}

/// A page that shows mistakes, and goes away when something changes.
fn mistakes_page(shared: &Shared, state: &State, mistakes: &[Mistake]) -> Response<Body> {
    let mut html = error_page(mistakes, shared.reloads).into_bytes();
    if shared.reloads {
        html = add_script(html, "state", &shared.live.state_id(state));
    }
    typed(StatusCode::INTERNAL_SERVER_ERROR, media_type::HTML, html)
}

/// Adds the script that reloads before the end of the body. `what` must be seen to be as it is for the page to be good.
fn add_script(mut html: Vec<u8>, what: &str, id: &str) -> Vec<u8> {
    let end = b"</body>";
    let at = html.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end)).unwrap_or(html.len());
    let script = format!("<script src=\"/__citewire/reload.js\" data-{what}=\"{id}\" defer></script>");
    html.splice(at..at, script.into_bytes());
    html
}

/// Opens a file of the site. It was inside of the site's folder when it was loaded; it must be now.
fn copy(disk: &Path, root: &Path) -> io::Result<(File, u64)> {
    if !disk.canonicalize()?.starts_with(root) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let file = File::open(disk)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    Ok((file, meta.len()))
}

/// A file's bytes in pieces, so that a large one needs no memory of its size.
fn stream(file: File, size: u64) -> Body {
    const PIECE: u64 = 64 * 1024;
    let (sender, receiver) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        // What is added to the file meanwhile was not announced.
        let mut file = file.take(size);
        loop {
            let mut piece = Vec::new();
            let read = file.by_ref().take(PIECE).read_to_end(&mut piece);
            let done = !matches!(read, Ok(n) if n > 0);
            if matches!(read, Ok(0)) || sender.blocking_send(read.map(|_| Bytes::from(piece))).is_err() || done {
                break;
            }
        }
    });
    Body::Sized(receiver, size)
}

/// A path with its percent signs resolved; `None` if it is malformed or not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut out = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || bytes.next().and_then(|b| char::from(b).to_digit(16));
            let (high, low) = (digit()?, digit()?);
            out.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn malformed_addresses_are_known_as_such() {
        assert_eq!(decode("/a%20b/%C3%BC"), Some("/a b/ü".to_owned()));
        for bad in ["/%", "/%4", "/%zz", "/%ff", "/%c0%ae"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_base_path_is_taken_off_where_it_is_a_whole_part() {
        assert_eq!(address("/repo/a/", "/repo"), Some("/a/"));
        assert_eq!(address("/repository/a/", "/repo"), None);
        assert_eq!(address("/ü/a/", "/%C3%BC"), Some("/a/"));
        assert_eq!(address("/a/", ""), Some("/a/"));
    }

    #[test]
    fn the_script_stands_before_the_last_end_of_a_body() {
        let html = b"<body><pre>&lt;/body></pre></BODY></html>".to_vec();
        let text = String::from_utf8(add_script(html, "state", "x-1")).unwrap();
        let script = "<script src=\"/__citewire/reload.js\" data-state=\"x-1\" defer></script>";
        assert_eq!(text, format!("<body><pre>&lt;/body></pre>{script}</BODY></html>"));
        assert!(String::from_utf8(add_script(b"no end".to_vec(), "state", "x")).unwrap().ends_with("</script>"));
    }
}
