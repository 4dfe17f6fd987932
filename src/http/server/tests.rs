//! The server on real sockets, with limits short enough to wait for.
use super::{Limits, serve_within};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    routing::{get, post},
};
use futures_util::stream;
use std::{
    convert::Infallible, future::pending, io::Write, net::SocketAddr, sync::Arc, time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Notify, oneshot},
    task::JoinHandle,
    time::timeout,
};

/// Longer than any wait that a test means to see end.
const NEVER: Duration = Duration::from_secs(30);
const SHORT: Duration = Duration::from_millis(60);

struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    force: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
    /// A request to `/slow` has begun; it may end.
    begun: Arc<Notify>,
    end: Arc<Notify>,
    /// An answer to `/endless` is over.
    gone: Arc<Notify>,
}

/// Tells when it is dropped.
struct Telling(Arc<Notify>);

impl Drop for Telling {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

fn limits() -> Limits {
    Limits {
        header_read: NEVER,
        body_read: NEVER,
        part_read: NEVER,
        unread: NEVER,
        stop: NEVER,
        ..Limits::default()
    }
}

async fn start(limits: Limits) -> Server {
    let (begun, end) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (has_begun, may_end) = (Arc::clone(&begun), Arc::clone(&end));
    let gone = Arc::new(Notify::new());
    let is_gone = Arc::clone(&gone);
    let router = Router::new()
        .route(
            "/peer",
            get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() }),
        )
        .route(
            "/echo",
            post(|body: Bytes| async { body }).put(|body: Bytes| async { body }),
        )
        .route(
            "/endless",
            get(move || {
                let telling = Telling(Arc::clone(&is_gone));
                let more = stream::repeat_with(move || {
                    let _ = &telling;
                    Ok::<_, Infallible>(Bytes::from_static(&[0; 8_192]))
                });
                async { Body::from_stream(more) }
            }),
        )
        .route(
            "/slow",
            get(move || async move {
                has_begun.notify_one();
                may_end.notified().await;
                "at last"
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let (force, forced) = oneshot::channel::<()>();
    let shutdown = done(stopped);
    let forced = done(forced);
    let ended = tokio::spawn(serve_within(limits, listener, router, shutdown, forced));
    Server {
        address,
        stop,
        force,
        ended,
        begun,
        end,
        gone,
    }
}

/// A test that never sends has no wish to stop.
async fn done(signal: oneshot::Receiver<()>) {
    if signal.await.is_err() {
        pending::<()>().await;
    }
}

impl Server {
    async fn send(&self, bytes: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes.as_bytes()).await.unwrap();
        stream
    }

    /// All that comes back until the server closes.
    async fn exchange(&self, bytes: &str) -> String {
        rest(self.send(bytes).await).await
    }
}

async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = timeout(NEVER / 2, stream.read_to_end(&mut bytes)).await;
    let _ = read.expect("the server closes the connection");
    String::from_utf8(bytes).unwrap()
}

const LAST: &str = "host: a\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn a_handler_learns_the_peer() {
    let server = start(limits()).await;
    let stream = server.send(&format!("GET /peer HTTP/1.1\r\n{LAST}")).await;
    let own = stream.local_addr().unwrap().to_string();
    assert!(rest(stream).await.ends_with(&own));
}

