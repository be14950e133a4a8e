//! An act is seen on the other laptop of the hub, whose line to the center is open.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use app::api::network::SyncPhase;
use app::api::operation::Operation;
use serde_json::{Value, json};
use tests::world::{Laptop, RUNTIME, World};

use crate::Scale;
use crate::figure::{Figure, Measure};
use crate::measure::{Outcome, median};

const MOST: Duration = Duration::from_secs(1);
/// Between two looks at the other laptop.
const STRIDE: Duration = Duration::from_millis(1);
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes of a small request.
const SMALL: usize = 64;

pub fn figures(scale: Scale, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    first.meet();
    for laptop in [&first, &second] {
        // By way of the center, not past it.
        laptop.do_it(Operation::SetNearby { on: false });
        let komora = laptop.komora.clone();
        RUNTIME.spawn(async move { komora.clockwork().await });
    }
    until(|| is_live(&first) && is_live(&second))?;
    let mut times = Vec::new();
    for round in 0..scale.of(100) {
        let before = places(&first);
        second.act(json!({ "command": "add-place", "id": uuid::Uuid::now_v7(), "details": {
            "name": format!("Rack {round}"), "code": format!("R{round}"), "kind": "rack" } }));
        let confirmed = Instant::now();
        until(|| places(&first) != before)?;
        times.push(confirmed.elapsed());
    }
    first.komora.shut_down();
    second.komora.shut_down();
    let (middle, trip) = (median(&mut times), loopback()?);
    let what = "there and back on the loopback address";
    let slowest = times.last().copied().unwrap_or_default();
    tell(
        Figure::time("an act seen on another laptop after it is confirmed, median", middle)
            .beside_time(trip, what),
    );
    tell(
        Figure::time("an act seen on another laptop after it is confirmed, slowest", slowest)
            .beside_time(trip, what)
            .within(Measure::Time(MOST)),
    );
    Ok(())
}

fn is_live(laptop: &Laptop) -> bool {
    laptop.network().center.is_some_and(|center| center.phase == SyncPhase::Live)
}

fn places(laptop: &Laptop) -> Value {
    laptop.ask(json!({ "query": "places" }))
}

fn until(mut holds: impl FnMut() -> bool) -> Outcome<()> {
    let began = Instant::now();
    while !holds() {
        if began.elapsed() > PATIENCE {
            return Err("an act was not seen on the other laptop".into());
        }
        thread::sleep(STRIDE);
    }
    Ok(())
}

/// The middle of a thousand.
fn loopback() -> Outcome<Duration> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let mut here = TcpStream::connect(listener.local_addr()?)?;
    let (mut there, _) = listener.accept()?;
    here.set_nodelay(true)?;
    there.set_nodelay(true)?;
    thread::spawn(move || {
        let mut bytes = [0; SMALL];
        while there.read_exact(&mut bytes).and_then(|()| there.write_all(&bytes)).is_ok() {}
    });
    let mut bytes = [0; SMALL];
    let mut times = Vec::new();
    for _ in 0..1_000 {
        let began = Instant::now();
        here.write_all(&bytes)?;
        here.read_exact(&mut bytes)?;
        times.push(began.elapsed());
    }
    Ok(median(&mut times))
}
