//! The commands the window can call. One line each: the app does the work.

use app::api::job::Job;
use app::api::operation::{Operation, Outcome};
use app::api::problem::Problem;
use app::api::query::Query;
use app::api::receipt::Receipt;
use app::api::status::Status;
use app::{ActId, Command, Komora};
use tauri::State;

/// Where the program stands.
#[tauri::command(async)]
pub fn status(komora: State<'_, Komora>) -> Status {
    komora.status()
}

/// First run, unlocking, backups, settings.
#[tauri::command(async)]
pub fn operate(komora: State<'_, Komora>, operation: Operation) -> Result<Outcome, Problem> {
    komora.operate(operation)
}

/// Does an act; what comes back is saved.
#[tauri::command(async)]
pub fn execute(komora: State<'_, Komora>, command: Command, act: Option<ActId>) -> Result<Receipt, Problem> {
    komora.execute(&command, act)
}

/// Answers a question.
#[tauri::command(async)]
pub fn ask(komora: State<'_, Komora>, query: Query) -> Result<serde_json::Value, Problem> {
    komora.ask(&query)
}

/// Starts long work and gives its number.
#[tauri::command(async)]
pub fn start(komora: State<'_, Komora>, job: Job) -> Result<u32, Problem> {
    komora.start(job)
}

/// Stops long work at its next step.
#[tauri::command(async)]
pub fn cancel(komora: State<'_, Komora>, job: u32) {
    komora.cancel(job);
}
