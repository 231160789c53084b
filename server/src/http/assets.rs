//! The web pages inside the binary, served precompressed.

use axum::body::Body;
use axum::extract::{RawQuery, Request};
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use url::form_urlencoded;

use super::problem::Problem;

#[derive(RustEmbed)]
#[folder = "../web-client/dist"]
struct Dist;

/// What stands beside a file when it was built: its suffix and its content encoding, best first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gz", "gzip")];

/// The customer's page: `/` and `/j`, in the language that the link or else the browser asks for, because its join form is read before any
/// script.
pub(crate) async fn customer(RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = query.unwrap_or_default();
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
    let asked = asked.and_then(|(_, tag)| primary_subtag(&tag));
    let wanted = asked.into_iter().chain(wanted_languages(&headers));
    let path = in_language("customer/index", wanted, |path| Dist::get(path).is_some());
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

/// The copy of a page in the wanted language; the one without a language in its name is English.
fn in_language(page: &str, wanted: impl IntoIterator<Item = String>, exists: impl Fn(&str) -> bool) -> String {
    let plain = format!("{page}.html");
    for language in wanted {
        let copy = if language == "en" { plain.clone() } else { format!("{page}.{language}.html") };
        if exists(&copy) {
            return copy;
        }
    }
    plain
}

/// Primary subtags of `Accept-Language`, best first (RFC 9110 §12.5.4); those with weight zero are not wanted.
fn wanted_languages(headers: &HeaderMap) -> Vec<String> {
    let listed = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    let mut weighed: Vec<(f32, String)> = listed
        .flat_map(|value| value.split(','))
        .filter_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let primary = primary_subtag(parts.next()?)?;
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Ok(1.0), str::parse::<f32>).ok()?;
            (weight > 0.0).then_some((weight, primary))
        })
        .collect();
    // Stable: of equals, the first listed stays first.
    weighed.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    weighed.into_iter().map(|(_, language)| language).collect()
}

/// `es` of `es-MX`; none where it is no language tag (RFC 5646 §2.2.1).
fn primary_subtag(tag: &str) -> Option<String> {
    let primary = tag.split('-').next()?.to_ascii_lowercase();
    let is_language = (2..=8).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    is_language.then_some(primary)
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
    fn the_page_comes_in_the_language_that_is_wanted_most_and_there_is() {
        let pick = |value: &'static str| {
            let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(value))]);
            in_language("page", wanted_languages(&headers), |path| ["page.html", "page.es.html"].contains(&path))
        };
        assert_eq!(pick("es-MX,es;q=0.9,en;q=0.8"), "page.es.html");
        assert_eq!(pick("es;q=0.5, en-GB"), "page.html");
        assert_eq!(pick("fr, es;q=0.3"), "page.es.html");
        assert_eq!(pick("es;q=0"), "page.html");
        assert_eq!(pick("../../etc, *"), "page.html");
    }

    #[test]
    fn a_known_tag_is_found_in_a_list() {
        let tag = HeaderValue::from_static("\"abc\"");
        assert!(lists(&HeaderValue::from_static("\"x\", W/\"abc\""), &tag));
        assert!(!lists(&HeaderValue::from_static("\"ab\""), &tag));
    }
}
