//! One conversation with a mail server.
use super::{Credentials, Fault};
use lettre::{
    Message,
    transport::smtp::{
        authentication::DEFAULT_MECHANISMS,
        client::{AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters},
        extension::ClientId,
    },
};
use std::{net::IpAddr, time::Duration};
use tokio::time::timeout;
use tokio_rustls::rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

/// The server that takes mails from here.
#[derive(Clone, Debug)]
pub struct Relay {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    /// Who may vouch for the server; without them, those whom browsers believe.
    pub authorities: Option<Authorities>,
    pub credentials: Option<Credentials>,
    /// For a conversation as a whole.
    pub deadline: Duration,
}

impl Relay {
    /// Well below the time for which a worker has a job.
    pub const DEADLINE: Duration = Duration::from_secs(30);
}

/// How the conversation is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte.
    Implicit,
    /// By STARTTLS; without it nothing is said.
    Required,
    None,
}

/// Certificates of those who may vouch for a server: at least one.
#[derive(Clone, Debug)]
pub struct Authorities(Vec<Certificate>);

impl Authorities {
    /// None when no certificate is in it, or one that cannot be believed.
    pub fn of_pem(pem: &[u8]) -> Option<Self> {
        let mut store = RootCertStore::empty();
        let found = CertificateDer::pem_slice_iter(pem).map(|certificate| {
            let certificate = certificate.ok()?;
            store.add(certificate.clone()).ok()?;
            Certificate::from_der(certificate.to_vec()).ok()
        });
        let found: Vec<_> = found.collect::<Option<_>>()?;
        (!found.is_empty()).then_some(Self(found))
    }
}

/// How long the server may take to say goodbye, when it has the mail.
const GOODBYE: Duration = Duration::from_secs(2);

pub(super) struct Smtp {
    relay: Relay,
    parameters: TlsParameters,
    hello: ClientId,
}

impl Smtp {
    pub(super) fn new(relay: Relay, host: &str) -> Result<Self, Fault> {
        let mut parameters = TlsParameters::builder(relay.host.trim_matches(['[', ']']).to_owned());
        if let Some(Authorities(authorities)) = &relay.authorities {
            parameters = parameters.certificate_store(CertificateStore::None);
            for authority in authorities {
                parameters = parameters.add_root_certificate(authority.clone());
            }
        }
        let parameters = parameters.build_rustls().map_err(|_| Fault::Tls)?;
        let bare = host.trim_matches(['[', ']']);
        let hello = match bare.parse() {
            Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
            Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
            Err(_) => ClientId::Domain(host.to_owned()),
        };
        Ok(Self {
            relay,
            parameters,
            hello,
        })
    }

    pub(super) async fn send(&self, message: &Message) -> Result<(), Fault> {
        let deadline = self.relay.deadline;
        let handed_over = timeout(deadline, self.hand_over(message)).await;
        let mut connection = handed_over.unwrap_or(Err(Fault::TimedOut(deadline)))?;
        // The mail has been taken, whatever becomes of this.
        let _ = timeout(GOODBYE, connection.quit()).await;
        Ok(())
    }

    async fn hand_over(&self, message: &Message) -> Result<AsyncSmtpConnection, Fault> {
        let mut connection = self.open().await?;
        connection
            .send(message.envelope(), &message.formatted())
            .await
            .map_err(|error| Fault::of_the_mail(&error))?;
        Ok(connection)
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Fault> {
        let relay = &self.relay;
        let server = (relay.host.trim_matches(['[', ']']), relay.port);
        let door = |error| Fault::at_the_door(&error);
        let implicit = (relay.tls == Tls::Implicit).then(|| self.parameters.clone());
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, None, &self.hello, implicit, None)
                .await
                .map_err(door)?;
        if relay.tls == Tls::Required {
            if !connection.can_starttls() {
                return Err(Fault::NoTls);
            }
            connection
                .starttls(self.parameters.clone(), &self.hello)
                .await
                .map_err(door)?;
        }
        if let Some(credentials) = &relay.credentials {
            connection
                .auth(DEFAULT_MECHANISMS, credentials)
                .await
                .map_err(door)?;
        }
        Ok(connection)
    }
}
