//! Requests that this service makes of others. The only place that opens connections to them.
//!
//! A name is resolved once, its addresses are looked at, and the connection goes to one of those:
//! there is no second look-up that could answer otherwise. There are no redirects, no proxies, no
//! cookies, no compression and no connections that are kept.
mod address;
mod connection;
pub mod signature;
mod trusted;

pub use address::{Refusal, Rules, Target};
pub use hyper::header::{HeaderMap, HeaderName, HeaderValue};
pub use trusted::Trusted;
pub use url::Url;

use crate::spans;
use address::is_reachable;
use connection::{Request, Tls};
use futures_util::future::BoxFuture;
use hyper::{body::Bytes, header};
use std::{io, net::IpAddr, sync::Arc, time::Duration};
use tokio_rustls::rustls::RootCertStore;
use tracing::Instrument as _;

/// What the operator says about requests to others.
#[derive(Clone, Debug)]
pub struct Settings {
    pub rules: Rules,
    /// Ends in a slash.
    pub akismet_url: Url,
    /// For a request as a whole, from looking up the name to the last byte of the answer.
    pub deadline: Duration,
    /// Of an answer's body, in bytes.
    pub answer_max: usize,
}

impl Settings {
    pub const DEADLINE: Duration = Duration::from_secs(10);
    pub const ANSWER_MAX: usize = 1_000_000;
}

pub struct Outbound {
    pub settings: Settings,
    tls: Tls,
    resolve: Resolve,
}

/// The addresses of a name.
type Resolve = Arc<dyn Fn(String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> + Send + Sync>;

/// What is posted.
#[derive(Debug)]
pub struct Message {
    pub content_type: &'static str,
    /// Besides those that every request has.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub body: Bytes,
}

/// What came back, whatever its status. Not for clients: it may come from anywhere.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Why no answer came. Says nothing that the other side has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the address is not one that this service calls")]
    Refused(Refusal),
    #[error("the name could not be resolved")]
    Unresolved,
    #[error("the connection could not be opened")]
    Unreachable,
    #[error("the certificate is not valid for this name, or nobody known vouches for it")]
    Certificate,
    #[error("the secure connection could not be set up")]
    Tls,
    #[error("there was no answer within {} s", .0.as_secs_f32())]
    TimedOut(Duration),
    #[error("the answer was larger than {0} bytes")]
    TooLarge(usize),
    #[error("the connection ended before there was a whole answer in HTTP")]
    Broken,
}

impl Outbound {
    /// With the machine's resolver and the certificate authorities that Mozilla trusts.
    pub fn new(settings: Settings) -> Self {
        Self::with(settings, authorities(), resolver())
    }

    fn with(settings: Settings, roots: RootCertStore, resolve: Resolve) -> Self {
        Self {
            settings,
            tls: Tls::new(roots),
            resolve,
        }
    }

    /// Whether this service would call a URL, as far as the URL tells.
    pub fn target(&self, url: &str) -> Result<Target, Refusal> {
        Target::parse(url, &self.settings.rules)
    }

    pub async fn post(&self, target: &Target, message: Message) -> Result<Answer, Fault> {
        let request = connection::post(target, message);
        self.send(target, request.map_err(|_| Fault::Broken)?).await
    }

    /// `accept` is the media type that is asked for.
    pub async fn get(&self, target: &Target, accept: &'static str) -> Result<Answer, Fault> {
        let accept = (header::ACCEPT, HeaderValue::from_static(accept));
        self.get_with(target, vec![accept]).await
    }

    /// With these headers besides those that every request has.
    pub async fn get_with(
        &self,
        target: &Target,
        headers: Vec<(HeaderName, HeaderValue)>,
    ) -> Result<Answer, Fault> {
        let request = connection::get(target, headers);
        self.send(target, request.map_err(|_| Fault::Broken)?).await
    }

    async fn send(&self, target: &Target, request: Request) -> Result<Answer, Fault> {
        let named = target.literal().is_none().then(|| target.host());
        let span = spans::outgoing(request.method().as_str(), named, target.port());
        let deadline = self.settings.deadline;
        let answer = tokio::time::timeout(deadline, self.exchange(target, request));
        let answer = answer.instrument(span.clone()).await;
        let answer = answer.unwrap_or(Err(Fault::TimedOut(deadline)));
        match &answer {
            Ok(answer) => spans::answered(&span, answer.status),
            Err(fault) => spans::failed(&span, fault.word()),
        }
        answer
    }

    async fn exchange(&self, target: &Target, request: Request) -> Result<Answer, Fault> {
        let addresses = self.addresses(target).await?;
        let asked = (request, self.settings.answer_max);
        connection::exchange(&addresses, target, &self.tls, asked).await
    }

    /// Those that may be called, of the one time that the name is resolved.
    async fn addresses(&self, target: &Target) -> Result<Vec<IpAddr>, Fault> {
        let mut addresses = resolved(target, &self.resolve).await?;
        addresses.retain(|address| is_reachable(*address, &self.settings.rules));
        if addresses.is_empty() {
            return Err(Fault::Refused(Refusal::Address));
        }
        Ok(addresses)
    }
}

/// Those that Mozilla trusts.
fn authorities() -> RootCertStore {
    webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect()
}

/// The machine's.
fn resolver() -> Resolve {
    Arc::new(|name| {
        let addresses = async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        };
        Box::pin(addresses) as _
    })
}

/// All addresses of a target; at least one.
async fn resolved(target: &Target, resolve: &Resolve) -> Result<Vec<IpAddr>, Fault> {
    let addresses = match target.literal() {
        Some(address) => vec![address],
        None => resolve(target.host().to_owned())
            .await
            .map_err(|_| Fault::Unresolved)?,
    };
    if addresses.is_empty() {
        return Err(Fault::Unresolved);
    }
    Ok(addresses)
}

impl Fault {
    /// For a span: one of few.
    fn word(self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Unresolved => "unresolved",
            Self::Unreachable => "unreachable",
            Self::Certificate => "certificate",
            Self::Tls => "tls",
            Self::TimedOut(_) => "timeout",
            Self::TooLarge(_) => "too_large",
            Self::Broken => "broken",
        }
    }
}

#[cfg(test)]
mod address_tests;
#[cfg(test)]
mod tests;
