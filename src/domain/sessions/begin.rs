//! The end of every way in: somebody has been proved to be an account's owner.
use super::{Tokens, access_token, address_hash, challenge, signed_in, strength};
use crate::{
    app::App,
    domain::{
        Error, accounts,
        credentials::{
            refresh_token::{self, RefreshToken},
            session_cookie,
        },
        error::Conflict,
        invitations,
        policy::site::Strength,
    },
    model::{
        Account, AccountId, Actor, Gained, IdentityId, Member, RefreshTokenId, Session, SessionId,
        SessionKind, SignedIn, Site, SiteId,
    },
    storage::{self, Txn, identities::Identity},
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
    pub strength: Strength,
    pub member: Member,
}

impl Kept {
    /// Who has just signed in.
    pub fn signed_in(&self, now: DateTime<Utc>) -> SignedIn {
        signed_in(&self.session, self.member.clone(), (self.strength, now))
    }
}

/// Whose word it is that somebody is the account's owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::domain) enum Proof {
    /// The owner's own: a password, a mail that was answered.
    Own,
    /// A provider's. Admins of one site choose whom to believe, so this begins a session there and
    /// changes nothing that holds on other sites.
    Foreign,
    /// The site's own, which says nothing about an address either.
    Site,
    /// The same, where the owner has said that the provider is to lead to the account from now on.
    /// It does as soon as nothing is left to be proved.
    Linking(Gained),
}

/// Begins a session on the site, whose member the account becomes the first time; or asks for the
/// account's second factor. Every way in ends here, inside the transaction that used up what was
/// proved.
pub(in crate::domain) async fn arrive(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    (site, account, proof): (Site, Account, Proof),
) -> Result<Arrival, Error> {
    let factors = storage::factors::of(txn, account.id).await?;
    if factors.any() {
        let whose = (&site, &account, &proof);
        let challenge = challenge::ask(app, txn, whose, (actor, factors)).await?;
        tracing::info!("second factor asked for");
        return Ok(Arrival::SecondFactor(challenge));
    }
    let proved = Proved {
        own: proof == Proof::Own,
        second_factor: false,
        by_site: proof == Proof::Site,
    };
    if let Proof::Linking(gained) = proof {
        gain(app, txn, (site.id, account.id), gained).await?;
    }
    enter(app, txn, (actor, proved), (site, account)).await
}

/// Gives the account another way in.
pub(super) async fn gain(
    app: &App,
    txn: &Txn,
    (site_id, account_id): (SiteId, AccountId),
    gained: Gained,
) -> Result<(), Error> {
    let now = app.env.now();
    let identity = Identity {
        id: IdentityId(app.env.new_id()),
        account_id,
        site_id,
        provider: gained.provider,
        subject: gained.subject,
        email: gained.email,
        created_at: now,
        last_used_at: now,
    };
    if storage::identities::insert_if_new(txn, identity).await? {
        tracing::info!("identity linked");
        return Ok(());
    }
    Err(Conflict::IdentityTaken.into())
}

/// How well somebody is proved to be an account's owner.
#[derive(Clone, Copy)]
pub(super) struct Proved {
    /// By a proof of their own.
    pub(super) own: bool,
    pub(super) second_factor: bool,
    /// By the site's word.
    pub(super) by_site: bool,
}

/// Past the second factor.
pub(super) async fn enter(
    app: &App,
    txn: &Txn,
    (actor, proved): (&Actor, Proved),
    (site, account): (Site, Account),
) -> Result<Arrival, Error> {
    storage::sessions::purge(txn, account.id, app.env.now()).await?;
    let member = accounts::join(app, txn, site.id, &account).await?;
    let member = if proved.by_site {
        member
    } else {
        invitations::accept(app, txn, actor, (site.id, member)).await?
    };
    let beginning = Beginning {
        kind: kind(app, actor),
        actor,
        proved,
    };
    begin_as_asked(app, txn, beginning, (site, account, member)).await
}

/// In a cookie where the request is one of the service's own pages' and asks for it, else in tokens.
async fn begin_as_asked(
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
        strength: strength(txn, &session, &member).await?,
        session,
        member,
    })
}

/// From where, and how well proved.
pub(super) struct Beginning<'a> {
    pub(super) kind: SessionKind,
    pub(super) actor: &'a Actor,
    pub(super) proved: Proved,
}

pub(super) async fn begin(
    app: &App,
    txn: &Txn,
    from: Beginning<'_>,
    (site, account, member): (Site, Account, Member),
) -> Result<Tokens, Error> {
    let session = new_session(app, &from, (&site, &account, &member));
    issue(app, txn, session, (site, member)).await
}

/// Keeps a new session, and gives the tokens that it is used with.
pub(super) async fn issue(
    app: &App,
    txn: &Txn,
    session: Session,
    (site, member): (Site, Member),
) -> Result<Tokens, Error> {
    let now = app.env.now();
    let refresh = RefreshToken::new(app.env.random());
    storage::sessions::insert(txn, session.clone()).await?;
    let stored = storage::refresh_tokens::RefreshToken {
        id: RefreshTokenId(app.env.new_id()),
        session_id: session.id,
        token_hash: refresh.hash().to_vec(),
        created_at: now,
        expires_at: refresh_token::expiry(session.created_at, now).min(session.expires_at),
        used_at: None,
        successor_id: None,
        successor_salt: None,
    };
    storage::refresh_tokens::insert(txn, stored).await?;
    let (access, expires_at) = access_token(app, &session, &site);
    Ok(Tokens {
        access,
        expires_at,
        refresh: refresh.text(),
        strength: strength(txn, &session, &member).await?,
        session,
        member,
        site,
    })
}

/// As one that is kept in tokens.
pub(super) fn new_session(
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
        proved_at: from.proved.own.then_some(now),
        second_factor_at: from.proved.second_factor.then_some(now),
        origin: None,
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
        proved: Proved {
            own: true,
            second_factor: false,
            by_site: false,
        },
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
