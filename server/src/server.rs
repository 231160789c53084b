//! Starts and stops the server: store, keys, listeners, in that order, and back.

use std::fs::File;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::addresses;
use crate::app::{App, Health, Tasks};
use crate::auth::{Auth, AuthError};
use crate::config::Config;
use crate::desk::Desk;
use crate::driver::{Services, Sessions};
use crate::files;
use crate::http::cap::Cap;
use crate::http::listener::accept;
use crate::links::Links;
use crate::media::Media;
use crate::metrics::Metrics;
use crate::patience::Patience;
use crate::routes::router;
use crate::store::{OpenError, Store, StoreError};
use crate::tls::{Certificates, TlsError};

/// How long connections get to finish when the server stops. Service managers kill after 10 s by habit.
const DRAIN: Duration = Duration::from_secs(8);

/// How often the certificate is looked at. Addresses change when a laptop changes its network; files when they are renewed.
const CERTIFICATE_EVERY: Duration = Duration::from_secs(60);

/// How often this machine's addresses are looked at.
const ADDRESSES_EVERY: Duration = Duration::from_secs(60);

/// How often quiet addresses are forgotten by the rate limits.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// A running server.
pub struct Server {
    /// The handle to everything in it.
    pub app: App,
    /// Where it listens.
    pub addrs: Addrs,
    /// A one-time sign-in link, as long as no administrator has a password.
    pub first_sign_in: Option<String>,
    /// Two servers would both think that they own the sessions.
    _folder: File,
}

