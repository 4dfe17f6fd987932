//! With whom people sign in by OpenID Connect, and sign-ins on their way there.
use super::{AccountId, AttemptId, MailedTokenId, ProviderId, SessionId, SiteId, Stage};
use chrono::{DateTime, Utc};

/// Has no `Debug`: it holds a secret.
#[derive(Clone)]
pub struct Provider {
    pub id: ProviderId,
    pub site_id: SiteId,
    pub key: String,
    pub name: String,
    /// Never changes: a subject means something with its issuer only.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    /// Divided by spaces.
    pub scopes: String,
    pub created_at: DateTime<Utc>,
}

impl Provider {
    pub const KEY_MAX: usize = 40;
    pub const SCOPES_DEFAULT: &str = "openid email profile";
}

/// A sign-in on its way. Has no `Debug`: it holds secrets.
#[derive(Clone)]
pub struct Attempt {
    pub id: AttemptId,
    pub site_id: SiteId,
    pub provider_id: ProviderId,
    pub state_hash: Vec<u8>,
    pub browser_hash: Vec<u8>,
    pub nonce: String,
    pub verifier: String,
    pub window: Window,
    /// The session that the browser's cookie held, to end where another takes its place.
    pub replaces: Option<SessionId>,
    /// To whom the identity is to be linked, where somebody signed in has asked for it.
    pub account_id: Option<AccountId>,
    pub stage: Stage,
    /// What the provider said, once it has.
    pub vouched: Option<Vouched>,
    pub mailed_token_id: Option<MailedTokenId>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// In which somebody signs in, as a page has opened it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Of the page.
    pub origin: String,
    /// In which it is to speak, if the page has said; else the browser says.
    pub locale: Option<String>,
    /// Where it goes on this origin afterwards, with the session in a cookie: no page waits for it
    /// then.
    pub next: Option<String>,
}

/// Who somebody is, by the word of a provider.
#[derive(Clone, PartialEq, Eq)]
pub struct Vouched {
    pub subject: String,
    /// Only where the provider says that it is verified.
    pub email: Option<String>,
    /// As the provider spells it, at some length.
    pub name: Option<String>,
}
