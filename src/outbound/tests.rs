//! The client on real sockets, against servers that behave as they should not.
use super::*;
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer},
    },
};

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Longer than any answer of these tests takes.
const LONG: Duration = Duration::from_secs(30);
/// For servers that never come to an end.
const SHORT: Duration = Duration::from_millis(200);

const OK: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/// What a server does after its first answer.
enum Then {
    Close,
    Wait,
    /// Adds this again and again, for as long as anybody listens.
    Repeat(&'static [u8]),
}

fn settings(port: u16, allow: bool) -> Settings {
    Settings {
        rules: Rules {
            allow_private: allow,
            allow_http: true,
            ports: vec![port],
        },
        akismet_url: Url::parse("https://rest.akismet.com/1.1/").unwrap(),
        deadline: LONG,
        answer_max: 1_000,
    }
}

/// Resolves every name to the same addresses, and counts how often.
fn resolver(addresses: &[IpAddr], asked: &Arc<AtomicUsize>) -> Resolve {
    let (addresses, asked) = (addresses.to_vec(), Arc::clone(asked));
    Arc::new(move |_| {
        asked.fetch_add(1, Ordering::Relaxed);
        let addresses = addresses.clone();
        Box::pin(async move { Ok(addresses) })
    })
}

fn client(settings: Settings, addresses: &[IpAddr]) -> Outbound {
    let resolve = resolver(addresses, &Arc::default());
    Outbound::with(settings, RootCertStore::empty(), resolve)
}

async fn listen() -> (TcpListener, u16) {
    let listener = TcpListener::bind((LOOPBACK, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

/// Answers one request; gives back its head and body.
async fn answer(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    bytes: &[u8],
    then: Then,
) -> String {
    let mut read = Vec::new();
    while !read.ends_with(b"the body") {
        let count = stream.read_buf(&mut read).await.unwrap();
        assert_ne!(count, 0, "the request ended early");
    }
    stream.write_all(bytes).await.unwrap();
    match then {
        Then::Close => {}
        Then::Wait => {
            // Ends when the client gives up.
            let _ = stream.read_u8().await;
        }
        Then::Repeat(more) => while stream.write_all(more).await.is_ok() {},
    }
    String::from_utf8(read).unwrap()
}

/// A server for one request.
async fn server(bytes: &'static [u8], then: Then) -> (u16, JoinHandle<String>) {
    let (listener, port) = listen().await;
    let served = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        answer(stream, bytes, then).await
    });
    (port, served)
}

async fn post(client: &Outbound, url: &str) -> Result<Answer, Fault> {
    let message = Message {
        content_type: "text/plain",
        headers: vec![(
            HeaderName::from_static("x-more"),
            HeaderValue::from_static("yes"),
        )],
        body: "the body".into(),
    };
    let target = client.target(url).map_err(Fault::Refused)?;
    client.post(&target, message).await
}

/// Whether a connection waits to be accepted.
fn was_called(listener: TcpListener) -> bool {
    listener.into_std().unwrap().accept().is_ok()
}

#[tokio::test]
async fn a_request_says_where_it_goes_and_who_asks() {
    let (port, served) = server(OK, Then::Close).await;
    let client = client(settings(port, true), &[LOOPBACK]);
    let url = format!("http://receiver.example:{port}/check?a=b#c");
    let answer = post(&client, &url).await.unwrap();
    assert_eq!((answer.status, &answer.body[..]), (200, &b"ok"[..]));
    let request = served.await.unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<&str> = head.lines().collect();
    assert_eq!(lines.remove(0), "POST /check?a=b HTTP/1.1");
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "connection: close",
            "content-length: 8",
            "content-type: text/plain",
            &format!("host: receiver.example:{port}"),
            concat!("user-agent: Rejoinder/", env!("CARGO_PKG_VERSION")),
            "x-more: yes",
        ]
    );
    assert_eq!(body, "the body");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_not_followed() {
    let (listener, port) = listen().await;
    let client = client(settings(port, true), &[LOOPBACK]);
    let served = async {
        let (stream, _) = listener.accept().await.unwrap();
        let head = format!(
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:{port}/other\r\ncontent-length: 0\r\n\r\n"
        );
        answer(stream, head.as_bytes(), Then::Close).await
    };
    let url = format!("http://receiver.example:{port}/check");
    let (answer, _) = tokio::join!(post(&client, &url), served);
    assert_eq!(answer.unwrap().status, 307);
    assert!(!was_called(listener));
}

#[tokio::test]
async fn whatever_is_slow_is_cut_at_the_deadline() {
    for (bytes, then) in [
        (&b""[..], Then::Wait),
        (b"HTTP/1.1 200 OK\r\n", Then::Wait),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab",
            Then::Wait,
        ),
        // Interim answers without end: nothing that is kept grows.
        (b"", Then::Repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n")),
    ] {
        let (port, served) = server(bytes, then).await;
        let settings = Settings {
            deadline: SHORT,
            ..settings(port, true)
        };
        let client = client(settings, &[LOOPBACK]);
        let url = format!("http://receiver.example:{port}/");
        let fault = post(&client, &url).await.unwrap_err();
        assert_eq!(fault, Fault::TimedOut(SHORT), "{bytes:?}");
        // The connection is closed, or this would not end.
        served.await.unwrap();
    }
}

#[tokio::test]
async fn a_slow_resolver_is_cut_at_the_deadline() {
    let settings = Settings {
        deadline: SHORT,
        ..settings(443, false)
    };
    let resolve: Resolve = Arc::new(|_| Box::pin(std::future::pending()));
    let client = Outbound::with(settings, RootCertStore::empty(), resolve);
    let fault = post(&client, "https://receiver.example/").await;
    assert_eq!(fault.unwrap_err(), Fault::TimedOut(SHORT));
}

#[tokio::test]
async fn too_large_an_answer_is_cut() {
    let chunk = b"64\r\n0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\r\n";
    for (bytes, then) in [
        // Announced: not a byte of it is waited for.
        (
            &b"HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n"[..],
            Then::Wait,
        ),
        (
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            Then::Repeat(chunk),
        ),
        (b"HTTP/1.1 200 OK\r\n\r\n", Then::Repeat(b"without end")),
    ] {
        let (port, served) = server(bytes, then).await;
        let client = client(settings(port, true), &[LOOPBACK]);
        let url = format!("http://receiver.example:{port}/");
        let fault = post(&client, &url).await.unwrap_err();
        assert_eq!(fault, Fault::TooLarge(1_000));
        served.await.unwrap();
    }
}

#[tokio::test]
async fn what_is_no_answer_in_http_is_a_fault() {
    for (bytes, then) in [
        (&b""[..], Then::Close),
        (b"SSH-2.0-OpenSSH\r\n", Then::Wait),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab",
            Then::Close,
        ),
        (
            b"HTTP/1.1 200 OK\r\n",
            Then::Repeat(b"x-filler: 0123456789\r\n"),
        ),
    ] {
        let (port, served) = server(bytes, then).await;
        let client = client(settings(port, true), &[LOOPBACK]);
        let url = format!("http://receiver.example:{port}/");
        let fault = post(&client, &url).await.unwrap_err();
        assert_eq!(fault, Fault::Broken, "{bytes:?}");
        served.await.unwrap();
    }
}

