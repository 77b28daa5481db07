//! Who may ask: pages of other sites, and names of other hosts that lead here, are refused.
//!
//! Any page that the author's browser shows can send requests to a server on the same machine. Its reading of the answers
//! is refused by the `Origin` and `Sec-Fetch-Site` that the browser sends; a foreign name that was made to lead to this
//! machine (DNS rebinding) by the `Host` that it sends.

use std::net::IpAddr;

use hyper::header::{HOST, HeaderMap, ORIGIN};
use hyper::{Method, StatusCode, Uri};

/// Why a request is refused: status and a short text.
pub(super) type Refusal = (StatusCode, &'static str);

/// What a request says of itself, before anything is done for it.
pub(super) struct Asked<'a> {
    pub(super) method: &'a Method,
    pub(super) uri: &'a Uri,
    pub(super) headers: &'a HeaderMap,
}

/// Refuses what is not asked by the author's own browser of this server.
///
/// `host` is the name or address that the server was told to listen on, `local` the address that the client connected to.
pub(super) fn check(asked: &Asked<'_>, host: &str, local: IpAddr) -> Result<(), Refusal> {
    let authority = authority(asked)?;
    if !is_own(name_of(authority), host, local) {
        return Err((StatusCode::FORBIDDEN, "this server does not answer to that host name\n"));
    }
    if let Some(origin) = asked.headers.get(ORIGIN) {
        let own = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        if !own.is_some_and(|own| own.eq_ignore_ascii_case(authority)) {
            return Err((StatusCode::FORBIDDEN, "pages of other sites may not read this one\n"));
        }
    }
    let header = |name| asked.headers.get(name).and_then(|value| value.to_str().ok());
    let foreign = header("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    if foreign && header("sec-fetch-mode") != Some("navigate") {
        return Err((StatusCode::FORBIDDEN, "pages of other sites may not read this one\n"));
    }
    match *asked.method {
        Method::GET | Method::HEAD => Ok(()),
        _ => Err((StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n")),
    }
}

/// Host and port that the client believes to talk to.
fn authority<'a>(asked: &Asked<'a>) -> Result<&'a str, Refusal> {
    let mut hosts = asked.headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else {
        return Err((StatusCode::BAD_REQUEST, "a request has exactly one Host\n"));
    };
    match asked.uri.authority() {
        Some(authority) if !authority.as_str().eq_ignore_ascii_case(host) => {
            Err((StatusCode::BAD_REQUEST, "the Host is not that of the address\n"))
        }
        _ => Ok(host),
    }
}

/// The host of `host:port`, without the brackets of an IPv6 address.
fn name_of(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// An IP address cannot be made to lead elsewhere, so the one that was connected to is always good.
fn is_own(name: &str, host: &str, local: IpAddr) -> bool {
    let same = |own: &str| name.eq_ignore_ascii_case(own);
    let connected_to = || name.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical() == local.to_canonical());
    ["localhost", "127.0.0.1", "::1", host.trim_matches(['[', ']'])].into_iter().any(same) || connected_to()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(host: &str, local: &str, method: Method, headers: &[(&'static str, &str)]) -> u16 {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let uri = Uri::from_static("/");
        let asked = Asked { method: &method, uri: &uri, headers: &map };
        check(&asked, host, local.parse().unwrap()).map_or_else(|(status, _)| status.as_u16(), |()| 200)
    }

    fn get(headers: &[(&'static str, &str)]) -> u16 {
        ask("127.0.0.1", "127.0.0.1", Method::GET, headers)
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for good in ["localhost", "LocalHost:4400", "127.0.0.1:4400", "[::1]:4400", "[::1]"] {
            assert_eq!(get(&[("host", good)]), 200, "{good}");
        }
        for bad in ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "192.168.1.7", "", "[::2]", "::1"] {
            assert_eq!(get(&[("host", bad)]), 403, "{bad}");
        }
    }

    #[test]
    fn a_server_for_the_network_answers_to_the_address_that_was_connected_to() {
        let at = |name| ask("0.0.0.0", "192.168.1.7", Method::GET, &[("host", name)]);
        assert_eq!((at("192.168.1.7:4400"), at("192.168.1.8"), at("evil.example")), (200, 403, 403));
        let named = |name| ask("desk.local", "192.168.1.7", Method::GET, &[("host", name)]);
        assert_eq!((named("Desk.local:4400"), named("192.168.1.7"), named("other.local")), (200, 200, 403));
        for host in ["::1", "[::1]", "::"] {
            let at = |name| ask(host, "::1", Method::GET, &[("host", name)]);
            assert_eq!((at("[::1]:4400"), at(""), at(":4400")), (200, 403, 403), "{host}");
        }
    }

    #[test]
    fn a_request_without_one_host_is_malformed() {
        assert_eq!(get(&[]), 400);
        assert_eq!(get(&[("host", "localhost"), ("host", "localhost")]), 400);
    }

    #[test]
    fn pages_of_other_sites_are_refused_but_may_link_here() {
        let host = ("host", "localhost:4400");
        assert_eq!(get(&[host, ("origin", "http://localhost:4400")]), 200);
        for foreign in ["http://evil.example", "http://localhost:3000", "https://localhost:4400", "null", ""] {
            assert_eq!(get(&[host, ("origin", foreign)]), 403, "{foreign}");
        }
        for (site, mode, status) in [
            ("same-origin", "cors", 200),
            ("none", "navigate", 200),
            ("cross-site", "navigate", 200),
            ("cross-site", "no-cors", 403),
            ("same-site", "cors", 403),
        ] {
            let asked = get(&[host, ("sec-fetch-site", site), ("sec-fetch-mode", mode)]);
            assert_eq!(asked, status, "{site} {mode}");
        }
    }

    #[test]
    fn nothing_but_reading_is_allowed() {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::CONNECT] {
            assert_eq!(ask("127.0.0.1", "127.0.0.1", method, &[("host", "localhost")]), 405);
        }
    }
}
