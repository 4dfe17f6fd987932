//! Passkeys of an account.
use super::{
    RecoveryCodes,
    change::{self, Owner},
    refused,
};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::passkeys::{PasskeyFault, Passkeys},
        error::Conflict,
        input,
        mails::FactorChange as Change,
        policy::Denied,
    },
    model::{Actor, Challenge, ChallengeId, ChallengePurpose, Passkey, PasskeyId},
    storage,
};
use chrono::Duration;
use sha2::{Digest, Sha256};

/// What a browser and its owner have for an answer.
const TIME: Duration = Duration::minutes(5);
pub(super) const MAX: u64 = 20;
const NAME_MAX: usize = 60;

/// What was made of an answer.
pub struct NewPasskey {
    pub passkey: Passkey,
    /// With the account's first factor.
    pub recovery_codes: Option<RecoveryCodes>,
}

/// Gives what the browser is to be asked, as JSON. One of the session is waited for at a time.
pub async fn begin(app: &App, actor: &Actor) -> Result<String, Error> {
    let owner = change::enter(app, actor).await?;
    let passkeys = available(app)?;
    let account = &owner.account;
    let known = storage::passkeys::list(app.db.read(), account.id).await?;
    let known = known.into_iter().map(|passkey| passkey.credential_id);
    let name = account.email.as_deref().unwrap_or(&account.display_name);
    let asked = passkeys
        .ask_new(account.id.0, (name, &account.display_name), known.collect())
        .map_err(refused)?;
    let now = app.env.now();
    let challenge = Challenge {
        id: ChallengeId(app.env.new_id()),
        token_hash: token_hash(&owner),
        purpose: ChallengePurpose::AddPasskey,
        site_id: owner.session.site_id,
        account_id: Some(account.id),
        proved: true,
        by_site: false,
        state: Some(asked.state),
        gained: None,
        tries: 0,
        created_at: now,
        expires_at: now + TIME,
        used_at: None,
    };
    let txn = app.db.begin_write().await?;
    let factors = change::begin(app, &txn, &owner).await?;
    if factors.passkeys >= MAX {
        return Err(Conflict::TooManyPasskeys.into());
    }
    storage::challenges::delete(&txn, &challenge.token_hash).await?;
    storage::challenges::insert(&txn, challenge).await?;
    txn.commit().await?;
    Ok(asked.options)
}

/// Takes the browser's answer to [`begin`].
pub async fn add(
    app: &App,
    actor: &Actor,
    (credential, name): (&str, &str),
) -> Result<NewPasskey, Error> {
    let owner = change::enter(app, actor).await?;
    let name = input::line("name", name, NAME_MAX)?;
    let now = app.env.now();
    let waiting = storage::challenges::find(app.db.read(), &token_hash(&owner)).await?;
    let waiting = waiting.filter(|waiting| waiting.is_open(now));
    let waiting = waiting.ok_or(Denied::ChallengeOver)?;
    let state = waiting.state.as_deref().unwrap_or_default();
    let shown = available(app)?
        .check_new(credential, state)
        .map_err(unfit)?;
    let passkey = Passkey {
        id: PasskeyId(app.env.new_id()),
        account_id: owner.account.id,
        credential_id: shown.credential_id,
        credential: shown.credential,
        counter: shown.counter,
        name,
        created_at: now,
        last_used_at: None,
    };
    let txn = app.db.begin_write().await?;
    // Asked again: another factor may have been set up since, which this session has not given.
    let factors = change::begin(app, &txn, &owner).await?;
    let still = storage::challenges::lock(&txn, waiting.id).await?;
    if !still.is_some_and(|still| still.is_open(now)) {
        return Err(Denied::ChallengeOver.into());
    }
    storage::challenges::mark_used(&txn, waiting.id, now).await?;
    if factors.passkeys >= MAX {
        return Err(Conflict::TooManyPasskeys.into());
    }
    if !storage::passkeys::insert_if_new(&txn, passkey.clone()).await? {
        return Err(Conflict::Nothing("this passkey has been added already").into());
    }
    let recovery_codes = change::added(app, &txn, &owner, (Change::PasskeyAdded, factors)).await?;
    change::commit(app, txn).await?;
    Ok(NewPasskey {
        passkey,
        recovery_codes,
    })
}

pub async fn rename(
    app: &App,
    actor: &Actor,
    (id, name): (PasskeyId, &str),
) -> Result<Passkey, Error> {
    let owner = change::enter(app, actor).await?;
    let name = input::line("name", name, NAME_MAX)?;
    if !change::is_owners(&owner.session) {
        return Err(Denied::SignInAgain.into());
    }
    let account = owner.account.id;
    let txn = app.db.begin_write().await?;
    let renamed = storage::passkeys::rename(&txn, (account, id), name).await?;
    let all = storage::passkeys::list(&txn, account).await?;
    txn.commit().await?;
    let found = all.into_iter().find(|passkey| renamed && passkey.id == id);
    found.ok_or(Error::NotFound)
}

pub async fn remove(app: &App, actor: &Actor, id: PasskeyId) -> Result<(), Error> {
    let owner = change::enter(app, actor).await?;
    let txn = app.db.begin_write().await?;
    change::begin(app, &txn, &owner).await?;
    if !storage::passkeys::delete(&txn, (owner.account.id, id)).await? {
        return Err(Error::NotFound);
    }
    change::removed(app, &txn, &owner, Change::PasskeyRemoved).await?;
    change::commit(app, txn).await
}

pub(in crate::domain) fn available(app: &App) -> Result<&Passkeys, Error> {
    Ok(app.passkeys.as_ref().ok_or(Denied::PasskeysUnavailable)?)
}

/// Nobody holds a token for it: the session names it.
fn token_hash(owner: &Owner) -> Vec<u8> {
    Sha256::new_with_prefix(b"rejoinder new passkey:")
        .chain_update(owner.session.id.0.as_bytes())
        .finalize()
        .to_vec()
}

/// Whoever adds one is signed in: it is the answer that is wrong.
fn unfit(fault: PasskeyFault) -> Error {
    match fault {
        PasskeyFault::Refused(why) => {
            tracing::info!(why, "new passkey refused");
            let message = "is no answer to what this session's browser was asked for";
            Error::invalid("credential", message)
        }
        fault => refused(fault),
    }
}
