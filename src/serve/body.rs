//! The body of an answer: bytes, or a stream of them.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use tokio::sync::mpsc;

/// The body of an answer.
pub(super) enum Body {
    /// These bytes.
    Full(Option<Bytes>),
    /// Bytes that come as they are made, until the sender is dropped.
    Stream(mpsc::Receiver<io::Result<Bytes>>),
    /// As many bytes as were announced, as they come.
    Sized(mpsc::Receiver<io::Result<Bytes>>, u64),
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Full(Some(bytes.into()))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self::Full(Some(Bytes::from_static(text.as_bytes())))
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let next = match &mut *self {
            Self::Full(bytes) => bytes.take().map(Ok),
            Self::Stream(receiver) | Self::Sized(receiver, _) => ready!(receiver.poll_recv(cx)),
        };
        Poll::Ready(next.map(|bytes| bytes.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Full(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Full(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Self::Stream(_) => SizeHint::default(),
            Self::Sized(_, size) => SizeHint::with_exact(*size),
        }
    }
}
