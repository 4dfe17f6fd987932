//! `serve` under somebody who wants to hear of it, as systemd does.
use super::{Cli, serving::Running};
use std::{
    os::{
        linux::net::SocketAddrExt,
        unix::net::{SocketAddr, UnixDatagram},
    },
    time::Duration,
};

/// What is not told by then is not told.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whom the service tells.
struct Supervisor(UnixDatagram);

impl Supervisor {
    fn at(address: &SocketAddr) -> Self {
        let socket = UnixDatagram::bind_addr(address).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        Self(socket)
    }

    fn next(&self) -> String {
        let mut state = [0; 64];
        let length = self.0.recv(&mut state).unwrap();
        String::from_utf8_lossy(&state[..length]).into_owned()
    }
}

#[tokio::test]
async fn a_supervisor_hears_that_the_service_is_ready_lives_and_stops() {
    let cli = Cli::new();
    let path = cli.path("notify");
    let supervisor = Supervisor::at(&SocketAddr::from_pathname(&path).unwrap());
    let cli = cli
        .with("NOTIFY_SOCKET", path.to_str().unwrap())
        .with("WATCHDOG_USEC", "20000");

    let serve = Running::start(&cli, "serve");

    assert_eq!(supervisor.next(), "READY=1");
    assert!(cli.has("rejoinder.db"), "its tables are there");
    for _ in 0..3 {
        assert_eq!(supervisor.next(), "WATCHDOG=1");
    }
    assert_eq!(serve.stop().await.code(), Some(0));
    let mut last = supervisor.next();
    while last == "WATCHDOG=1" {
        last = supervisor.next();
    }
    assert_eq!(last, "STOPPING=1");
}

#[tokio::test]
async fn a_supervisor_may_have_a_name_without_a_file_and_no_watchdog() {
    let name = format!("rejoinder-test-{}", std::process::id());
    let supervisor = Supervisor::at(&SocketAddr::from_abstract_name(&name).unwrap());
    let cli = Cli::new().with("NOTIFY_SOCKET", &format!("@{name}"));

    let serve = Running::start(&cli, "serve");

    assert_eq!(supervisor.next(), "READY=1");
    assert_eq!(serve.stop().await.code(), Some(0));
    assert_eq!(supervisor.next(), "STOPPING=1");
}
