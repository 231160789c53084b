//! The web pages inside the binary, served precompressed.

use axum::body::Body;
use axum::extract::{RawQuery, Request};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::languages::{in_language, wanted};
use super::problem::Problem;

#[derive(RustEmbed)]
#[folder = "../web-client/dist"]
struct Dist;

/// What stands beside a file when it was built: its suffix and its content encoding, best first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gz", "gzip")];

/// The customer's page: `/` and `/j`, in the language that the browser or else the link asks for, because its join form is read before any
/// script.
pub(crate) async fn customer(RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let path = in_language("customer/index", wanted(query.as_deref(), &headers), |path| Dist::get(path).is_some());
    let mut response = page(&path, &headers);
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding, accept-language"));
    response
}

/// The supervisor's page: `/console`.
pub(crate) async fn console(headers: HeaderMap) -> Response {
    page("console/index.html", &headers)
}

/// The reviewer's page: `/review`.
pub(crate) async fn review(headers: HeaderMap) -> Response {
    page("review/index.html", &headers)
}

/// Every other file of the pages, or a problem when there is none of that name.
pub(crate) async fn file(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::not_found().into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    // The build puts what has a hash in its name into `assets/`; a changed file has another name.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    // HTML is reached by its route alone, so that each page has one address.
    let hidden = path.ends_with(".html") || path.ends_with(".br") || path.ends_with(".gz");
    match (!hidden).then(|| Dist::get(path)).flatten() {
        Some(found) => serve(path, found, request.headers(), cache),
        None => Problem::not_found().into_response(),
    }
}

fn page(path: &str, headers: &HeaderMap) -> Response {
    match Dist::get(path) {
        Some(found) => serve(path, found, headers, "no-cache"),
        None => (StatusCode::SERVICE_UNAVAILABLE, Html(include_str!("pages/not-built.html"))).into_response(),
    }
}

fn serve(path: &str, plain: EmbeddedFile, headers: &HeaderMap, cache: &'static str) -> Response {
    let etag = format!("\"{}\"", hex::encode(&plain.metadata.sha256_hash()[..16]));
    let etag = HeaderValue::try_from(etag).expect("hexadecimal digits are a valid header");
    let (encoding, found) = ENCODINGS
        .into_iter()
        .filter(|(_, encoding)| accepts(headers, encoding))
        .find_map(|(suffix, encoding)| Some((Some(encoding), Dist::get(&format!("{path}.{suffix}"))?)))
        .unwrap_or((None, plain));
    let fresh = headers.get(IF_NONE_MATCH).is_some_and(|known| lists(known, &etag));
    let mut response = if fresh { StatusCode::NOT_MODIFIED.into_response() } else { Body::from(found.data).into_response() };
    let out = response.headers_mut();
    out.insert(ETAG, etag);
    out.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if !fresh {
        out.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
        if let Some(encoding) = encoding {
            out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
    }
    response
}

/// Whether the browser takes an encoding (RFC 9110 §12.5.3); a weight of zero means that it does not.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let offered = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    offered.flat_map(|value| value.split(',')).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Ok(1.0), str::parse::<f32>);
        named && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// Whether `If-None-Match` lists the tag, weak or strong.
fn lists(known: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(known), Ok(etag)) = (known.to_str(), etag.to_str()) else { return false };
    known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag)
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_with_weight_zero_is_not_accepted() {
        let headers = |value: &'static str| HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]);
        assert!(accepts(&headers("gzip, deflate, br;q=0.9"), "br"));
        assert!(!accepts(&headers("gzip, br;q=0"), "br"));
        assert!(!accepts(&headers("gzip"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn a_known_tag_is_found_in_a_list() {
        let tag = HeaderValue::from_static("\"abc\"");
        assert!(lists(&HeaderValue::from_static("\"x\", W/\"abc\""), &tag));
        assert!(!lists(&HeaderValue::from_static("\"ab\""), &tag));
    }
}
