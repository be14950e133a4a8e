//! One window over one app.

use app::Komora;
use tauri::{Emitter, Manager, RunEvent};

use crate::commands;

/// Runs until the window is closed; the process's exit code.
pub fn run() -> i32 {
    let komora = Komora::start_up(&app::data_folder());
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(komora.clone())
        .invoke_handler(tauri::generate_handler![
            commands::status,
            commands::operate,
            commands::execute,
            commands::ask,
            commands::start,
            commands::cancel,
        ])
        .setup(|tauri| {
            pass_on_notices(tauri.handle());
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(tauri) => {
            tauri.run(move |_, event| {
                if let RunEvent::Exit = event {
                    komora.shut_down();
                }
            });
            0
        }
        Err(error) => {
            eprintln!("komora: {error}");
            1
        }
    }
}

/// What the app tells unasked goes to the window as `notice` events; its clockwork (idle lock,
/// scheduled backup) runs beside it.
fn pass_on_notices(handle: &tauri::AppHandle) {
    let komora = handle.state::<Komora>().inner().clone();
    let mut notices = komora.notices();
    let window = handle.clone();
    tauri::async_runtime::spawn(async move {
        while let Some(notice) = notices.next().await {
            // A closing window hears nothing any more, and need not.
            let _ = window.emit("notice", notice);
        }
    });
    tauri::async_runtime::spawn(async move { komora.clockwork().await });
}
