//! The review desk's list: what each filter keeps, and for whom.

use cicerone_server::clock::rfc3339;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::kit::{SignedIn, TestServer, bearer, client, problem};

/// Opens a session.
async fn open(server: &TestServer, staff: &SignedIn, reference: &str, topic: &str) {
    let body = json!({ "reference": reference, "topic": topic, "language": "en" });
    let created = bearer(client().post(server.url("/api/sessions")), &staff.access).json(&body).send().await.unwrap();
    assert_eq!(created.status(), StatusCode::OK);
}

async fn asked(server: &TestServer, token: &str, query: &[(&str, &str)]) -> reqwest::Response {
    let mut url = reqwest::Url::parse(&server.url("/api/review/sessions")).unwrap();
    url.query_pairs_mut().extend_pairs(query);
    bearer(client().get(url), token).send().await.unwrap()
}

/// The references of the sessions that a query finds, in the list's order.
async fn found(server: &TestServer, token: &str, query: &[(&str, &str)]) -> Vec<String> {
    let answer = asked(server, token, query).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let list: Value = answer.json().await.unwrap();
    list["sessions"].as_array().unwrap().iter().map(|row| row["reference"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_list_is_narrowed_to_the_instants_that_the_page_names() {
    let server = TestServer::start(&[]).await;
    let admin = server.sign_in_first().await;
    open(&server, &admin, "Marta", "Router").await;
    let list: Value = asked(&server, &admin.access, &[]).await.json().await.unwrap();
    let created = rfc3339(list["sessions"][0]["created_at"].as_u64().unwrap());
    let marta = vec!["Marta".to_owned()];
    let (before, after) = ("2020-01-01T00:00:00+05:30", "2200-01-01T00:00:00Z");

    assert_eq!(found(&server, &admin.access, &[("from", &created)]).await, marta, "the first instant belongs to it");
    assert_eq!(found(&server, &admin.access, &[("to", &created)]).await, Vec::<String>::new(), "and the last does not");
    assert_eq!(found(&server, &admin.access, &[("from", before), ("to", after)]).await, marta);
    assert_eq!(found(&server, &admin.access, &[("from", after)]).await, Vec::<String>::new());
    assert_eq!(found(&server, &admin.access, &[("to", before)]).await, Vec::<String>::new());
    for wrong in ["2026-11-20", "yesterday", "1764547200000"] {
        let refused = problem(asked(&server, &admin.access, &[("from", wrong)]).await).await;
        assert_eq!(refused, (StatusCode::BAD_REQUEST, "bad_field".to_owned()), "{wrong} is no instant");
    }
}

#[tokio::test]
async fn a_list_is_narrowed_by_words_state_disposition_and_supervisor() {
    let server = TestServer::start(&[]).await;
    let admin = server.sign_in_first().await;
    open(&server, &admin, "Marta Ruiz", "Router has no internet").await;
    open(&server, &admin, "Iván Ríos", "Printer").await;
    let token = &admin.access;
    let marta = vec!["Marta Ruiz".to_owned()];
    let both = vec!["Iván Ríos".to_owned(), "Marta Ruiz".to_owned()];

    assert_eq!(found(&server, token, &[]).await, both, "the newest first");
    assert_eq!(found(&server, token, &[("q", "rout mar")]).await, marta, "words count from their beginning");
    assert_eq!(found(&server, token, &[("q", "router printer")]).await, Vec::<String>::new(), "and all of them");
    assert_eq!(found(&server, token, &[("state", "open"), ("q", "")]).await, both);
    assert_eq!(found(&server, token, &[("state", "over")]).await, Vec::<String>::new());
    assert_eq!(found(&server, token, &[("disposition", "resolved")]).await, Vec::<String>::new());
    let names: Value =
        bearer(client().get(server.url("/api/review/supervisors")), token).send().await.unwrap().json().await.unwrap();
    let own = names[0]["id"].as_str().unwrap();
    assert_eq!(found(&server, token, &[("supervisor", own)]).await, both);
    let nobody = "0192f000-0000-7000-8000-00000000000c";
    assert_eq!(found(&server, token, &[("supervisor", nobody)]).await, Vec::<String>::new());
    let endless = "a ".repeat(1_000);
    for wrong in [("state", "half"), ("q", "a\0b"), ("q", endless.as_str())] {
        let refused = problem(asked(&server, token, &[wrong]).await).await;
        assert_eq!(refused, (StatusCode::BAD_REQUEST, "bad_field".to_owned()));
    }
    let longest = "ab ".repeat(66);
    assert_eq!(found(&server, token, &[("q", &longest)]).await, Vec::<String>::new());
}
