//! No personal data and no secret reaches the server's log, at any level.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::server::TestServer;

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn names_chat_codes_tokens_and_sdp_never_reach_the_log() {
    let captured = Captured::default();
    let filter = "trace,hyper=info,h2=info,reqwest=info,tokio_tungstenite=info,tungstenite=info,rustls=info,mio=info";
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(captured.clone()).finish();
    // Other tests of this process may run beside this one; what they log must be clean too.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, _) = server.call().await;
    let created = server.session(&server.admin).await;
    supervisor.must(json!({ "do": "say", "text": "la clave es tornasol" })).await;
    supervisor.must(json!({ "do": "send_step", "text": "Escribe tornasol", "hint": null, "still": null })).await;
    customer.text(&json!({ "type": "offer", "id": 1, "sdp": "v=0 o=tornasol-sdp" }).to_string()).await;
    customer.wait(|message| matches!(message, cicerone_protocol::message::ServerMessage::OfferRefused { .. })).await;
    customer.text("tornasol-garbage").await;
    customer.must(json!({ "do": "stop" })).await;
    let log = String::from_utf8_lossy(&captured.0.lock().unwrap()).into_owned();
    assert!(log.contains("session"), "the log was captured");
    let token = created.invite.link.split_once('#').unwrap().1;
    for secret in
        ["tornasol", "Iván", "Ríos", token, created.invite.code.as_str(), customer.token.as_str(), server.admin.as_str()]
    {
        let at = log.find(secret).map(|at| log[at.saturating_sub(200)..at].to_owned());
        assert!(at.is_none(), "a secret stands in the log after: {}", at.unwrap_or_default().lines().last().unwrap_or_default());
    }
}
