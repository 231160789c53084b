//! Every metric of the server, as typed handles, in OpenMetrics. None has a label that names a person, an address or a session.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeLabelValue, EncodeMetric, LabelValueEncoder, text};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// All metrics. Each part of the server moves its own.
pub struct Metrics {
    /// HTTP and HTTPS.
    pub http: HttpMetrics,
    /// The store.
    pub store: StoreMetrics,
    /// Sign-in.
    pub auth: AuthMetrics,
    /// Sessions opened, joined and closed.
    pub sessions: SessionMetrics,
    /// WebSockets.
    pub sockets: SocketMetrics,
    registry: Mutex<Registry>,
}

/// HTTP and HTTPS.
pub struct HttpMetrics {
    /// Connections that are open.
    pub connections: Gauge,
    /// Connections closed before a request, by reason.
    pub turned_away: Family<TurnedAway, Counter>,
    /// Requests answered, by class of status.
    pub requests: Family<Answered, Counter>,
    /// Seconds from a request's head to its answer's head.
    pub seconds: Histogram,
}

/// The store.
pub struct StoreMetrics {
    /// Events appended to logs.
    pub events: Counter,
    /// Writes that shared one commit.
    pub group_writes: Histogram,
    /// Seconds from the first write of a group to its commit.
    pub commit_seconds: Histogram,
    /// Groups that the disk did not take.
    pub failed_commits: Counter,
}

/// Sign-in.
pub struct AuthMetrics {
    /// Sign-ins, by what became of them.
    pub sign_ins: Family<SignInOutcome, Counter>,
    /// Tries that were refused unread, by what was tried.
    pub limited: Family<Limited, Counter>,
}

/// Sessions opened, joined and closed.
pub struct SessionMetrics {
    /// Sessions opened.
    pub created: Counter,
    /// Customers who used an invite.
    pub joined: Counter,
    /// Stills stored.
    pub stills: Counter,
}

/// WebSockets of sessions.
pub struct SocketMetrics {
    /// Sockets that are open and authenticated.
    pub open: Gauge,
    /// Messages received.
    pub received: Counter,
    /// Text messages sent.
    pub sent: Counter,
    /// Pointer moves and stroke points passed on.
    pub transients: Counter,
    /// Messages that were answered with a problem.
    pub problems: Counter,
}

/// Why a connection was closed before a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct TurnedAway {
    /// The cap that was reached, or that the handshake failed.
    pub reason: TurnedAwayReason,
}

/// Why a connection was closed before a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TurnedAwayReason {
    /// Too many connections in all.
    Full,
    /// Too many from one address.
    Address,
    /// The TLS handshake failed or took too long.
    Handshake,
}

/// The class of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Answered {
    /// First digit of the status.
    pub class: u16,
}

/// What became of a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct SignInOutcome {
    /// How it was tried, or that it failed.
    pub outcome: SignInResult,
}

/// What became of a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignInResult {
    /// By password.
    Password,
    /// By one-time link.
    Link,
    /// Name, password or link did not stand.
    Refused,
    /// A refresh token was used twice, and the sign-in ended.
    Reused,
}

/// What was tried too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Limited {
    /// The kind of try, which has a limit of its own.
    pub what: LimitedWhat,
}

/// What was tried too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitedWhat {
    /// Signing in.
    SignIn,
    /// Joining by link or code.
    Join,
}

/// Label values in the lower case that OpenMetrics recommends; the derive would write Rust's names.
macro_rules! label_values {
    ($($kind:ident { $($variant:ident => $text:literal),+ })+) => {$(
        impl EncodeLabelValue for $kind {
            fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> Result<(), std::fmt::Error> {
                let text = match self {
                    $(Self::$variant => $text,)+
                };
                encoder.write_str(text)
            }
        }
    )+};
}

label_values! {
    TurnedAwayReason { Full => "full", Address => "address", Handshake => "handshake" }
    SignInResult { Password => "password", Link => "link", Refused => "refused", Reused => "reused" }
    LimitedWhat { SignIn => "sign_in", Join => "join" }
}