/// Where a server listens, with the ports that the system chose.
#[derive(Debug, Clone, Copy)]
pub struct Addrs {
    /// Plain HTTP.
    pub http: Option<SocketAddr>,
    /// HTTPS.
    pub https: Option<SocketAddr>,
}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be used.
    #[error("the data folder {folder} cannot be used")]
    Store {
        /// The folder.
        folder: String,
        /// What is wrong with it.
        source: OpenError,
    },
    /// Another server runs in the data folder, or it cannot be written.
    #[error("the data folder {folder} cannot be taken; does another server run in it?")]
    Folder {
        /// `data_dir` as it was configured.
        folder: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The keys in the store cannot be used.
    #[error("the keys in the store cannot be used")]
    Auth(#[from] AuthError),
    /// There is no certificate to serve with.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The media relay cannot start.
    #[error("the media relay cannot start; see media.udp_port, media.tcp_port and media.public_addrs")]
    Media(#[from] cicerone_relay::StartError),
    /// The log of a session that was not over cannot be read.
    #[error("the sessions that were not over cannot be read")]
    Recover(#[from] StoreError),
    /// A port cannot be opened.
    #[error("cannot listen on {addr} ({key}); choose another address with --{flag}")]
    Listen {
        /// The address as it was configured.
        addr: SocketAddr,
        /// The key that says so.
        key: &'static str,
        /// The flag that changes it.
        flag: &'static str,
        /// What the operating system says.
        source: io::Error,
    },
}

impl Server {
    /// Starts a server. It runs until [`Server::shutdown`].
    ///
    /// # Errors
    /// Every [`StartError`]: the first of data folder, keys, certificate, media ports, open sessions and listeners that can't be used.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        Self::start_with(config, Patience::default()).await
    }

    /// Starts a server that waits shorter or longer for others.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub async fn start_with(config: Config, patience: Patience) -> Result<Self, StartError> {
        for warning in &config.warnings {
            tracing::warn!("{warning}");
        }
        let taken = files::private_dir(&config.data_dir).and_then(|()| files::lock(&config.data_dir));
        let folder = taken.map_err(|source| StartError::Folder { folder: config.data_dir.display().to_string(), source })?;
        let metrics = Arc::new(Metrics::new());
        let store = Store::open(&config.data_dir, metrics.clone())
            .map_err(|source| StartError::Store { folder: config.data_dir.display().to_string(), source })?;
        let auth = Auth::open(store.clone(), &config.limits, metrics.clone()).await?;
        let http = listen(config.http.addr, "http.addr", "http-addr").await?;
        let https = listen(config.https.addr, "https.addr", "https-addr").await?;
        let addrs = Addrs { http: bound(http.as_ref()), https: bound(https.as_ref()) };
        let certificates = match &https {
            Some(_) => Some(Certificates::open(&config.https.certificate, &config.data_dir)?),
            None => None,
        };
        let media = Media::start(&config.media)?;
        let (tasks, desk) = (Tasks::default(), Desk::default());
        metrics.read_relay(media.counters().clone());
        let sessions = Sessions::new(Services {
            store: store.clone(),
            media: media.clone(),
            desk: desk.clone(),
            stop: tasks.stopping.clone(),
            tasks: tasks.tracker.clone(),
        });
        let app = App {
            links: Arc::new(Links::new(config.public_url.as_ref(), addrs.http, addrs.https)),
            store,
            auth,
            metrics,
            health: Health::default(),
            sessions,
            desk,
            media,
            patience,
            tasks,
            certificates,
            config: Arc::new(config),
        };
        let relay = app.media.clone();
        app.health.watch("media", move || relay.is_alive());
        let recovered = app.sessions.recover().await?;
        if recovered > 0 {
            tracing::info!(sessions = recovered, "sessions go on where they were");
        }
        let first_sign_in = app.auth.ensure_admin().await?.map(|token| app.links.first_sign_in(&token).into());
        serve(&app, http, https);
        keep_house(&app);
        Ok(Self { app, addrs, first_sign_in, _folder: folder })
    }

    /// Stops: no new connections, sockets told to reconnect, tasks finished or given up, the store closed.
    pub async fn shutdown(self) {
        self.app.tasks.stopping.cancel();
        self.app.tasks.tracker.close();
        if tokio::time::timeout(DRAIN, self.app.tasks.tracker.wait()).await.is_err() {
            tracing::warn!(tasks = self.app.tasks.tracker.len(), "some connections did not finish in time");
        }
        self.app.store.close().await;
        tracing::info!("stopped");
    }
}

/// Runs a server until `shutdown` completes; `started` is told once it listens.
///
/// # Errors
/// As [`Server::start`].
pub async fn run(config: Config, started: impl FnOnce(&Server), shutdown: impl Future<Output = ()>) -> Result<(), StartError> {
    let server = Server::start(config).await?;
    started(&server);
    shutdown.await;
    server.shutdown().await;
    Ok(())
}

async fn listen(addr: Option<SocketAddr>, key: &'static str, flag: &'static str) -> Result<Option<TcpListener>, StartError> {
    let Some(addr) = addr else { return Ok(None) };
    let bound = match TcpListener::bind(addr).await {
        // A machine without IPv6 refuses `[::]`; what was meant is "everywhere".
        Err(error) if addr.ip().is_unspecified() && addr.is_ipv6() && error.kind() != io::ErrorKind::AddrInUse => {
            TcpListener::bind((Ipv4Addr::UNSPECIFIED, addr.port())).await
        }
        bound => bound,
    };
    bound.map(Some).map_err(|source| StartError::Listen { addr, key, flag, source })
}

fn bound(listener: Option<&TcpListener>) -> Option<SocketAddr> {
    listener.and_then(|listener| listener.local_addr().ok())
}

fn serve(app: &App, http: Option<TcpListener>, https: Option<TcpListener>) {
    let limits = &app.config.limits;
    let cap = Cap::new(limits.connections.get(), limits.connections_per_address.get());
    let router = router(app.clone());
    let tls = app.certificates.as_ref().map(|certificates: &Arc<Certificates>| {
        let config: ServerConfig = certificates.server_config();
        TlsAcceptor::from(Arc::new(config))
    });
    for (listener, tls) in [(http, None), (https, tls)] {
        if let Some(listener) = listener {
            app.tasks.tracker.spawn(accept(listener, tls, cap.clone(), app.clone(), router.clone()));
        }
    }
}

/// The small chores that come back every minute.
fn keep_house(app: &App) {
    if app.config.public_url.is_none() || app.config.media.public_addrs.is_empty() {
        let at_start = addresses::up();
        let told = AtomicBool::new(false);
        every(app, ADDRESSES_EVERY, move || {
            if addresses::up() != at_start && !told.swap(true, Ordering::Relaxed) {
                tracing::warn!(
                    "this machine has other addresses than at the start: links and media still go by the old ones until a restart; \
                     public_url and media.public_addrs name addresses that stay"
                );
            }
        });
    }
    let auth = app.auth.clone();
    every(app, FORGET_EVERY, move || auth.forget_quiet_addresses());
    if let Some(certificates) = app.certificates.clone() {
        every(app, CERTIFICATE_EVERY, move || {
            if let Err(error) = certificates.renew() {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the certificate could not be renewed; the present one stays"
                );
            }
        });
    }
}

fn every(app: &App, period: Duration, chore: impl Fn() + Send + Sync + 'static) {
    let stopping = app.tasks.stopping.clone();
    let chore = Arc::new(chore);
    app.tasks.tracker.spawn(async move {
        let mut ticks = tokio::time::interval_at(tokio::time::Instant::now() + period, period);
        while stopping.run_until_cancelled(ticks.tick()).await.is_some() {
            let chore = chore.clone();
            // Chores read files and take locks; a panic in one is a bug that its hook has reported.
            let _ = tokio::task::spawn_blocking(move || chore()).await;
        }
    });
}
