//! `cicerone doctor`: dials the server by the address that customers use, and says in words what to open or change.
//!
//! It walks a customer's way: name, TCP, certificate, server, WebSocket (`web`); then each advertised address for media (`knock`);
//! then three seconds of voice and pictures over UDP, there and back (`echo`). What the figures mean stands in `verdict`.

mod echo;
mod knock;
mod report;
mod sdp;
mod tally;
mod verdict;
mod visit;
mod web;

use std::net::SocketAddr;

use cicerone_protocol::api::Problem;
use futures_util::future::join_all;
use reqwest::StatusCode;
use secrecy::ExposeSecret;

use crate::api::doctor::Description;

use echo::Client;
use knock::{Credentials, Knock, knock};
use sdp::{Candidate, Reach, reach};
use verdict::Tried;
use web::Web;

pub use report::{EchoFigures, Figures, Finding, Level, Part, Report};
pub use visit::{Visit, VisitError, mint};

/// Walks the way. Ends early where it is cut.
pub async fn examine(visit: &Visit) -> Report {
    let mut report = Report::new(visit.url.as_str());
    if let Some(web) = web::visit(visit, &mut report).await {
        media(visit, &web, &mut report).await;
    }
    report
}

async fn media(visit: &Visit, web: &Web, report: &mut Report) {
    let mut client = match Client::new().await {
        Ok(client) => client,
        Err(error) => {
            let says = format!("This machine gave the check no UDP socket ({error}).");
            return report.add(Finding::fault(Part::Echo, says, "Run the check on a machine with a network."));
        }
    };
    match ask(visit, web, client.offer()).await {
        Ok(answer) => listen(&mut client, &answer, web, report).await,
        Err(finding) => report.add(finding),
    }
    client.close().await;
}

async fn listen(client: &mut Client, answer: &str, web: &Web, report: &mut Report) {
    let advertised = sdp::candidates(answer);
    let tried = try_all(&advertised, client.offer(), answer).await;
    // The page's own address says who is meant to come: everybody, one network, or this machine.
    let nearest = |reached: Reach| web.ips.iter().find(|ip| reach(**ip) == reached).map(|ip| (reached, ip.to_string()));
    let pages = nearest(Reach::Public).or_else(|| nearest(Reach::Network)).or_else(|| nearest(Reach::Machine));
    let (pages, page_ip) = pages.unwrap_or((Reach::Machine, String::new()));
    for finding in verdict::addresses(&tried, &advertised, pages, &page_ip) {
        report.add(finding);
    }
    let Some(addr) = best(&tried, pages) else { return };
    if !client.connect(sdp::with_only(answer, addr)).await {
        return report.add(verdict::unconnected(addr));
    }
    let figures = client.echo().await;
    for finding in verdict::echo(&figures, addr) {
        report.add(finding);
    }
    report.echo = Some(figures);
}

async fn try_all(advertised: &[Candidate], offer: &str, answer: &str) -> Vec<Tried> {
    let of = |sdp, name| sdp::attribute(sdp, name).unwrap_or_default();
    let credentials = Credentials {
        username: format!("{}:{}", of(answer, "ice-ufrag"), of(offer, "ice-ufrag")),
        password: of(answer, "ice-pwd").to_owned(),
    };
    let udp = advertised.iter().filter_map(|candidate| match candidate {
        Candidate::Udp(addr) => Some(*addr),
        Candidate::Tcp(_) => None,
    });
    join_all(udp.map(async |addr| (addr, knock(addr, &credentials).await))).await
}

/// The address over which to send: the first that answers of those with the widest reach.
fn best(tried: &[Tried], pages: Reach) -> Option<SocketAddr> {
    let answers = |wanted: Reach| {
        tried
            .iter()
            .find(|(addr, knock)| reach(addr.ip()) == wanted && matches!(knock, Knock::Answered(_)))
            .map(|(addr, _)| *addr)
    };
    let outside = answers(Reach::Public).or_else(|| answers(Reach::Network));
    outside.or_else(|| answers(Reach::Machine).filter(|_| pages == Reach::Machine))
}

/// Has the offer answered.
async fn ask(visit: &Visit, web: &Web, offer: &str) -> Result<String, Finding> {
    let lost = || {
        let says = "The server did not answer the check's offer.";
        Finding::fault(Part::Server, says, "See the server's log, and whether a proxy in front stops POST requests.")
    };
    let url = visit.url.join("/api/doctor/offer").map_err(|_| lost())?;
    let offer = Description { sdp: offer.to_owned().try_into().map_err(|_| lost())? };
    let answer = web.client.post(url).bearer_auth(visit.token.expose_secret()).json(&offer).send().await.map_err(|_| lost())?;
    match answer.status() {
        StatusCode::OK => answer.json().await.map(|answer: Description| answer.sdp.into()).map_err(|_| lost()),
        StatusCode::UNAUTHORIZED => Err(Finding::fault(
            Part::Server,
            "The server does not know this check's token.",
            "Run this with the configuration of the very server at this address (data_dir), or bring a fresh token from it.",
        )),
        StatusCode::NOT_FOUND => Err(Finding::fault(
            Part::Server,
            "The server at this address is of a version that has no such check.",
            "Use the doctor of the version that runs there.",
        )),
        _ => Err(match answer.json::<Problem>().await {
            Ok(problem) => {
                let says = format!("The server refused the check: {}", problem.detail);
                Finding::fault(Part::Server, says, "When that is over, run it again.")
            }
            Err(_) => lost(),
        }),
    }
}
