//! The local certificate authority for phones: its certificate, and a page that explains it.

use axum::extract::State;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{Extensions, HeaderMap};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::json::Query;
use super::peer::Connection;
use super::problem::Problem;
use crate::app::App;

/// Which language of the page is asked for; otherwise the browser's is taken.
#[derive(Deserialize)]
pub(crate) struct Asked {
    lang: Option<String>,
}

/// `/ca.crt`: the authority's certificate, in the form that phones install.
pub(crate) async fn certificate(State(app): State<App>) -> Response {
    match app.authority() {
        Some(der) => {
            let headers =
                [(CONTENT_TYPE, "application/x-x509-ca-cert"), (CONTENT_DISPOSITION, "attachment; filename=\"cicerone-ca.crt\"")];
            (headers, der.to_vec()).into_response()
        }
        None => Problem::not_found()
            .with_detail("This server has a certificate that browsers know already; there is nothing to install.")
            .into_response(),
    }
}

/// `/trust`: what the certificate is for and how to install it.
pub(crate) async fn page(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    extensions: Extensions,
) -> Response {
    let preferred = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let spanish = asked.lang.as_deref().or(preferred).is_some_and(|lang| lang.to_ascii_lowercase().starts_with("es"));
    let template = if spanish { include_str!("pages/trust.es.html") } else { include_str!("pages/trust.en.html") };
    // The address that this phone just used is one that it can reach.
    let reached = extensions.get::<Connection>().map(|connection| connection.local.ip().to_canonical());
    let secure = app.links.secure(reached);
    Html(template.replace("{secure}", secure.as_str())).into_response()
}

/// `/trust.css`.
pub(crate) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("pages/trust.css"))
}
