//! Why a mail has not left. Holds nothing of what a server says but its numbers: its words repeat
//! addresses.
use lettre::transport::smtp;
use std::{error::Error, fmt, io, iter, time::Duration};
use tokio_rustls::rustls;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("there is no mail server, see mail.smtp_url")]
    NoWay,
    #[error("the recipient's address is not one that mail can be sent to")]
    Address,
    #[error("the mail could not be put together")]
    Unwritable,
    #[error("the mail server cannot be reached")]
    Unreachable,
    #[error("the secure connection to the mail server could not be set up")]
    Tls,
    #[error("the mail server offers no secure connection")]
    NoTls,
    #[error("the mail server did not let the service in{}", told(.0.as_ref()))]
    Door(Option<Reply>),
    #[error("the mail server asks to be tried again later: {0}")]
    Deferred(Reply),
    #[error("the mail server refused the mail: {0}")]
    Refused(Reply),
    #[error("the mail server ended the conversation too early")]
    Broken,
    #[error("the mail server was not done within {} s", .0.as_secs_f32())]
    TimedOut(Duration),
    #[error("the file could not be written: {0}")]
    Folder(io::ErrorKind),
}

impl Fault {
    /// Whether the same would fail again for ever.
    pub fn is_lasting(&self) -> bool {
        matches!(self, Self::Address | Self::Unwritable | Self::Refused(_))
    }

    /// While the conversation was opened: nothing that is wrong then is the mail's fault.
    pub(super) fn at_the_door(error: &smtp::Error) -> Self {
        let reply = Reply::of(error);
        if error.is_tls() || is_tls_within(error) {
            Self::Tls
        } else if reply.is_some() || error.is_client() {
            Self::Door(reply)
        } else if error.is_response() {
            Self::Broken
        } else {
            Self::Unreachable
        }
    }

    /// While the mail was handed over.
    pub(super) fn of_the_mail(error: &smtp::Error) -> Self {
        match Reply::of(error) {
            Some(reply) if error.is_permanent() => Self::Refused(reply),
            Some(reply) => Self::Deferred(reply),
            None => Self::Broken,
        }
    }
}

/// The library takes what goes wrong in a handshake for a lost connection.
fn is_tls_within(error: &smtp::Error) -> bool {
    let causes = iter::successors(error.source(), |&cause| cause.source());
    let mut within = causes.filter_map(|cause| cause.downcast_ref::<io::Error>()?.get_ref());
    within.any(<dyn Error + Send + Sync>::is::<rustls::Error>)
}

/// The numbers of a server's answer: of three digits, and the longer one of RFC 3463.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    code: String,
    status: Option<String>,
}

impl Reply {
    fn of(error: &smtp::Error) -> Option<Self> {
        let code = error.status()?.to_string();
        let words = error.source().map(ToString::to_string);
        let status = words.as_deref().and_then(status);
        Some(Self {
            code,
            status: status.map(str::to_owned),
        })
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        match &self.status {
            Some(status) => write!(f, " {status}"),
            None => Ok(()),
        }
    }
}

fn told(reply: Option<&Reply>) -> String {
    reply.map_or_else(String::new, |reply| format!(": {reply}"))
}

/// `5.1.1`, when an answer's words begin so.
fn status(words: &str) -> Option<&str> {
    let first = words.split_whitespace().next()?;
    let mut parts = first.split('.');
    let is_number = |part: Option<&str>| {
        part.is_some_and(|part| {
            (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let three = is_number(parts.next()) && is_number(parts.next()) && is_number(parts.next());
    (three && parts.next().is_none()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::status;

    #[test]
    fn only_the_numbers_of_an_answer_are_kept() {
        assert_eq!(status("5.1.1 <ana@example.org> unknown"), Some("5.1.1"));
        assert_eq!(status("4.7.650 later"), Some("4.7.650"));
        for words in [
            "",
            "ana@example.org",
            "5.1",
            "5.1.x no",
            "1.2.3.4",
            "5.1000.1",
        ] {
            assert_eq!(status(words), None, "{words}");
        }
    }
}
