//! Every metric of the server, as typed handles, in OpenMetrics. None has a label that names a person, an address or a session.

use std::sync::{Mutex, PoisonError};

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, text};
use prometheus_client::metrics::counter::Counter;
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

/// Why a connection was closed before a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct TurnedAway {
    /// Why.
    pub reason: TurnedAwayReason,
}

/// Why a connection was closed before a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
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
    /// What.
    pub outcome: SignInResult,
}

/// What became of a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum SignInResult {
    /// By password.
    Password,
    /// By one-time link.
    Link,
    /// Refused.
    Refused,
    /// A refresh token was used twice, and the sign-in ended.
    Reused,
}

/// What was tried too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Limited {
    /// What.
    pub what: LimitedWhat,
}

/// What was tried too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum LimitedWhat {
    /// Signing in.
    SignIn,
    /// Joining.
    Join,
}

impl Metrics {
    /// Makes and registers all metrics, at zero.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("cicerone");
        Self {
            http: HttpMetrics::register(&mut registry),
            store: StoreMetrics::register(&mut registry),
            auth: AuthMetrics::register(&mut registry),
            registry: Mutex::new(registry),
        }
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
