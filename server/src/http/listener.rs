//! Accepts connections: caps first, then the TLS handshake within its time, then HTTP/1.1 until the server stops or the other end reads
//! no more.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tower::Service;

use super::cap::{Cap, Placed};
use super::peer::Connection;
use crate::app::App;
use crate::metrics::{TurnedAway, TurnedAwayReason};

/// Largest request head. Cookies and tokens of ours are well below 4 KiB.
const HEAD_BYTES: usize = 16 * 1024;

/// How long to pause when the system has no file descriptors left, instead of asking in a tight loop.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Accepts until the server stops. Each connection is a tracked task.
pub(crate) async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, cap: Arc<Cap>, app: App, router: Router) {
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
        match cap.enter(remote.ip().to_canonical(), &app) {
            Ok(place) => {
                // Small answers and WebSocket frames must not wait for the other end's acknowledgement; a failure only costs time.
                let _ = stream.set_nodelay(true);
                // A connection without a local address is already gone.
                let Ok(local) = stream.local_addr() else { continue };
                let connection = Connection { remote: remote.ip().to_canonical(), local, tls: tls.is_some() };
                let mut stream = TimeoutStream::new(stream);
                stream.set_write_timeout(Some(app.patience.write_stall));
                let stream = Placed::new(Box::pin(stream), place);
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
