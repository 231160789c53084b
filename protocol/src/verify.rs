//! Verifies an exported log, offline, from its bytes alone.

use crate::log::{self, Hash, Header, Personal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Verdict {
    /// Every entry is there and as it was written.
    Intact {
        /// Entries.
        events: u64,
        /// The last hash of the chain.
        head: String,
    },
    /// The same, but personal values were erased.
    RedactedButIntact {
        /// Entries.
        events: u64,
        /// The last hash of the chain.
        head: String,
        /// Values that were erased.
        erased: u64,
    },
    /// What is there is as it was written, but the log does not end with `session.closed`.
    Truncated {
        /// Entries.
        events: u64,
        /// The last hash of the chain.
        head: String,
    },
    /// Something was changed.
    Altered {
        /// The first entry that is not as it was written; 0 is the header.
        seq: u64,
        /// What is wrong with it.
        fault: Fault,
    },
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Fault {
    /// No header of this format.
    #[error("the first line is not the header of a log of this format")]
    Header,
    /// Not JSON, not canonical, or with fields that the format does not have.
    #[error("the line is not in canonical form")]
    Form,
    /// Another place than the one in which it stands.
    #[error("the entry belongs in another place")]
    Order,
    /// An entry of another session.
    #[error("the entry belongs to another session")]
    Session,
    /// The hash does not follow.
    #[error("the hash does not follow from the entry and the one before it")]
    Hash,
    /// A personal value does not match its commitment.
    #[error("a personal value does not match its commitment")]
    Commitment,
    /// Something stands after the last entry.
    #[error("there are lines after the last entry")]
    AfterEnd,
}

/// Verifies a whole log.
#[must_use]
pub fn verify(file: &[u8]) -> Verdict {
    let mut verifier: Option<Verifier> = None;
    let mut rest = file;
    while let Some(end) = rest.iter().position(|&b| b == b'\n') {
        let (line, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        match &mut verifier {
            None => match Verifier::new(line) {
                Ok(begun) => verifier = Some(begun),
                Err(fault) => return Verdict::Altered { seq: 0, fault },
            },
            Some(running) => {
                if let Err(fault) = running.line(line) {
                    return Verdict::Altered { seq: running.seq + 1, fault };
                }
            }
        }
    }
    let Some(verifier) = verifier else { return Verdict::Altered { seq: 0, fault: Fault::Header } };
    // A file that was cut within a line ends without a line break; what stands before it was verified above.
    let cut = !rest.is_empty();
    if cut && verifier.closed {
        return Verdict::Altered { seq: verifier.seq + 1, fault: Fault::AfterEnd };
    }
    verifier.verdict()
}

/// Verifies entries one by one, for readers that have no file.
#[derive(Debug)]
pub struct Verifier {
    header: Header,
    head: Hash,
    seq: u64,
    erased: u64,
    closed: bool,
}

impl Verifier {
    /// Begins with the header's bytes.
    ///
    /// # Errors
    /// It is no header of this format, or not in canonical form.
    pub fn new(header: &[u8]) -> Result<Self, Fault> {
        let parsed: Header = serde_json::from_slice(header).map_err(|_| Fault::Header)?;
        let known = parsed.format == log::FORMAT && parsed.v == log::FORMAT_VERSION;
        let same = parsed.to_bytes().is_ok_and(|bytes| bytes == header);
        if known && same {
            Ok(Self { header: parsed, head: log::chain_start(header), seq: 0, erased: 0, closed: false })
        } else {
            Err(Fault::Header)
        }
    }

    /// Takes one exported line.
    ///
    /// # Errors
    /// The line is not the next one as it was written.
    pub fn line(&mut self, line: &[u8]) -> Result<(), Fault> {
        let value: Value = serde_json::from_slice(line).map_err(|_| Fault::Form)?;
        if !log::canonical(&value).is_ok_and(|bytes| bytes == line) {
            return Err(Fault::Form);
        }
        let parts: Line = serde_json::from_value(value).map_err(|_| Fault::Form)?;
        let hash = Hash::from_hex(&parts.hash).ok_or(Fault::Form)?;
        let body = log::canonical(&Value::Object(parts.body)).map_err(|_| Fault::Form)?;
        if parts.personal.as_ref().is_some_and(Personal::is_empty) {
            return Err(Fault::Form);
        }
        self.entry(&body, &hash, &parts.personal.unwrap_or_default())
    }

    /// Takes one stored entry: its body, its hash and what is left of its personal values.
    ///
    /// # Errors
    /// The entry is not the next one as it was written.
    pub fn entry(&mut self, body: &[u8], hash: &Hash, personal: &Personal) -> Result<(), Fault> {
        if self.closed {
            return Err(Fault::AfterEnd);
        }
        let value: Value = serde_json::from_slice(body).map_err(|_| Fault::Form)?;
        if !log::canonical(&value).is_ok_and(|bytes| bytes == body) {
            return Err(Fault::Form);
        }
        if log::chain_next(&self.head, self.seq + 1, body) != *hash {
            return Err(Fault::Hash);
        }
        if value.get("seq").and_then(Value::as_u64) != Some(self.seq + 1) {
            return Err(Fault::Order);
        }
        if value.get("session").and_then(Value::as_str) != Some(&self.header.session.to_string()) {
            return Err(Fault::Session);
        }
        let committed = check_personal(&value, personal)?;
        self.erased += committed - personal.len() as u64;
        self.head = *hash;
        self.seq += 1;
        self.closed = value.get("type").and_then(Value::as_str) == Some("session.closed");
        Ok(())
    }

    /// Returns what was found so far.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let (events, head) = (self.seq, self.head.to_string());
        match (self.closed, self.erased) {
            (false, _) => Verdict::Truncated { events, head },
            (true, 0) => Verdict::Intact { events, head },
            (true, erased) => Verdict::RedactedButIntact { events, head, erased },
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    body: Map<String, Value>,
    hash: String,
    personal: Option<Personal>,
}

/// Checks the kept values against the body's commitments and returns how many commitments the body has.
fn check_personal(body: &Value, personal: &Personal) -> Result<u64, Fault> {
    for (pointer, kept) in personal {
        let place = body.pointer(pointer).ok_or(Fault::Commitment)?;
        let committed = commitment_in(place).ok_or(Fault::Commitment)?;
        let salt = Hash::from_hex(&kept.salt).ok_or(Fault::Commitment)?;
        if log::commitment(&salt.0, &kept.value) != committed {
            return Err(Fault::Commitment);
        }
    }
    Ok(count_commitments(body))
}

fn commitment_in(value: &Value) -> Option<&str> {
    let fields = value.as_object()?;
    if fields.len() == 1 { fields.get("commitment")?.as_str() } else { None }
}

fn count_commitments(value: &Value) -> u64 {
    if commitment_in(value).is_some() {
        return 1;
    }
    match value {
        Value::Object(fields) => fields.values().map(count_commitments).sum(),
        Value::Array(items) => items.iter().map(count_commitments).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}
