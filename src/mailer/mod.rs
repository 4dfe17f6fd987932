//! Mails on their way out: over SMTP, into a folder, or nowhere. The only place that talks to mail
//! servers.
//!
//! Each mail has a connection of its own: one that was given up in the middle of a mail could
//! otherwise hand its late answer to the next.
mod fault;
mod folder;
mod letter;
mod smtp;

pub use fault::{Fault, Reply};
pub use letter::Letter;
pub use lettre::{message::Mailbox, transport::smtp::authentication::Credentials};
pub use smtp::{Authorities, Relay, Tls};

use crate::spans;
use lettre::Message;
use smtp::Smtp;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};
use tracing::Instrument as _;

/// What the operator says about mails.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Without a name in it, mails carry that of the site.
    pub from: Mailbox,
    pub way: Way,
}

/// How mails leave.
#[derive(Clone, Debug)]
pub enum Way {
    /// There is no mail.
    Nowhere,
    Smtp(Relay),
    /// A file each.
    Folder(PathBuf),
    /// Kept, for tests.
    Memory(Outbox),
}

/// What was sent.
#[derive(Clone, Default)]
pub struct Outbox(Arc<Mutex<Vec<Letter>>>);

pub struct Mailer {
    from: Mailbox,
    /// On the right of a `Message-ID`.
    host: String,
    route: Route,
}

enum Route {
    Nowhere,
    Smtp(Smtp),
    Folder(PathBuf),
    Memory(Outbox),
}

impl Mailer {
    /// `host` is that of the public URL.
    pub fn new(settings: Settings, host: &str) -> Result<Self, Fault> {
        let route = match settings.way {
            Way::Nowhere => Route::Nowhere,
            Way::Smtp(relay) => Route::Smtp(Smtp::new(relay, host)?),
            Way::Folder(folder) => Route::Folder(folder),
            Way::Memory(outbox) => Route::Memory(outbox),
        };
        Ok(Self {
            from: settings.from,
            host: host.to_owned(),
            route,
        })
    }

    /// Whether there is mail at all; without it nothing that needs one is offered.
    pub fn is_available(&self) -> bool {
        !matches!(self.route, Route::Nowhere)
    }

    /// Until it has been taken over by the server, or is in its file.
    pub async fn send(&self, letter: &Letter) -> Result<(), Fault> {
        let span = spans::mail(self.route.name());
        let sent = self.hand_over(letter).instrument(span.clone()).await;
        if sent.is_err() {
            spans::failed(&span, "not_sent");
        }
        sent
    }

    async fn hand_over(&self, letter: &Letter) -> Result<(), Fault> {
        match &self.route {
            Route::Nowhere => Err(Fault::NoWay),
            Route::Smtp(smtp) => smtp.send(&self.message(letter)?).await,
            Route::Folder(folder) => {
                folder::write(folder.clone(), letter, &self.message(letter)?).await
            }
            Route::Memory(outbox) => {
                self.message(letter)?;
                outbox.put(letter.clone());
                Ok(())
            }
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, Fault> {
        letter.message(&self.from, &self.host)
    }
}

impl Route {
    fn name(&self) -> &'static str {
        match self {
            Self::Nowhere => "nowhere",
            Self::Smtp(_) => "smtp",
            Self::Folder(_) => "folder",
            Self::Memory(_) => "memory",
        }
    }
}

impl Outbox {
    fn put(&self, letter: Letter) {
        let mut letters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        letters.push(letter);
    }

    /// Everything since the last time.
    pub fn take(&self) -> Vec<Letter> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Outbox")
    }
}

#[cfg(test)]
mod tests;
