//! The local certificate authority for phones: its certificate, and a page that explains it.

use axum::extract::{RawQuery, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{Extensions, HeaderMap};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::RustEmbed;

use super::languages::{in_language, wanted};
use super::peer::Connection;
use super::problem::Problem;
use crate::app::App;

/// The page in each language, beside its style; a further language is a further file.
#[derive(RustEmbed)]
#[folder = "src/http/pages"]
struct Pages;

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
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    extensions: Extensions,
) -> Response {
    let path = in_language("trust", wanted(query.as_deref(), &headers), |path| Pages::get(path).is_some());
    let Some(found) = Pages::get(&path) else { return Problem::not_found().into_response() };
    let template = String::from_utf8_lossy(&found.data);
    // The address that this phone just used is one that it can reach.
    let reached = extensions.get::<Connection>().map(|connection| connection.local.ip().to_canonical());
    let secure = app.links.secure(reached);
    Html(template.replace("{secure}", secure.as_str())).into_response()
}

/// `/trust.css`.
pub(crate) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("pages/trust.css"))
}
