//! A network as people begin it: coordination founds it, a center serves it, a hub that stood alone joins with
//! a card, another laptop with a code. All over real TLS on the loopback address.

mod awaited;
mod beginnings;
mod blobs;
mod by_stick;
mod by_stick_failing;
mod choosy;
mod device;
mod discrepancies;
mod live;
mod nearby;
mod p11_cut_off;
mod p11_forgeries;
mod p11_hanging;
mod p11_nearby;
mod refusals;
mod refused_pages;
mod relay;
mod replica;
mod untaken;

use tests::{stand_in, world};
