//! P24: a PostgreSQL leader that is killed under load loses no acknowledged push, and hubs go on by themselves.
//!
//! Long, and in need of Debian's patroni, etcd-server and postgresql: only where `KOMORA_LONG` is set, as
//! `cargo xtask test --long` does.

mod laptops;
mod machine;
mod machines;
mod network;

use std::thread;
use std::time::{Duration, Instant};

use laptops::Told;
use machines::Cluster;
use network::Network;

/// From the leader's end until every laptop has handed over something new: the leader's lease of 20 s runs
/// out, a standby is promoted, and another must follow that before a commit is told.
const GOES_ON: Duration = Duration::from_secs(60);

/// Beyond what any working machine needs.
const PATIENCE: Duration = Duration::from_secs(120);

const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Pushes told before a leader is killed, so that it is killed at work.
const AT_WORK: usize = 200;

struct Killed {
    leader: usize,
    when: Instant,
}

#[test]
fn p24_a_leader_killed_three_times_loses_no_acknowledged_push_and_hubs_go_on_by_themselves() {
    if !is_long() {
        return;
    }
    let mut cluster = Cluster::start();
    let (network, laptops) = Network::founded(&cluster);
    let told = Told::default();
    network.at_work(laptops, &told, || {
        // Plainly, then with a commit that no standby has heard of, then plainly.
        for standbys_hear in [true, false, true] {
            let killed = kill_leader(&mut cluster, &told, standbys_hear);
            until("every laptop hands over again", GOES_ON, || told.everyone_since(killed.when));
            let away = killed.when.elapsed();
            let heads = told.heads();
            let lost = network.lost(&heads);
            println!("every laptop went on after {away:.1?}; of {} pushes told {lost} are lost", heads.len());
            assert_eq!(lost, 0);
            cluster.switch_on(killed.leader);
            cluster.wait_until_whole();
        }
    });
    assert_eq!(network.lost(&told.heads()), 0);
    assert_eq!(network.scrubbed().wrong, 0);
}

/// The same blow to a cluster whose leader waits for nobody.
#[test]
fn p24_the_mutant_that_waits_for_no_standby_is_caught() {
    if !is_long() {
        return;
    }
    let mut cluster = Cluster::start_waiting_for_no_standby();
    let (network, laptops) = Network::founded(&cluster);
    let told = Told::default();
    network.at_work(laptops, &told, || {
        let killed = kill_leader(&mut cluster, &told, false);
        until("another leads", GOES_ON, || cluster.leader().is_some_and(|leader| leader != killed.leader));
    });
    let lost = network.lost(&told.heads());
    println!("of {} pushes told {lost} are lost", told.count());
    assert!(lost > 0, "to tell of a commit that only the leader has must lose something");
}

fn kill_leader(cluster: &mut Cluster, told: &Told, standbys_hear: bool) -> Killed {
    let before = told.count();
    until("the laptops are at work", PATIENCE, || told.count() >= before + AT_WORK);
    let leader = cluster.leader().expect("a whole cluster has a leader");
    if !standbys_hear {
        cluster.detach_standbys(leader);
        let before = told.count();
        until("a commit waits, or pushes are told all the same", PATIENCE, || {
            cluster.is_waiting(leader) || told.count() >= before + AT_WORK / 4
        });
    }
    let when = Instant::now();
    cluster.kill(leader);
    if !standbys_hear {
        cluster.attach_standbys(leader);
    }
    Killed { leader, when }
}

fn until(what: &str, limit: Duration, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < limit, "waited in vain until {what}");
        thread::sleep(BETWEEN_LOOKS);
    }
}

fn is_long() -> bool {
    std::env::var_os("KOMORA_LONG").is_some()
}
