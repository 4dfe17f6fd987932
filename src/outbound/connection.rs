//! One connection for one request: TCP to an address that has been looked at, TLS to the name.
use super::{Answer, Fault, Message, Target};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
    Response,
    body::{Body, Bytes, Incoming},
    client::conn::http1,
    header::{self, HeaderName, HeaderValue},
    http,
};
use hyper_util::rt::TokioIo;
use std::{convert::Infallible, future::pending, net::IpAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{self, ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

/// For one of several addresses: a dead one leaves time for the others.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Addresses of one name that are tried.
const TRIED: usize = 4;

/// Bytes of an answer's status line and headers.
const HEAD_MAX: usize = 64 * 1_024;

const USER_AGENT: &str = concat!("Rejoinder/", env!("CARGO_PKG_VERSION"));

pub(super) type Request = hyper::Request<Full<Bytes>>;

pub(super) struct Tls(TlsConnector);

impl Tls {
    pub(super) fn new(roots: RootCertStore) -> Self {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring can do TLS 1.2 and 1.3")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self(TlsConnector::from(Arc::new(config)))
    }

    async fn wrap(
        &self,
        stream: TcpStream,
        target: &Target,
    ) -> Result<TlsStream<TcpStream>, Fault> {
        let name = match target.literal() {
            Some(address) => ServerName::from(address),
            None => ServerName::try_from(target.host().to_owned()).map_err(|_| Fault::Tls)?,
        };
        let connected = self.0.connect(name, stream).await;
        connected.map_err(|error| {
            let cause = error.get_ref().and_then(|cause| cause.downcast_ref());
            match cause {
                Some(rustls::Error::InvalidCertificate(_)) => Fault::Certificate,
                _ => Fault::Tls,
            }
        })
    }
}

/// In the resolver's order, one after the other.
async fn open(addresses: &[IpAddr], port: u16) -> Result<TcpStream, Fault> {
    for address in addresses.iter().take(TRIED) {
        let connecting = TcpStream::connect((*address, port));
        if let Ok(Ok(stream)) = tokio::time::timeout(CONNECT_TIMEOUT, connecting).await {
            return Ok(stream);
        }
    }
    Err(Fault::Unreachable)
}

pub(super) fn post(target: &Target, message: Message) -> http::Result<Request> {
    let request = hyper::Request::post(target.path_and_query())
        .header(header::CONTENT_TYPE, message.content_type)
        .body(Full::new(message.body))?;
    from_us(target, request, message.headers)
}

pub(super) fn get(
    target: &Target,
    headers: Vec<(HeaderName, HeaderValue)>,
) -> http::Result<Request> {
    let request = hyper::Request::get(target.path_and_query()).body(Full::default())?;
    from_us(target, request, headers)
}

/// With what every request of ours has, and what this one has besides.
fn from_us(
    target: &Target,
    mut request: Request,
    more: Vec<(HeaderName, HeaderValue)>,
) -> http::Result<Request> {
    let headers = request.headers_mut();
    headers.insert(header::HOST, HeaderValue::from_str(&target.authority())?);
    headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    headers.extend(more);
    Ok(request)
}

/// Asks, with how many bytes the answer may have.
pub(super) async fn exchange(
    addresses: &[IpAddr],
    target: &Target,
    tls: &Tls,
    (request, answer_max): (Request, usize),
) -> Result<Answer, Fault> {
    let stream = open(addresses, target.port()).await?;
    if target.is_tls() {
        let stream = tls.wrap(stream, target).await?;
        talk(stream, request, answer_max).await
    } else {
        talk(stream, request, answer_max).await
    }
}

async fn talk<S>(stream: S, request: Request, answer_max: usize) -> Result<Answer, Fault>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(HEAD_MAX)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| Fault::Broken)?;
    let exchange = async {
        let response = sender.send_request(request).await;
        read(response.map_err(|_| Fault::Broken)?, answer_max).await
    };
    let driver = async {
        // How it ended shows in the exchange.
        let _ = connection.await;
        pending::<Infallible>().await
    };
    tokio::select! {
        answer = exchange => answer,
        never = driver => match never {},
    }
}

async fn read(response: Response<Incoming>, max: usize) -> Result<Answer, Fault> {
    let (head, body) = response.into_parts();
    let announced = body.size_hint().lower();
    if announced > u64::try_from(max).unwrap_or(u64::MAX) {
        return Err(Fault::TooLarge(max));
    }
    let body = Limited::new(body, max).collect().await;
    let body = body.map_err(|fault| {
        if fault.is::<LengthLimitError>() {
            Fault::TooLarge(max)
        } else {
            Fault::Broken
        }
    })?;
    Ok(Answer {
        status: head.status.as_u16(),
        headers: head.headers,
        body: body.to_bytes(),
    })
}
