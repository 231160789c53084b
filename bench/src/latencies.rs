//! Times that something took, and their percentiles.

use std::time::Duration;

/// Times, in no order.
#[derive(Default)]
pub(crate) struct Latencies(Vec<Duration>);

impl Latencies {
    pub(crate) fn push(&mut self, latency: Duration) {
        self.0.push(latency);
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that `percent` of all took at most (nearest rank), in milliseconds; 0 when there are none.
    pub(crate) fn percentile_ms(&mut self, percent: usize) -> f64 {
        let rank = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        if rank >= self.0.len() {
            return 0.0;
        }
        let (_, at, _) = self.0.select_nth_unstable(rank);
        at.as_secs_f64() * 1_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_ranks_whatever_the_order() {
        let mut latencies = Latencies::default();
        assert!(latencies.percentile_ms(50).abs() < f64::EPSILON);
        for ms in (1..=200).rev() {
            latencies.push(Duration::from_millis(ms));
        }
        assert!((latencies.percentile_ms(50) - 100.0).abs() < 1e-9);
        assert!((latencies.percentile_ms(99) - 198.0).abs() < 1e-9);
        assert!((latencies.percentile_ms(100) - 200.0).abs() < 1e-9);
    }
}
