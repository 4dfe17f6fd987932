//! The operator helps somebody who has lost all of their factors.
use super::change;
use crate::{
    app::App,
    domain::{Error, input, mails::FactorChange as Change},
    model::{Account, AccountId},
    storage::{self, Txn},
};

/// Takes all second factors of the account away and ends its sessions. At the command line only:
/// whoever can run it owns the installation, and has to know whom they help.
pub async fn reset(app: &App, email: &str) -> Result<Account, Error> {
    let email = input::email("email", email)?;
    let txn = app.db.begin_write().await?;
    let found = storage::accounts::find_credentials(&txn, &email).await?;
    let account = found.ok_or(Error::NotFound)?.account;
    storage::factors::lock_account(&txn, account.id).await?;
    forget(&txn, account.id).await?;
    storage::sessions::end_others(&txn, account.id, (None, None), app.env.now()).await?;
    // In the name of one of the sites that they are a member of.
    if let Some(site) = storage::members::any_site(&txn, account.id).await? {
        change::tell_on(app, &txn, (&account, site), Change::Reset).await?;
    }
    txn.commit().await?;
    Ok(account)
}

/// Nothing is asked for but the first factor any more. The account's row is the caller's.
pub(in crate::domain) async fn forget(txn: &Txn, account: AccountId) -> Result<(), Error> {
    storage::factors::delete_totp(txn, account).await?;
    storage::factors::delete_recovery_codes(txn, account).await?;
    storage::passkeys::delete_all(txn, account).await?;
    Ok(())
}
