//! Random histories of several devices, recorded in every kind of order.

mod converge;
mod events;
mod parked;
mod world;
