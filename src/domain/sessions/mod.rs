//! Sessions: beginning one, keeping it alive, ending it, and knowing it again.
mod authenticate;
mod begin;
mod own;
mod refresh;
mod sign_in;
mod sign_out;
mod site_token;
mod uses;

pub use authenticate::{authenticate, authenticate_cookie};
pub use begin::{Arrival, Challenge, Kept, begin_for};
pub use own::{Reach, end, end_all, of_viewer};
pub use refresh::refresh;
pub use sign_in::{SignIn, sign_in};
pub use sign_out::sign_out;
pub use site_token::sign_in_with_site_token;
pub use uses::{Uses, write_uses};

pub(in crate::domain) use begin::arrive;
pub(in crate::domain) use sign_in::limit as limit_guesses;

use crate::{
    app::App,
    domain::{
        credentials::{access_token::Claims, refresh_token, session_cookie},
        policy,
    },
    model::{LiveAt, Member, Session, SignedIn, Site},
};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What a client needs to act for a member.
pub struct Tokens {
    pub access: String,
    /// When the access token ends.
    pub expires_at: DateTime<Utc>,
    pub refresh: Zeroizing<String>,
    pub session: Session,
    pub member: Member,
    pub site: Site,
}

impl Tokens {
    /// Who has just signed in, or stayed so.
    pub fn signed_in(&self, now: DateTime<Utc>) -> SignedIn {
        signed_in(&self.session, self.member.clone(), now)
    }
}

fn signed_in(session: &Session, member: Member, now: DateTime<Utc>) -> SignedIn {
    SignedIn {
        session_id: session.id,
        account_id: session.account_id,
        kind: session.kind,
        role: policy::site::session_role(session.kind, &member, now),
        member,
    }
}

/// Since when sessions must have been used to live now.
fn live_at(now: DateTime<Utc>) -> LiveAt {
    LiveAt {
        now,
        tokens_since: now - refresh_token::IDLE,
        cookies_since: now - session_cookie::IDLE,
    }
}

/// An access token for the session, to the second as tokens tell time.
fn access_token(app: &App, session: &Session, site: &Site) -> (String, DateTime<Utc>) {
    let claims = Claims::new(&site.key, session.account_id.0, session.id.0, app.env.now());
    (app.keys.ring().sign(&claims), claims.expires_at)
}

/// Names a network without telling which.
fn address_hash(app: &App, address: &str) -> Vec<u8> {
    let digest = Sha256::new_with_prefix(app.address_key).chain_update(address);
    digest.finalize().to_vec()
}
