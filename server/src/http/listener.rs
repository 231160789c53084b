//! Accepts connections: caps first, then the TLS handshake within its time, then HTTP/1.1 until the server stops or the other end reads
//! no more.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tower::Service;

use super::peer::Connection;
use crate::app::App;
use crate::auth::limits::network;
use crate::metrics::{Metrics, TurnedAway, TurnedAwayReason};

/// Largest request head. Cookies and tokens of ours are well below 4 KiB.
const HEAD_BYTES: usize = 16 * 1024;

/// How long to pause when the system has no file descriptors left, instead of asking in a tight loop.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The caps that all listeners share.
pub(crate) struct Door {
    places: Arc<Semaphore>,
    by_address: Mutex<HashMap<IpAddr, usize>>,
    per_address: usize,
}

/// One connection's place; given back when dropped.
struct Place {
    door: Arc<Door>,
    /// The address it counts against; none for a trusted proxy, which speaks for many.
    address: Option<IpAddr>,
    metrics: Arc<Metrics>,
    _permit: OwnedSemaphorePermit,
}

/// A connection's stream with its place, so that the place is kept for as long as the stream lives: a WebSocket outlives
/// the HTTP connection that it came from.
struct Placed<S> {
    stream: S,
    _place: Place,
}

impl Door {
    pub(crate) fn new(connections: usize, per_address: usize) -> Arc<Self> {
        Arc::new(Self {
            places: Arc::new(Semaphore::new(connections.min(Semaphore::MAX_PERMITS))),
            by_address: Mutex::new(HashMap::new()),
            per_address,
        })
    }

    fn enter(self: &Arc<Self>, remote: IpAddr, app: &App) -> Result<Place, TurnedAwayReason> {
        let permit = self.places.clone().try_acquire_owned().map_err(|_| TurnedAwayReason::Full)?;
        let address = (!app.config.http.trusted_proxies.contains(&remote)).then(|| network(remote));
        if let Some(address) = address {
            let mut by_address = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
            let count = by_address.entry(address).or_default();
            if *count >= self.per_address {
                return Err(TurnedAwayReason::Address);
            }
            *count += 1;
        }
        app.metrics.http.connections.inc();
        Ok(Place { door: self.clone(), address, metrics: app.metrics.clone(), _permit: permit })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.metrics.http.connections.dec();
        let Some(address) = self.address else { return };
        let mut by_address = self.door.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut count) = by_address.entry(address) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Placed<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Placed<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Accepts until the server stops. Each connection is a tracked task.
pub(crate) async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, door: Arc<Door>, app: App, router: Router) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = app.tasks.stopping.cancelled() => return,
        };
        let (stream, remote) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        match door.enter(remote.ip().to_canonical(), &app) {
            Ok(place) => {
                // Small answers and WebSocket frames must not wait for the other end's acknowledgement; a failure only costs time.
                let _ = stream.set_nodelay(true);
                // A connection without a local address is already gone.
                let Ok(local) = stream.local_addr() else { continue };
                let connection = Connection { remote: remote.ip().to_canonical(), local, tls: tls.is_some() };
                let mut stream = TimeoutStream::new(stream);
                stream.set_write_timeout(Some(app.patience.reading));
                let stream = Placed { stream: Box::pin(stream), _place: place };
                let served = serve(stream, connection, tls.clone(), app.clone(), router.clone());
                app.tasks.tracker.spawn(served);
            }
            Err(reason) => turned_away(&app, reason),
        }
    }
}

/// A stream whose writes give up on an end that reads no more.
type Patient = Pin<Box<TimeoutStream<TcpStream>>>;

async fn serve(stream: Placed<Patient>, connection: Connection, tls: Option<TlsAcceptor>, app: App, router: Router) {
    let Some(tls) = tls else {
        return talk(stream, connection, &app, router).await;
    };
    let handshake = tokio::select! {
        handshake = tokio::time::timeout(app.patience.handshake, tls.accept(stream)) => handshake,
        () = app.tasks.stopping.cancelled() => return,
    };
    match handshake {
        Ok(Ok(stream)) => talk(stream, connection, &app, router).await,
        Ok(Err(_)) | Err(_) => turned_away(&app, TurnedAwayReason::Handshake),
    }
}

async fn talk<S>(stream: S, connection: Connection, app: &App, router: Router)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(connection);
        router.clone().call(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(app.patience.head).max_buf_size(HEAD_BYTES);
    let mut talking = pin!(http.serve_connection(TokioIo::new(stream), service).with_upgrades());
    tokio::select! {
        // An error here is the other end's: it left, or spoke no HTTP.
        _ = talking.as_mut() => return,
        () = app.tasks.stopping.cancelled() => talking.as_mut().graceful_shutdown(),
    }
    let _ = talking.await;
}

fn turned_away(app: &App, reason: TurnedAwayReason) {
    app.metrics.http.turned_away.get_or_create(&TurnedAway { reason }).inc();
}