#[tokio::test]
async fn a_name_that_means_this_machine_is_refused_before_anything_connects() {
    let (listener, port) = listen().await;
    // The machine's own resolver.
    let client = Outbound::new(settings(port, false));
    let url = format!("http://localhost:{port}/");
    let fault = post(&client, &url).await.unwrap_err();
    assert_eq!(fault, Fault::Refused(Refusal::Address));
    assert!(!was_called(listener));
}

#[tokio::test]
async fn the_machines_resolver_finds_a_receiver_where_that_is_allowed() {
    let (port, served) = server(OK, Then::Close).await;
    let client = Outbound::new(settings(port, true));
    let answer = post(&client, &format!("http://localhost:{port}/")).await;
    assert_eq!(answer.unwrap().status, 200);
    served.await.unwrap();
}

#[tokio::test]
async fn a_name_with_no_public_address_is_refused() {
    let (listener, port) = listen().await;
    for address in [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "64:ff9b::7f00:1",
    ] {
        let addresses = [address.parse().unwrap(), "192.168.1.1".parse().unwrap()];
        let client = client(settings(port, false), &addresses);
        let url = format!("http://receiver.example:{port}/");
        let fault = post(&client, &url).await.unwrap_err();
        assert_eq!(fault, Fault::Refused(Refusal::Address), "{address}");
    }
    assert!(!was_called(listener));
}

