//! Two holders of history meet.

mod budget;
mod holdings;
mod hostile;
mod meeting;
mod pages;
mod plan;
mod receipt;
mod workload;
