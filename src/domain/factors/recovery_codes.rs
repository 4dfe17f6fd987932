//! Recovery codes: ten, each good once in place of the second factor.
use super::{RecoveryCodes, change};
use crate::{
    app::App,
    domain::{Error, credentials::recovery_code, error::Conflict, mails::FactorChange as Change},
    model::{Account, AccountId, Actor, RecoveryCodeId, SiteId},
    storage::{self, Txn},
};

/// In place of those there were, used or not.
pub async fn renew(app: &App, actor: &Actor) -> Result<RecoveryCodes, Error> {
    let owner = change::enter(app, actor).await?;
    let txn = app.db.begin_write().await?;
    let factors = change::begin(app, &txn, &owner).await?;
    if !factors.any() {
        return Err(Conflict::Nothing("there is no second factor to recover").into());
    }
    let codes = make(app, &txn, owner.account.id).await?;
    let who = (&owner.account, &owner.session);
    change::tell(app, &txn, who, Change::RecoveryCodesRenewed).await?;
    change::commit(app, txn).await?;
    Ok(codes)
}

pub(super) async fn make(app: &App, txn: &Txn, account: AccountId) -> Result<RecoveryCodes, Error> {
    let codes: RecoveryCodes = (0..recovery_code::NUMBER)
        .map(|_| recovery_code::text(app.env.random()))
        .collect();
    let rows = codes.iter().filter_map(|code| {
        let characters = recovery_code::read(code)?;
        let hash = recovery_code::hash(account.0, &characters).to_vec();
        Some((RecoveryCodeId(app.env.new_id()), hash))
    });
    let (now, rows) = (app.env.now(), rows.collect());
    storage::factors::replace_recovery_codes(txn, (account, now), rows).await?;
    Ok(codes)
}

/// Takes one of the account's codes, and tells its owner.
pub(in crate::domain) async fn accept(
    app: &App,
    txn: &Txn,
    (account, site): (&Account, SiteId),
    characters: &str,
) -> Result<bool, Error> {
    let hash = recovery_code::hash(account.id.0, characters);
    let now = app.env.now();
    if !storage::factors::use_recovery_code(txn, (account.id, &hash), now).await? {
        return Ok(false);
    }
    change::tell_on(app, txn, (account, site), Change::RecoveryCodeUsed).await?;
    Ok(true)
}
