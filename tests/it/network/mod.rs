//! A network as people begin it: coordination founds it, a center serves it, a hub that stood alone joins with
//! a card, another laptop with a code. All over real TLS on the loopback address.

mod beginnings;
mod by_stick;
mod discrepancies;
mod live;
mod nearby;
mod refusals;

use tests::world;
