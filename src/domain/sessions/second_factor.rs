//! The second half of signing in: a one-time password, or a recovery code in its place.
use super::{
    Arrival,
    begin::{Proved, enter, gain},
    challenge, is_known_device,
};
use crate::{
    app::App,
    domain::{
        Error, accounts,
        credentials::{Secret, limits::Operation, recovery_code},
        factors, jobs, limits,
        policy::Denied,
    },
    model::{Account, AccountId, Actor, ChallengePurpose, SiteId},
    storage::{self, Txn},
};
use zeroize::Zeroizing;

/// Begins the session that was asked for. Five wrong codes void the challenge, and each code is good
/// once.
pub async fn finish_sign_in(
    app: &App,
    actor: &Actor,
    (token, code): (&str, Secret),
) -> Result<Arrival, Error> {
    limits::take(app, Operation::SecondFactorFromAddress, &[&actor.address]).await?;
    let (asked, site) = challenge::find(app, actor, token).await?;
    if asked.purpose != ChallengePurpose::SignIn {
        return Err(Denied::ChallengeOver.into());
    }
    let id = asked.account_id.ok_or(Denied::ChallengeOver)?;
    let account = accounts::find(app, id).await?;
    let account = account.ok_or(Denied::ChallengeOver)?;
    let code = Code::read(&code);
    if let Code::OneTime(_) = code {
        limit(app, actor, account.id).await?;
    }
    let txn = app.db.begin_write().await?;
    storage::factors::lock_account(&txn, account.id).await?;
    let asked = challenge::lock(app, &txn, asked.id).await?;
    if !accept(app, &txn, (&account, site.id), &code).await? {
        storage::challenges::count_try(&txn, asked.id).await?;
        txn.commit().await?;
        tracing::info!(site.key = %site.key, "second factor refused");
        return Err(Denied::WrongCode.into());
    }
    storage::challenges::mark_used(&txn, asked.id, app.env.now()).await?;
    if let Some(gained) = asked.gained {
        gain(app, &txn, (site.id, account.id), gained).await?;
    }
    let proved = Proved {
        own: asked.proved,
        second_factor: true,
        by_site: asked.by_site,
    };
    let arrival = enter(app, &txn, (actor, proved), (site, account)).await?;
    txn.commit().await?;
    jobs::wake(app);
    Ok(arrival)
}

enum Code {
    OneTime(Zeroizing<String>),
    Recovery(Zeroizing<String>),
}

impl Code {
    /// Whatever is no recovery code counts as a try of a one-time password.
    fn read(typed: &Secret) -> Self {
        match recovery_code::read(typed.expose()) {
            Some(characters) => Self::Recovery(characters),
            None => Self::OneTime(Zeroizing::new(factors::digits(typed.expose()))),
        }
    }
}

async fn accept(
    app: &App,
    txn: &Txn,
    (account, site): (&Account, SiteId),
    code: &Code,
) -> Result<bool, Error> {
    match code {
        Code::OneTime(digits) => factors::accept_one_time(app, txn, (account.id, digits)).await,
        Code::Recovery(characters) => {
            factors::accept_recovery_code(app, txn, (account, site), characters).await
        }
    }
}

/// By account, so that many networks together gain nothing; apart for where the owner has signed in
/// from, so that nobody's guessing locks them out there.
async fn limit(app: &App, actor: &Actor, account: AccountId) -> Result<(), Error> {
    let id = account.0.to_string();
    if is_known_device(app, actor, Some(account)).await? {
        let key = [id.as_str(), actor.address.as_str()];
        return limits::take(app, Operation::SecondFactorKnownDevice, &key).await;
    }
    limits::take(app, Operation::SecondFactorToAccount, &[&id]).await
}
