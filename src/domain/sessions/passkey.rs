//! Signing in with a passkey: as the second factor, or as both, since an authenticator signs only
//! when it has verified its owner.
use super::{
    Arrival,
    begin::{Proved, enter, gain},
    challenge,
};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::{
            limits::Operation,
            passkeys::{Answer, Shown},
        },
        factors, limits,
        policy::{self, Denied},
        sites,
    },
    model::{Actor, Challenge, ChallengePurpose, Passkey, Site},
    storage,
};
use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

/// Whose passkey is asked for.
pub enum Whom {
    /// Of the one who holds this challenge: they have given the first factor.
    Challenged(String),
    /// Of anybody who wants to sign in to this site.
    Anybody(String),
}

pub struct PasskeyAsked {
    /// To be given back with the answer.
    pub challenge: Zeroizing<String>,
    pub expires_at: DateTime<Utc>,
    /// For the browser, as JSON.
    pub options: String,
}

/// Pages of the service's own origin only: browsers keep its passkeys from all others.
pub async fn begin_passkey_sign_in(
    app: &App,
    actor: &Actor,
    whom: Whom,
) -> Result<PasskeyAsked, Error> {
    policy::site::is_own_page(actor.sender.as_deref(), &app.public_origin)?;
    let passkeys = factors::available(app)?;
    limits::take(app, Operation::AskPasskey, &[&actor.address]).await?;
    let token = match whom {
        Whom::Challenged(token) => Zeroizing::new(token),
        Whom::Anybody(site) => {
            let site = sites::get(app, &site).await?;
            let asked = passkeys.ask_anybody().map_err(factors::refused)?;
            let (token, mut new) = challenge::new(app, &site, ChallengePurpose::PasskeySignIn);
            new.state = Some(asked.state);
            let expires_at = new.expires_at;
            let txn = app.db.begin_write().await?;
            storage::challenges::insert(&txn, new).await?;
            txn.commit().await?;
            return Ok(PasskeyAsked {
                challenge: token,
                expires_at,
                options: asked.options,
            });
        }
    };
    let (found, _) = challenge::find(app, actor, &token).await?;
    let account = found.account_id.ok_or(Denied::ChallengeOver)?;
    let own = storage::passkeys::list(app.db.read(), account).await?;
    let own: Vec<String> = own.into_iter().map(|passkey| passkey.credential).collect();
    let asked = passkeys.ask(&own).map_err(factors::refused)?;
    let txn = app.db.begin_write().await?;
    challenge::lock(app, &txn, found.id).await?;
    storage::challenges::update_state(&txn, found.id, Some(asked.state)).await?;
    txn.commit().await?;
    Ok(PasskeyAsked {
        challenge: token,
        expires_at: found.expires_at,
        options: asked.options,
    })
}

/// Begins the session that was asked for. An answer is good once; a passkey whose counter has not
/// risen is refused, for there may be a copy of it.
pub async fn finish_passkey_sign_in(
    app: &App,
    actor: &Actor,
    (token, credential): (&str, &str),
) -> Result<Arrival, Error> {
    policy::site::is_own_page(actor.sender.as_deref(), &app.public_origin)?;
    limits::take(app, Operation::SecondFactorFromAddress, &[&actor.address]).await?;
    let answer = Answer::read(credential).map_err(factors::refused)?;
    let (asked, site) = challenge::find(app, actor, token).await?;
    let checked = check(app, &asked, &answer).await;
    let txn = app.db.begin_write().await?;
    let (passkey, shown) = match checked {
        Ok(checked) => checked,
        Err(refusal) => {
            storage::challenges::count_try(&txn, asked.id).await?;
            txn.commit().await?;
            return Err(refusal);
        }
    };
    storage::factors::lock_account(&txn, passkey.account_id).await?;
    let still = challenge::lock(app, &txn, asked.id).await?;
    if still.state != asked.state {
        return Err(Denied::ChallengeOver.into());
    }
    let now = app.env.now();
    storage::challenges::mark_used(&txn, asked.id, now).await?;
    let signed = (shown.credential, shown.counter);
    if !storage::passkeys::use_once(&txn, passkey.id, signed, now).await? {
        txn.commit().await?;
        tracing::warn!(account.id = %passkey.account_id.0, "a passkey's counter has not risen");
        return Err(Denied::PasskeyRefused.into());
    }
    let arrival = begin(app, &txn, (actor, &asked), (site, &passkey)).await?;
    txn.commit().await?;
    Ok(arrival)
}

/// A passkey alone is a proof of the owner's own; as the second factor it leaves the first as it was.
async fn begin(
    app: &App,
    txn: &storage::Txn,
    (actor, asked): (&Actor, &Challenge),
    (site, passkey): (Site, &Passkey),
) -> Result<Arrival, Error> {
    let account = storage::accounts::find(txn, passkey.account_id).await?;
    let account = account.ok_or(Denied::PasskeyRefused)?;
    if let Some(gained) = &asked.gained {
        gain(app, txn, (site.id, account.id), gained.clone()).await?;
    }
    let proved = Proved {
        own: asked.proved || asked.purpose == ChallengePurpose::PasskeySignIn,
        second_factor: true,
        by_site: asked.by_site,
    };
    enter(app, txn, (actor, proved), (site, account)).await
}

/// The passkey that signed, as it is kept and as it is from now on.
async fn check(app: &App, asked: &Challenge, answer: &Answer) -> Result<(Passkey, Shown), Error> {
    let passkeys = factors::available(app)?;
    let state = asked.state.as_deref().ok_or(Denied::ChallengeOver)?;
    let id = answer.credential_id();
    let found = storage::passkeys::find_by_credential(app.db.read(), id).await?;
    let passkey = found.ok_or(Denied::PasskeyRefused)?;
    let kept = (state, passkey.credential.as_str());
    let claimed = answer.account();
    let shown = if asked.purpose == ChallengePurpose::PasskeySignIn {
        if claimed != Some(passkey.account_id.0) {
            return Err(Denied::PasskeyRefused.into());
        }
        passkeys.check_anybody(answer, kept)
    } else {
        let own = asked.account_id == Some(passkey.account_id);
        if !own || claimed.is_some_and(|claimed| claimed != passkey.account_id.0) {
            return Err(Denied::PasskeyRefused.into());
        }
        passkeys.check(answer, kept)
    };
    Ok((passkey, shown.map_err(factors::refused)?))
}
