//! The server's side of the media relay: its sessions and gates in our words, and its news to the session they concern.

mod config;
mod connections;
mod news;
mod session;
mod shut_ahead;

use std::sync::{Arc, Mutex};

use cicerone_protocol::SessionId;
use cicerone_relay::{Relay, SessionKey, StartError};

use crate::config::MediaConfig;
use config::relay_config;
use connections::Connections;
use news::{Hear, Listeners};

pub use connections::Owner;
pub use news::MediaNews;
pub use session::{Fence, MediaSession};

/// The relay. A cheap handle; clones share everything.
#[derive(Clone)]
pub struct Media {
    relay: Arc<Relay>,
    listeners: Listeners,
    codecs: Arc<[String]>,
}

impl Media {
    /// Starts the relay's threads.
    ///
    /// # Errors
    /// When no socket can be bound or no address advertised.
    pub fn start(config: &MediaConfig) -> Result<Self, StartError> {
        let listeners = Listeners::default();
        let told = listeners.clone();
        let config = relay_config(config);
        let codecs = config.codecs.iter().map(|codec| format!("video/{}", codec.name())).collect();
        let relay = Relay::start(&config, move |event| told.tell(&event))?;
        Ok(Self { relay: Arc::new(relay), listeners, codecs })
    }

    /// The relay's counters.
    #[must_use]
    pub fn counters(&self) -> &Arc<cicerone_relay::Metrics> {
        self.relay.metrics()
    }

    /// Says whether every media thread answers.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.relay.is_alive()
    }

    /// Opens a session of the relay; `hear` is told what happens to its connections.
    pub(crate) fn open(&self, session: SessionId, hear: Hear) -> MediaSession {
        let key = SessionKey(session.uuid().as_u128());
        let connections = Arc::new(Mutex::new(Connections::default()));
        self.listeners.add(key, hear, connections.clone());
        MediaSession {
            key,
            handle: Mutex::new(Some(self.relay.open_session(key))),
            shut_ahead: Mutex::default(),
            connections,
            listeners: self.listeners.clone(),
            codecs: self.codecs.clone(),
        }
    }
}
