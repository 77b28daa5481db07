//! A request's way: guarded, sent to where it belongs, and answered with the headers that all answers have.

use std::convert::Infallible;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use hyper::{Method, Request, Response, StatusCode};

use super::body::Body;
use super::guard::{self, Asked};
use super::live::Live;
use super::{Listener, events, page};

/// Where the server's own files lie; no page of a site is looked for below it.
const OWN: &str = "/__citewire/";
/// Reloads the page, and shows mistakes over it.
const SCRIPT: &str = include_str!("reload.js");

/// What all requests share.
pub(super) struct Shared {
    pub(super) live: Live,
    /// The site's folder, as the system names it.
    pub(super) root: PathBuf,
    /// What the server was told to listen on.
    pub(super) host: String,
    /// Whether pages get the script that reloads them.
    pub(super) reloads: bool,
    pub(super) tell: Listener,
}

/// Answers a request; whatever it holds, there is an answer.
pub(super) async fn answer(
    shared: Arc<Shared>,
    local: IpAddr,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let asked = Asked { method: request.method(), uri: request.uri(), headers: request.headers() };
    let mut response = match guard::check(&asked, &shared.host, local) {
        Err((status, text)) => plain(status, text),
        Ok(()) => match request.uri().path().strip_prefix(OWN) {
            Some("events") if shared.reloads && request.method() == Method::GET => events::stream(shared),
            Some("reload.js") if shared.reloads => script(),
            Some(_) => plain(StatusCode::NOT_FOUND, "there is nothing here\n"),
            None => render(shared, request).await,
        },
    };
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    const ALWAYS: [(HeaderName, &str); 3] = [
        (CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

async fn render(shared: Arc<Shared>, request: Request<Incoming>) -> Response<Body> {
    let uri = request.uri().clone();
    // A long list or a slow disk must not hold up other answers.
    let rendered = tokio::task::spawn_blocking(move || page::answer(&shared, &uri)).await;
    rendered.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "rendering this page failed\n"))
}

fn script() -> Response<Body> {
    typed(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT)
}

/// An answer in a few words.
pub(super) fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    typed(status, "text/plain; charset=utf-8", text)
}

/// An answer of a media type.
pub(super) fn typed(status: StatusCode, media_type: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// An answer that leads to another address of this server.
pub(super) fn redirect(status: StatusCode, to: &str) -> Response<Body> {
    let Ok(to) = HeaderValue::from_str(to) else { return plain(StatusCode::BAD_REQUEST, "a malformed address\n") };
    let mut response = plain(status, "");
    response.headers_mut().insert(LOCATION, to);
    response
}
