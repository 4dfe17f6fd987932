//! Accounts whose time has come. All nodes look for them; the one that takes an account's row first
//! erases it, and the others find the row gone.
use super::{
    Comments,
    account::{self, Leaving, lock_members, proved},
};
use crate::{
    app::App,
    domain::{Error, error::Conflict, jobs, log, mails},
    model::{Account, AccountId, MailKind},
    storage::{
        self, Txn,
        planned_erasures::{self as planned, PlannedErasure},
    },
};
use chrono::TimeDelta;
use serde_json::json;

/// Accounts of one round.
const AT_ONCE: u64 = 20;
/// While a site would lose its last admin, it is looked again so often.
const AGAIN: TimeDelta = TimeDelta::minutes(10);

/// One that cannot be erased does not hold up the others.
pub async fn carry_out_due(app: &App) -> Result<(), Error> {
    let due = planned::list_due(app.db.read(), app.env.now(), AT_ONCE).await?;
    for account in due {
        if let Err(fault) = carry_out(app, account).await {
            tracing::error!(account.id = %account.0, error = ?fault, "an account that is due is not erased");
        }
    }
    Ok(())
}

async fn carry_out(app: &App, id: AccountId) -> Result<(), Error> {
    let txn = app.db.begin_write().await?;
    let planned = planned::lock(&txn, id).await?;
    let Some(planned) = planned.filter(|planned| planned.try_at <= app.env.now()) else {
        return Ok(());
    };
    let account = storage::accounts::find(&txn, id).await?;
    let account = account.ok_or(Error::NotFound)?;
    match lock_members(&txn, &account).await {
        Ok(members) => {
            let leaving = Leaving {
                comments: Comments::of(planned.delete_comments),
                site: planned.site_id,
                locale: &planned.locale,
            };
            let by = log::By::NOBODY;
            account::erase(app, &txn, by, (&account, &members, leaving)).await?;
        }
        Err(Error::Conflict(Conflict::LastAdmin)) => wait(app, &txn, &account, &planned).await?,
        Err(fault) => return Err(fault),
    }
    txn.commit().await?;
    jobs::wake(app);
    Ok(())
}

/// Until there is another admin. They are told once.
async fn wait(
    app: &App,
    txn: &Txn,
    account: &Account,
    before: &PlannedErasure,
) -> Result<(), Error> {
    let now = app.env.now();
    if before.told_at.is_none()
        && let Some(recipient) = proved(account)
    {
        let mail = mails::NewMail {
            site_id: before.site_id,
            kind: MailKind::ErasureWaits,
            recipient,
            locale: &before.locale,
            token: None,
            details: json!({}),
        };
        mails::send(app, txn, mail).await?;
    }
    let told_at = before.told_at.unwrap_or(now);
    planned::postpone(txn, account.id, (now + AGAIN, told_at)).await?;
    Ok(())
}
