//! The load generator: drives all connections from one thread and times every packet from its making to its arrival.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use mio::{Events, Interest, Poll, Token, Waker};
use str0m::rtp::RtpPacket;

use crate::latencies::Latencies;
use crate::leg::{Leg, PICTURES, Side, VOICES, made};

const WAKE: Token = Token(usize::MAX);

/// Gives connections whose signalling is done to the load, from any thread.
#[derive(Clone)]
pub(crate) struct Handoff {
    legs: Sender<Leg>,
    waker: Arc<Waker>,
}

impl Handoff {
    pub(crate) fn give(&self, leg: Leg) -> anyhow::Result<()> {
        self.legs.send(leg).ok().context("the load is over")?;
        Ok(self.waker.wake()?)
    }
}

/// What went through in a window of time.
pub(crate) struct Tally {
    origin: Instant,
    /// Since the origin. A packet belongs to the window in which it was made.
    window: Range<Duration>,
    pub(crate) sent: u64,
    pub(crate) latencies: Latencies,
    /// Of all time, window or not.
    pub(crate) received: u64,
}

impl Tally {
    fn hear(&mut self, packet: &RtpPacket) {
        self.received += 1;
        let arrived = packet.timestamp - self.origin;
        if let Some(made) = made(&packet.payload).filter(|made| self.window.contains(made)) {
            self.latencies.push(arrived.saturating_sub(made));
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Picture,
    Voice,
}

/// All connections of one run.
pub(crate) struct Load {
    poll: Poll,
    events: Events,
    arrivals: Receiver<Leg>,
    legs: Vec<Leg>,
    due: BinaryHeap<Reverse<(Instant, usize, What)>>,
    pub(crate) tally: Tally,
}

impl Load {
    pub(crate) fn new() -> anyhow::Result<(Self, Handoff)> {
        let poll = Poll::new()?;
        let waker = Arc::new(Waker::new(poll.registry(), WAKE)?);
        let (sender, arrivals) = channel();
        let tally = Tally {
            origin: Instant::now(),
            window: Duration::ZERO..Duration::ZERO,
            sent: 0,
            latencies: Latencies::default(),
            received: 0,
        };
        let load = Self { poll, events: Events::with_capacity(256), arrivals, legs: Vec::new(), due: BinaryHeap::new(), tally };
        Ok((load, Handoff { legs: sender, waker }))
    }

    /// Runs until so many connections are up, or signalling is over without having given as many.
    pub(crate) fn connect(&mut self, legs: usize, within: Duration, over: impl Fn() -> bool) -> anyhow::Result<()> {
        let deadline = Instant::now() + within;
        loop {
            // Asked first: whatever signalling that is over has given, it gave before.
            let over = over();
            self.take_arrivals()?;
            let connected = self.legs.iter().filter(|leg| leg.rtc.is_connected()).count();
            if connected == legs || (over && self.legs.len() < legs) {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!("{connected} of {legs} connections in {within:?}");
            }
            self.turn(Instant::now() + Duration::from_millis(50))?;
        }
    }

    /// Lets every publisher begin, spread over the time of a picture so that they do not all send at once.
    pub(crate) fn publish(&mut self) {
        let now = Instant::now();
        let publishers: Vec<_> = (0..self.legs.len()).filter(|at| self.legs[*at].side == Side::Publisher).collect();
        let step =
            Duration::from_secs(1) / PICTURES / u32::try_from(publishers.len().max(1)).expect("fewer than 2^32 publishers");
        let mut at = now;
        for leg in publishers {
            self.due.push(Reverse((at, leg, What::Picture)));
            self.due.push(Reverse((at + step / 2, leg, What::Voice)));
            at += step;
        }
    }

    /// Runs on for a while.
    pub(crate) fn run(&mut self, time: Duration) -> anyhow::Result<()> {
        let until = Instant::now() + time;
        while Instant::now() < until {
            self.turn(until)?;
        }
        Ok(())
    }

    /// Counts what is made in the coming `time`, from now, and nothing that was made before.
    pub(crate) fn open_window(&mut self, time: Duration) {
        let from = self.tally.origin.elapsed();
        self.tally.window = from..from + time;
        (self.tally.sent, self.tally.latencies) = (0, Latencies::default());
    }

    /// Does what is to be done now, then waits for the next thing or `until`.
    fn turn(&mut self, until: Instant) -> anyhow::Result<()> {
        self.take_arrivals()?;
        self.send_one()?;
        let now = Instant::now();
        let mut next = until;
        for leg in &mut self.legs {
            if leg.wake <= now {
                leg.tick(now, |packet| self.tally.hear(packet))?;
            }
            next = next.min(leg.wake);
        }
        if let Some(Reverse((at, ..))) = self.due.peek() {
            next = next.min(*at);
        }
        match self.poll.poll(&mut self.events, Some(next.saturating_duration_since(Instant::now()))) {
            Err(error) if error.kind() != std::io::ErrorKind::Interrupted => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        for event in &self.events {
            if let Some(leg) = self.legs.get_mut(event.token().0) {
                leg.receive(|packet| self.tally.hear(packet))?;
            }
        }
        Ok(())
    }

    fn take_arrivals(&mut self) -> anyhow::Result<()> {
        while let Ok(mut leg) = self.arrivals.try_recv() {
            let token = Token(self.legs.len());
            self.poll.registry().register(&mut leg.socket, token, Interest::READABLE)?;
            self.legs.push(leg);
        }
        Ok(())
    }

    /// Sends the picture or voice that is longest due, if one is: only one, so that what arrives meanwhile is read soon.
    fn send_one(&mut self) -> anyhow::Result<()> {
        let now = Instant::now();
        let Some(Reverse((at, leg, what))) = self.due.peek().copied().filter(|Reverse((at, ..))| *at <= now) else {
            return Ok(());
        };
        self.due.pop();
        let (rate, sent) = match what {
            What::Picture => (PICTURES, self.legs[leg].send_picture(self.tally.origin)?),
            What::Voice => (VOICES, self.legs[leg].send_voice(self.tally.origin)?),
        };
        self.due.push(Reverse((at + Duration::from_secs(1) / rate, leg, what)));
        if self.tally.window.contains(&(now - self.tally.origin)) {
            self.tally.sent += u64::from(sent);
        }
        Ok(())
    }
}
