//! Two holders of history meet.

mod holdings;
mod meeting;
mod pages;
mod plan;
mod receipt;
