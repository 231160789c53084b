//! What stands between publisher and subscriber: nothing, Cicerone or Janus.

mod cicerone;
mod direct;
mod janus;
mod loopback;

use crate::load::Handoff;
use crate::process::Pinned;

use cicerone::Cicerone;
use janus::Janus;

/// What can be measured, in the order of the tables.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Publisher and subscriber talk to each other: what the generator and the kernel take by themselves.
    Direct,
    /// The release build of this workspace.
    Cicerone,
    /// Janus as Debian ships it.
    Janus,
    /// Janus with one event loop for all connections, in place of a thread for each.
    JanusOneLoop,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [Self::Direct, Self::Cicerone, Self::Janus, Self::JanusOneLoop];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Direct => "none",
            Self::Cicerone => "Cicerone",
            Self::Janus => "Janus",
            Self::JanusOneLoop => "Janus, `event_loops = 1`",
        }
    }
}

/// A running server, or none.
pub(crate) enum System {
    Direct,
    Cicerone(Box<Cicerone>),
    Janus(Box<Janus>),
}

impl System {
    pub(crate) async fn start(kind: Kind) -> anyhow::Result<Self> {
        Ok(match kind {
            Kind::Direct => Self::Direct,
            Kind::Cicerone => Self::Cicerone(Box::new(Cicerone::start().await?)),
            Kind::Janus => Self::Janus(Box::new(Janus::start(None).await?)),
            Kind::JanusOneLoop => Self::Janus(Box::new(Janus::start(Some(1)).await?)),
        })
    }

    pub(crate) fn process(&self) -> Option<&Pinned> {
        match self {
            Self::Direct => None,
            Self::Cicerone(cicerone) => Some(&cicerone.process),
            Self::Janus(janus) => Some(&janus.process),
        }
    }

    /// Makes a session and gives its two connections to the load.
    pub(crate) async fn open_session(&mut self, handoff: &Handoff) -> anyhow::Result<()> {
        match self {
            Self::Direct => direct::open_session(handoff),
            Self::Cicerone(cicerone) => cicerone.open_session(handoff).await,
            Self::Janus(janus) => janus.open_session(handoff).await,
        }
    }

    /// How many packets the server says that it has forwarded, where it counts them.
    pub(crate) async fn forwarded(&self) -> anyhow::Result<Option<u64>> {
        match self {
            Self::Cicerone(cicerone) => cicerone.forwarded().await.map(Some),
            Self::Direct | Self::Janus(_) => Ok(None),
        }
    }

    pub(crate) async fn stop(self) -> anyhow::Result<()> {
        match self {
            Self::Direct => Ok(()),
            Self::Cicerone(cicerone) => cicerone.process.kill().await,
            Self::Janus(janus) => janus.process.kill().await,
        }
    }
}
