//! `App`: the handle to everything that a handler may need. Cheap to clone.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::auth::Auth;
use crate::config::Config;
use crate::desk::Desk;
use crate::driver::Sessions;
use crate::links::Links;
use crate::media::Media;
use crate::metrics::Metrics;
use crate::patience::Patience;
use crate::store::Store;
use crate::tls::Certificates;

/// Everything that a handler may need.
#[derive(Clone)]
pub struct App {
    /// What the operator chose.
    pub config: Arc<Config>,
    /// Accounts, sessions, logs, stills.
    pub store: Store,
    /// Sign-ins and tokens.
    pub auth: Auth,
    /// What is measured.
    pub metrics: Arc<Metrics>,
    /// The addresses that links carry.
    pub links: Arc<Links>,
    /// What must be alive for the server to be ready.
    pub health: Health,
    /// The sessions that are not over.
    pub sessions: Sessions,
    /// The list of them that consoles show.
    pub desk: Desk,
    /// The media relay.
    pub media: Media,
    /// How long others may keep it waiting.
    pub patience: Patience,
    /// The server's tasks and the signal to stop.
    pub tasks: Tasks,
    /// The certificate of the HTTPS listener, where there is one.
    pub(crate) certificates: Option<Arc<Certificates>>,
}

/// The server's tasks. Every task is spawned on the tracker and ends soon after `stopping` is cancelled.
#[derive(Clone, Default)]
pub struct Tasks {
    /// Cancelled once, when the server begins to stop: listeners close, sockets tell their pages to reconnect, tasks finish.
    pub stopping: CancellationToken,
    /// Owns every task; the server waits for it before the store closes.
    pub tracker: TaskTracker,
}

/// How long one look at the disk counts. Anybody may ask for readiness; asking more often costs no write.
const DISK_EVERY: Duration = Duration::from_secs(1);

/// Named checks of what must be alive.
#[derive(Clone, Default)]
pub struct Health {
    checks: Arc<Mutex<Vec<Check>>>,
    /// When the disk was last looked at, and whether it took a write.
    disk: Arc<tokio::sync::Mutex<Option<(Instant, bool)>>>,
}

struct Check {
    name: &'static str,
    alive: Box<dyn Fn() -> bool + Send + Sync>,
}

impl App {
    /// The local authority's certificate (DER), which phones may install; none with the operator's own certificate.
    pub fn authority(&self) -> Option<Arc<[u8]>> {
        self.certificates.as_ref().and_then(|certificates| certificates.authority())
    }
}

impl Health {
    /// Adds a check, such as a media thread's heartbeat. It must answer at once.
    pub fn watch(&self, name: &'static str, alive: impl Fn() -> bool + Send + Sync + 'static) {
        let mut checks = self.checks.lock().unwrap_or_else(PoisonError::into_inner);
        checks.push(Check { name, alive: Box::new(alive) });
    }

    /// Whether the store takes writes, as of the last second.
    pub async fn is_writable(&self, store: &Store) -> bool {
        // Held while it looks, so that many who ask at once share one answer.
        let mut last = self.disk.lock().await;
        if let Some((at, writable)) = *last
            && at.elapsed() < DISK_EVERY
        {
            return writable;
        }
        let writable = store.check_writable().await.is_ok();
        *last = Some((Instant::now(), writable));
        writable
    }

    /// Names of what is not alive.
    pub fn dead(&self) -> Vec<&'static str> {
        let checks = self.checks.lock().unwrap_or_else(PoisonError::into_inner);
        checks.iter().filter(|check| !(check.alive)()).map(|check| check.name).collect()
    }
}
