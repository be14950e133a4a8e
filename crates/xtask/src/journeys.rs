//! The journeys: the real window, on a screen of its own, driven through WebDriver.

use crate::counts::{self, Counts};
use crate::failure::Failure;
use crate::workspace::Workspace;
use crate::{pages, program, tools};
use std::process::{Command, ExitStatus};

/// Runs every journey and counts its tests. They find the built app themselves; what they photograph
/// and count lies in the target directory.
pub fn run(workspace: &Workspace) -> Result<Counts, Failure> {
    let folder = workspace.journeys();
    pages::install(&folder)?;
    let driver = tools::tauri_driver(workspace.root())?;
    let results = workspace.target().join("journeys.jsonl");
    // The screen's memory lies in a file: that is where the pictures come from.
    let screen = workspace.target().join("journeys-screen");
    std::fs::create_dir_all(&screen).map_err(|error| Failure::Unreadable { path: screen.clone(), error })?;
    let server = format!("-screen 0 1920x1080x24 -nocursor -fbdir {}", screen.display());
    let mut command = Command::new("xvfb-run");
    command
        .args(["-a", "-s", &server, "npm", "run", "--silent", "journeys"])
        .current_dir(&folder)
        .env("KOMORA_SCREEN", screen.join("Xvfb_screen0"))
        .env("KOMORA_APP", workspace.built("debug", "komora"))
        .env("KOMORA_TARGET", workspace.target())
        .env("KOMORA_DRIVER", driver);
    let status = command.status().map_err(|error| Failure::Unreadable { path: folder, error })?;
    let lines = std::fs::read_to_string(&results);
    let counts = lines.ok().as_deref().and_then(counts::journeys);
    agree(&command, status, counts.ok_or(Failure::Unclear { what: "the journeys" })?)
}

/// A runner that failed without a failed test (it could not open the window, say) is a failure too.
fn agree(command: &Command, status: ExitStatus, counts: Counts) -> Result<Counts, Failure> {
    if counts.failed == 0 {
        program::ended_well(command, status)?;
    }
    Ok(counts)
}
