//! Following a link of a mail on the service's own pages.
use super::{
    email::{self, Confirmed},
    sign_up,
};
use crate::{
    app::App,
    domain::{Error, credentials::limits::Operation, jobs, limits, mailed, policy::Denied},
    model::{Actor, MailedToken, Purpose, Site},
    storage::{self, Txn},
};

/// What `/account/confirm` takes.
const CONFIRMING: [Purpose; 4] = [
    Purpose::SignUp,
    Purpose::VerifyEmail,
    Purpose::NewEmail,
    Purpose::OldEmail,
];

/// What a link is good for.
pub struct Looked {
    pub purpose: Purpose,
    pub site: Site,
    /// Of the account that it is about, if there is one yet.
    pub display_name: Option<String>,
}

/// Nothing of the link is used up.
pub async fn look(app: &App, (token, purposes): (&str, &[Purpose])) -> Result<Looked, Error> {
    let token = mailed::find_by_link(app, (token, purposes)).await?;
    let site = storage::sites::find(app.db.read(), token.site_id).await?;
    let account = match token.account_id {
        Some(id) => storage::accounts::find(app.db.read(), id).await?,
        None => None,
    };
    Ok(Looked {
        purpose: token.purpose,
        site: site.ok_or(Denied::LinkOver)?,
        display_name: account.map(|account| account.display_name),
    })
}

/// The same for links of `/account/confirm`.
pub async fn look_to_confirm(app: &App, token: &str) -> Result<Looked, Error> {
    look(app, (token, &CONFIRMING)).await
}

/// An address is proved: of somebody who signs up, or who changes theirs.
pub async fn confirm_email(app: &App, actor: &Actor, token: &str) -> Result<Confirmed, Error> {
    let (txn, token) = locked(app, actor, (token, &CONFIRMING)).await?;
    let confirmed = if token.purpose == Purpose::SignUp {
        if sign_up::follow(app, &txn, actor, &token).await? {
            Confirmed::SignedUp
        } else {
            Confirmed::OtherBrowser
        }
    } else {
        email::follow(app, &txn, actor, &token).await?
    };
    txn.commit().await?;
    jobs::wake(app);
    Ok(confirmed)
}

/// Whether the window that waits for somebody's sign-in may go on: only in the browser that asked.
/// Anywhere else nothing happens, and the code has to be typed where it was asked for.
pub async fn follow_sign_in(app: &App, actor: &Actor, token: &str) -> Result<bool, Error> {
    let (txn, token) = locked(app, actor, (token, &[Purpose::SignIn])).await?;
    if !mailed::is_asker(actor, &token) {
        return Ok(false);
    }
    mailed::approve(app, &txn, &token).await?;
    txn.commit().await?;
    Ok(true)
}

/// With its row taken, but not used.
async fn locked(
    app: &App,
    actor: &Actor,
    (token, purposes): (&str, &[Purpose]),
) -> Result<(Txn, MailedToken), Error> {
    limits::take_from(app, Operation::RedeemMailed, actor).await?;
    let found = mailed::find_by_link(app, (token, purposes)).await?;
    let txn = app.db.begin_write().await?;
    // Both links of a change at once come one after the other by the account's row.
    let token = mailed::lock(&txn, &found).await?;
    if token.used_at.is_some() {
        return Err(Denied::LinkOver.into());
    }
    Ok((txn, token))
}
