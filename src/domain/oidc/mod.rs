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
pub use begin::{Start, begin};
pub use finish::{Callback, finish};

use super::Error;
use crate::{
    app::App,
    model::{Actor, Attempt, AttemptId, Provider, Site, Window},
    outbound::Fault,
    storage,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// From the start to the way back, and again for an answer.
const LIFETIME: Duration = Duration::minutes(10);

/// Removes what is over.
pub(super) async fn forget(app: &App) -> Result<(), Error> {
    Ok(storage::oidc_attempts::forget(&app.db, app.env.now()).await?)
}

/// Where a provider sends people back to, under the public URL: each to an address of its own, so
/// that what one answers is never taken to another (RFC 9700 §4.4).
pub const CALLBACK: &str = "/sign-in/oidc/callback/{site}/{provider}";

/// Of the configured URL, whatever host a request names. Keys need no escaping.
fn callback(app: &App, site: &Site, provider: &Provider) -> String {
    let path = CALLBACK.replace("{site}", &site.key);
    app.public_origin.clone() + &path.replace("{provider}", &provider.key)
}

/// How far somebody has come, and in which window.
pub struct Reached {
    pub window: Window,
    pub step: Step,
}

pub enum Step {
    /// As far as any other way in goes.
    Arrived {
        arrival: super::sessions::Arrival,
        /// The site's key.
        site: String,
    },
    /// What they came with is linked to the account that they asked it for.
    Linked,
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
    /// Whether this account is theirs.
    Account(Candidate),
    /// Whether what they came with is to be linked to the account under this name.
    Link { display_name: String },
}

/// An account that has the address which the provider vouched for.
pub struct Candidate {
    pub email: String,
    pub can_use_password: bool,
    /// A code has been mailed.
    pub mailed: bool,
    /// Of the answer before.
    pub fault: Option<AnswerFault>,
}

/// Why an answer was not taken; the person may answer again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerFault {
    Password,
    Code,
    /// Too many; again after so many seconds.
    TooOften(u64),
}

/// Why somebody did not get in, and in which window, once it is sure that the page has opened it.
#[derive(Debug)]
pub struct Failure {
    pub window: Option<Box<Window>>,
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
}

/// What has come of an attempt, for its window.
fn told(window: Window, come: Result<Step, Why>) -> Result<Reached, Failure> {
    match come {
        Ok(step) => Ok(Reached { window, step }),
        Err(why) => Err(Failure {
            window: Some(Box::new(window)),
            why,
        }),
    }
}

/// Whether it is the one that began the attempt: nobody can be made to come back from a sign-in
/// that another has begun.
fn is_same_browser(actor: &Actor, attempt: &Attempt) -> bool {
    actor
        .browser
        .is_some_and(|known| attempt.browser_hash == known)
}

impl From<Why> for Failure {
    fn from(why: Why) -> Self {
        Self { window: None, why }
    }
}

impl<E: Into<Error>> From<E> for Why {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// 256 bits for state, nonce and verifier.
fn secret(bytes: [u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

/// As identities name it.
pub(super) fn identity_provider(provider: &Provider) -> String {
    provider.id.0.simple().to_string()
}

/// As forms carry it.
pub fn attempt_id(text: &str) -> Option<AttemptId> {
    Uuid::try_parse(text).ok().map(AttemptId)
}
