//! What tokens and limits promise.

use std::num::NonZeroU32;

use cicerone_protocol::api::StaffRole;
use cicerone_protocol::message::PageRole;
use cicerone_protocol::{ParticipantId, SessionId};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;
use uuid::Uuid;

use super::limits::{RateLimit, network};
use super::tokens::{Claims, ResumeClaims, StaffClaims, TokenKey};
use super::*;

fn key() -> TokenKey {
    TokenKey::open(&TokenKey::generate().unwrap()).unwrap()
}

fn staff(now_ms: u64) -> StaffClaims {
    StaffClaims::new(ParticipantId::new(Uuid::from_u128(1)), StaffRole::Supervisor, Uuid::from_u128(2), now_ms)
}

fn resume(now_ms: u64) -> ResumeClaims {
    let (session, who) = (SessionId::new(Uuid::from_u128(3)), ParticipantId::new(Uuid::from_u128(4)));
    ResumeClaims::new(session, who, PageRole::Customer, 5, now_ms)
}

#[test]
fn a_token_brings_its_claims_back() {
    let key = key();
    let claims: ResumeClaims = key.verify(&key.mint(&resume(now_ms())).unwrap()).unwrap();
    assert_eq!((claims.session, claims.sub), (Uuid::from_u128(3), Uuid::from_u128(4)));
    assert_eq!((claims.role, claims.generation), (PageRole::Customer, 5));
}

#[test]
fn one_kind_of_token_is_never_taken_for_another() {
    let key = key();
    assert!(key.verify::<ResumeClaims>(&key.mint(&staff(now_ms())).unwrap()).is_err());
    assert!(key.verify::<StaffClaims>(&key.mint(&resume(now_ms())).unwrap()).is_err());
}

#[test]
fn foreign_expired_and_changed_tokens_are_refused() {
    let key = key();
    let token = key.mint(&staff(now_ms())).unwrap();
    assert!(key.verify::<StaffClaims>(&token).is_ok());
    assert!(self::key().verify::<StaffClaims>(&token).is_err());
    let old = now_ms() - (tokens::ACCESS_S + 1) * 1_000;
    assert!(key.verify::<StaffClaims>(&key.mint(&staff(old)).unwrap()).is_err());
    for at in [10, token.len() / 2, token.len() - 10] {
        let mut changed = token.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        assert!(key.verify::<StaffClaims>(&String::from_utf8(changed).unwrap()).is_err());
    }
    for nonsense in ["", ".", "..", "a.b.c", &"x".repeat(100_000)] {
        assert!(key.verify::<StaffClaims>(nonsense).is_err());
    }
}

#[test]
fn algorithm_issuer_key_id_and_claims_are_fixed() {
    let stored = TokenKey::generate().unwrap();
    let key = TokenKey::open(&stored).unwrap();
    let signer = EncodingKey::from_ed_der(&stored.pkcs8);
    let good = json!({
        "iss": "cicerone", "aud": StaffClaims::AUDIENCE, "sub": Uuid::from_u128(1), "sid": Uuid::from_u128(2),
        "role": "admin", "iat": now_ms() / 1_000, "exp": now_ms() / 1_000 + 60,
    });
    let verify = |header: &Header, claims: &serde_json::Value, signer: &EncodingKey| {
        key.verify::<StaffClaims>(&encode(header, claims, signer).unwrap()).is_ok()
    };
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(stored.kid.clone());
    assert!(verify(&header, &good, &signer));
    for claim in ["iss", "aud", "sub", "sid", "role", "exp"] {
        let mut missing = good.clone();
        missing.as_object_mut().unwrap().remove(claim);
        assert!(!verify(&header, &missing, &signer), "without {claim}");
    }
    let mut other_issuer = good.clone();
    other_issuer["iss"] = json!("somebody");
    assert!(!verify(&header, &other_issuer, &signer));
    let mut more = good.clone();
    more["admin"] = json!(true);
    assert!(!verify(&header, &more, &signer));
    assert!(!verify(&Header::new(Algorithm::EdDSA), &good, &signer), "without key id");
    // The classic forgery: HMAC under the public key's bytes.
    let mut hmac = Header::new(Algorithm::HS256);
    hmac.kid = Some(stored.kid);
    assert!(!verify(&hmac, &good, &EncodingKey::from_secret(&stored.pkcs8)));
}

#[test]
fn one_address_is_limited_before_all_are() {
    let per_minute = |tries| NonZeroU32::new(tries).unwrap();
    let limit = RateLimit::per_minute(per_minute(5), per_minute(2));
    let address = |last: u8| IpAddr::from([192, 0, 2, last]);
    assert!(limit.check(address(1)).is_ok() && limit.check(address(1)).is_ok());
    let refused = limit.check(address(1)).unwrap_err();
    assert!(refused.retry_after.as_secs() <= 30, "{refused}");
    assert!(limit.check(address(2)).is_ok() && limit.check(address(2)).is_ok() && limit.check(address(3)).is_ok());
    assert!(limit.check(address(4)).is_err(), "the sixth of five in all");
}

#[test]
fn neighbours_in_one_ipv6_network_count_as_one() {
    let net = |text: &str| network(text.parse().unwrap());
    assert_eq!(net("2001:db8::1"), net("2001:db8::ffff:1"));
    assert_ne!(net("2001:db8::1"), net("2001:db8:0:1::1"));
    assert_eq!(net("::ffff:192.0.2.1"), net("192.0.2.1"));
}

#[tokio::test]
async fn an_unknown_name_costs_as_much_as_a_wrong_password() {
    let passwords = Passwords::new().await;
    let known = passwords.hash("correct horse".to_owned()).await.unwrap();
    // The same work is done for both, so the longer of several runs bounds the shorter.
    let mut spent = [std::time::Duration::MAX; 2];
    for _ in 0..5 {
        for (at, stored) in [Some(known.clone()), None].into_iter().enumerate() {
            let started = std::time::Instant::now();
            assert!(!passwords.verify(stored, "wrong horse!".to_owned()).await);
            spent[at] = spent[at].min(started.elapsed());
        }
    }
    assert!(spent[1] * 3 > spent[0], "{spent:?}");
    assert!(passwords.verify(Some(known), "correct horse".to_owned()).await);
}

#[tokio::test]
async fn short_and_endless_passwords_are_refused() {
    let passwords = Passwords::new().await;
    assert!(matches!(passwords.hash("123456789".to_owned()).await, Err(AuthError::WeakPassword)));
    assert!(matches!(passwords.hash("x".repeat(257)).await, Err(AuthError::WeakPassword)));
    // Ten characters, not ten bytes.
    assert!(passwords.hash("ñañañañaña".to_owned()).await.is_ok());
}

#[tokio::test]
async fn passwords_are_kept_as_argon2id_with_the_cost_that_owasp_names() {
    let hash = password::Passwords::new().await.hash("correct horse battery".to_owned()).await.unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
}
