//! An entry of a log: how an event becomes a body with its commitments, and how it is read again.
//!
//! Header and bodies are RFC 8785 canonical JSON with integers only. In a body, each personal value `{"clear": …}` has become
//! `{"commitment": HMAC-SHA-256(salt, value)}`; value and salt stand beside the body, keyed by the JSON Pointer (RFC 6901) of the
//! object, and may be erased without touching the chain.

use super::chain::{Hash, chain_next};
use crate::event::Envelope;
use crate::ids::SessionId;
use crate::time::SessionTime;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt;

/// The format's name, as the header carries it.
pub const FORMAT: &str = "cicerone-log";
/// The format's version.
pub const FORMAT_VERSION: u8 = 1;
/// The greatest integer that every JSON reader keeps exactly, 2⁵³ − 1 (RFC 8785 §3.2.2.3).
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

/// The first line of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`FORMAT`].
    pub format: String,
    /// [`FORMAT_VERSION`].
    pub v: u8,
    /// The session.
    pub session: SessionId,
    /// When the session was created: RFC 3339 in UTC with milliseconds.
    pub created: String,
}

impl Header {
    /// Makes the header of a new log.
    #[must_use]
    pub fn new(session: SessionId, created: String) -> Self {
        Self { format: FORMAT.to_owned(), v: FORMAT_VERSION, session, created }
    }

    /// Returns the header's bytes, as they stand in the first line.
    ///
    /// # Errors
    /// Never for a header made by [`Header::new`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, LogError> {
        canonical(&serde_json::to_value(self)?)
    }
}

/// A personal value beside a body.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonalValue {
    /// 32 random bytes, lower-case hexadecimal.
    pub salt: String,
    /// The value in clear.
    pub value: String,
}

impl fmt::Debug for PersonalValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalValue(hidden)")
    }
}

/// Personal values of one entry, by JSON Pointer into its body.
pub type Personal = BTreeMap<String, PersonalValue>;

/// An entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedEntry {
    /// Place in the session, from 1.
    pub seq: u64,
    /// Milliseconds since the session was created.
    pub t: SessionTime,
    /// RFC 8785 canonical JSON.
    pub body: Vec<u8>,
    /// The chain up to and with this entry.
    pub hash: Hash,
    /// What may be erased.
    pub personal: Personal,
}

/// Says why an entry can't be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// Not the JSON that was expected.
    #[error("not a log entry: {0}")]
    Json(#[from] serde_json::Error),
    /// A number that is not an integer of at most 53 bits.
    #[error("a number in the entry is not an integer that every JSON reader keeps exactly")]
    Number,
    /// The body is not an object.
    #[error("the entry is not a JSON object")]
    NotAnObject,
}

/// Returns the commitment to a value, lower-case hexadecimal.
#[must_use]
pub fn commitment(salt: &[u8; 32], value: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt).expect("HMAC takes keys of every length");
    mac.update(value.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

/// Turns an event into an entry: commits its personal values and links it to the chain.
///
/// `salt` is called once for each personal value and must return fresh random bytes.
///
/// # Errors
/// The event holds a number that is not an integer of at most 53 bits.
pub fn seal(previous: &Hash, envelope: &Envelope, mut salt: impl FnMut() -> [u8; 32]) -> Result<SealedEntry, LogError> {
    let mut body = serde_json::to_value(envelope)?;
    let mut personal = Personal::new();
    commit(&mut body, &mut String::new(), &mut |pointer, value| {
        let salt = salt();
        let commitment = commitment(&salt, &value);
        personal.insert(pointer.to_owned(), PersonalValue { salt: hex::encode(salt), value });
        commitment
    });
    let body = canonical(&body)?;
    let hash = chain_next(previous, envelope.seq, &body);
    Ok(SealedEntry { seq: envelope.seq, t: envelope.t, body, hash, personal })
}

/// Turns an entry back into its event; values that were erased stay commitments.
///
/// It does not verify: a kept value that does not belong to a commitment is left aside, one that does not match it is not noticed.
///
/// # Errors
/// The body is not an event's JSON.
pub fn open(body: &[u8], personal: &Personal) -> Result<Envelope, LogError> {
    let mut value: Value = serde_json::from_slice(body)?;
    for (pointer, kept) in personal {
        if let Some(place) = value.pointer_mut(pointer).filter(|place| commitment_in(place).is_some()) {
            *place = serde_json::json!({ "clear": kept.value });
        }
    }
    Ok(serde_json::from_value(value)?)
}

/// Returns one line of an exported log, without its line break.
///
/// # Errors
/// The body is not canonical JSON.
pub fn export_line(entry: &SealedEntry) -> Result<Vec<u8>, LogError> {
    let mut line = Map::new();
    line.insert("body".to_owned(), serde_json::from_slice(&entry.body)?);
    line.insert("hash".to_owned(), Value::String(entry.hash.to_string()));
    if !entry.personal.is_empty() {
        line.insert("personal".to_owned(), serde_json::to_value(&entry.personal)?);
    }
    canonical(&Value::Object(line))
}

/// Returns RFC 8785 canonical JSON.
///
/// # Errors
/// A number is not an integer of at most 53 bits.
pub fn canonical(value: &Value) -> Result<Vec<u8>, LogError> {
    if !integers_only(value) {
        return Err(LogError::Number);
    }
    Ok(serde_json_canonicalizer::to_vec(value)?)
}

fn integers_only(value: &Value) -> bool {
    match value {
        Value::Number(n) => n.as_u64().or_else(|| n.as_i64().map(i64::unsigned_abs)).is_some_and(|n| n <= MAX_INTEGER),
        Value::Array(items) => items.iter().all(integers_only),
        Value::Object(fields) => fields.values().all(integers_only),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// Replaces each `{"clear": …}` by a commitment that `with` makes; `pointer` is the RFC 6901 path so far.
fn commit(value: &mut Value, pointer: &mut String, with: &mut impl FnMut(&str, String) -> String) {
    let length = pointer.len();
    match value {
        Value::Object(fields) => {
            if fields.len() == 1
                && let Some(Value::String(clear)) = fields.get("clear")
            {
                let made = with(pointer, clear.clone());
                *value = serde_json::json!({ "commitment": made });
                return;
            }
            for (key, inner) in fields {
                push_token(pointer, key);
                commit(inner, pointer, with);
                pointer.truncate(length);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter_mut().enumerate() {
                push_token(pointer, &index.to_string());
                commit(inner, pointer, with);
                pointer.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Returns the commitments in a body, by JSON Pointer.
pub(crate) fn commitments(body: &Value) -> BTreeMap<String, &str> {
    let mut found = BTreeMap::new();
    find_commitments(body, &mut String::new(), &mut found);
    found
}

fn find_commitments<'a>(value: &'a Value, pointer: &mut String, found: &mut BTreeMap<String, &'a str>) {
    if let Some(commitment) = commitment_in(value) {
        found.insert(pointer.clone(), commitment);
        return;
    }
    let length = pointer.len();
    let mut inside = |token: &str, inner: &'a Value| {
        push_token(pointer, token);
        find_commitments(inner, pointer, found);
        pointer.truncate(length);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, inner)| inside(key, inner)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, inner)| inside(&index.to_string(), inner)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn commitment_in(value: &Value) -> Option<&str> {
    let fields = value.as_object()?;
    if fields.len() == 1 { fields.get("commitment")?.as_str() } else { None }
}

fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
}
