//! Somebody asks for their own account to be erased, and may think better of it for some days.
use super::{
    Comments, Erased,
    account::{self, Leaving, lock_members, proved},
    work,
};
use crate::{
    app::App,
    domain::{
        Error, access, accounts,
        credentials::{Secret, limits::Operation},
        error::Conflict,
        input, jobs, log, mails,
        policy::Denied,
        sessions, sites,
    },
    model::{Account, Actor, MailKind, Member, SessionKind, SignedIn, Site},
    storage::{
        self, Txn,
        accounts::Credentials,
        planned_erasures::{self as planned, PlannedErasure},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

pub struct Erasing {
    pub comments: Comments,
    /// Of an account that has one.
    pub password: Option<Secret>,
    /// As the owner prefers to be written to, BCP 47.
    pub locale: Option<String>,
}

/// What is to become of an account.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    pub at: DateTime<Utc>,
    pub comments: Comments,
}

impl From<PlannedErasure> for Planned {
    fn from(planned: PlannedErasure) -> Self {
        Self {
            at: planned.due_at,
            comments: Comments::of(planned.delete_comments),
        }
    }
}

const LOCALE_MAX: usize = 16;

/// On every site. An access token alone does not do: it may have been found. With the account's
/// password, or, where it has none, in a session that was begun just now by a mail, a provider or
/// the site. All other sessions end. Asked for again, only what becomes of the comments changes.
pub async fn erase_me(app: &App, actor: &Actor, erasing: Erasing) -> Result<Erased, Error> {
    let signed_in = access::signed_in(actor)?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    access::enter(app, actor, &site)?;
    let account = storage::accounts::find(app.db.read(), signed_in.account_id).await?;
    let account = account.ok_or(Error::NotFound)?;
    let locale = input::optional_line("locale", erasing.locale, LOCALE_MAX)?;
    let proved = prove(app, actor, (signed_in, &account), erasing.password).await?;

    let txn = app.db.begin_write().await?;
    let before = planned::lock(&txn, account.id).await?;
    let members = lock_members(&txn, &account).await?;
    let account = accounts::still_proved(&txn, &proved).await?;
    let account = account.ok_or(Denied::SignInAgain)?;
    if signed_in.kind != SessionKind::Direct && reaches_further(&txn, &account, &members).await? {
        return Err(Denied::EmbeddedSession.into());
    }
    let wish = (erasing.comments, locale.unwrap_or_default());
    let delay = delay(app, signed_in);
    if !delay.is_zero() {
        let who = (signed_in, &account, &site);
        let planned = plan(app, &txn, who, (before, wish, delay)).await?;
        txn.commit().await?;
        jobs::wake(app);
        return Ok(Erased::Planned(planned));
    }
    let leaving = Leaving {
        comments: wish.0,
        site: site.id,
        locale: &wish.1,
    };
    let by = log::By::rule(actor);
    account::erase(app, &txn, by, (&account, &members, leaving)).await?;
    txn.commit().await?;
    jobs::wake(app);
    // Most have written little; of the others the rest is gone on with.
    work::go_on(app, work::AT_ONCE).await?;
    Ok(Erased::Done)
}

/// Whether other sites have to do with the account too.
async fn reaches_further(txn: &Txn, account: &Account, members: &[Member]) -> Result<bool, Error> {
    let [own] = members else {
        return Ok(true);
    };
    let Some(email) = proved(account) else {
        return Ok(false);
    };
    let imports = storage::imported_authors::list_unclaimed_anywhere(txn, email).await?;
    Ok(imports.iter().any(|import| import.site_id != own.site_id))
}

async fn plan(
    app: &App,
    txn: &Txn,
    (signed_in, account, site): (&SignedIn, &Account, &Site),
    (before, (comments, locale), delay): (Option<PlannedErasure>, (Comments, String), TimeDelta),
) -> Result<Planned, Error> {
    let now = app.env.now();
    let others = (None, Some(signed_in.session_id));
    storage::sessions::end_others(txn, account.id, others, now).await?;
    let delete_comments = comments == Comments::Delete;
    if let Some(before) = before {
        let planned = PlannedErasure {
            delete_comments,
            ..before
        };
        planned::save(txn, planned.clone()).await?;
        return Ok(planned.into());
    }
    let due_at = now + delay;
    if let Some(recipient) = proved(account) {
        let mail = mails::NewMail {
            site_id: site.id,
            kind: MailKind::ErasurePlanned,
            recipient,
            locale: &locale,
            token: None,
            details: json!({ "day": due_at }),
        };
        mails::send(app, txn, mail).await?;
    }
    let planned = PlannedErasure {
        account_id: account.id,
        site_id: site.id,
        delete_comments,
        locale,
        created_at: now,
        due_at,
        try_at: due_at,
        told_at: None,
    };
    planned::save(txn, planned.clone()).await?;
    tracing::info!(account.id = %account.id.0, "account is to be erased");
    Ok(planned.into())
}

/// They have thought better of it. That needs no proof: nothing is lost by it.
pub async fn keep_me(app: &App, actor: &Actor) -> Result<SignedIn, Error> {
    let signed_in = access::signed_in(actor)?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    access::enter(app, actor, &site.ok_or(Error::NotFound)?)?;
    access::limit(app, Operation::EndSession, &signed_in.member).await?;
    let txn = app.db.begin_write().await?;
    if !planned::delete(&txn, signed_in.account_id).await? {
        return Err(Conflict::Nothing("no erasure is planned").into());
    }
    txn.commit().await?;
    tracing::info!(account.id = %signed_in.account_id.0, "account is kept");
    Ok(signed_in.clone())
}

/// What the viewer has asked for.
pub async fn of_viewer(app: &App, viewer: &SignedIn) -> Result<Option<Planned>, Error> {
    let found = planned::find(app.db.read(), viewer.account_id).await?;
    Ok(found.map(Planned::from))
}

/// A page of another origin may have more in it than its owner knows of: what is asked there can be
/// taken back for a day at least.
const EMBEDDED: TimeDelta = TimeDelta::days(1);

fn delay(app: &App, signed_in: &SignedIn) -> TimeDelta {
    match signed_in.kind {
        SessionKind::Direct => app.erasure_delay,
        _ => app.erasure_delay.max(EMBEDDED),
    }
}

async fn prove(
    app: &App,
    actor: &Actor,
    (signed_in, account): (&SignedIn, &Account),
    password: Option<Secret>,
) -> Result<Credentials, Error> {
    let found = storage::accounts::find_credentials_by_id(app.db.read(), account.id).await?;
    let found = found.ok_or(Error::NotFound)?;
    if found.password_hash.is_some() {
        let password = password.ok_or_else(|| Error::invalid("password", "is missing"))?;
        return accounts::prove(app, actor, (account.id, password)).await;
    }
    sessions::lately_proved(app, signed_in, account).await?;
    Ok(found)
}
