//! `serve`: until a signal says stop.

use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::signal;
use wire::server::Limits;

use super::output::Problem;
use super::run::Desk;
use crate::center::Center;
use crate::error::CenterError;

pub fn serve(desk: &Desk, listen: SocketAddr, operators: Option<SocketAddr>) -> Result<(), Problem> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    let center = Center::new(desk.books()?);
    desk.runtime().block_on(async {
        let devices = TcpListener::bind(listen).await.map_err(CenterError::Listen)?;
        let operators = match operators {
            Some(address) => Some(TcpListener::bind(address).await.map_err(CenterError::Listen)?),
            None => None,
        };
        if let Ok(address) = devices.local_addr() {
            tracing::info!(%address, "listening");
        }
        crate::serve::serve(center, devices, operators, Limits::default(), stop_signal()).await
    })?;
    Ok(())
}

async fn stop_signal() {
    #[cfg(unix)]
    {
        let terminate = signal::unix::signal(signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Without signals nothing asks to stop.
    if signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
