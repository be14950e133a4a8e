//! The desktop shell: opens the app on its data folder, lists the commands, passes on what the app
//! tells. Decides nothing.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod shell;

fn main() {
    std::process::exit(shell::run());
}
