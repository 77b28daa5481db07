//! The port: finding a free one, and taking connections from it.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use super::ServeError;
use super::answer::{Shared, answer};

/// How many ports above the first are tried.
const MORE_PORTS: u16 = 20;
/// More connections than this wait until one is closed.
const MOST_CONNECTIONS: usize = 256;
/// A client that has not sent its request's head by then is cut off; so is an idle connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest head of a request in bytes.
const LONGEST_HEAD: usize = 16 * 1024;

/// Listens on the first free port from `port` on; also returns the ports that others use.
pub(super) fn bind(host: &str, port: u16) -> Result<(TcpListener, Vec<u16>), ServeError> {
    let mut busy = Vec::new();
    let last = if port == 0 { 0 } else { port.saturating_add(MORE_PORTS) };
    for candidate in port..=last {
        match bind_one(host, candidate) {
            Ok(listener) => return Ok((listener, busy)),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && candidate < last => busy.push(candidate),
            Err(error) => return Err(ServeError::Address(format!("{host}:{candidate}"), error)),
        }
    }
    Err(ServeError::Address(format!("{host}:{port}"), io::ErrorKind::AddrInUse.into()))
}

fn bind_one(host: &str, port: u16) -> io::Result<TcpListener> {
    let name = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    let mut addresses: Vec<SocketAddr> = (name, port).to_socket_addrs()?.collect();
    // `localhost` is both; what people type is 127.0.0.1.
    addresses.sort_by_key(SocketAddr::is_ipv6);
    let mut result = Err(io::ErrorKind::AddrNotAvailable.into());
    for address in addresses {
        result = TcpListener::bind(address);
        // A busy port is busy under every address: nobody should find another server under the same name.
        if !result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AddrNotAvailable) {
            break;
        }
    }
    let listener = result?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Host and port to put into a URL for the machine's own browser.
pub(super) fn shown(host: &str, address: SocketAddr) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() && ip.is_ipv4() => "127.0.0.1".to_owned(),
        ip if ip.is_unspecified() => "[::1]".to_owned(),
        _ if host.parse::<IpAddr>().is_err() && !host.starts_with('[') => host.to_owned(),
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    format!("{host}:{}", address.port())
}

/// Takes connections for as long as it is polled.
pub(super) async fn accept(listener: tokio::net::TcpListener, shared: Arc<Shared>) {
    let slots = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    while let Ok(slot) = slots.clone().acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => {
                let shared = shared.clone();
                tokio::spawn(async move {
                    serve(stream, shared).await;
                    drop(slot);
                });
            }
            // Too many open files, or a client that hung up already: others may fare better.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let Ok(local) = stream.local_addr() else { return };
    // Only slows things down if it fails.
    _ = stream.set_nodelay(true);
    let service = service_fn(|request| answer(shared.clone(), local.ip(), request));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(LONGEST_HEAD);
    // A client that breaks off or talks nonsense has been answered as far as that is possible.
    _ = http.serve_connection(TokioIo::new(stream), service).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_is_passed_over() {
        let (taken, _) = bind("127.0.0.1", 0).unwrap();
        let port = taken.local_addr().unwrap().port();
        let (next, busy) = bind("127.0.0.1", port).unwrap();
        assert_eq!(busy[0], port);
        assert!(next.local_addr().unwrap().port() > port);
    }

    #[test]
    fn an_address_for_everyone_is_shown_as_one_that_a_browser_can_open() {
        assert_eq!(shown("0.0.0.0", "0.0.0.0:4400".parse().unwrap()), "127.0.0.1:4400");
        assert_eq!(shown("::", "[::]:4400".parse().unwrap()), "[::1]:4400");
        assert_eq!(shown("localhost", "127.0.0.1:1".parse().unwrap()), "localhost:1");
        assert_eq!(shown("[::1]", "[::1]:1".parse().unwrap()), "[::1]:1");
    }
}
