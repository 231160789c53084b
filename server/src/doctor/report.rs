//! What a check found, for people and for machines. Pure.

use std::fmt;

use serde::Serialize;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It works.
    Ok,
    /// It works, and there is something to know.
    Note,
    /// Customers will meet it.
    Fault,
}

/// Which part of the way was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The address's name.
    Name,
    /// The TCP connection.
    Connection,
    /// The certificate.
    Certificate,
    /// The server behind the address.
    Server,
    /// WebSockets through whatever stands in front.
    WebSocket,
    /// The addresses for pictures and voice.
    Media,
    /// Pictures and voice themselves.
    Echo,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// Which part of the way.
    pub part: Part,
    /// What is so, in a sentence.
    pub says: String,
    /// What to open or change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
}

impl Finding {
    pub(super) fn ok(part: Part, says: impl Into<String>) -> Self {
        Self { level: Level::Ok, part, says: says.into(), advice: None }
    }

    pub(super) fn note(part: Part, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { level: Level::Note, part, says: says.into(), advice: Some(advice.into()) }
    }

    pub(super) fn fault(part: Part, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { level: Level::Fault, part, says: says.into(), advice: Some(advice.into()) }
    }
}

/// Everything that a check found, in the order in which a customer would meet it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The address that was dialled.
    pub url: String,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What came back of the echo, where one took place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echo: Option<EchoFigures>,
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EchoFigures {
    /// Three seconds of voice.
    pub voice: Figures,
    /// Pictures; none when the server takes no VP8, which is all that this client has.
    pub pictures: Option<Figures>,
}

/// What came back of one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Packets sent.
    pub sent: u32,
    /// Packets that came back, each counted once.
    pub came_back: u32,
    /// Median time there and back, µs; none when nothing came back.
    pub round_trip_us: Option<u64>,
    /// Interarrival jitter there and back (RFC 3550 §6.4.1), µs.
    pub jitter_us: u64,
}

impl Figures {
    /// How many of a thousand packets did not come back.
    #[must_use]
    pub fn lost_permille(self) -> u32 {
        let lost = u64::from(self.sent.saturating_sub(self.came_back));
        u32::try_from(lost * 1_000 / u64::from(self.sent.max(1))).unwrap_or(1_000)
    }
}

impl Report {
    pub(super) fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), findings: Vec::new(), echo: None }
    }

    pub(super) fn add(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Findings that customers will meet.
    pub fn faults(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.level == Level::Fault)
    }

    /// Says whether customers will meet none of what was looked at.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.faults().next().is_none()
    }

    /// The report for machines.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut value = serde_json::json!({ "well": self.is_well(), "url": self.url, "findings": self.findings });
        if let (Some(echo), Some(object)) = (self.echo, value.as_object_mut()) {
            object.insert("echo".to_owned(), serde_json::json!(echo));
        }
        format!("{value:#}\n")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Looking at {}\n", self.url)?;
        for finding in &self.findings {
            let level = match finding.level {
                Level::Ok => "ok   ",
                Level::Note => "note ",
                Level::Fault => "FAULT",
            };
            writeln!(f, "  {level}  {}", finding.says)?;
            if let Some(advice) = &finding.advice {
                writeln!(f, "         → {advice}")?;
            }
        }
        match self.faults().count() {
            0 => writeln!(f, "\nAll is well."),
            1 => writeln!(f, "\nOne thing to change before customers can rely on this address."),
            faults => writeln!(f, "\n{faults} things to change before customers can rely on this address."),
        }
    }
}

/// Joins items to a list in a sentence.
pub(super) fn list<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_leaves_all_well_and_a_fault_does_not() {
        let mut report = Report::new("https://help.example.org/");
        report.add(Finding::note(Part::Media, "Only from here.", "Set public_url."));
        assert!(report.is_well());
        assert!(report.to_string().ends_with("All is well.\n"));
        report.add(Finding::fault(Part::Connection, "Nothing listens.", "Open TCP port 443."));
        assert!(!report.is_well());
        let text = report.to_string();
        assert!(text.contains("FAULT  Nothing listens.\n         → Open TCP port 443.\n"), "{text}");
        let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
        assert_eq!((&json["well"], &json["findings"][1]["part"]), (&false.into(), &"connection".into()));
    }

    #[test]
    fn loss_is_what_did_not_come_back() {
        let figures = |sent, came_back| Figures { sent, came_back, round_trip_us: None, jitter_us: 0 };
        assert_eq!(figures(200, 190).lost_permille(), 50);
        assert_eq!(figures(0, 0).lost_permille(), 0);
        assert_eq!(figures(10, 0).lost_permille(), 1_000);
    }
}
