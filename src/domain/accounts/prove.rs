//! Somebody who is signed in gives their account's password once more.
use crate::{
    app::App,
    domain::{Error, credentials::Secret, limits, policy::Denied, sessions},
    model::{Account, AccountId, Actor},
    storage::{self, Txn, accounts::Credentials},
};

/// The account, once its password has been given. A wrong one counts as it does at signing in, in the
/// same buckets, for whoever holds a session's token can guess as well: by network, and by account,
/// so that many networks together gain nothing.
pub(in crate::domain) async fn prove(
    app: &App,
    actor: &Actor,
    (account, password): (AccountId, Secret),
) -> Result<Credentials, Error> {
    let found = storage::accounts::find_credentials_by_id(app.db.read(), account).await?;
    let found = found.ok_or(Denied::SignedOut)?;
    let id = account.0.to_string();
    let whose = found.account.email.as_deref().unwrap_or(&id);
    sessions::limit_guesses(app, actor, whose, Some(&found)).await?;
    let phc = found.password_hash.as_deref();
    let verdict = app.passwords.verify(password, phc).await;
    let verdict = verdict.map_err(|busy| Error::Unavailable(busy.retry_after))?;
    if !verdict.matches {
        limits::suspect(app, actor).await?;
        return Err(Denied::WrongPassword.into());
    }
    Ok(found)
}

/// Takes the account's row until the transaction ends. None when its password or its address is
/// another one by now than was proved: whoever knows the old one gains nothing by having come early.
pub(in crate::domain) async fn still_proved(
    txn: &Txn,
    proved: &Credentials,
) -> Result<Option<Account>, Error> {
    let kept = storage::accounts::lock_credentials(txn, proved.account.id).await?;
    let same = kept.filter(|kept| {
        kept.password_hash == proved.password_hash && kept.account.email == proved.account.email
    });
    Ok(same.map(|kept| kept.account))
}
