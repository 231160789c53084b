//! The binary as an operator runs it: a signal stops it in good order, and its log is written as it was asked for.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use crate::kit::{PASSWORD, SignedIn, bearer, client};

/// A running `cicerone serve`; killed if a test ends before it is stopped.
struct Process {
    child: Child,
    /// Where it listens, such as `127.0.0.1:40123`.
    host: String,
    /// The token of the first sign-in link that it printed.
    token: String,
    _folder: TempDir,
}

impl Process {
    fn serve(flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = serve(folder.path()).args(flags).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let printed = BufReader::new(child.stdout.take().unwrap()).lines();
        let link = printed.map(Result::unwrap).find(|line| line.contains("#link=")).expect("the first sign-in link is printed");
        let (address, token) = link.trim().split_once("#link=").unwrap();
        let host = url::Url::parse(address).unwrap().authority().to_owned();
        Self { child, host, token: token.to_owned(), _folder: folder }
    }

    /// Stops it as a service manager does, and gives what it logged.
    fn stop(&mut self) -> String {
        let stderr: ChildStderr = self.child.stderr.take().unwrap();
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
        let mut log = String::new();
        BufReader::new(stderr).read_to_string(&mut log).unwrap();
        log
    }
}

/// The command that serves with a data folder, on free ports.
fn serve(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cicerone"));
    command.env_remove("CICERONE_CONFIG").arg("serve").arg("--data-dir").arg(folder);
    command.args(["--http-addr", "127.0.0.1:0", "--https-addr", "off"]);
    command.args(["--media-udp-port", "0", "--media-tcp-port", "off", "--media-threads", "1"]);
    command
}

impl Drop for Process {
    fn drop(&mut self) {
        // Most have ended by then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_to_stop_ends_the_process_after_every_page_was_told_to_come_back() {
    let mut process = Process::serve(&[]);
    let http = |path: &str| format!("http://{}{path}", process.host);
    let link = json!({ "token": process.token, "password": PASSWORD });
    let admin = SignedIn::from(client().post(http("/api/auth/link")).json(&link).send().await.unwrap()).await;
    let new = json!({ "reference": "Ana", "topic": null, "language": "es" });
    let created: Value =
        bearer(client().post(http("/api/sessions")), &admin.access).json(&new).send().await.unwrap().json().await.unwrap();
    let path = format!("/ws/session/{}", created["session"].as_str().unwrap());
    let page = json!({ "type": "hello", "v": 1, "token": admin.access, "tab": uuid::Uuid::now_v7(), "have": null });
    let desk = json!({ "type": "hello", "token": admin.access });
    let mut sockets = Vec::new();
    for (path, hello, welcome) in [(path.as_str(), page, "welcome"), ("/ws/desk", desk, "sessions")] {
        let (mut socket, _) = connect_async(format!("ws://{}{path}", process.host)).await.unwrap();
        socket.send(Message::text(hello.to_string())).await.unwrap();
        while next(&mut socket).await.expect("a welcome") != welcome {}
        sockets.push(socket);
    }
    let stopping = tokio::task::spawn_blocking(move || process.stop());
    for socket in &mut sockets {
        let mut heard = Vec::new();
        while let Some(kind) = next(socket).await {
            heard.push(kind);
        }
        assert_eq!(heard.last().map(String::as_str), Some("restarting"), "{heard:?}");
    }
    assert!(stopping.await.unwrap().contains("stopped"));
}

/// The type of the next message; none once the connection is over.
async fn next<S>(socket: &mut tokio_tungstenite::WebSocketStream<S>) -> Option<String>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    match socket.next().await {
        Some(Ok(Message::Text(text))) => serde_json::from_str::<Value>(&text).unwrap()["type"].as_str().map(str::to_owned),
        _ => None,
    }
}

#[test]
fn the_log_has_the_form_and_the_lines_that_were_asked_for() {
    let log = Process::serve(&["--log-format", "json", "--log-filter", "info"]).stop();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect();
    assert!(lines.iter().any(|line| line["message"] == "stopped" && line["level"] == "INFO"), "{log}");
    let log = Process::serve(&["--log-filter", "info"]).stop();
    assert!(log.contains("stopped") && log.lines().all(|line| !line.starts_with('{')), "{log}");
    assert_eq!(Process::serve(&["--log-filter", "off"]).stop(), "");
}

#[test]
fn a_data_folder_that_this_build_cannot_use_is_refused_in_a_sentence_and_left_as_it_is() {
    let of_version = |version: i64| {
        let folder = tempfile::tempdir().unwrap();
        let database = rusqlite::Connection::open(folder.path().join("cicerone.db")).unwrap();
        database.pragma_update(None, "journal_mode", "WAL").unwrap();
        database.pragma_update(None, "user_version", version).unwrap();
        folder
    };
    let no_database = tempfile::tempdir().unwrap();
    std::fs::write(no_database.path().join("cicerone.db"), "a shopping list ".repeat(100)).unwrap();
    let earlier = "and changes nothing in it. Keep it and run the build that made it, or name another folder (data_dir)";
    for (folder, says) in [
        (of_version(1), "it holds data of version 1, which an earlier build of Cicerone made; this build reads version "),
        (of_version(1), earlier),
        (of_version(999), "written by a newer version of Cicerone; start that version or restore a backup"),
        (no_database, "file is not a database"),
    ] {
        let before = std::fs::read(folder.path().join("cicerone.db")).unwrap();
        let output = serve(folder.path()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(says), "{said}");
        assert!(said.contains(&format!("the data folder {} cannot be used", folder.path().display())), "{said}");
        assert_eq!(std::fs::read(folder.path().join("cicerone.db")).unwrap(), before, "{says}");
    }
}