/// A name server that answers otherwise the second time is never asked a second time.
#[tokio::test]
async fn a_name_is_resolved_once_and_the_connection_goes_where_that_said() {
    let (port, served) = server(OK, Then::Close).await;
    let asked = Arc::default();
    // Were it looked up again on connecting, this name would not be found.
    let resolve = resolver(&[LOOPBACK], &asked);
    let client = Outbound::with(settings(port, true), RootCertStore::empty(), resolve);
    let url = format!("http://no-such-host.invalid:{port}/");
    assert_eq!(post(&client, &url).await.unwrap().status, 200);
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    served.await.unwrap();
}

#[tokio::test]
async fn of_several_addresses_only_those_that_may_be_called_are() {
    let nat64 = "64:ff9b::7f00:1".parse().unwrap();
    let client = client(settings(443, true), &[nat64, LOOPBACK]);
    let target = client.target("https://receiver.example/").unwrap();
    assert_eq!(client.addresses(&target).await.unwrap(), [LOOPBACK]);
}

#[tokio::test]
async fn an_address_that_does_not_answer_leaves_the_next() {
    let (port, served) = server(OK, Then::Close).await;
    // Nothing listens there.
    let dead = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));
    let client = client(settings(port, true), &[dead, LOOPBACK]);
    let url = format!("http://receiver.example:{port}/");
    assert_eq!(post(&client, &url).await.unwrap().status, 200);
    served.await.unwrap();
}

#[tokio::test]
async fn what_is_not_there_is_told_apart() {
    let (listener, port) = listen().await;
    drop(listener);
    let url = format!("http://receiver.example:{port}/");
    let dead = client(settings(port, true), &[LOOPBACK]);
    assert_eq!(post(&dead, &url).await.unwrap_err(), Fault::Unreachable);
    let nameless = client(settings(port, true), &[]);
    assert_eq!(post(&nameless, &url).await.unwrap_err(), Fault::Unresolved);
    let resolve: Resolve = Arc::new(|_| Box::pin(async { Err(io::Error::other("no answer")) }));
    let failing = Outbound::with(settings(port, true), RootCertStore::empty(), resolve);
    assert_eq!(post(&failing, &url).await.unwrap_err(), Fault::Unresolved);
}

/// A server with a certificate for `receiver.example`, and that certificate.
async fn tls_server() -> (
    SocketAddr,
    CertificateDer<'static>,
    JoinHandle<Option<String>>,
) {
    let certificate = CertificateDer::from(&include_bytes!("testdata/receiver.der")[..]);
    let key = PrivateKeyDer::try_from(&include_bytes!("testdata/receiver.key.der")[..]).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    let (listener, _) = listen().await;
    let address = listener.local_addr().unwrap();
    let served = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let stream = TlsAcceptor::from(Arc::new(config)).accept(stream).await;
        Some(answer(stream.ok()?, OK, Then::Close).await)
    });
    (address, certificate, served)
}

#[tokio::test]
async fn a_certificate_must_be_for_the_name_and_of_a_known_authority() {
    for (host, known, expect) in [
        ("receiver.example", true, Ok(200)),
        ("other.example", true, Err(Fault::Certificate)),
        ("127.0.0.1", true, Err(Fault::Certificate)),
        ("receiver.example", false, Err(Fault::Certificate)),
    ] {
        let (address, certificate, served) = tls_server().await;
        let port = address.port();
        let resolve = resolver(&[LOOPBACK], &Arc::default());
        let mut roots: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        if known {
            roots.add(certificate).unwrap();
        }
        let client = Outbound::with(settings(port, true), roots, resolve);
        let answer = post(&client, &format!("https://{host}:{port}/")).await;
        assert_eq!(answer.map(|answer| answer.status), expect, "{host} {known}");
        // Without a certificate that is believed, not a word is said.
        assert_eq!(served.await.unwrap().is_some(), expect.is_ok());
    }
}

#[tokio::test]
async fn plain_words_on_a_secure_port_are_no_answer() {
    let (listener, port) = listen().await;
    let client = client(settings(port, true), &[LOOPBACK]);
    let served = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(OK).await.unwrap();
        stream
    };
    let url = format!("https://receiver.example:{port}/");
    let (answer, _) = tokio::join!(post(&client, &url), served);
    assert_eq!(answer.unwrap_err(), Fault::Tls);
}
