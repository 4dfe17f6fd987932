//! The end of every way in: somebody has been proved to be an account's owner.
use super::{Tokens, access_token, address_hash, signed_in};
use crate::{
    app::App,
    domain::{
        Error, accounts,
        credentials::{
            refresh_token::{self, RefreshToken},
            session_cookie,
        },
    },
    model::{
        Account, Actor, Member, RefreshTokenId, Session, SessionId, SessionKind, SignedIn, Site,
    },
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

/// What came of it.
pub enum Arrival {
    SignedIn(Box<Tokens>),
    /// A browser keeps the session: there are no tokens.
    InCookie(Box<Kept>),
    /// The account has a second factor, which has to be given now.
    SecondFactor(Challenge),
}

/// What somebody who has given the first factor holds until they have given the second.
pub struct Challenge {
    pub token: Zeroizing<String>,
    pub expires_at: DateTime<Utc>,
    /// With one-time passwords of an authenticator app.
    pub totp: bool,
    pub passkeys: bool,
}

/// A session for one of the service's own pages.
pub struct Kept {
    /// Of the cookie, to be told to nobody but the browser.
    pub cookie: Zeroizing<String>,
    pub session: Session,
    pub member: Member,
}

impl Kept {
    /// Who has just signed in.
    pub fn signed_in(&self, now: DateTime<Utc>) -> SignedIn {
        signed_in(&self.session, self.member.clone(), now)
    }
}

/// Begins a session on the site, whose member the account becomes the first time. Every way in ends
/// here, inside the transaction that used up what was proved.
pub(in crate::domain) async fn arrive(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    (site, account): (Site, Account),
) -> Result<Arrival, Error> {
    storage::sessions::purge(txn, account.id, app.env.now()).await?;
    let member = accounts::join(app, txn, site.id, &account).await?;
    let beginning = Beginning::of(app, actor, None);
    begin_as_asked(app, txn, beginning, (site, account, member)).await
}

/// In a cookie where the request is one of the service's own pages' and asks for it, else in tokens.
pub(super) async fn begin_as_asked(
    app: &App,
    txn: &Txn,
    from: Beginning<'_>,
    (site, account, member): (Site, Account, Member),
) -> Result<Arrival, Error> {
    if from.actor.wants_cookie {
        let kept = begin_in_cookie(app, txn, &from, (&site, &account, member)).await?;
        tracing::info!(session.id = %kept.session.id.0, "signed in, in a cookie");
        return Ok(Arrival::InCookie(Box::new(kept)));
    }
    let tokens = begin(app, txn, from, (site, account, member)).await?;
    tracing::info!(session.id = %tokens.session.id.0, "signed in");
    Ok(Arrival::SignedIn(Box::new(tokens)))
}

/// Always under a value of its own, whatever the browser had before; what it had ends.
async fn begin_in_cookie(
    app: &App,
    txn: &Txn,
    from: &Beginning<'_>,
    (site, account, member): (&Site, &Account, Member),
) -> Result<Kept, Error> {
    let now = app.env.now();
    if let Some(before) = &from.actor.signed_in {
        storage::sessions::end(txn, before.session_id, now).await?;
    }
    let cookie = session_cookie::value(app.env.random());
    let session = Session {
        cookie_hash: session_cookie::hash(&cookie).map(Into::into),
        expires_at: now + session_cookie::ABSOLUTE,
        ..new_session(app, from, (site, account, &member))
    };
    storage::sessions::insert(txn, session.clone()).await?;
    Ok(Kept {
        cookie,
        session,
        member,
    })
}

/// From where, and how well proved.
pub(super) struct Beginning<'a> {
    pub(super) kind: SessionKind,
    pub(super) actor: &'a Actor,
    pub(super) second_factor_at: Option<DateTime<Utc>>,
}

impl<'a> Beginning<'a> {
    pub(super) fn of(app: &App, actor: &'a Actor, second_factor_at: Option<DateTime<Utc>>) -> Self {
        Self {
            kind: kind(app, actor),
            actor,
            second_factor_at,
        }
    }
}

pub(super) async fn begin(
    app: &App,
    txn: &Txn,
    from: Beginning<'_>,
    (site, account, member): (Site, Account, Member),
) -> Result<Tokens, Error> {
    let now = app.env.now();
    let session = new_session(app, &from, (&site, &account, &member));
    let refresh = RefreshToken::new(app.env.random());
    storage::sessions::insert(txn, session.clone()).await?;
    let stored = storage::sessions::RefreshToken {
        id: RefreshTokenId(app.env.new_id()),
        session_id: session.id,
        token_hash: refresh.hash().to_vec(),
        created_at: now,
        expires_at: refresh_token::expiry(session.created_at, now),
        used_at: None,
        successor_id: None,
        successor_salt: None,
    };
    storage::sessions::insert_token(txn, stored).await?;
    let (access, expires_at) = access_token(app, &session, &site);
    Ok(Tokens {
        access,
        expires_at,
        refresh: refresh.text(),
        session,
        member,
        site,
    })
}

/// As one that is kept in tokens.
fn new_session(
    app: &App,
    from: &Beginning<'_>,
    (site, account, member): (&Site, &Account, &Member),
) -> Session {
    let now = app.env.now();
    Session {
        id: SessionId(app.env.new_id()),
        account_id: account.id,
        site_id: site.id,
        member_id: member.id,
        kind: from.kind,
        address_hash: address_hash(app, &from.actor.address),
        device: from.actor.device.clone(),
        country: from.actor.country.clone(),
        last_used_at: Some(now),
        second_factor_at: from.second_factor_at,
        cookie_hash: None,
        created_at: now,
        expires_at: now + refresh_token::ABSOLUTE,
        ended_at: None,
    }
}

/// For whoever has been proved already to be the member.
pub async fn begin_for(
    app: &App,
    kind: SessionKind,
    (site, account, member): (&Site, &Account, &Member),
) -> Result<Tokens, Error> {
    let txn = app.db.begin_write().await?;
    let who = (site.clone(), account.clone(), member.clone());
    let from = Beginning {
        kind,
        actor: &Actor::default(),
        second_factor_at: None,
    };
    let tokens = begin(app, &txn, from, who).await?;
    txn.commit().await?;
    Ok(tokens)
}

/// A page of another origin is an embed, whoever signs in there.
fn kind(app: &App, actor: &Actor) -> SessionKind {
    match &actor.origin {
        Some(origin) if *origin != app.public_origin => SessionKind::Embedded,
        _ => SessionKind::Direct,
    }
}
