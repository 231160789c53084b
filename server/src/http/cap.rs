//! The cap on connections: so many at once in all, and so many from one address.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::app::App;
use crate::auth::limits::network;
use crate::metrics::{Metrics, TurnedAwayReason};

/// The cap on connections that all listeners share: in all, and for each address.
pub(crate) struct Cap {
    places: Arc<Semaphore>,
    by_address: Mutex<HashMap<IpAddr, usize>>,
    per_address: usize,
}

/// One connection's place; given back when dropped.
pub(super) struct Place {
    cap: Arc<Cap>,
    /// The address it counts against; none for a trusted proxy, which speaks for many.
    address: Option<IpAddr>,
    metrics: Arc<Metrics>,
    _permit: OwnedSemaphorePermit,
}

/// A connection's stream with its place, so that the place is kept for as long as the stream lives: a WebSocket outlives
/// the HTTP connection that it came from.
pub(super) struct Placed<S> {
    stream: S,
    _place: Place,
}

impl<S> Placed<S> {
    pub(super) const fn new(stream: S, place: Place) -> Self {
        Self { stream, _place: place }
    }
}

impl Cap {
    pub(crate) fn new(connections: usize, per_address: usize) -> Arc<Self> {
        Arc::new(Self {
            places: Arc::new(Semaphore::new(connections.min(Semaphore::MAX_PERMITS))),
            by_address: Mutex::new(HashMap::new()),
            per_address,
        })
    }

    /// Gives a connection its place.
    ///
    /// # Errors
    /// Which cap is reached.
    pub(super) fn enter(self: &Arc<Self>, remote: IpAddr, app: &App) -> Result<Place, TurnedAwayReason> {
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
        Ok(Place { cap: self.clone(), address, metrics: app.metrics.clone(), _permit: permit })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.metrics.http.connections.dec();
        let Some(address) = self.address else { return };
        let mut by_address = self.cap.by_address.lock().unwrap_or_else(PoisonError::into_inner);
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
