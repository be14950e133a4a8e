//! Reads `tauri.conf.json` and the capability file into the binary.

fn main() {
    tauri_build::build();
}
