//! Signing in with a provider by OpenID Connect: authorization code with PKCE, state and nonce.
//!
//! - [`providers`]: what a site's admins set up
//! - [`directory`]: what providers say of themselves, kept for a while
//! - [`begin()`]: a person is sent to a provider
//! - [`finish()`]: they come back; what the provider says of them is checked
//! - [`answer()`]: they say whether an account is theirs
//! - [`identities`]: what a signed-in person has linked
mod answer;
mod arrive;
mod begin;
mod client;
pub mod directory;
mod finish;
pub mod identities;
pub mod providers;
mod tokens;

pub use answer::{Answer, Said, answer};
pub use begin::{Begun, Start, begin};
pub use finish::{Callback, finish};

use super::Error;
use crate::{
    app::App,
    model::{AttemptId, Site},
    outbound::Fault,
    storage,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// From the start to the way back, and again for an answer.
const LIFETIME: Duration = Duration::minutes(10);

/// Removes what is long over, whoever begins.
pub(super) async fn forget(app: &App) -> Result<(), Error> {
    let before = app.env.now() - begin::FORGOTTEN_AFTER;
    storage::oidc_attempts::forget(app.db.write(), before).await?;
    Ok(())
}

/// Where providers send people back to, under the public URL.
pub const CALLBACK: &str = "/sign-in/oidc/callback";

/// How far somebody has come.
pub enum Step {
    /// As far as any other way in goes.
    Arrived {
        arrival: super::sessions::Arrival,
        /// The site's key.
        site: String,
        /// Of the page that opened the window.
        origin: String,
    },
    /// What they came with is linked to the account that they asked it for.
    Linked {
        origin: String,
    },
    Ask(Box<Question>),
}

/// What the person has to say first.
pub struct Question {
    pub attempt: AttemptId,
    pub site: Site,
    /// The provider's name, for people.
    pub provider: String,
    pub about: About,
}

pub enum About {
    /// An account has the address that the provider vouched for.
    Account {
        email: String,
        can_use_password: bool,
        /// A code has been mailed.
        mailed: bool,
        /// Of the answer before.
        fault: Option<AnswerFault>,
    },
    /// Whether what they came with is to be linked to the account under this name.
    Link { display_name: String },
}

/// Why an answer was not taken; the person may answer again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerFault {
    Password,
    Code,
    /// Too many; again after so many seconds.
    TooOften(u64),
}

/// Why somebody did not get in, and the page to tell, once it is sure that they came from it.
#[derive(Debug)]
pub struct Failure {
    pub origin: Option<String>,
    pub why: Why,
}

#[derive(Debug)]
pub enum Why {
    /// There is no such site or provider, or the page is none of the site's.
    NotFound,
    /// Unknown, used before, over, or begun in another browser.
    Stale,
    /// The person has turned back.
    Cancelled,
    /// The provider cannot be asked.
    Away(Fault),
    /// The provider answered otherwise than the protocol says, or vouches for nobody.
    Refused(&'static str),
    /// What they came with is linked to another account.
    Taken,
    Error(Error),
}

impl Why {
    /// The stable word for pages.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::Stale => "STALE",
            Self::Cancelled => "CANCELLED",
            Self::Away(_) => "PROVIDER_AWAY",
            Self::Refused(_) => "PROVIDER_REFUSED",
            Self::Taken => "IDENTITY_TAKEN",
            Self::Error(Error::Limited(_)) => "RATE_LIMITED",
            Self::Error(Error::Unavailable(_)) => "UNAVAILABLE",
            Self::Error(_) => "INTERNAL",
        }
    }

    /// Says nothing that the provider has said.
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::NotFound => "This address leads nowhere: go back to the page and try again.",
            Self::Stale => {
                "This sign-in is over, or was begun in another browser: go back to the page and \
                 begin again."
            }
            Self::Cancelled => "You have turned back, and are not signed in.",
            Self::Away(_) => {
                "The sign-in service cannot be reached: try again later, or another way."
            }
            Self::Refused(_) => {
                "The sign-in service did not say who you are: try again, or another way."
            }
            Self::Taken => "This is linked to another account already.",
            Self::Error(Error::Limited(_)) => "Too many tries: wait a minute, and try again.",
            Self::Error(_) => "Something went wrong: try again in a moment.",
        }
    }
}

impl From<Why> for Failure {
    fn from(why: Why) -> Self {
        Self { origin: None, why }
    }
}

impl<E: Into<Error>> From<E> for Why {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// 256 bits for state, nonce, verifier and cookie.
fn secret(bytes: [u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

/// As identities name it.
fn identity_provider(provider: &crate::model::Provider) -> String {
    provider.id.0.simple().to_string()
}

/// As forms carry it.
pub fn attempt_id(text: &str) -> Option<AttemptId> {
    Uuid::try_parse(text).ok().map(AttemptId)
}