impl Metrics {
    /// Makes and registers all metrics, at zero.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("cicerone");
        Self {
            http: HttpMetrics::register(&mut registry),
            store: StoreMetrics::register(&mut registry),
            auth: AuthMetrics::register(&mut registry),
            sessions: SessionMetrics::register(&mut registry),
            sockets: SocketMetrics::register(&mut registry),
            registry: Mutex::new(registry),
        }
    }

    /// Shows the relay's counters too.
    pub fn read_relay(&self, counters: Arc<cicerone_relay::Metrics>) {
        let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        registry.register_collector(Box::new(RelayCounters(counters)));
    }

    /// The text of `/metrics`.
    pub fn encode(&self) -> String {
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::new();
        text::encode(&mut out, &registry).expect("a String takes every write");
        out
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl SessionMetrics {
    fn register(registry: &mut Registry) -> Self {
        let registry = registry.sub_registry_with_prefix("sessions");
        let metrics = Self { created: Counter::default(), joined: Counter::default(), stills: Counter::default() };
        registry.register("created", "Sessions opened", metrics.created.clone());
        registry.register("joined", "Customers who used an invite", metrics.joined.clone());
        registry.register("stills", "Stills stored", metrics.stills.clone());
        metrics
    }
}

impl SocketMetrics {
    fn register(registry: &mut Registry) -> Self {
        let registry = registry.sub_registry_with_prefix("sockets");
        let metrics = Self {
            open: Gauge::default(),
            received: Counter::default(),
            sent: Counter::default(),
            transients: Counter::default(),
            problems: Counter::default(),
        };
        registry.register("open", "Session sockets that are open", metrics.open.clone());
        registry.register("received", "Messages received on session sockets", metrics.received.clone());
        registry.register("sent", "Text messages sent on session sockets", metrics.sent.clone());
        registry.register("transients", "Pointer moves and stroke points passed on", metrics.transients.clone());
        registry.register("problems", "Messages answered with a problem", metrics.problems.clone());
        metrics
    }
}

/// Reads the relay's counters when somebody asks: its threads count by themselves.
#[derive(Debug)]
struct RelayCounters(Arc<cicerone_relay::Metrics>);

impl Collector for RelayCounters {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        let relay = &self.0;
        let counters = [
            ("datagrams_in", "Datagrams and TCP frames received", &relay.datagrams_in),
            ("bytes_in", "Bytes received", &relay.bytes_in),
            ("datagrams_out", "Datagrams and TCP frames sent", &relay.datagrams_out),
            ("bytes_out", "Bytes sent", &relay.bytes_out),
            ("packets_forwarded", "RTP packets forwarded, re-sent ones included", &relay.packets_forwarded),
            ("bytes_forwarded", "Payload bytes forwarded", &relay.bytes_forwarded),
            ("dropped_by_gate", "RTP packets that a shut gate held back", &relay.dropped_by_gate),
            ("nacks_answered", "RTP packets re-sent because a viewer asked", &relay.nacks_answered),
            ("nacks_sent", "Packets asked for again from publishers", &relay.nacks_sent),
            ("keyframes_requested", "Keyframe requests sent to publishers", &relay.keyframes_requested),
            ("stun_refused", "STUN messages of nobody, or with a wrong integrity", &relay.stun_refused),
            ("unknown_source_dropped", "Media and handshakes from sources that passed no check", &relay.unknown_source_dropped),
            ("unknown_ssrc_dropped", "RTP packets with an SSRC that nobody announced", &relay.unknown_ssrc_dropped),
            ("srtp_refused", "SRTP packets that failed authentication", &relay.srtp_refused),
            ("paths_moved", "Clients followed to a new address", &relay.paths_moved),
            ("send_failed", "Datagrams that the kernel did not take", &relay.send_failed),
            ("tcp_dropped", "Frames that a slow TCP connection had no room for", &relay.tcp_dropped),
            ("tap_dropped", "Packets that the full queue of a tap had no room for", &relay.tap_dropped),
            ("commands_refused", "Commands refused by a busy media thread", &relay.commands_refused),
            ("peers_connected", "Peers connected", &relay.peers_connected),
            ("peers_failed", "Peers that failed", &relay.peers_failed),
        ];
        for (name, help, counter) in counters {
            let value = ConstCounter::new(counter.get());
            let name = format!("relay_{name}");
            let metric = encoder.encode_descriptor(&name, help, None, value.metric_type())?;
            value.encode(metric)?;
        }
        Ok(())
    }
}

impl HttpMetrics {
    fn register(registry: &mut Registry) -> Self {
        let registry = registry.sub_registry_with_prefix("http");
        let metrics = Self {
            connections: Gauge::default(),
            turned_away: Family::default(),
            requests: Family::default(),
            // 0.5 ms to 8 s: from a file in memory to the request time-out.
            seconds: Histogram::new(exponential_buckets(0.0005, 2.0, 15)),
        };
        registry.register("connections", "Connections that are open", metrics.connections.clone());
        registry.register("turned_away", "Connections closed before a request", metrics.turned_away.clone());
        registry.register("requests", "Requests answered", metrics.requests.clone());
        registry.register("request_seconds", "Seconds from a request's head to its answer's", metrics.seconds.clone());
        metrics
    }
}

impl StoreMetrics {
    fn register(registry: &mut Registry) -> Self {
        let registry = registry.sub_registry_with_prefix("store");
        let metrics = Self {
            events: Counter::default(),
            group_writes: Histogram::new(exponential_buckets(1.0, 2.0, 9)),
            // 0.1 ms to 3 s: from a fast disk's sync to one that needs somebody.
            commit_seconds: Histogram::new(exponential_buckets(0.0001, 2.0, 16)),
            failed_commits: Counter::default(),
        };
        registry.register("events", "Events appended to logs", metrics.events.clone());
        registry.register("group_writes", "Writes that shared one commit", metrics.group_writes.clone());
        registry.register("commit_seconds", "Seconds from a group's first write to its commit", metrics.commit_seconds.clone());
        registry.register("failed_commits", "Groups that the disk did not take", metrics.failed_commits.clone());
        metrics
    }
}

impl AuthMetrics {
    fn register(registry: &mut Registry) -> Self {
        let registry = registry.sub_registry_with_prefix("auth");
        let metrics = Self { sign_ins: Family::default(), limited: Family::default() };
        registry.register("sign_ins", "Sign-ins by what became of them", metrics.sign_ins.clone());
        registry.register("limited", "Tries refused because there were too many", metrics.limited.clone());
        metrics
    }
}
