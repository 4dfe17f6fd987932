//! Somebody erases their own account.
use super::{Comments, NOBODY, begin, work};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::{Secret, limits::Operation},
        error::Conflict,
        limits, log, mails,
        policy::Denied,
        sessions, sites,
    },
    model::{Account, Actor, MailKind, Member, Role, SessionKind, SignedIn, SiteId},
    storage::{self, Txn},
};
use serde_json::json;

pub struct Erasing {
    pub comments: Comments,
    /// Of an account that has one.
    pub password: Option<Secret>,
}

/// On every site. An access token alone does not do: it may have been found. With the account's
/// password, or, where it has none, in a session that was begun just now by a mail, a provider or
/// the site.
pub async fn erase_account(app: &App, actor: &Actor, erasing: Erasing) -> Result<(), Error> {
    let signed_in = access::signed_in(actor)?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    access::enter(app, actor, &site)?;
    let account = storage::accounts::find(app.db.read(), signed_in.account_id).await?;
    let account = account.ok_or(Error::NotFound)?;
    prove(app, actor, (signed_in, &account), erasing.password).await?;

    let txn = app.db.begin_write().await?;
    let members = lock_members(&txn, &account).await?;
    if signed_in.kind == SessionKind::Embedded && members.len() > 1 {
        return Err(Denied::EmbeddedSession.into());
    }
    for member in &members {
        begin(app, &txn, log::By::rule(actor), (member, erasing.comments)).await?;
    }
    let gone = (account.id, account.email.as_deref());
    storage::erasures::forget_account(&txn, gone, NOBODY).await?;
    say_goodbye(app, &txn, site.id, &account).await?;
    txn.commit().await?;
    crate::domain::jobs::wake(app);
    tracing::info!(account.id = %account.id.0, "account erased");
    // Most have written little; of the others the rest is gone on with.
    work::go_on(app, work::AT_ONCE).await
}

async fn prove(
    app: &App,
    actor: &Actor,
    (signed_in, account): (&SignedIn, &Account),
    password: Option<Secret>,
) -> Result<(), Error> {
    limits::take(app, Operation::SignInFromAddress, &[&actor.address]).await?;
    let account_key = account.id.0.to_string();
    limits::take(app, Operation::SignInToAccount, &[&account_key]).await?;
    let hash = match &account.email {
        Some(email) => storage::accounts::find_credentials(app.db.read(), email)
            .await?
            .and_then(|found| found.password_hash),
        None => None,
    };
    let Some(hash) = hash else {
        return sessions::lately_proved(app, signed_in, account).await;
    };
    let password = password.ok_or_else(|| Error::invalid("password", "is missing"))?;
    let verdict = app.passwords.verify(password, Some(&hash)).await;
    let verdict = verdict.map_err(|busy| Error::Unavailable(busy.retry_after))?;
    if verdict.matches {
        Ok(())
    } else {
        Err(Denied::WrongCredentials.into())
    }
}

/// All memberships, with their rows taken. A site that would be left without an admin is handed over
/// first.
async fn lock_members(txn: &Txn, account: &Account) -> Result<Vec<Member>, Error> {
    let mut members = Vec::new();
    for member in storage::members::list_of_account(txn, account.id).await? {
        let taken = storage::members::lock_with_admins(txn, member.site_id, member.id).await?;
        let admins = taken.iter().filter(|taken| taken.role == Role::Admin);
        let is_last = admins.count() == 1;
        let own = taken.into_iter().find(|taken| taken.id == member.id);
        let own = own.ok_or(Error::NotFound)?;
        if own.role == Role::Admin && is_last {
            return Err(Conflict::LastAdmin.into());
        }
        members.push(own);
    }
    Ok(members)
}

async fn say_goodbye(app: &App, txn: &Txn, site: SiteId, account: &Account) -> Result<(), Error> {
    let Some(email) = account.email.as_deref() else {
        return Ok(());
    };
    if account.email_verified_at.is_none() {
        return Ok(());
    }
    let mail = mails::NewMail {
        site_id: site,
        kind: MailKind::AccountErased,
        recipient: email,
        locale: "",
        token: None,
        details: json!({}),
    };
    Ok(mails::send(app, txn, mail).await?)
}
