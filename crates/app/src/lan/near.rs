//! Who was found nearby, when each was met, and when each is visited next.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use feed::DeviceKey;
use store::query::timeline::short_name;

use crate::api::network::NearbyLaptop;
use crate::api::problem::Problem;

/// Between two visits to a laptop that answers: hearing that nothing is new costs one short question.
const AGAIN: Duration = Duration::from_secs(10);
/// To one that does not, doubled up to [`LONGEST`].
const FIRST: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(120);

/// The laptops of the hub that were found.
#[derive(Default)]
pub(super) struct Near(BTreeMap<DeviceKey, Laptop>);

struct Laptop {
    addresses: Vec<SocketAddr>,
    met_ms: Option<i64>,
    problem: Option<Problem>,
    /// Visits in a row that came to nothing.
    failures: u32,
    next: Instant,
}

impl Near {
    /// Somebody answers at these addresses: visited at once where they are new.
    pub fn found(&mut self, device: DeviceKey, addresses: Vec<SocketAddr>, now: Instant) {
        let laptop = self.0.entry(device).or_insert_with(|| Laptop {
            addresses: Vec::new(),
            met_ms: None,
            problem: None,
            failures: 0,
            next: now,
        });
        if laptop.addresses != addresses {
            *laptop = Laptop { addresses, met_ms: laptop.met_ms, problem: None, failures: 0, next: now };
        }
    }

    /// Those to be visited now.
    pub fn due(&self, now: Instant) -> Vec<(DeviceKey, Vec<SocketAddr>)> {
        let due = self.0.iter().filter(|(_, laptop)| laptop.next <= now);
        due.map(|(device, laptop)| (*device, laptop.addresses.clone())).collect()
    }

    pub fn next_visit(&self) -> Option<Instant> {
        self.0.values().map(|laptop| laptop.next).min()
    }

    /// Those that answer are visited without waiting: there is something to hear, or to be heard.
    pub fn soon(&mut self, now: Instant) {
        self.0.values_mut().filter(|laptop| laptop.failures == 0).for_each(|laptop| laptop.next = now);
    }

    /// There is more to be fetched from it than one visit takes: after whoever else is due.
    pub fn again(&mut self, device: DeviceKey, now: Instant) {
        if let Some(laptop) = self.0.get_mut(&device) {
            laptop.next = now;
        }
    }

    /// How a visit ended; whether that is shown.
    pub fn visited(&mut self, device: DeviceKey, problem: Option<Problem>, at_ms: i64, now: Instant) -> bool {
        let Some(laptop) = self.0.get_mut(&device) else { return false };
        let first = laptop.met_ms.is_none();
        let pause = match &problem {
            None => {
                laptop.failures = 0;
                laptop.met_ms = Some(at_ms);
                AGAIN
            }
            Some(_) => {
                laptop.failures = laptop.failures.saturating_add(1);
                FIRST.saturating_mul(1 << (laptop.failures - 1).min(10)).min(LONGEST)
            }
        };
        laptop.next = now + pause;
        let changed = first || laptop.problem != problem;
        laptop.problem = problem;
        changed
    }

    pub fn shown(&self) -> Vec<NearbyLaptop> {
        let told = |(device, laptop): (&DeviceKey, &Laptop)| NearbyLaptop {
            key: device.to_string(),
            name: short_name(device),
            address: laptop.addresses.first().map(ToString::to_string).unwrap_or_default(),
            met_ms: laptop.met_ms,
            problem: laptop.problem.clone(),
        };
        self.0.iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_laptop_is_visited_when_found_again_soon_and_less_often_while_it_does_not_answer() {
        let (mut near, now) = (Near::default(), Instant::now());
        let (one, at) = (DeviceKey::from_bytes([1; 32]), vec!["192.0.2.7:4100".parse().unwrap()]);
        near.found(one, at.clone(), now);
        assert_eq!(near.due(now), [(one, at.clone())]);
        assert!(near.visited(one, None, 5, now), "shown: met for the first time");
        near.found(one, at.clone(), now);
        assert!(near.due(now).is_empty(), "announced again is not found anew");
        assert_eq!(near.next_visit(), Some(now + AGAIN));
        assert!(!near.visited(one, None, 6, now), "nothing new to show");
        near.soon(now);
        assert_eq!(near.due(now).len(), 1);
        near.visited(one, None, 6, now);
        near.again(one, now);
        assert_eq!(near.due(now).len(), 1, "there is more to be fetched");
        for (failures, seconds) in [(1, 5), (2, 10), (3, 20), (6, 120), (7, 120)] {
            while near.0[&one].failures < failures {
                near.visited(one, Some(Problem::Cancelled), 7, now);
            }
            assert_eq!(near.next_visit(), Some(now + Duration::from_secs(seconds)), "{failures}");
        }
        near.soon(now);
        assert!(near.due(now).is_empty(), "who does not answer is not asked more often for that");
        near.found(one, vec!["192.0.2.8:4100".parse().unwrap()], now);
        assert_eq!(near.due(now).len(), 1, "elsewhere: tried at once");
        assert_eq!(near.shown()[0].met_ms, Some(6));
    }
}
