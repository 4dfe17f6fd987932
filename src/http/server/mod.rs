//! The listener: every wait of a client has an end, and a stop lets what has begun finish.
mod connection;
mod descriptors;
mod signals;

pub use descriptors::make_room;
pub use signals::Signals;

use axum::Router;
use connection::Connection;
use std::{io, net::SocketAddr, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
    time::sleep,
};

/// How long and how much a client may make the service wait and hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From the opening of a connection, or from the last answer on it, to the end of a request's
    /// head: also how long a connection may stay open unused.
    pub header_read: Duration,
    /// From the end of the head to the end of the body.
    pub body_read: Duration,
    /// The same of one that may be large, from one part of it to the next.
    pub part_read: Duration,
    /// From when a client takes nothing of what was sent to it until its connection is cut; on Linux.
    pub unread: Duration,
    /// What begun requests get to finish after a stop was asked for.
    pub stop: Duration,
    /// At once; one more is answered 503 and closed.
    pub connections: usize,
    /// Of the request line and all headers together, in bytes.
    pub head: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_read: Duration::from_secs(10),
            body_read: Duration::from_secs(30),
            part_read: Duration::from_secs(30),
            unread: Duration::from_secs(30),
            stop: Duration::from_secs(10),
            connections: 10_000,
            head: 32 * 1024,
        }
    }
}

/// What has reached the machine before a stop is read for so long before idle connections close.
const SETTLE: Duration = Duration::from_millis(50);

/// Serves until `shutdown` is done, then as long as begun requests take, at most 10 s; `force`, which
/// is looked at only after `shutdown`, cuts that short. Handlers find the peer as
/// `ConnectInfo<SocketAddr>`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
    force: impl Future<Output = ()>,
) -> io::Result<()> {
    serve_within(Limits::default(), listener, router, shutdown, force).await
}

/// [`serve`] with limits of one's own.
pub async fn serve_within(
    limits: Limits,
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
    force: impl Future<Output = ()>,
) -> io::Result<()> {
    let (stop, stopping) = watch::channel(false);
    let mut open = JoinSet::new();
    let admit = |open: &mut JoinSet<()>, stream: TcpStream, peer: SocketAddr| {
        if open.len() >= limits.connections {
            connection::turn_away(stream);
            return;
        }
        let connection = Connection {
            router: router.clone(),
            limits,
            peer,
            stopping: stopping.clone(),
        };
        open.spawn(connection.run(stream));
    };

    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            (stream, peer) = accept(&listener) => admit(&mut open, stream, peer),
            Some(_) = open.join_next() => {}
        }
    }
    tracing::info!(connections = open.len(), "stopping");
    // Asked of the system itself: the runtime knows only of those that it has been woken for.
    let listener = listener.into_std()?;
    while let Ok((stream, peer)) = listener.accept() {
        stream.set_nonblocking(true)?;
        admit(&mut open, TcpStream::from_std(stream)?, peer);
    }
    drop(listener);
    finish(open, &stop, limits.stop, force).await;
    Ok(())
}

/// Waits out errors that are the machine's, such as too many open files.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::error!(%error, "cannot accept connections");
                sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_the_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

async fn finish(
    mut open: JoinSet<()>,
    stop: &watch::Sender<bool>,
    patience: Duration,
    force: impl Future<Output = ()>,
) {
    let finished = async {
        sleep(SETTLE).await;
        stop.send_replace(true);
        while open.join_next().await.is_some() {}
    };
    let cut = tokio::select! {
        () = finished => None,
        () = sleep(patience) => Some("they took too long"),
        () = force => Some("a second signal came"),
    };
    if let Some(why) = cut {
        tracing::warn!(connections = open.len(), why, "cutting off what is left");
    }
    tracing::info!("stopped");
}

#[cfg(test)]
mod tests;
