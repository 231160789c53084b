//! A page that does not keep up: it is closed rather than left with gaps, and has everything once it is back.

use std::time::Duration;

use serde_json::json;
use tokio::net::TcpSocket;
use uuid::Uuid;

use cicerone_protocol::TabId;

use crate::client::Page;
use crate::server::TestServer;

/// Commands that one connection may send at once.
const BURST: u32 = 40;

/// Below the ten seconds that one frame may take to leave, so that the full queue is what ends the connection.
const SOON: Duration = Duration::from_secs(9);

#[tokio::test]
async fn a_page_that_stops_reading_is_closed_and_lacks_nothing_when_it_is_back() {
    let server = TestServer::start().await;
    let (mut supervisor, customer, session) = server.call().await;
    // A connection that holds little on its way, as a phone's.
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let narrow = socket.connect(server.server.addrs.http.unwrap()).await.unwrap();
    let tab = TabId::new(Uuid::now_v7());
    let mut slow = Page::open_on(narrow, &server, session, &customer.token, tab, Some(&customer)).await.unwrap();
    supervisor.until(|view| view.customer.as_ref().and_then(|customer| customer.participant.tab) == Some(tab)).await;
    slow.stall().await;
    let flood = async {
        let staff = server.admin.clone();
        while supervisor.view.customer.as_ref().is_some_and(|customer| customer.participant.is_present()) {
            // Each connection may send a burst, and keeps to it.
            supervisor = Page::open_tab(&server, session, &staff, TabId::new(Uuid::now_v7()), Some(&supervisor)).await.unwrap();
            for n in 1..=BURST {
                supervisor.send_as(n, json!({ "do": "say", "text": format!("mensaje {n}") })).await;
            }
            supervisor.answer(BURST).await;
        }
    };
    tokio::time::timeout(SOON, flood).await.expect("the page that does not read is closed");
    slow.until_closed().await;
    let mut back = Page::open_tab(&server, session, &slow.token, tab, Some(&slow)).await.unwrap();
    supervisor.must(json!({ "do": "say", "text": "¿sigues ahí?" })).await;
    let newest = supervisor.view.seq;
    back.until(|view| view.seq >= newest).await;
    assert!(supervisor.view.chat.len() > 400, "as many as a queue holds and more");
    assert_eq!(back.view.chat, supervisor.view.chat);
}
