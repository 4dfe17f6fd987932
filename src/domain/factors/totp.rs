//! One-time passwords of an authenticator app.
use super::{RecoveryCodes, change};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::one_time::{self, Enrolment},
        error::Conflict,
        mails::FactorChange as Change,
        policy::Denied,
        sessions,
    },
    model::{AccountId, Actor},
    storage::{self, Txn, factors::Totp},
};
use url::Url;

const SET_UP: Conflict =
    Conflict::Nothing("an authenticator app is set up: remove it first, to set up another");

/// Makes a secret for an app; nothing is asked for until [`confirm`].
pub async fn begin(app: &App, actor: &Actor) -> Result<Enrolment, Error> {
    let owner = change::enter(app, actor).await?;
    let txn = app.db.begin_write().await?;
    let factors = change::begin(app, &txn, &owner).await?;
    if factors.totp {
        return Err(SET_UP.into());
    }
    let secret: [u8; one_time::SECRET_LEN] = app.env.random();
    let account = &owner.account;
    let label = account.email.as_deref().unwrap_or(&account.display_name);
    let enrolment = one_time::enrol(&secret, &issuer(app), label)?;
    let totp = Totp {
        account_id: account.id,
        secret: secret.to_vec(),
        last_step: None,
        created_at: app.env.now(),
        confirmed_at: None,
    };
    storage::factors::save_totp(&txn, totp).await?;
    txn.commit().await?;
    Ok(enrolment)
}

/// Where the codes are for.
fn issuer(app: &App) -> String {
    let host = Url::parse(&app.public_origin).ok();
    let host = host.and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| "Rejoinder".to_owned())
}

/// Takes a first code, which shows that the app has the secret, within ten minutes of its making.
/// From then on one is asked for. Gives recovery codes with the account's first factor.
pub async fn confirm(app: &App, actor: &Actor, code: &str) -> Result<Option<RecoveryCodes>, Error> {
    let owner = change::enter(app, actor).await?;
    let now = app.env.now();
    let txn = app.db.begin_write().await?;
    storage::factors::lock_account(&txn, owner.account.id).await?;
    let factors = storage::factors::of(&txn, owner.account.id).await?;
    if factors.totp {
        return Err(SET_UP.into());
    }
    // Another factor may have been set up since, which this session has not given.
    if factors.any() && !change::is_fresh(&owner.session, factors, now) {
        return Err(Denied::SignInAgain.into());
    }
    let waiting = storage::factors::lock_totp(&txn, owner.account.id).await?;
    let waiting = waiting.filter(|totp| now < totp.created_at + sessions::FRESH);
    let Some(waiting) = waiting.filter(|_| change::is_owners(&owner.session)) else {
        return Err(Denied::ChallengeOver.into());
    };
    let step = one_time::step_of(&waiting.secret, &digits(code), (now, None));
    let totp = Totp {
        last_step: Some(step.ok_or(Denied::WrongCode)?),
        confirmed_at: Some(now),
        ..waiting
    };
    storage::factors::save_totp(&txn, totp).await?;
    let codes = change::added(app, &txn, &owner, (Change::TotpAdded, factors)).await?;
    change::commit(app, txn).await?;
    Ok(codes)
}

pub async fn remove(app: &App, actor: &Actor) -> Result<(), Error> {
    let owner = change::enter(app, actor).await?;
    let txn = app.db.begin_write().await?;
    let factors = change::begin(app, &txn, &owner).await?;
    if !factors.totp {
        return Err(Conflict::Nothing("no authenticator app is set up").into());
    }
    storage::factors::delete_totp(&txn, owner.account.id).await?;
    change::removed(app, &txn, &owner, Change::TotpRemoved).await?;
    change::commit(app, txn).await
}

/// Takes a code of the account's app, each step's once.
pub(in crate::domain) async fn accept(
    app: &App,
    txn: &Txn,
    (account, code): (AccountId, &str),
) -> Result<bool, Error> {
    let totp = storage::factors::lock_totp(txn, account).await?;
    let Some(totp) = totp.filter(|totp| totp.confirmed_at.is_some()) else {
        return Ok(false);
    };
    let times = (app.env.now(), totp.last_step);
    let Some(step) = one_time::step_of(&totp.secret, code, times) else {
        return Ok(false);
    };
    storage::factors::update_last_step(txn, account, step).await?;
    Ok(true)
}

/// Apps show a gap in the middle.
pub(in crate::domain) fn digits(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .take(16)
        .collect()
}
