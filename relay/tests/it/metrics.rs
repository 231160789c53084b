//! What the relay counts. Counters of faults are asserted where the faults are made: `hostile`, `cut`, `tcp`, `stuck`.

use crate::call::{Call, assert_alive};
use crate::page::{PACKETS_PER_PICTURE, during};
use std::time::Duration;

#[test]
fn what_goes_through_is_counted_in_packets_and_bytes() {
    let (call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    during(Duration::from_millis(100), &mut [&mut customer, &mut staff], |_| {});
    let metrics = call.relay.metrics();
    let read = || {
        [&metrics.datagrams_in, &metrics.bytes_in, &metrics.datagrams_out, &metrics.bytes_out, &metrics.packets_forwarded]
            .map(cicerone_relay::Counter::get)
    };
    let (before, payload) = (read(), metrics.bytes_forwarded.get());
    for _ in 0..20 {
        customer.send_picture(false);
        during(Duration::from_millis(5), &mut [&mut customer, &mut staff], |_| {});
    }
    during(Duration::from_millis(100), &mut [&mut customer, &mut staff], |_| {});
    let packets = 20 * PACKETS_PER_PICTURE;
    let [datagrams_in, bytes_in, datagrams_out, bytes_out, forwarded] = {
        let after = read();
        std::array::from_fn(|index| after[index] - before[index])
    };
    assert_eq!(forwarded, packets);
    assert_eq!(metrics.bytes_forwarded.get() - payload, packets * 802, "payload without headers");
    assert!((packets..4 * packets).contains(&datagrams_in) && (packets..4 * packets).contains(&datagrams_out));
    assert!((packets * 802..packets * 2_000).contains(&bytes_in) && (packets * 802..packets * 2_000).contains(&bytes_out));
    assert!(metrics.keyframes_requested.get() >= 1);
    assert_eq!(usize::try_from(metrics.keyframes_requested.get()), Ok(customer.keyframes_wanted), "each request arrived");
    assert_eq!(metrics.send_failed.get() + metrics.srtp_refused.get() + metrics.peers_failed.get(), 0);
}
