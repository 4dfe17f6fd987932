//! A mail ready to leave, and its form on the wire.
use super::{Fault, Mailbox};
use chrono::{DateTime, Utc};
use lettre::{
    Address, Message,
    message::{
        MultiPart, SinglePart,
        header::{HeaderName, HeaderValue},
    },
};
use uuid::Uuid;

/// Holds secrets, so it cannot be printed.
#[derive(Clone)]
pub struct Letter {
    /// In its `Message-ID`: the same at every attempt.
    pub id: Uuid,
    pub written_at: DateTime<Utc>,
    /// What it is for, in a word: in the log and in a file's name.
    pub kind: String,
    /// In whose name it is sent, unless the operator has set one.
    pub sender: String,
    pub recipient: String,
    /// BCP 47.
    pub language: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Of a name or subject in a header.
const LINE_MAX: usize = 200;

impl Letter {
    pub(super) fn message(&self, from: &Mailbox, host: &str) -> Result<Message, Fault> {
        let name = from.name.as_deref().unwrap_or(&self.sender);
        let sender = Mailbox::new(Some(one_line(name)), from.email.clone());
        let recipient: Address = self.recipient.parse().map_err(|_| Fault::Address)?;
        let parts = MultiPart::alternative()
            .boundary(format!("=_{}", self.id.simple()))
            .singlepart(SinglePart::plain(self.text.clone()))
            .singlepart(SinglePart::html(self.html.clone()));
        Message::builder()
            .from(sender)
            .to(Mailbox::new(None, recipient))
            .subject(one_line(&self.subject))
            .date(self.written_at.into())
            .message_id(Some(format!("<{}@{host}>", self.id)))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", &one_line(&self.language)))
            .multipart(parts)
            .map_err(|_| Fault::Unwritable)
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// Fit for a header, which ends at a line break: what cannot be seen becomes a space, what turns
/// the direction of writing is left out, and what is too long is cut.
fn one_line(text: &str) -> String {
    let turns = |c: &char| {
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
            || ('\u{202a}'..='\u{202e}').contains(c)
            || ('\u{2066}'..='\u{2069}').contains(c)
    };
    let visible: String = text
        .chars()
        .filter(|c| !turns(c))
        .map(|c| if is_break(c) { ' ' } else { c })
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    words.join(" ").chars().take(LINE_MAX).collect()
}

fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