#[tokio::test]
async fn a_body_in_time_is_read_whole() {
    let server = start(limits()).await;
    let chunked = "transfer-encoding: chunked\r\nhost: a\r\nconnection: close\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
    let answer = server
        .exchange(&format!("POST /echo HTTP/1.1\r\n{chunked}"))
        .await;
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("abc"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_head_that_does_not_end_is_cut() {
    let server = start(Limits {
        header_read: SHORT,
        ..limits()
    })
    .await;
    let answer = server
        .exchange("GET /peer HTTP/1.1\r\nhost: a\r\nx-slow: ")
        .await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[tokio::test]
async fn an_unused_connection_is_closed_without_a_word() {
    let server = start(Limits {
        header_read: SHORT,
        ..limits()
    })
    .await;
    assert_eq!(server.exchange("").await, "");
    let kept_alive = server
        .exchange("GET /peer HTTP/1.1\r\nhost: a\r\n\r\n")
        .await;
    assert_eq!(kept_alive.matches("HTTP/1.1").count(), 1, "{kept_alive}");
}

#[tokio::test]
async fn a_body_that_does_not_end_is_cut() {
    let server = start(Limits {
        body_read: SHORT,
        ..limits()
    })
    .await;
    let head = "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n";
    let answer = server.exchange(&format!("{head}abc")).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[tokio::test]
async fn a_body_that_trickles_is_cut_too() {
    let server = start(Limits {
        body_read: SHORT,
        ..limits()
    })
    .await;
    let head = "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999\r\n\r\n";
    let (read, mut write) = server.send(head).await.into_split();
    let trickle = tokio::spawn(async move {
        while write.write_all(b"a").await.is_ok() {
            tokio::task::yield_now().await;
        }
    });
    let mut answer = [0; 12];
    let mut read = read;
    timeout(NEVER / 2, read.read_exact(&mut answer))
        .await
        .unwrap()
        .unwrap();
    trickle.abort();
    assert_eq!(&answer, b"HTTP/1.1 408");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn who_takes_nothing_of_what_is_sent_is_cut() {
    let server = start(Limits {
        unread: Duration::from_millis(500),
        ..limits()
    })
    .await;
    let unread = server
        .send(&format!("GET /endless HTTP/1.1\r\n{LAST}"))
        .await;
    let cut = timeout(NEVER / 2, server.gone.notified()).await;
    cut.expect("the answer is given up");
    drop(unread);
}

#[tokio::test]
async fn what_is_put_may_take_long_but_not_each_part_of_it() {
    let head = "PUT /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 6\r\n\r\n";
    let server = start(Limits {
        body_read: Duration::ZERO,
        ..limits()
    })
    .await;
    let mut stream = server.send(head).await;
    stream.write_all(b"ababab").await.unwrap();
    stream.shutdown().await.unwrap();
    let answer = rest(stream).await;
    assert!(answer.ends_with("ababab"), "{answer}");

    let server = start(Limits {
        part_read: SHORT,
        ..limits()
    })
    .await;
    let answer = server.exchange(&format!("{head}abc")).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = start(Limits {
        head: 8192,
        ..limits()
    })
    .await;
    let long = "a".repeat(9000);
    let answer = server
        .exchange(&format!("GET /peer HTTP/1.1\r\nx-long: {long}\r\n{LAST}"))
        .await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    let many = "x: y\r\n".repeat(200);
    let answer = server
        .exchange(&format!("GET /peer HTTP/1.1\r\n{many}{LAST}"))
        .await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn a_request_that_is_none_gets_an_answer() {
    let server = start(limits()).await;
    for (bytes, status) in [
        ("\u{1}\u{2}\u{3}\r\n\r\n", "400"),
        ("GET /peer\r\n\r\n", "400"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"),
        (
            "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
            "400",
        ),
        (
            "POST /echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\nzz\r\n",
            "400",
        ),
        (
            "TRACE /peer HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
            "405",
        ),
        (
            "CONNECT a:443 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
            "404",
        ),
    ] {
        let answer = server.exchange(bytes).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{bytes}: {answer}"
        );
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{answer}");
    }
}

#[tokio::test]
async fn a_client_that_has_said_all_still_gets_its_answer() {
    let server = start(limits()).await;
    for (request, status) in [
        ("GET /peer HTTP/1.1\r\nhost: a\r\n\r\n", "200"),
        (
            "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nabc",
            "400",
        ),
        ("GET /peer HTTP/1.1\r\nhos", "400"),
    ] {
        let mut stream = server.send(request).await;
        stream.shutdown().await.unwrap();
        let answer = rest(stream).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{request}: {answer}"
        );
    }
}

#[tokio::test]
async fn a_client_that_only_listens_is_waited_for() {
    let server = start(limits()).await;
    let mut stream = server.send("GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
    stream.shutdown().await.unwrap();
    server.begun.notified().await;
    server.end.notify_one();
    assert!(rest(stream).await.ends_with("at last"));
}

#[tokio::test]
async fn one_connection_too_many_is_turned_away() {
    let server = start(Limits {
        connections: 1,
        ..limits()
    })
    .await;
    let first = server.send("GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
    server.begun.notified().await;
    let refused = rest(TcpStream::connect(server.address).await.unwrap()).await;
    assert!(
        refused.starts_with("HTTP/1.1 503") && refused.contains("retry-after: 1"),
        "{refused}"
    );
    drop(first);
}

#[tokio::test]
async fn a_stop_lets_a_begun_request_finish_and_closes_idle_connections() {
    let server = start(limits()).await;
    let idle = TcpStream::connect(server.address).await.unwrap();
    let busy = server.send("GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
    server.begun.notified().await;

    server.stop.send(()).unwrap();
    assert_eq!(rest(idle).await, "");
    assert!(TcpStream::connect(server.address).await.is_err());
    assert!(!server.ended.is_finished());

    server.end.notify_one();
    let answer = rest(busy).await;
    assert!(
        answer.ends_with("at last") && answer.contains("connection: close"),
        "{answer}"
    );
    timeout(NEVER / 2, server.ended)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn a_request_that_arrives_with_the_stop_is_answered() {
    for _ in 0..20 {
        let server = start(limits()).await;
        // Without a yield, so that the server finds the connection and the stop at one look.
        let mut stream = std::net::TcpStream::connect(server.address).unwrap();
        stream
            .write_all(b"GET /peer HTTP/1.1\r\nhost: a\r\n\r\n")
            .unwrap();
        server.stop.send(()).unwrap();
        stream.set_nonblocking(true).unwrap();
        let answer = rest(TcpStream::from_std(stream).unwrap()).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

#[tokio::test]
async fn a_request_on_its_way_when_the_stop_came_is_answered() {
    let server = start(limits()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    server.stop.send(()).unwrap();
    while TcpStream::connect(server.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    stream
        .write_all(b"GET /peer HTTP/1.1\r\nhost: a\r\n\r\n")
        .await
        .unwrap();
    let answer = rest(stream).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let server = start(Limits {
        stop: SHORT * 2,
        ..limits()
    })
    .await;
    let busy = server.send("GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
    server.begun.notified().await;
    server.stop.send(()).unwrap();
    timeout(NEVER / 2, server.ended)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    assert_eq!(rest(busy).await, "");
}

#[tokio::test]
async fn a_second_signal_cuts_the_stop_short() {
    let server = start(limits()).await;
    let busy = server.send("GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
    server.begun.notified().await;
    server.stop.send(()).unwrap();
    server.force.send(()).unwrap();
    timeout(NEVER / 2, server.ended)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    assert_eq!(rest(busy).await, "");
}

#[tokio::test]
async fn idle_connections_do_not_delay_others() {
    let server = start(limits()).await;
    let mut idle = Vec::new();
    for _ in 0..150 {
        idle.push(server.send("GET /peer HTTP/1.1\r\n").await);
    }
    let answer = server
        .exchange(&format!("GET /peer HTTP/1.1\r\n{LAST}"))
        .await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}
