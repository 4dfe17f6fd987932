//! Signing in with e-mail address and password.
use super::{Tokens, access_token, address_hash};
use crate::{
    app::App,
    domain::{
        Error, accounts,
        credentials::{
            Secret,
            limits::Operation,
            refresh_token::{self, RefreshToken},
        },
        input,
        policy::{self, Denied},
        sites,
    },
    model::{
        Account, AccountId, Actor, Member, RefreshTokenId, Session, SessionId, SessionKind, Site,
    },
    storage::{self, Txn, accounts::Credentials},
};
use uuid::Uuid;

pub struct SignIn {
    pub site: String,
    pub email: String,
    pub password: Secret,
}

/// Says no in the same words and after the same work whether the address is unknown, has no
/// password, or the password is wrong. The first time on a site makes the account its member.
pub async fn sign_in(app: &App, actor: &Actor, attempt: SignIn) -> Result<Tokens, Error> {
    let site = sites::get(app, &attempt.site).await?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    let email = input::email("email", &attempt.email)?;
    let found = storage::accounts::find_credentials(app.db.read(), &email).await?;
    limit(app, actor, &email, found.as_ref()).await?;

    let rehash = Secret::new(attempt.password.expose());
    let phc = found
        .as_ref()
        .and_then(|found| found.password_hash.as_deref());
    let verdict = app.passwords.verify(attempt.password, phc).await;
    let verdict = verdict.map_err(|busy| Error::Unavailable(busy.retry_after))?;
    let account = match found {
        Some(found) if verdict.matches => found.account,
        _ => {
            tracing::info!(site.key = %site.key, "sign-in refused");
            return Err(Denied::WrongCredentials.into());
        }
    };
    // A full queue puts a stronger hash off to the next time; it is no reason to refuse.
    let stronger = if verdict.needs_rehash {
        app.passwords.hash(rehash, app.env.random()).await.ok()
    } else {
        None
    };
    let txn = app.db.begin_write().await?;
    if let Some(hash) = stronger {
        storage::accounts::update_password(&txn, account.id, hash).await?;
    }
    storage::sessions::purge(&txn, account.id, app.env.now()).await?;
    let member = accounts::join(app, &txn, site.id, &account).await?;
    let tokens = begin(
        app,
        &txn,
        (kind(app, actor), &actor.address),
        (site, account, member),
    )
    .await?;
    txn.commit().await?;
    tracing::info!(session.id = %tokens.session.id.0, "signed in");
    Ok(tokens)
}

/// By network, and by account so that many networks together gain nothing. An address that the
/// owner has signed in from has a bucket of its own: nobody's guessing locks the owner out.
async fn limit(
    app: &App,
    actor: &Actor,
    email: &str,
    found: Option<&Credentials>,
) -> Result<(), Error> {
    let check = |operation, key: &[&str]| {
        app.limits
            .check(operation, key)
            .map_err(|wait| Error::Limited(wait.0))
    };
    check(Operation::SignInFromAddress, &[&actor.address])?;
    let address = address_hash(app, &actor.address);
    // Asked for an unknown account too, so that both take the same time.
    let account = found.map_or(AccountId(Uuid::nil()), |found| found.account.id);
    let known = storage::sessions::knows_address(app.db.read(), account, &address).await?;
    if known {
        return check(Operation::SignInKnownDevice, &[email, &actor.address]);
    }
    check(Operation::SignInToAccount, &[email])
}

/// For whoever has been proved already to be the member.
pub async fn begin_for(
    app: &App,
    kind: SessionKind,
    (site, account, member): (&Site, &Account, &Member),
) -> Result<Tokens, Error> {
    let txn = app.db.begin_write().await?;
    let who = (site.clone(), account.clone(), member.clone());
    let tokens = begin(app, &txn, (kind, ""), who).await?;
    txn.commit().await?;
    Ok(tokens)
}

async fn begin(
    app: &App,
    txn: &Txn,
    (kind, address): (SessionKind, &str),
    (site, account, member): (Site, Account, Member),
) -> Result<Tokens, Error> {
    let now = app.env.now();
    let session = Session {
        id: SessionId(app.env.new_id()),
        account_id: account.id,
        site_id: site.id,
        member_id: member.id,
        kind,
        address_hash: address_hash(app, address),
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

/// A page of another origin is an embed, whoever signs in there.
fn kind(app: &App, actor: &Actor) -> SessionKind {
    match &actor.origin {
        Some(origin) if *origin != app.public_origin => SessionKind::Embedded,
        _ => SessionKind::Direct,
    }
}
