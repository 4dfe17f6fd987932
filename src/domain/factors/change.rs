//! Changing one's own second factors: who may, and what follows.
use super::{RecoveryCodes, recovery_codes};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        jobs, limits,
        mails::{self, FactorChange as Change},
        policy::{self, Denied},
        sessions,
    },
    model::{Account, Actor, MailKind, Session, SessionKind, SiteId},
    storage::{self, Txn, factors::Factors},
};
use chrono::{DateTime, Utc};
use serde_json::json;

/// Of mails about changes: nobody is asked for theirs yet.
const LOCALE: &str = "en";

/// Who changes their own factors, and in which session.
pub(super) struct Owner {
    pub(super) account: Account,
    pub(super) session: Session,
}

/// Takes one of the account's tries.
pub(super) async fn enter(app: &App, actor: &Actor) -> Result<Owner, Error> {
    let signed_in = access::signed_in(actor)?;
    let origin = actor.origin.as_deref();
    policy::site::may_change_factors(signed_in.kind, origin, &app.public_origin)?;
    let id = signed_in.account_id.0.to_string();
    limits::take(app, Operation::ChangeFactors, &[&id]).await?;
    let session = storage::sessions::find(app.db.read(), signed_in.session_id).await?;
    let account = storage::accounts::find(app.db.read(), signed_in.account_id).await?;
    let (Some(session), Some(account)) = (session, account) else {
        return Err(Denied::SessionEnded.into());
    };
    Ok(Owner { account, session })
}

/// Whether the account's owner has given a proof of their own, lately or not.
pub(super) fn is_owners(session: &Session) -> bool {
    let proved = session.proved_at.is_some() || session.second_factor_at.is_some();
    proved && session.kind == SessionKind::Direct
}

/// Whether they have lately. Once there is a second factor, nothing less will do; and what a provider
/// or a site says of somebody never does, since it speaks for one site.
pub(super) fn is_fresh(session: &Session, factors: Factors, now: DateTime<Utc>) -> bool {
    let proved = if factors.any() {
        session.second_factor_at
    } else {
        session.proved_at.max(session.second_factor_at)
    };
    proved.is_some_and(|at| now < at + sessions::FRESH)
}

/// Takes the account until the transaction ends, and says what it has.
pub(super) async fn begin(app: &App, txn: &Txn, owner: &Owner) -> Result<Factors, Error> {
    storage::factors::lock_account(txn, owner.account.id).await?;
    let factors = storage::factors::of(txn, owner.account.id).await?;
    if !is_fresh(&owner.session, factors, app.env.now()) {
        return Err(Denied::SignInAgain.into());
    }
    Ok(factors)
}

/// The owner is told by mail, and the session in which a factor was shown is as good as one signed
/// in with it. The first factor comes with recovery codes, if there are none.
pub(super) async fn added(
    app: &App,
    txn: &Txn,
    owner: &Owner,
    (change, factors): (Change, Factors),
) -> Result<Option<RecoveryCodes>, Error> {
    storage::sessions::strengthen(txn, owner.session.id, app.env.now()).await?;
    tell(app, txn, (&owner.account, &owner.session), change).await?;
    if factors.recovery_codes > 0 {
        return Ok(None);
    }
    recovery_codes::make(app, txn, owner.account.id)
        .await
        .map(Some)
}

/// With the last factor go the recovery codes, what giving it has made of this session, and the other
/// sessions: whoever is in one of them may be why it was removed.
pub(super) async fn removed(
    app: &App,
    txn: &Txn,
    owner: &Owner,
    change: Change,
) -> Result<(), Error> {
    let left = storage::factors::of(txn, owner.account.id).await?;
    if !left.any() {
        storage::factors::delete_recovery_codes(txn, owner.account.id).await?;
        let others = (None, Some(owner.session.id));
        storage::sessions::weaken(txn, owner.session.id).await?;
        storage::sessions::end_others(txn, owner.account.id, others, app.env.now()).await?;
    }
    tell(app, txn, (&owner.account, &owner.session), change).await
}

/// Accounts without an address hear nothing.
pub(super) async fn tell(
    app: &App,
    txn: &Txn,
    (account, session): (&Account, &Session),
    change: Change,
) -> Result<(), Error> {
    tell_on(app, txn, (account, session.site_id), change).await
}

pub(super) async fn tell_on(
    app: &App,
    txn: &Txn,
    (account, site_id): (&Account, SiteId),
    change: Change,
) -> Result<(), Error> {
    tracing::info!(account.id = %account.id.0, ?change, "second factor changed");
    let Some(recipient) = account.email.as_deref() else {
        return Ok(());
    };
    let mail = mails::NewMail {
        site_id,
        kind: MailKind::SecondFactorChanged,
        recipient,
        locale: LOCALE,
        token: None,
        details: json!({ "change": change }),
    };
    Ok(mails::send(app, txn, mail).await?)
}

pub(super) async fn commit(app: &App, txn: Txn) -> Result<(), Error> {
    txn.commit().await?;
    jobs::wake(app);
    Ok(())
}
