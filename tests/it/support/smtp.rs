//! A mail server on this machine, which keeps what it is sent and does as it is told.
use base64::{Engine, engine::general_purpose::STANDARD};
use rejoinder::mailer::{Authorities, Credentials, Relay, Tls, Way};
use std::{
    collections::VecDeque,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
    sync::watch,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer},
    },
};

/// Who vouches for the server, as a file.
pub(crate) const AUTHORITY: &[u8] = include_bytes!("testdata/authority.pem");

/// What becomes of a mail that the server has been sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Take,
    /// Put off, after it was read.
    Later,
    /// The recipient is not known, which is told with the address.
    Unknown,
    /// Read, and then the connection ends without an answer.
    Drop,
    /// Read, and then nothing until [`Smtp::release`]: then it is taken.
    Hang,
    /// The password is wrong, or nobody may come in now.
    Closed,
}

/// A mail as it came over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) data: String,
}

impl Received {
    /// A header's value, unfolded.
    pub(crate) fn header(&self, name: &str) -> String {
        let (head, _) = self.data.split_once("\r\n\r\n").unwrap();
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let found = head.split("\r\n").find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            (found == name).then(|| value.to_owned())
        });
        found.unwrap_or_else(|| panic!("no {name} in {head}"))
    }

    /// Without the soft line breaks and the signs of quoted-printable.
    pub(crate) fn text(&self) -> String {
        self.data.replace("=\r\n", "").replace("=3D", "=")
    }
}

struct Desk {
    fates: Mutex<VecDeque<Fate>>,
    received: Mutex<Vec<Received>>,
    /// What clients have said that are not in a mail.
    said: Mutex<Vec<String>>,
    arrived: watch::Sender<usize>,
    released: watch::Sender<bool>,
    tls: Tls,
}

#[derive(Clone)]
pub(crate) struct Smtp {
    address: SocketAddr,
    desk: Arc<Desk>,
}

impl Smtp {
    pub(crate) async fn start() -> Self {
        Self::with(Tls::None).await
    }

    /// With a certificate for 127.0.0.1 of [`AUTHORITY`].
    pub(crate) async fn secure(tls: Tls) -> Self {
        Self::with(tls).await
    }

    async fn with(tls: Tls) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let desk = Arc::new(Desk {
            fates: Mutex::default(),
            received: Mutex::default(),
            said: Mutex::default(),
            arrived: watch::Sender::new(0),
            released: watch::Sender::new(false),
            tls,
        });
        let server = Self { address, desk };
        let desk = Arc::clone(&server.desk);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let desk = Arc::clone(&desk);
                tokio::spawn(async move {
                    let stream: Stream = match desk.tls {
                        Tls::Implicit => secured(Box::new(stream)).await?,
                        Tls::Required | Tls::None => Box::new(stream),
                    };
                    Conversation::hold(stream, &desk).await
                });
            }
        });
        server
    }

    /// How mails get here.
    pub(crate) fn way(&self) -> Way {
        Way::Smtp(self.relay())
    }

    pub(crate) fn relay(&self) -> Relay {
        Relay {
            host: self.address.ip().to_string(),
            port: self.address.port(),
            tls: self.desk.tls,
            authorities: Authorities::of_pem(AUTHORITY),
            credentials: None,
            deadline: Relay::DEADLINE,
        }
    }

    pub(crate) fn with_password(&self, user: &str, password: &str) -> Way {
        Way::Smtp(Relay {
            credentials: Some(Credentials::new(user.to_owned(), password.to_owned())),
            ..self.relay()
        })
    }

    pub(crate) fn with_tls(&self, tls: Tls) -> Way {
        Way::Smtp(Relay {
            tls,
            ..self.relay()
        })
    }

    pub(crate) fn with_deadline(&self, deadline: Duration) -> Way {
        Way::Smtp(Relay {
            deadline,
            ..self.relay()
        })
    }

    /// What becomes of the next mails; all after them are taken.
    pub(crate) fn fates(&self, fates: &[Fate]) {
        self.desk.fates.lock().unwrap().extend(fates);
    }

    /// Until so many mails have been read in all.
    pub(crate) async fn arrived(&self, number: usize) {
        let mut arrived = self.desk.arrived.subscribe();
        arrived.wait_for(|count| *count >= number).await.unwrap();
    }

    pub(crate) fn release(&self) {
        self.desk.released.send_replace(true);
    }

    /// Everything that was read since the last time, whatever became of it.
    pub(crate) fn received(&self) -> Vec<Received> {
        std::mem::take(&mut *self.desk.received.lock().unwrap())
    }

    /// The commands since the last time.
    pub(crate) fn said(&self) -> Vec<String> {
        std::mem::take(&mut *self.desk.said.lock().unwrap())
    }
}

trait Bytes: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Bytes for T {}
type Stream = Box<dyn Bytes>;

