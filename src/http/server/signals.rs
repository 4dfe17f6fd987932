//! What the process is asked to do from outside: to stop.
use std::{future::pending, io};
use tokio::sync::watch;

/// How often SIGTERM or SIGINT have come since this was made. All that have to know ask this one:
/// whoever looks late has missed nothing.
pub struct Signals(watch::Receiver<usize>);

impl Signals {
    /// From now on they no longer end the process by themselves.
    pub fn listen() -> io::Result<Self> {
        let (count, counted) = watch::channel(0);
        let mut asked = Asked::new()?;
        tokio::spawn(async move {
            loop {
                asked.again().await;
                count.send_modify(|count| *count += 1);
            }
        });
        Ok(Self(counted))
    }

    /// Done once they have come so often.
    pub fn came(&self, times: usize) -> impl Future<Output = ()> + use<> {
        let mut counted = self.0.clone();
        async move {
            if counted.wait_for(|&count| count >= times).await.is_err() {
                pending::<()>().await;
            }
        }
    }
}

#[cfg(unix)]
struct Asked {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Asked {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn again(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Asked;

#[cfg(not(unix))]
impl Asked {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn again(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            pending::<()>().await;
        }
    }
}
