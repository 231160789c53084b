//! Nothing in between.

use crate::leg::{Leg, Side};
use crate::load::Handoff;

pub(super) fn open_session(handoff: &Handoff) -> anyhow::Result<()> {
    let mut publisher = Leg::new(Side::Publisher)?;
    let mut subscriber = Leg::new(Side::Subscriber)?;
    let (offer, pending) = publisher.offer()?;
    let answer = subscriber.answer(&offer)?;
    publisher.accept(pending, &answer)?;
    handoff.give(publisher)?;
    handoff.give(subscriber)
}