/// None when the client does not believe the certificate.
async fn secured(stream: Stream) -> Option<Stream> {
    let certificate = CertificateDer::from(&include_bytes!("testdata/mail-server.der")[..]);
    let key = &include_bytes!("testdata/mail-server.key.der")[..];
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], PrivateKeyDer::try_from(key).unwrap())
        .unwrap();
    let stream = TlsAcceptor::from(Arc::new(config)).accept(stream).await;
    Some(Box::new(stream.ok()?))
}

struct Conversation<'a> {
    stream: BufReader<Stream>,
    desk: &'a Desk,
    fate: Fate,
    from: String,
    to: String,
}

impl<'a> Conversation<'a> {
    /// One connection; whatever goes wrong with it is the client's to notice.
    async fn hold(stream: Stream, desk: &'a Desk) -> Option<()> {
        let mut conversation = Self {
            stream: BufReader::new(stream),
            desk,
            fate: Fate::Take,
            from: String::new(),
            to: String::new(),
        };
        conversation.say("220 mail.test").await.ok()?;
        loop {
            let line = conversation.line().await?;
            desk.said.lock().unwrap().push(line.clone());
            if line == "STARTTLS" && desk.tls == Tls::Required {
                conversation.say("220 go on").await.ok()?;
                let stream = secured(conversation.stream.into_inner()).await?;
                conversation.stream = BufReader::new(stream);
            } else {
                conversation.answer(&line).await?;
            }
        }
    }

    /// None at the end of the connection.
    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).await.ok()?;
        let whole = line.strip_suffix("\r\n")?;
        Some(whole.to_owned())
    }

    /// None when the connection is to end.
    async fn answer(&mut self, line: &str) -> Option<()> {
        let verb = line.split([' ', ':']).next().unwrap_or_default();
        let said = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                let offer = match self.desk.tls {
                    Tls::Required => "250-STARTTLS\r\n",
                    Tls::Implicit | Tls::None => "",
                };
                let answer = format!("250-mail.test\r\n{offer}250 AUTH PLAIN");
                self.say(&answer).await
            }
            "AUTH" => self.let_in(line).await,
            "MAIL" => {
                let next = self.desk.fates.lock().unwrap().pop_front();
                self.fate = next.unwrap_or(Fate::Take);
                self.from = address(line);
                self.say("250 ok").await
            }
            "RCPT" => {
                self.to = address(line);
                match self.fate {
                    Fate::Unknown => {
                        let answer = format!("550 5.1.1 <{}> is not known here", self.to);
                        self.say(&answer).await
                    }
                    _ => self.say("250 ok").await,
                }
            }
            "DATA" => {
                self.say("354 go on").await.ok()?;
                self.read().await?;
                return self.decide().await;
            }
            "QUIT" => {
                self.say("221 bye").await.ok()?;
                return None;
            }
            "NOOP" | "RSET" => self.say("250 ok").await,
            _ => self.say("502 what?").await,
        };
        said.ok()
    }

    async fn let_in(&mut self, line: &str) -> io::Result<()> {
        let word = line.split(' ').next_back().unwrap_or_default();
        let given = STANDARD.decode(word).unwrap_or_default();
        let is_closed = self.desk.fates.lock().unwrap().front() == Some(&Fate::Closed);
        if is_closed {
            self.desk.fates.lock().unwrap().pop_front();
        }
        if given == b"\0postmaster\0p%ss w\xc3\xb6rd" && !is_closed {
            self.say("235 come in").await
        } else {
            self.say("535 5.7.8 wrong password for postmaster").await
        }
    }

    async fn read(&mut self) -> Option<()> {
        let mut data = String::new();
        loop {
            let line = self.line().await?;
            if line == "." {
                break;
            }
            data.push_str(line.strip_prefix('.').unwrap_or(&line));
            data.push_str("\r\n");
        }
        self.desk.received.lock().unwrap().push(Received {
            from: self.from.clone(),
            to: self.to.clone(),
            data,
        });
        self.desk.arrived.send_modify(|count| *count += 1);
        Some(())
    }

    async fn decide(&mut self) -> Option<()> {
        match self.fate {
            Fate::Drop => return None,
            Fate::Later => return self.say("451 4.3.0 ana@example.org waits").await.ok(),
            Fate::Hang => {
                let mut released = self.desk.released.subscribe();
                released.wait_for(|is| *is).await.ok()?;
            }
            Fate::Take | Fate::Unknown | Fate::Closed => {}
        }
        self.say("250 2.0.0 taken").await.ok()
    }

    async fn say(&mut self, line: &str) -> io::Result<()> {
        let line = format!("{line}\r\n");
        self.stream.write_all(line.as_bytes()).await?;
        self.stream.flush().await
    }
}

/// What stands between the angle brackets.
fn address(line: &str) -> String {
    let rest = line.split_once('<').map(|(_, rest)| rest);
    let inside = rest.and_then(|rest| rest.split_once('>'));
    inside
        .map(|(inside, _)| inside.to_owned())
        .unwrap_or_default()
}
