//! Nothing in between.

use super::loopback::LOOPBACK;
use crate::leg::{Leg, Side};
use crate::load::Handoff;

pub(super) fn open_session(handoff: &Handoff) -> anyhow::Result<()> {
    let mut publisher = Leg::new(Side::Publisher, LOOPBACK)?;
    let mut subscriber = Leg::new(Side::Subscriber, LOOPBACK)?;
    let (offer, pending) = publisher.offer()?;
    let answer = subscriber.answer(&offer)?;
    publisher.accept(pending, &answer)?;
    handoff.give(publisher)?;
    handoff.give(subscriber)
}
