//! Somebody proves an address that an account has had without proof.
use crate::{
    app::App,
    domain::{Error, factors},
    model::{Account, AccountId},
    storage::{self, Txn},
};

/// The account is the address's owner's from now on. Where nobody had proved the address, somebody
/// else may have made the account, so that whatever lets in goes: the password, second factors and
/// passkeys, providers, mailed links, sessions. One that has been proved before stays as it is.
pub(super) async fn take_over(app: &App, txn: &Txn, id: AccountId) -> Result<Account, Error> {
    let found = storage::accounts::lock_credentials(txn, id).await?;
    let account = found.ok_or(Error::NotFound)?.account;
    if account.email_verified_at.is_some() {
        return Ok(account);
    }
    let now = app.env.now();
    storage::accounts::clear_password(txn, id).await?;
    factors::forget(txn, id).await?;
    storage::identities::delete_all(txn, id).await?;
    storage::mailed_tokens::void_all(txn, id, now).await?;
    storage::sessions::end_others(txn, id, (None, None), now).await?;
    storage::accounts::verify_email(txn, id, now).await?;
    tracing::info!(account.id = %id.0, "an account was taken over by its address's owner");
    Ok(Account {
        email_verified_at: Some(now),
        ..account
    })
}
