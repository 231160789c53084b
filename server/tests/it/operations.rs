//! What operators ask: readiness, metrics, the command line.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::kit::{PASSWORD, TestServer, bearer, client, problem};

#[tokio::test]
async fn readiness_follows_the_disk_and_the_media_threads() {
    let server = TestServer::start(&[]).await;
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);
    let ready: Value = server.get("/readyz").await.json().await.unwrap();
    assert_eq!(ready, json!({ "ready": true, "failing": [] }));

    let held = server.hold_database();
    let response = until_ready_is(&server, StatusCode::SERVICE_UNAVAILABLE).await;
    assert_eq!(response.json::<Value>().await.unwrap()["failing"], json!(["store"]));
    let login = json!({ "token": server.first_token(), "password": PASSWORD });
    let refused = problem(server.post("/api/auth/link", login.clone()).await).await;
    assert_eq!(refused, (StatusCode::SERVICE_UNAVAILABLE, "store_unavailable".to_owned()));
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);

    drop(held);
    until_ready_is(&server, StatusCode::OK).await;
    assert_eq!(server.post("/api/auth/link", login).await.status(), StatusCode::OK, "the refused try spent nothing");

    server.server.app.health.watch("media-9", || false);
    assert_eq!(server.get("/readyz").await.json::<Value>().await.unwrap()["failing"], json!(["media-9"]));
}

/// Asks until the answer has the status: one look at the disk counts for a second.
async fn until_ready_is(server: &TestServer, wanted: StatusCode) -> Response {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let response = server.get("/readyz").await;
        if response.status() == wanted {
            return response;
        }
        assert!(Instant::now() < deadline, "readiness stays {}", response.status());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn who_asks_for_readiness_without_end_costs_the_disk_a_write_a_second() {
    let server = TestServer::start(&[]).await;
    let commits = async || {
        let text = server.get("/metrics").await.text().await.unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("cicerone_store_commit_seconds_count ")).unwrap();
        line.parse::<u64>().unwrap()
    };
    let (before, began) = (commits().await, Instant::now());
    for _ in 0..100 {
        assert_eq!(server.get("/readyz").await.status(), StatusCode::OK);
    }
    let written = commits().await - before;
    assert!((1..=began.elapsed().as_secs() + 1).contains(&written), "{written} writes in {:?}", began.elapsed());
}

#[tokio::test]
async fn metrics_are_for_this_machine_or_for_whoever_has_the_token() {
    let open = TestServer::start(&[]).await;
    assert_eq!(open.get("/metrics").await.status(), StatusCode::OK);
    let proxied = TestServer::start(&[("http.trusted_proxies", "127.0.0.1")]).await;
    let request = client().get(proxied.url("/metrics")).header("x-forwarded-for", "192.0.2.1");
    assert_eq!(request.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let undeclared = client().get(open.url("/metrics")).header("x-forwarded-for", "192.0.2.1");
    assert_eq!(undeclared.send().await.unwrap().status(), StatusCode::FORBIDDEN, "a proxy that nobody told of");
    let guarded = TestServer::start(&[("metrics.token", "letters")]).await;
    assert_eq!(guarded.get("/metrics").await.status(), StatusCode::FORBIDDEN);
    let with = async |token| bearer(client().get(guarded.url("/metrics")), token).send().await.unwrap().status();
    assert_eq!(with("lettera").await, StatusCode::FORBIDDEN);
    assert_eq!(with("letters").await, StatusCode::OK);
}

#[tokio::test]
async fn every_metric_of_the_shell_moves() {
    let server = TestServer::start(&[]).await;
    server.sign_in_first().await;
    let text = server.get("/metrics").await.text().await.unwrap();
    let value = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).unwrap_or(0.0)
    };
    for name in [
        "cicerone_http_connections ",
        "cicerone_http_requests_total{class=\"2\"}",
        "cicerone_http_request_seconds_count",
        "cicerone_store_group_writes_count",
        "cicerone_store_commit_seconds_count",
        "cicerone_auth_sign_ins_total{outcome=\"link\"}",
    ] {
        assert!(value(name) > 0.0, "{name} did not move:\n{text}");
    }
    let _held = server.hold_database();
    server.get("/readyz").await;
    let text = server.get("/metrics").await.text().await.unwrap();
    assert!(text.contains("cicerone_store_failed_commits_total 1"), "{text}");
    assert!(text.ends_with("# EOF\n"));
}

fn cicerone() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cicerone"));
    command.env_remove("CICERONE_CONFIG");
    command
}

#[test]
fn the_command_line_prints_the_configuration_without_secrets() {
    let mut command = cicerone();
    command.args(["serve", "--print-config", "--metrics-token", "letters", "--http-addr", "127.0.0.1:1"]);
    let output = command.env("CICERONE_MEDIA_UDP_PORT", "9").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert!(text.contains("addr = \"127.0.0.1:1\" # --http-addr"), "{text}");
    assert!(text.contains("udp_port = 9 # CICERONE_MEDIA_UDP_PORT"), "{text}");
    assert!(text.contains("token = \"[redacted]\"") && !text.contains("letters"), "{text}");
    let mut faulty = cicerone();
    faulty.args(["serve", "--print-config", "--public-url", "https://anna:letters@example.org"]);
    let output = faulty.output().unwrap();
    let (text, faults) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(!output.status.success() && faults.contains("public_url"), "{faults}");
    assert!(text.contains("public_url = \"[redacted]\"") && !format!("{text}{faults}").contains("letters"), "{text}{faults}");
    let elsewhere = cicerone().args(["user", "add", "anna", "--role", "admin", "--print-config"]).output().unwrap();
    assert!(!elsewhere.status.success(), "a flag that would not stop it is not taken");
}

#[test]
fn the_command_line_reports_all_faults_and_starts_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut command = cicerone();
    command.arg("serve").arg("--data-dir").arg(&data);
    command.args(["--http-addr", "nowhere", "--media-codecs", "vp8,mp4"]);
    let output = command.output().unwrap();
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("2 fault(s)") && text.contains("http.addr") && text.contains("media.codecs"), "{text}");
    assert!(!data.exists());
}

#[tokio::test]
async fn an_account_added_beside_the_running_server_can_sign_in() {
    let server = TestServer::start(&[]).await;
    let mut command = cicerone();
    command.args(["user", "add", "Lucia", "--role", "supervisor", "--password", "--data-dir"]).arg(server.folder.path());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
    let output = tokio::task::spawn_blocking(move || child.wait_with_output()).await.unwrap().unwrap();
    assert!(output.status.success());
    let login = json!({ "name": "lucia", "password": PASSWORD });
    assert_eq!(server.post("/api/auth/login", login).await.status(), StatusCode::OK);

    let mut command = cicerone();
    command.args(["user", "add", "bo", "--role", "reviewer", "--data-dir"]).arg(server.folder.path());
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let token = text.trim().split("#link=").nth(1).unwrap();
    let link = json!({ "token": token, "password": PASSWORD });
    assert_eq!(server.post("/api/auth/link", link).await.status(), StatusCode::OK);
}
