//! Tells browsers, by server-sent events, which site is served and what is wrong with the files.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Bytes;
use hyper::{Response, StatusCode};
use serde_json::json;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::answer::{Shared, typed};
use super::body::Body;
use super::live::{Live, State};

/// A comment is sent after as long a silence, so that connections that are gone are noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How soon a browser comes back after the connection broke, in milliseconds.
const RETRY: &str = "retry: 500\n\n";

/// An endless answer: the present state at once, and every one that follows.
pub(super) fn stream(shared: Arc<Shared>) -> Response<Body> {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        // An error is a browser that left.
        _ = send_all(&shared.live, &sender).await;
    });
    typed(StatusCode::OK, "text/event-stream", Body::Stream(receiver))
}

type Piece = io::Result<Bytes>;

async fn send_all(live: &Live, sender: &mpsc::Sender<Piece>) -> Result<(), mpsc::error::SendError<Piece>> {
    let mut changes = live.subscribe();
    sender.send(Ok(Bytes::from_static(RETRY.as_bytes()))).await?;
    loop {
        let state = changes.borrow_and_update().clone();
        sender.send(Ok(event(live, &state).into())).await?;
        drop(state);
        while timeout(HEARTBEAT, changes.changed()).await.is_err() {
            sender.send(Ok(Bytes::from_static(b":\n\n"))).await?;
        }
    }
}

/// The state as one event: `generation` names the last good site, `state` the present state, and `errors` are those of the
/// files as they are.
fn event(live: &Live, state: &State) -> String {
    let errors = state.problem.as_ref().map(|problem| problem.mistakes()).unwrap_or_default();
    let data = json!({"generation": live.generation_id(state), "state": live.state_id(state), "errors": errors});
    format!("data: {data}\n\n")
}
