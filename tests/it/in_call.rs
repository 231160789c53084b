//! Two pages in a call, by the shortest way.

use cicerone_protocol::SessionId;
use serde_json::json;

use crate::client::Page;
use crate::server::{TestServer, show};

impl TestServer {
    /// A call in which everything is agreed to and the screen is shown: the supervisor's page, the customer's page and the session.
    pub(crate) async fn call(&self) -> (Page, Page, SessionId) {
        self.call_by(&self.admin).await
    }

    /// Such a call with another supervisor.
    pub(crate) async fn call_by(&self, token: &str) -> (Page, Page, SessionId) {
        let created = self.session(token).await;
        let mut supervisor = Page::open(self, created.session, token).await;
        let joined = self.join(&created).await;
        let mut customer = Page::open(self, created.session, &joined.resume).await;
        supervisor.must(json!({ "do": "admit" })).await;
        customer.must(json!({ "do": "begin", "scopes": ["view_screen", "view_camera", "hear", "snapshot"] })).await;
        customer.must(show("screen")).await;
        supervisor.until(|view| view.picture.epoch == 1).await;
        (supervisor, customer, created.session)
    }
}
