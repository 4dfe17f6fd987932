//! Tells whoever started the process how it is, as `sd_notify(3)` has it. Without systemd nobody
//! asks, and nothing is told.
use crate::config::Supervisor;
use std::{ffi::OsStr, future::pending, io, time::Duration};
use tokio::time::sleep;

/// That the service is ready, that it lives for as long as it is asked, and that it stops. Runs where
/// connections are accepted: when that hangs, so does this.
pub(super) async fn keep_informed(supervisor: &Supervisor, stop: impl Future<Output = ()>) {
    let Some(socket) = &supervisor.socket else {
        return;
    };
    tell(socket, "READY=1");
    let living = async {
        match supervisor.watchdog {
            Some(patience) => tell_every(patience / 2, socket).await,
            None => pending().await,
        }
    };
    tokio::select! {
        () = stop => {}
        () = living => {}
    }
    tell(socket, "STOPPING=1");
}

async fn tell_every(pause: Duration, socket: &OsStr) {
    loop {
        sleep(pause).await;
        tell(socket, "WATCHDOG=1");
    }
}

fn tell(socket: &OsStr, state: &str) {
    if let Err(error) = send(socket, state) {
        tracing::warn!(%error, state, "cannot tell the supervisor");
    }
}

#[cfg(target_os = "linux")]
fn send(socket: &OsStr, state: &str) -> io::Result<()> {
    use std::os::{
        linux::net::SocketAddrExt,
        unix::{
            ffi::OsStrExt,
            net::{SocketAddr, UnixDatagram},
        },
    };
    let address = match socket.as_bytes().strip_prefix(b"@") {
        Some(name) => SocketAddr::from_abstract_name(name)?,
        None => SocketAddr::from_pathname(socket)?,
    };
    UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &address)?;
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn send(_: &OsStr, _: &str) -> io::Result<()> {
    Ok(())
}
