//! Who is at the other end of a request: address, transport, origin.

use std::net::{IpAddr, SocketAddr};

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use cicerone_protocol::ErrorCode;
use url::Url;

use super::problem::Problem;
use crate::app::App;

/// The two ends of a connection, as the listener saw them. Put into every request.
#[derive(Clone, Copy)]
pub struct Connection {
    /// The other end's address, IPv4 never wrapped in IPv6.
    pub remote: IpAddr,
    /// Our end's address.
    pub local: SocketAddr,
    /// The connection is TLS.
    pub tls: bool,
}

/// Who sent a request, seen through trusted reverse proxies. Has no `Debug`: addresses are personal.
#[derive(Clone, Copy)]
pub struct Client {
    /// The client's address.
    pub ip: IpAddr,
    /// The client speaks HTTPS, to us or to the proxy.
    pub https: bool,
    /// Straight from this machine, not through a proxy.
    pub is_local: bool,
}

impl FromRequestParts<App> for Client {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let connection = parts.extensions.get::<Connection>();
        let connection = connection.ok_or_else(|| Problem::internal("a request without its connection"))?;
        Ok(client(connection, &parts.headers, &app.config.http.trusted_proxies))
    }
}

/// Lets a request through when it comes from one of our own pages, or from a program that is no browser.
///
/// Browsers say the page's origin on every WebSocket and every POST, and no page can forge it.
pub struct SameOrigin;

impl FromRequestParts<App> for SameOrigin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if is_same_origin(&parts.headers, app.config.public_url.as_ref()) {
            Ok(Self)
        } else {
            Err(Problem::forbidden(ErrorCode::Forbidden)
                .with_detail("This request comes from a page of another site. Open Cicerone by its own address."))
        }
    }
}

fn client(connection: &Connection, headers: &HeaderMap, trusted: &[IpAddr]) -> Client {
    // A proxy on this machine that nobody told us of still says that it passes somebody else's request on.
    let passed_on = ["x-forwarded-for", "forwarded", "via"].iter().any(|name| headers.contains_key(*name));
    let is_local = connection.remote.is_loopback() && !passed_on;
    let direct = Client { ip: connection.remote, https: connection.tls, is_local };
    if !trusted.contains(&connection.remote) {
        return direct;
    }
    let header = |name: &str| headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    // Each proxy appends what it saw: the last entry that is no proxy of ours is the first that can be believed.
    let hops: Vec<IpAddr> = header("x-forwarded-for")
        .flat_map(|value| value.split(','))
        .filter_map(|hop| hop.trim().parse::<IpAddr>().ok())
        .map(|hop| hop.to_canonical())
        .collect();
    let Some(ip) = hops.iter().rev().find(|hop| !trusted.contains(hop)) else {
        return direct;
    };
    let https = header("x-forwarded-proto").next_back().is_some_and(|proto| proto.eq_ignore_ascii_case("https"));
    Client { ip: *ip, https, is_local: false }
}

fn is_same_origin(headers: &HeaderMap, public_url: Option<&Url>) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let Some(origin) = origin.to_str().ok().and_then(|origin| Url::parse(origin).ok()) else { return false };
    if public_url.is_some_and(|public| public.origin() == origin.origin()) {
        return true;
    }
    // `Host` with the origin's scheme: a missing port then means the same default on both sides.
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let own = host.and_then(|host| Url::parse(&format!("{}://{host}", origin.scheme())).ok());
    own.is_some_and(|own| own.origin() == origin.origin() && origin.origin().is_tuple())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn forwarded_addresses_are_believed_only_from_trusted_proxies() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let connection = Connection { remote: proxy, local: "10.0.0.2:80".parse().unwrap(), tls: false };
        let forged = headers(&[("x-forwarded-for", "127.0.0.1, 203.0.113.9, 10.0.0.1"), ("x-forwarded-proto", "https")]);
        let seen = client(&connection, &forged, &[proxy]);
        assert_eq!((seen.ip, seen.https, seen.is_local), ("203.0.113.9".parse().unwrap(), true, false));
        let seen = client(&connection, &forged, &[]);
        assert_eq!((seen.ip, seen.https), (proxy, false));
    }

    #[test]
    fn only_our_own_pages_and_programs_pass_the_origin_check() {
        let public = Url::parse("https://help.example.org").unwrap();
        let check = |origin: Option<&str>, host: &str| {
            let mut all = headers(&[("host", host)]);
            if let Some(origin) = origin {
                all.insert(ORIGIN, origin.parse().unwrap());
            }
            is_same_origin(&all, Some(&public))
        };
        assert!(check(None, "localhost:8080"));
        assert!(check(Some("http://localhost:8080"), "localhost:8080"));
        assert!(check(Some("https://192.0.2.1:8443"), "192.0.2.1:8443"));
        assert!(check(Some("https://help.example.org"), "inner:9000"));
        assert!(!check(Some("https://evil.example"), "localhost:8080"));
        assert!(!check(Some("http://localhost:8081"), "localhost:8080"));
        assert!(!check(Some("null"), "localhost:8080"));
    }
}
