//! Sessions: beginning one, keeping it alive, ending it, and knowing it again.
mod authenticate;
mod begin;
mod challenge;
mod moderate;
mod own;
mod passkey;
mod proof;
mod refresh;
mod second_factor;
mod sign_in;
mod sign_out;
mod site_token;
mod uses;

pub use authenticate::{authenticate, authenticate_cookie};
pub use begin::{Arrival, Challenge, Kept, begin_for};
pub use moderate::begin_moderating;
pub use own::{Reach, end, end_all, of_viewer};
pub use passkey::{PasskeyAsked, Whom, begin_passkey_sign_in, finish_passkey_sign_in};
pub use refresh::refresh;
pub use second_factor::finish_sign_in;
pub use sign_in::{SignIn, sign_in};
pub use sign_out::sign_out;
pub use site_token::sign_in_with_site_token;
pub use uses::{Uses, write_uses};

pub(in crate::domain) use authenticate::{in_session, known_still};
pub(in crate::domain) use begin::{Proof, arrive};
pub(in crate::domain) use proof::{FRESH, lately_proved};
pub(in crate::domain) use sign_in::limit as limit_guesses;

use crate::{
    app::App,
    domain::{
        Error,
        credentials::{access_token::Claims, refresh_token, session_cookie},
        policy::{self, Denied, site::Strength},
    },
    model::{
        AccountId, Actor, LiveAt, Member, Role, Session, SessionId, SessionKind, SignedIn, Site,
    },
    storage,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

/// What a client needs to act for a member.
pub struct Tokens {
    pub access: String,
    /// When the access token ends.
    pub expires_at: DateTime<Utc>,
    pub refresh: Zeroizing<String>,
    pub session: Session,
    pub strength: Strength,
    pub member: Member,
    pub site: Site,
}

impl Tokens {
    /// Who has just signed in, or stayed so.
    pub fn signed_in(&self, now: DateTime<Utc>) -> SignedIn {
        signed_in(&self.session, self.member.clone(), (self.strength, now))
    }
}

fn signed_in(
    session: &Session,
    member: Member,
    (strength, now): (Strength, DateTime<Utc>),
) -> SignedIn {
    let kind = session.kind;
    SignedIn {
        session_id: session.id,
        account_id: session.account_id,
        kind,
        role: policy::site::session_role(kind, &member, strength, now),
        second_factor_demanded: policy::site::lacks_second_factor(kind, &member, strength),
        in_place: policy::site::moderates_in_place(kind, &member, strength, now),
        member,
    }
}

/// A moderating session is good in the page that it is for, all others anywhere.
fn may_use(app: &App, asking: &Actor, session: &Session) -> Result<(), Denied> {
    if session.kind != SessionKind::Moderating {
        return Ok(());
    }
    let page = (asking.sender.as_deref(), asking.origin.as_deref());
    policy::site::may_use(session.origin.as_deref(), page, &app.public_origin)
}

/// Since when sessions must have been used to live now.
fn live_at(now: DateTime<Utc>) -> LiveAt {
    LiveAt {
        now,
        tokens_since: now - refresh_token::IDLE,
        cookies_since: now - session_cookie::IDLE,
    }
}

/// The session, while it lives.
pub(in crate::domain) async fn find_live(app: &App, id: SessionId) -> Result<Session, Error> {
    let session = storage::sessions::find(app.db.read(), id).await?;
    let live = session.filter(|session| session.is_live(live_at(app.env.now())));
    live.ok_or(Error::Denied(Denied::SessionEnded))
}

/// For how long a session that is over is remembered, and of any the network that it began from.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// Removes what is over, whoever signs in.
pub(super) async fn forget(app: &App) -> Result<(), Error> {
    let now = app.env.now();
    storage::sessions::forget(&app.db, now, now - REMEMBERED).await?;
    Ok(storage::challenges::forget(&app.db, now).await?)
}

/// The site's rule is looked up only where it can matter: of staff without a second factor.
async fn strength(
    db: &impl ConnectionTrait,
    session: &Session,
    member: &Member,
) -> Result<Strength, Error> {
    let given = session.second_factor_at.is_some();
    if given || member.role == Role::Commenter {
        return Ok(Strength {
            demanded: false,
            given,
        });
    }
    let ways = storage::ways_in::get(db, session.site_id).await?;
    Ok(Strength {
        demanded: ways.second_factor_for_staff,
        given,
    })
}

/// An access token for the session, to the second as tokens tell time.
fn access_token(app: &App, session: &Session, site: &Site) -> (String, DateTime<Utc>) {
    let claims = Claims::new(&site.key, session.account_id.0, session.id.0, app.env.now());
    (app.keys.ring().sign(&claims), claims.expires_at)
}

/// Whether the account has signed in from where the request comes from. Asked for an address without
/// an account too, so that both take the same time.
pub(in crate::domain) async fn is_known_device(
    app: &App,
    actor: &Actor,
    account: Option<AccountId>,
) -> Result<bool, Error> {
    let account = account.unwrap_or(AccountId(Uuid::nil()));
    let address = address_hash(app, &actor.address);
    Ok(storage::sessions::knows_address(app.db.read(), account, &address).await?)
}

/// Names a network without telling which.
fn address_hash(app: &App, address: &str) -> Vec<u8> {
    let digest = Sha256::new_with_prefix(app.address_key).chain_update(address);
    digest.finalize().to_vec()
}
