//! The end of every way in: somebody has been proved to be an account's owner.
use super::{Tokens, access_token, address_hash};
use crate::{
    app::App,
    domain::{
        Error, accounts,
        credentials::refresh_token::{self, RefreshToken},
    },
    model::{Account, Actor, Member, RefreshTokenId, Session, SessionId, SessionKind, Site},
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

/// What came of it.
pub enum Arrival {
    SignedIn(Box<Tokens>),
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
    let tokens = begin(app, txn, beginning, (site, account, member)).await?;
    tracing::info!(session.id = %tokens.session.id.0, "signed in");
    Ok(Arrival::SignedIn(Box::new(tokens)))
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
    let session = Session {
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
    };
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
