//! Signing in, going on, signing out; accounts and roles.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::kit::{PASSWORD, SignedIn, TestServer, bearer, client, problem, set_cookie};

async fn me(server: &TestServer, token: &str) -> reqwest::Response {
    bearer(client().get(server.url("/api/me")), token).send().await.unwrap()
}

async fn refresh(server: &TestServer, cookie: &str) -> reqwest::Response {
    client().post(server.url("/api/auth/refresh")).header("cookie", cookie).send().await.unwrap()
}

#[tokio::test]
async fn the_first_link_works_once_and_makes_the_administrator() {
    let server = TestServer::start(&[]).await;
    let short = json!({ "token": server.first_token(), "password": "short" });
    let refused = problem(server.post("/api/auth/link", short).await).await;
    assert_eq!(refused, (StatusCode::BAD_REQUEST, "weak_password".to_owned()));

    let admin = server.sign_in_first().await;
    let body: Value = me(&server, &admin.access).await.json().await.unwrap();
    assert_eq!((body["name"].as_str(), body["role"].as_str()), (Some("admin"), Some("admin")));

    let again = json!({ "token": server.first_token(), "password": PASSWORD });
    let spent = problem(server.post("/api/auth/link", again).await).await;
    assert_eq!(spent, (StatusCode::GONE, "link_spent".to_owned()));
}

