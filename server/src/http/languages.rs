//! Which language a page comes in, before any script of it runs.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use url::form_urlencoded;

/// The copy of a page in the wanted language; the one without a language in its name is English.
pub(super) fn in_language(page: &str, wanted: impl IntoIterator<Item = String>, exists: impl Fn(&str) -> bool) -> String {
    let plain = format!("{page}.html");
    for language in wanted {
        let copy = if language == "en" { plain.clone() } else { format!("{page}.{language}.html") };
        if exists(&copy) {
            return copy;
        }
    }
    plain
}

/// Primary subtags that a reader wants, best first: `lang` of the address, which they chose themselves; what the browser asks for; and
/// `or` of the address, which whoever gave them the link thinks that they speak.
pub(super) fn wanted(query: Option<&str>, headers: &HeaderMap) -> Vec<String> {
    let query = query.unwrap_or_default();
    let asked = |wanted: &str| {
        let (_, tag) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == wanted)?;
        primary_subtag(&tag)
    };
    asked("lang").into_iter().chain(wanted_languages(headers)).chain(asked("or")).collect()
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

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_page_comes_in_the_language_that_is_wanted_most_and_there_is() {
        let pick = |value: &'static str| {
            let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(value))]);
            in_language("page", wanted(None, &headers), |path| ["page.html", "page.es.html"].contains(&path))
        };
        assert_eq!(pick("es-MX,es;q=0.9,en;q=0.8"), "page.es.html");
        assert_eq!(pick("es;q=0.5, en-GB"), "page.html");
        assert_eq!(pick("fr, es;q=0.3"), "page.es.html");
        assert_eq!(pick("es;q=0"), "page.html");
        assert_eq!(pick("../../etc, *"), "page.html");
        let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static("en-GB"))]);
        assert_eq!(wanted(Some("x=1&lang=es-MX"), &headers), ["es", "en"], "the reader's choice goes before the browser");
        assert_eq!(wanted(Some("or=es"), &headers), ["en", "es"], "and the browser before what others think");
        assert_eq!(wanted(Some("lang=../../etc"), &headers), ["en"]);
    }
}
