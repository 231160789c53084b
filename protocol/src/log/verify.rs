//! Verifies an exported log, offline, from its bytes alone.

use super::chain::{Hash, chain_next, chain_start};
use super::entry::{self, Header, Personal};
use crate::limits::LOG_LINE_BYTES;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use std::io::{self, BufRead, Read};
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

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Intact { events, head } => {
                write!(
                    f,
                    "Intact: the log is complete, and all its {events} entries are as they were written.\nLast hash: {head}"
                )
            }
            Self::RedactedButIntact { events, head, erased } => write!(
                f,
                "Redacted but intact: the log is complete, and all its {events} entries are as they were written, except that \
                 {erased} personal values were erased.\nLast hash: {head}"
            ),
            Self::Truncated { events, head } => write!(
                f,
                "Truncated: {events} entries are there and as they were written, but the log does not end with session.closed. \
                 Either the session was still going on when this was exported, or the end was cut off.\nLast hash: {head}"
            ),
            Self::Altered { seq: 0, fault } => write!(f, "Altered in its first line: {fault}."),
            Self::Altered { seq, fault } => {
                write!(f, "Altered at entry {seq}: {fault}. The {} entries before it are as they were written.", seq - 1)
            }
        }
    }
}

/// Verifies a whole log that is in memory.
#[must_use]
pub fn verify(file: &[u8]) -> Verdict {
    verify_reader(file).expect("reading from memory does not fail")
}

/// Verifies a log of any size, holding one line at a time; stops at the first fault.
///
/// # Errors
/// The reader failed.
pub fn verify_reader(mut reader: impl BufRead) -> io::Result<Verdict> {
    let mut line = Vec::new();
    let begun = match next_line(&mut reader, &mut line)? {
        Next::Line => Verifier::new(&line),
        Next::TooLong | Next::Unended | Next::End => Err(Fault::Header),
    };
    let mut verifier = match begun {
        Ok(verifier) => verifier,
        Err(fault) => return Ok(Verdict::Altered { seq: 0, fault }),
    };
    loop {
        let taken = match next_line(&mut reader, &mut line)? {
            Next::Line | Next::TooLong => verifier.line(&line),
            Next::Unended if verifier.closed => Err(Fault::AfterEnd),
            // A file that was cut within a line ends without a line break; what stands before it was verified.
            Next::Unended | Next::End => return Ok(verifier.verdict()),
        };
        if let Err(fault) = taken {
            return Ok(Verdict::Altered { seq: verifier.seq + 1, fault });
        }
    }
}

enum Next {
    Line,
    TooLong,
    Unended,
    End,
}

/// Reads the next line without its line break; of one that is too long, only so much that [`Verifier::line`] finds it too long.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Next> {
    line.clear();
    reader.by_ref().take(LOG_LINE_BYTES as u64).read_until(b'\n', line)?;
    Ok(match line.pop() {
        Some(b'\n') => Next::Line,
        Some(last) => {
            line.push(last);
            if line.len() == LOG_LINE_BYTES { Next::TooLong } else { Next::Unended }
        }
        None => Next::End,
    })
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
        let known = parsed.format == entry::FORMAT && parsed.v == entry::FORMAT_VERSION;
        let same = parsed.to_bytes().is_ok_and(|bytes| bytes == header);
        if known && same {
            Ok(Self { header: parsed, head: chain_start(header), seq: 0, erased: 0, closed: false })
        } else {
            Err(Fault::Header)
        }
    }

    /// Takes one exported line, without its line break.
    ///
    /// # Errors
    /// The line is not the next one as it was written.
    pub fn line(&mut self, line: &[u8]) -> Result<(), Fault> {
        if self.closed {
            return Err(Fault::AfterEnd);
        }
        if line.len() >= LOG_LINE_BYTES {
            return Err(Fault::Form);
        }
        let value = canonical_value(line)?;
        let (body, hash, personal) = parts(value).ok_or(Fault::Form)?;
        let bytes = entry::canonical(&body).map_err(|_| Fault::Form)?;
        self.next(&body, &bytes, &hash, &personal)
    }

    /// Takes one stored entry: its body, its hash and what is left of its personal values.
    ///
    /// # Errors
    /// The entry is not the next one as it was written.
    pub fn entry(&mut self, body: &[u8], hash: &Hash, personal: &Personal) -> Result<(), Fault> {
        if self.closed {
            return Err(Fault::AfterEnd);
        }
        let value = canonical_value(body)?;
        self.next(&value, body, hash, personal)
    }

    fn next(&mut self, body: &Value, bytes: &[u8], hash: &Hash, personal: &Personal) -> Result<(), Fault> {
        let seq = self.seq + 1;
        if chain_next(&self.head, seq, bytes) != *hash {
            return Err(Fault::Hash);
        }
        if body.get("seq").and_then(Value::as_u64) != Some(seq) {
            return Err(Fault::Order);
        }
        if body.get("session").and_then(Value::as_str) != Some(&self.header.session.to_string()) {
            return Err(Fault::Session);
        }
        self.erased += erased(body, personal)?;
        self.head = *hash;
        self.seq = seq;
        self.closed = body.get("type").and_then(Value::as_str) == Some("session.closed");
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

/// Parses JSON that is in canonical form. Keys that stand twice don't survive the comparison with what they parse to.
fn canonical_value(bytes: &[u8]) -> Result<Value, Fault> {
    let value: Value = serde_json::from_slice(bytes).map_err(|_| Fault::Form)?;
    if entry::canonical(&value).is_ok_and(|canonical| canonical == bytes) { Ok(value) } else { Err(Fault::Form) }
}

/// Takes a line apart: an object of `body`, `hash` and, where there is any, `personal`, and of nothing else.
fn parts(line: Value) -> Option<(Value, Hash, Personal)> {
    let Value::Object(mut fields) = line else { return None };
    let body = fields.remove("body").filter(Value::is_object)?;
    let hash = Hash::from_hex(fields.remove("hash")?.as_str()?)?;
    let personal = match fields.remove("personal") {
        None => Personal::new(),
        Some(written) => {
            let personal: Personal = serde_json::from_value(written.clone()).ok()?;
            // Serde also reads a record from an array of its values; there is one way to write a line.
            let same = serde_json::to_value(&personal).is_ok_and(|again| again == written);
            (same && !personal.is_empty()).then_some(personal)?
        }
    };
    fields.is_empty().then_some((body, hash, personal))
}

/// Checks the kept values against the body's commitments, and returns how many commitments have no value any more.
fn erased(body: &Value, personal: &Personal) -> Result<u64, Fault> {
    let committed = entry::commitments(body);
    for (pointer, kept) in personal {
        let commitment = committed.get(pointer).ok_or(Fault::Commitment)?;
        let salt = Hash::from_hex(&kept.salt).ok_or(Fault::Commitment)?;
        if entry::commitment(&salt.0, &kept.value) != *commitment {
            return Err(Fault::Commitment);
        }
    }
    Ok((committed.len() - personal.len()) as u64)
}
