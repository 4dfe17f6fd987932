//! Using what was mailed, once.
use crate::{
    app::App,
    domain::{
        Error,
        credentials::{limits::Operation, mailed_secret},
        limits,
        policy::Denied,
    },
    model::{Actor, MailedToken, Purpose},
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};

/// What somebody brings from a mail. Holds secrets, so it cannot be printed.
pub enum Proof {
    /// The token of the link: enough where the link is the whole of what was asked for.
    Link(String),
    /// What the window that waits was given, and the digits from the mail.
    Code { request: String, code: String },
    /// What the window was given, the link having been followed in the same browser.
    Followed { request: String },
}

/// Longer texts are none of ours.
const LONGEST: usize = 128;

/// The token that the proof is of, used up, in a transaction that goes on: whoever calls does with
/// it what it was mailed for, and commits. A wrong code is counted and refused.
pub(in crate::domain) async fn take(
    app: &App,
    actor: &Actor,
    proof: (&Proof, &[Purpose]),
) -> Result<(Txn, MailedToken), Error> {
    let (txn, token) = open(app, actor, proof).await?;
    storage::mailed_tokens::mark_used(&txn, token.id, app.env.now()).await?;
    Ok((txn, token))
}

/// The same, not used up yet.
pub(in crate::domain) async fn open(
    app: &App,
    actor: &Actor,
    (proof, purposes): (&Proof, &[Purpose]),
) -> Result<(Txn, MailedToken), Error> {
    let operation = match proof {
        Proof::Link(_) | Proof::Code { .. } => Operation::RedeemMailed,
        Proof::Followed { .. } => Operation::AwaitMailed,
    };
    limits::take_from(app, operation, actor).await?;
    let txn = app.db.begin_write().await?;
    let found = match proof {
        Proof::Link(token) => storage::mailed_tokens::find_by_token(&txn, &hash(token)?).await?,
        Proof::Code { request, .. } | Proof::Followed { request } => {
            storage::mailed_tokens::find_by_request(&txn, &hash(request)?).await?
        }
    };
    let token = lock(&txn, &found.ok_or(Denied::LinkOver)?).await?;
    if !is_good(&token, purposes, app.env.now()) {
        return Err(Denied::LinkOver.into());
    }
    match judge(app, proof, &token) {
        Ok(()) => Ok((txn, token)),
        Err(Denied::WrongCode) => {
            storage::mailed_tokens::count_try(&txn, token.id).await?;
            txn.commit().await?;
            Err(Denied::WrongCode.into())
        }
        Err(denied) => Err(denied.into()),
    }
}

/// Two uses of one token come one after the other: the second sees the first. The account's row is
/// taken before its tokens' wherever both are: what ends its sessions voids those too.
pub(in crate::domain) async fn lock(txn: &Txn, found: &MailedToken) -> Result<MailedToken, Error> {
    if let Some(account) = found.account_id {
        storage::factors::lock_account(txn, account).await?;
    }
    let token = storage::mailed_tokens::lock(txn, found.id).await?;
    Ok(token.ok_or(Denied::LinkOver)?)
}

fn judge(app: &App, proof: &Proof, token: &MailedToken) -> Result<(), Denied> {
    match proof {
        Proof::Link(_) => Ok(()),
        Proof::Followed { .. } if token.approved_at.is_some() => Ok(()),
        Proof::Followed { .. } => Err(Denied::NotFollowedYet),
        Proof::Code { .. } if !token.takes_code() => Err(Denied::LinkOver),
        Proof::Code { code, .. } => {
            let typed: String = code
                .chars()
                .filter(|c| !c.is_whitespace())
                .take(7)
                .collect();
            let hash = mailed_secret::code_hash(&app.mail_key, token.id.0, &typed);
            let right = token.code_hash.as_deref() == Some(&hash[..]);
            if right {
                Ok(())
            } else {
                Err(Denied::WrongCode)
            }
        }
    }
}

/// Looks without using anything up, as pages do before they ask.
pub(in crate::domain) async fn find_by_link(
    app: &App,
    (token, purposes): (&str, &[Purpose]),
) -> Result<MailedToken, Error> {
    let found = storage::mailed_tokens::find_by_token(app.db.read(), &hash(token)?).await?;
    let good = found.filter(|token| is_good(token, purposes, app.env.now()));
    Ok(good.ok_or(Denied::LinkOver)?)
}

/// Whether the request comes from the browser that asked for the mail.
pub(in crate::domain) fn is_asker(actor: &Actor, token: &MailedToken) -> bool {
    match (&actor.browser, &token.browser_hash) {
        (Some(own), Some(asked)) => own[..] == asked[..],
        _ => false,
    }
}

/// The window that waits may go on. The transaction is the caller's.
pub(in crate::domain) async fn approve(
    app: &App,
    txn: &Txn,
    token: &MailedToken,
) -> Result<(), Error> {
    Ok(storage::mailed_tokens::mark_approved(txn, token.id, app.env.now()).await?)
}

fn is_good(token: &MailedToken, purposes: &[Purpose], now: DateTime<Utc>) -> bool {
    purposes.contains(&token.purpose) && token.is_open(now)
}

fn hash(text: &str) -> Result<[u8; 32], Denied> {
    if text.len() > LONGEST {
        return Err(Denied::LinkOver);
    }
    Ok(mailed_secret::token_hash(text))
}
