//! Security headers on every answer.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::peer::Connection;
use crate::app::App;
use crate::config::CertificateSource;

/// Nothing inline, nothing foreign, no HTML from strings. `{host}` is replaced; see [`policy`].
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
    media-src 'self' blob:; connect-src 'self'{host}; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types cicerone";

/// What a page may use of the device: camera, microphone and screen, for itself alone.
const PERMISSIONS: &str = "camera=(self), microphone=(self), display-capture=(self), screen-wake-lock=(self), \
    clipboard-write=(self), geolocation=(), usb=(), serial=(), bluetooth=(), payment=()";

/// Adds the headers; a handler's own value of one stands.
pub(crate) async fn secure(State(app): State<App>, request: Request, next: Next) -> Response {
    let policy = policy(request.headers().get(HOST));
    let own_certificate = matches!(app.config.https.certificate, CertificateSource::Files { .. });
    let tls = request.extensions().get::<Connection>().is_some_and(|connection| connection.tls);
    let mut response = next.run(request).await;
    let mut set = |name: HeaderName, value: HeaderValue| {
        response.headers_mut().entry(name).or_insert(value);
    };
    set(CONTENT_SECURITY_POLICY, policy);
    set(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    set(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    set(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS));
    set(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    set(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    // Not with the local authority: a browser that remembers the name would lock out whoever has not installed it.
    if tls && own_certificate {
        set(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Answers of the interface carry tokens and people's data: no cache may keep them.
pub(crate) async fn no_store_for_api(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    if api {
        response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

/// Browsers before CSP 3 do not count WebSockets of the same host as `'self'`, so they are named.
fn policy(host: Option<&HeaderValue>) -> HeaderValue {
    let host = host.and_then(|host| host.to_str().ok()).filter(|host| is_authority(host));
    let sockets = host.map(|host| format!(" ws://{host} wss://{host}")).unwrap_or_default();
    HeaderValue::try_from(POLICY.replace("{host}", &sockets)).expect("the host was checked for visible ASCII")
}

/// Letters, digits and what addresses need: nothing that could end one directive and begin another.
fn is_authority(host: &str) -> bool {
    !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_host_adds_nothing_to_the_policy() {
        let forged = HeaderValue::from_static("x; script-src *");
        assert_eq!(policy(Some(&forged)), policy(None));
        let real = policy(Some(&HeaderValue::from_static("[::1]:8080")));
        assert!(real.to_str().unwrap().contains("connect-src 'self' ws://[::1]:8080 wss://[::1]:8080;"));
    }
}
