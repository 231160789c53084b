//! Every metric that exists moves when what it counts happens.

use crate::call::jpeg;
use crate::server::TestServer;

#[tokio::test]
async fn sessions_sockets_and_stills_are_counted() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let still = uuid::Uuid::now_v7();
    let url = server.url(&format!("/api/sessions/{session}/stills?still={still}&reason=scene&epoch=1"));
    let answer = server.http.post(url).bearer_auth(&server.admin).body(jpeg()).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    supervisor.bytes(&[1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).await;
    let _shown = customer.transient().await;
    customer.text("nonsense").await;
    customer.wait(|message| matches!(message, cicerone_protocol::message::ServerMessage::Problem { .. })).await;
    for name in [
        "cicerone_sessions_created_total",
        "cicerone_sessions_joined_total",
        "cicerone_sessions_stills_total",
        "cicerone_sockets_received_total",
        "cicerone_sockets_sent_total",
        "cicerone_sockets_transients_total",
        "cicerone_sockets_problems_total",
        "cicerone_store_events_total",
        "cicerone_http_requests_total",
        "cicerone_auth_sign_ins_total",
    ] {
        assert!(server.metric(name).await >= 1.0, "{name} moves");
    }
    assert!((server.metric("cicerone_sockets_open").await - 2.0).abs() < f64::EPSILON);
}
