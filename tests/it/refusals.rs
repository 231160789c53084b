//! What a server does not take: pictures that are none, offers without a common codec, forged hosts and foreign pages.

use cicerone_protocol::api::SessionCreated;
use cicerone_protocol::{Envelope, ErrorCode, Event};
use reqwest::StatusCode;
use reqwest::header::HOST;
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use uuid::Uuid;

use crate::call::jpeg;
use crate::server::TestServer;

#[tokio::test]
async fn a_picture_that_is_none_or_too_large_is_a_bad_still() {
    let server = TestServer::start().await;
    let (mut supervisor, _customer, session) = server.call().await;
    // Nine thousand pixels wide, by its own word.
    let mut wide = jpeg();
    let at = wide.windows(2).position(|part| part == [0xff, 0xc0]).unwrap();
    wide[at + 7..at + 9].copy_from_slice(&9_000_u16.to_be_bytes());
    let heavy = [jpeg(), vec![0; 400 * 1024]].concat();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0".to_vec();
    for (what, body) in [("nothing", Vec::new()), ("noise", vec![7; 900]), ("png", png), ("wide", wide), ("heavy", heavy)] {
        let url = server.url(&format!("/api/sessions/{session}/stills?still={}&reason=scene&epoch=1", Uuid::now_v7()));
        let answer = server.http.post(url).bearer_auth(&server.admin).body(body).send().await.unwrap();
        let (status, problem) = (answer.status(), answer.json::<Value>().await.unwrap());
        assert!(status.is_client_error(), "{what}: {status}");
        assert!(["bad_still", "bad_size"].contains(&problem["code"].as_str().unwrap()), "{what}: {problem}");
        assert_eq!(problem["code"] == "bad_size", what == "wide", "{what}: {problem}");
    }
    let stored = |event: &Envelope| matches!(event.event.known(), Some(Event::MediaStill { .. }));
    assert!(!server.review(session).await.events.iter().any(stored));
    supervisor.must(json!({ "do": "say", "text": "todo bien" })).await;
}

#[tokio::test]
async fn an_offer_of_codecs_that_the_server_lacks_is_refused_as_such() {
    let server = TestServer::start_with(&[("media.codecs", "vp9,vp8")]).await;
    let (_supervisor, mut customer, _) = server.call().await;
    assert_eq!(customer.codecs, ["video/VP9", "video/VP8"], "pages are told what to prefer");
    let refused = customer.offer(OLD).await;
    assert_eq!(refused, Err(ErrorCode::NoCommonCodec));
    customer.must(json!({ "do": "say", "text": "sigo aquí" })).await;
}

#[tokio::test]
async fn a_forged_host_reaches_no_link() {
    let server = TestServer::start().await;
    let new = json!({ "reference": "Marta", "topic": null, "language": "en" });
    let request = server.http.post(server.url("/api/sessions")).bearer_auth(&server.admin).json(&new);
    let answer = request.header(HOST, "evil.example").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let text = answer.text().await.unwrap();
    assert!(!text.contains("evil"), "{text}");
    let created: SessionCreated = serde_json::from_str(&text).unwrap();
    let own = format!("http://localhost:{}/j?or=en#", server.server.addrs.http.unwrap().port());
    assert!(created.invite.link.starts_with(&own), "{}", created.invite.link);
}

#[tokio::test]
async fn a_page_of_another_site_gets_no_socket_of_a_session() {
    let server = TestServer::start().await;
    let session = server.session(&server.admin).await.session;
    let upgrade = async |origin: &str| {
        let mut request = server.ws(&format!("/ws/session/{session}")).into_client_request().unwrap();
        request.headers_mut().insert("origin", origin.parse().unwrap());
        connect_async(request).await
    };
    for foreign in ["https://evil.example", "http://127.0.0.1:1", "null"] {
        match upgrade(foreign).await {
            Err(Error::Http(answer)) => assert_eq!(answer.status(), 403, "{foreign}"),
            other => panic!("{foreign}: {other:?}"),
        }
    }
    assert!(upgrade(&server.url("")).await.is_ok(), "our own page does");
}

/// An offer of a video codec from before VP8.
const OLD: &str = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n\
    m=video 9 UDP/TLS/RTP/SAVPF 34\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:34 H263/90000\r\n\
    a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=setup:actpass\r\na=fingerprint:sha-256 \
    00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:1F\r\n";
