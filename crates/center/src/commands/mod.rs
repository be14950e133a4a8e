//! The operator's commands.

mod arguments;
mod backup;
mod bundle;
mod code;
mod device;
mod hub;
mod output;
mod picture;
mod run;
mod serve;

pub use arguments::Arguments;
pub use output::{Ending, Output, Problem};
pub use run::{Desk, run};