#[tokio::test]
async fn a_password_signs_in_after_a_restart_and_no_new_link_is_printed() {
    let first = TestServer::start(&[]).await;
    let admin = first.sign_in_first().await;
    first.server.shutdown().await;

    let config = crate::kit::config(first.folder.path(), &[]);
    let server = cicerone_server::Server::start(config).await.unwrap();
    assert!(server.first_sign_in.is_none());
    let second = TestServer { server, folder: first.folder };
    // The signing key persists, so tokens do too.
    assert_eq!(me(&second, &admin.access).await.status(), StatusCode::OK);
    let login = json!({ "name": " Admin ", "password": PASSWORD });
    assert_eq!(second.post("/api/auth/login", login).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn wrong_name_and_wrong_password_are_told_apart_by_nobody() {
    let server = TestServer::start(&[]).await;
    server.sign_in_first().await;
    let mut answers = Vec::new();
    for (name, password) in [("admin", "wrong password"), ("nobody", PASSWORD), ("<not a name>", PASSWORD)] {
        let response = server.post("/api/auth/login", json!({ "name": name, "password": password })).await;
        answers.push((response.status(), response.text().await.unwrap()));
    }
    assert_eq!(answers[0].0, StatusCode::UNAUTHORIZED);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_http() {
    let server = TestServer::start(&[]).await;
    server.sign_in_first().await;
    let login = json!({ "name": "admin", "password": PASSWORD });
    let plain = set_cookie(&server.post("/api/auth/login", login.clone()).await);
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/api/auth", "Max-Age="] {
        assert!(plain.contains(attribute), "{attribute} is missing from {plain}");
    }
    assert!(!plain.contains("Secure"), "a browser would not keep it on http://localhost");
    let ca = server.server.app.authority().unwrap();
    let trusting = crate::kit::builder().tls_certs_only([reqwest::Certificate::from_der(&ca).unwrap()]).build().unwrap();
    let secure = trusting.post(server.secure_url("/api/auth/login")).json(&login).send().await.unwrap();
    assert!(set_cookie(&secure).contains("Secure"));
}

#[tokio::test]
async fn refresh_rotates_and_a_stolen_token_ends_the_sign_in() {
    let server = TestServer::start(&[]).await;
    let first = server.sign_in_first().await;
    let second = SignedIn::from(refresh(&server, &first.cookie).await).await;
    assert_ne!(first.cookie, second.cookie);
    let other_tab = SignedIn::from(refresh(&server, &first.cookie).await).await;
    assert_eq!(me(&server, &other_tab.access).await.status(), StatusCode::OK, "two tabs woke up together");
    let third = SignedIn::from(refresh(&server, &second.cookie).await).await;
    assert_eq!(me(&server, &third.access).await.status(), StatusCode::OK);

    // A second tab may show the first one's token for a while; by now none does.
    let disk = rusqlite::Connection::open(server.folder.path().join("cicerone.db")).unwrap();
    disk.execute("UPDATE refresh_tokens SET exchanged_at = exchanged_at - 31000", []).unwrap();
    let stolen = refresh(&server, &first.cookie).await;
    assert!(set_cookie(&stolen).contains("Max-Age=0"), "the dead cookie is taken back");
    assert_eq!(problem(stolen).await, (StatusCode::UNAUTHORIZED, "unauthenticated".to_owned()));
    assert_eq!(refresh(&server, &third.cookie).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(me(&server, &third.access).await.status(), StatusCode::UNAUTHORIZED, "access ends with the sign-in");
}

#[tokio::test]
async fn signing_out_ends_access_at_once() {
    let server = TestServer::start(&[]).await;
    let admin = server.sign_in_first().await;
    let out = client().post(server.url("/api/auth/logout")).header("cookie", &admin.cookie).send().await.unwrap();
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    assert_eq!(me(&server, &admin.access).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(refresh(&server, &admin.cookie).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_browser_that_never_signed_in_is_told_so_without_a_fault() {
    let server = TestServer::start(&[]).await;
    let answer = client().post(server.url("/api/auth/refresh")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert!(answer.headers().get("set-cookie").is_none());
    assert_eq!(
        refresh(&server, "cicerone_refresh=nonsense").await.status(),
        StatusCode::UNAUTHORIZED,
        "a cookie that is wrong is one"
    );
}

#[tokio::test]
async fn pages_of_other_sites_cannot_use_the_cookie() {
    let server = TestServer::start(&[]).await;
    let admin = server.sign_in_first().await;
    let foreign = client()
        .post(server.url("/api/auth/refresh"))
        .header("cookie", &admin.cookie)
        .header("origin", "https://evil.example")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(foreign).await, (StatusCode::FORBIDDEN, "forbidden".to_owned()));
    assert_eq!(refresh(&server, &admin.cookie).await.status(), StatusCode::OK, "and it was not used up");
}

#[tokio::test]
async fn administrators_create_accounts_and_shut_them_and_nobody_else_does() {
    let server = TestServer::start(&[]).await;
    let admin = server.sign_in_first().await;
    let new = json!({ "name": "lucia", "display_name": "Lucía", "role": "supervisor", "language": "es" });
    let create =
        async |token: &str, body: &Value| bearer(client().post(server.url("/api/users")), token).json(body).send().await.unwrap();
    let created = create(&admin.access, &new).await;
    assert_eq!(created.status(), StatusCode::CREATED);
    let created: Value = created.json().await.unwrap();
    let (link, id) = (created["link"].as_str().unwrap(), created["account"]["id"].as_str().unwrap());
    assert_eq!(problem(create(&admin.access, &new).await).await, (StatusCode::CONFLICT, "name_taken".to_owned()));
    let bad = json!({ "name": "two words", "display_name": "x", "role": "supervisor", "language": "es" });
    assert_eq!(problem(create(&admin.access, &bad).await).await.1, "bad_field");

    let token = link.split("#link=").nth(1).unwrap();
    let response = server.post("/api/auth/link", json!({ "token": token, "password": PASSWORD })).await;
    let lucia = SignedIn::from(response).await;
    assert_eq!(problem(create(&lucia.access, &new).await).await, (StatusCode::FORBIDDEN, "forbidden".to_owned()));

    let change = async |body: Value| {
        let url = server.url(&format!("/api/users/{id}"));
        bearer(client().patch(url), &admin.access).json(&body).send().await.unwrap()
    };
    assert_eq!(change(json!({ "disabled": true })).await.status(), StatusCode::OK);
    assert_eq!(me(&server, &lucia.access).await.status(), StatusCode::UNAUTHORIZED);
    let login = json!({ "name": "lucia", "password": PASSWORD });
    assert_eq!(problem(server.post("/api/auth/login", login).await).await.1, "bad_credentials");
    let list: Value = bearer(client().get(server.url("/api/users")), &admin.access).send().await.unwrap().json().await.unwrap();
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert!(!list.to_string().contains("argon2"), "no hash leaves the server");
}

#[tokio::test]
async fn bad_input_gets_a_stable_code_and_a_sentence() {
    let server = TestServer::start(&[]).await;
    let send = async |body: &'static str, kind: &str| {
        let request = client().post(server.url("/api/auth/login")).header("content-type", kind).body(body);
        problem(request.send().await.unwrap()).await
    };
    assert_eq!(send("{", "application/json").await, (StatusCode::BAD_REQUEST, "malformed".to_owned()));
    assert_eq!(send("{}", "text/plain").await.1, "malformed");
    assert_eq!(send("{\"name\":1}", "application/json").await.1, "bad_field");
    let extra = "{\"name\":\"a\",\"password\":\"b\",\"role\":\"admin\"}";
    assert_eq!(send(extra, "application/json").await.1, "bad_field");
    let large = json!({ "name": "a", "password": "x".repeat(70_000) });
    let large = problem(server.post("/api/auth/login", large).await).await;
    assert_eq!(large, (StatusCode::PAYLOAD_TOO_LARGE, "too_large".to_owned()));
    let form = async |body: &'static str, kind: &str| {
        let request = client().post(server.url("/join")).header("content-type", kind).body(body);
        problem(request.send().await.unwrap()).await
    };
    let kind = "application/x-www-form-urlencoded";
    assert_eq!(form("first=1234", kind).await, (StatusCode::BAD_REQUEST, "bad_field".to_owned()));
    assert_eq!(form("first=1234&last=5678", "text/plain").await.1, "malformed");
    for path in ["/ws/desk", "/ws/session/01890f3a-7b1c-7000-8000-000000000000"] {
        assert_eq!(problem(server.get(path).await).await, (StatusCode::BAD_REQUEST, "malformed".to_owned()));
    }
    assert_eq!(problem(server.get("/api/nothing").await).await, (StatusCode::NOT_FOUND, "not_found".to_owned()));
    assert_eq!(problem(server.get("/api/auth/login").await).await.0, StatusCode::METHOD_NOT_ALLOWED);
    for token in ["", "x", "a.b.c"] {
        assert_eq!(problem(me(&server, token).await).await, (StatusCode::UNAUTHORIZED, "unauthenticated".to_owned()));
    }
}
