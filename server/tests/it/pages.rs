//! Pages and their headers.

use reqwest::StatusCode;

use crate::kit::{TestServer, client, problem};

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let server = TestServer::start(&[]).await;
    for path in ["/", "/console", "/review", "/trust", "/api/me", "/nothing", "/healthz"] {
        let response = server.get(path).await;
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types cicerone",
        ] {
            assert!(policy.contains(part), "{part} is missing on {path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
        let host = server.server.addrs.http.unwrap();
        assert!(policy.contains(&format!("connect-src 'self' ws://{host} wss://{host};")), "{policy}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert!(header("permissions-policy").contains("camera=(self), microphone=(self), display-capture=(self)"));
    }
}

#[tokio::test]
async fn answers_of_the_interface_are_kept_by_no_cache() {
    let server = TestServer::start(&[]).await;
    assert_eq!(server.get("/api/me").await.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn pages_are_there_or_say_how_to_build_them() {
    let server = TestServer::start(&[]).await;
    for path in ["/", "/j", "/console", "/review"] {
        let response = server.get(path).await;
        assert!(response.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
        if response.status() == StatusCode::OK {
            let tag = response.headers()["etag"].clone();
            let again = client().get(server.url(path)).header("if-none-match", tag).send().await.unwrap();
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        } else {
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert!(response.text().await.unwrap().contains("make run"));
        }
    }
    for hidden in ["/customer/index.html", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
        assert_eq!(problem(server.get(hidden).await).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn files_of_the_pages_come_in_the_best_encoding_that_the_browser_takes() {
    let server = TestServer::start(&[]).await;
    let page = server.get("/console").await.text().await.unwrap();
    let script = page.split('"').find(|part| part.starts_with("/assets/") && part.ends_with(".js"));
    let script = script.expect("the pages are built before the server: `npm run build` in web-client");
    let get = async |accepted: &str| {
        let answer = client().get(server.url(script)).header("accept-encoding", accepted).send().await.unwrap();
        assert_eq!((answer.status(), &answer.headers()["vary"]), (StatusCode::OK, &"accept-encoding".parse().unwrap()));
        let encoding = answer.headers().get("content-encoding").map(|value| value.to_str().unwrap().to_owned());
        (encoding, answer.bytes().await.unwrap().len())
    };
    let (plain, plain_bytes) = get("identity").await;
    let (best, best_bytes) = get("gzip, deflate, br").await;
    let (other, other_bytes) = get("gzip, br;q=0").await;
    assert_eq!((plain, best.as_deref(), other.as_deref()), (None, Some("br"), Some("gzip")));
    assert!(best_bytes < other_bytes && other_bytes < plain_bytes, "{best_bytes} {other_bytes} {plain_bytes}");
}

#[tokio::test]
async fn the_page_about_the_certificate_speaks_the_readers_language_and_leads_on() {
    let server = TestServer::start(&[]).await;
    let get = async |path: &str, language: &str| {
        let request = client().get(server.url(path)).header("accept-language", language);
        request.send().await.unwrap().text().await.unwrap()
    };
    let (en, es) = (get("/trust", "en-GB,en").await, get("/trust", "es-MX,es").await);
    assert!(en.contains("<html lang=\"en\">") && es.contains("<html lang=\"es\">"));
    assert!(get("/trust?lang=en", "es").await == en);
    let secure = format!("href=\"https://localhost:{}/\"", server.server.addrs.https.unwrap().port());
    for page in [en, es] {
        assert!(page.contains(&secure) && page.contains("href=\"/ca.crt\""), "{page}");
        assert!(!page.contains("<script") && !page.contains("style="), "nothing inline: the policy forbids it");
    }
    assert_eq!(server.get("/trust.css").await.status(), StatusCode::OK);
}
