//! Another e-mail address, confirmed at both; and proving the one there is.
use super::prove::{prove, still_proved};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::{Secret, limits::Operation},
        input, jobs,
        mailed::{self, Ask, Proof},
        mails::{self, NewMail},
        policy::Denied,
        sessions,
    },
    model::{Account, Actor, MailKind, MailedToken, MailedTokenId, Purpose, SessionKind, SignedIn},
    storage::{self, Txn, accounts::Credentials},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

/// How far an address has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// It is the account's now.
    Done,
    /// The mail to the other address waits for its answer.
    HalfWay,
    /// Somebody has signed up: the account is there.
    SignedUp,
    /// The link was followed in another browser than the one that asked: the code has to be typed
    /// there.
    OtherBrowser,
}

/// A change, as both of its tokens keep it.
#[derive(Serialize, Deserialize)]
struct Details {
    new_email: String,
    /// The token of the other address.
    other: Option<Uuid>,
}

/// Mails go to both addresses, and nothing changes before both have been answered. One that another
/// account has gets none, which nobody learns. Not from an embed: the address lets in with all of the
/// account's rights, and that page's scripts may name one of their own. What comes back goes with the
/// code in the mail to the new address.
pub async fn change_email(
    app: &App,
    actor: &Actor,
    (new_email, password, locale): (&str, Option<Secret>, Option<&str>),
) -> Result<Zeroizing<String>, Error> {
    let (signed_in, _) = access::enter_own(app, actor).await?;
    if signed_in.kind == SessionKind::Embedded {
        return Err(Denied::EmbeddedSession.into());
    }
    let new_email = input::email("newEmail", new_email)?;
    let proved = proved(app, actor, (signed_in, password)).await?;
    let account = &proved.account;
    if account.email.as_ref() == Some(&new_email) {
        return Err(Error::invalid(
            "newEmail",
            "is the account's address already",
        ));
    }
    mailed::refuse_unless_available(app, actor, (Operation::MailTo, &new_email)).await?;
    let locale = locale.unwrap_or_default();
    let txn = app.db.begin_write().await?;
    let account = still_proved(&txn, &proved).await?;
    let account = account.ok_or(Denied::SignInAgain)?;
    let taken = storage::accounts::find_credentials(&txn, &new_email).await?;
    let (site_id, account_id) = (signed_in.member.site_id, Some(account.id));
    storage::mailed_tokens::void_change(&txn, account.id, app.env.now()).await?;
    let ask = |purpose, kind, email, other: Option<MailedTokenId>| Ask {
        site_id,
        purpose,
        kind,
        email,
        locale,
        account_id,
        details: serde_json::to_value(Details {
            new_email: new_email.clone(),
            other: other.map(|id| id.0),
        })
        .ok(),
        is_blank: purpose == Purpose::NewEmail && taken.is_some(),
    };
    let old = match &account.email {
        Some(old) if account.email_verified_at.is_some() => {
            let kind = MailKind::ConfirmOldEmail;
            let old = ask(Purpose::OldEmail, kind, old, None);
            Some(mailed::ask(app, &txn, actor, old).await?.id)
        }
        _ => None,
    };
    let kind = MailKind::ConfirmNewEmail;
    let new = ask(Purpose::NewEmail, kind, &new_email, old);
    let new = mailed::ask(app, &txn, actor, new).await?;
    if let Some(old) = old {
        let details = Details {
            new_email: new_email.clone(),
            other: Some(new.id.0),
        };
        let details = serde_json::to_string(&details).map_err(anyhow::Error::from)?;
        storage::mailed_tokens::set_details(&txn, old, details).await?;
    }
    txn.commit().await?;
    jobs::wake(app);
    Ok(new.request.unwrap_or_default())
}

/// For an account that has an address which nobody has proved. What comes back goes with the code in
/// the mail.
pub async fn request_verification(
    app: &App,
    actor: &Actor,
    locale: Option<&str>,
) -> Result<Zeroizing<String>, Error> {
    let (signed_in, _) = access::enter_own(app, actor).await?;
    let account = storage::accounts::find(app.db.read(), signed_in.account_id).await?;
    let account = account.ok_or(Denied::SignedOut)?;
    let Some(email) = account
        .email
        .filter(|_| account.email_verified_at.is_none())
    else {
        let why = crate::domain::error::Conflict::Nothing("no address waits to be confirmed");
        return Err(why.into());
    };
    mailed::refuse_unless_available(app, actor, (Operation::MailTo, &email)).await?;
    let txn = app.db.begin_write().await?;
    let ask = Ask {
        site_id: signed_in.member.site_id,
        purpose: Purpose::VerifyEmail,
        kind: MailKind::VerifyEmail,
        email: &email,
        locale: locale.unwrap_or_default(),
        account_id: Some(account.id),
        details: None,
        is_blank: false,
    };
    let asked = mailed::ask(app, &txn, actor, ask).await?;
    txn.commit().await?;
    jobs::wake(app);
    Ok(asked.request.unwrap_or_default())
}

/// The code of a mail, typed by whoever is signed in to the account and asked for it.
pub async fn enter_code(
    app: &App,
    actor: &Actor,
    (request, code): (String, String),
) -> Result<Confirmed, Error> {
    let (signed_in, _) = access::enter_own(app, actor).await?;
    let proof = Proof::Code { request, code };
    let purposes = [Purpose::VerifyEmail, Purpose::NewEmail];
    let (txn, token) = mailed::open(app, actor, (&proof, &purposes)).await?;
    if token.account_id != Some(signed_in.account_id) {
        return Err(Denied::LinkOver.into());
    }
    let confirmed = confirm(app, &txn, &token).await?;
    txn.commit().await?;
    jobs::wake(app);
    Ok(confirmed)
}

/// The token of the other address of a change.
pub(super) fn other(token: &MailedToken) -> Option<MailedTokenId> {
    if !matches!(token.purpose, Purpose::NewEmail | Purpose::OldEmail) {
        return None;
    }
    let details: Details = serde_json::from_str(token.details.as_deref()?).ok()?;
    details.other.map(MailedTokenId)
}

/// A link of `/account/confirm` was followed. To a new address anybody may have asked for a mail, and
/// to one that nobody has proved: followed by its reader, it would give the address to whoever asked.
pub(super) async fn follow(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    token: &MailedToken,
) -> Result<Confirmed, Error> {
    if token.purpose != Purpose::OldEmail && !mailed::is_asker(actor, token) {
        return Ok(Confirmed::OtherBrowser);
    }
    confirm(app, txn, token).await
}

/// What an answered mail brings about.
async fn confirm(app: &App, txn: &Txn, token: &MailedToken) -> Result<Confirmed, Error> {
    let account = token.account_id.ok_or(Denied::LinkOver)?;
    let account = storage::accounts::find(txn, account).await?;
    let account = account.ok_or(Denied::LinkOver)?;
    let now = app.env.now();
    if token.purpose == Purpose::VerifyEmail {
        if account.email.as_ref() != Some(&token.email) {
            return Err(Denied::LinkOver.into());
        }
        storage::accounts::verify_email(txn, account.id, now).await?;
        storage::mailed_tokens::mark_used(txn, token.id, now).await?;
        return Ok(Confirmed::Done);
    }
    let details = token.details.as_deref().unwrap_or_default();
    let details: Details = serde_json::from_str(details).map_err(anyhow::Error::from)?;
    if let Some(other) = other(token) {
        let other = storage::mailed_tokens::lock(txn, other).await?;
        let answered = other.is_some_and(|other| other.approved_at.is_some());
        if !answered {
            mailed::approve(app, txn, token).await?;
            return Ok(Confirmed::HalfWay);
        }
    }
    change(app, txn, (&account, &details.new_email), token).await?;
    Ok(Confirmed::Done)
}

async fn change(
    app: &App,
    txn: &Txn,
    (account, new_email): (&Account, &str),
    token: &MailedToken,
) -> Result<(), Error> {
    let now = app.env.now();
    if !storage::accounts::update_email(txn, account.id, (new_email, now)).await? {
        return Err(Denied::AlreadySignedUp.into());
    }
    storage::mailed_tokens::mark_used(txn, token.id, now).await?;
    storage::mailed_tokens::void_all(txn, account.id, now).await?;
    if let Some(old) = &account.email {
        let notice = NewMail {
            site_id: token.site_id,
            kind: MailKind::EmailChanged,
            recipient: old,
            locale: "",
            token: None,
            details: serde_json::json!({}),
        };
        // What was written there before says nothing to anybody any more.
        storage::mails::forget_sent_to(txn, old).await?;
        mails::send(app, txn, notice).await?;
    }
    tracing::info!(account.id = %account.id.0, "e-mail address changed");
    Ok(())
}

async fn proved(
    app: &App,
    actor: &Actor,
    (signed_in, password): (&SignedIn, Option<Secret>),
) -> Result<Credentials, Error> {
    if let Some(password) = password {
        return prove(app, actor, (signed_in.account_id, password)).await;
    }
    let db = app.db.read();
    let found = storage::accounts::find_credentials_by_id(db, signed_in.account_id).await?;
    let found = found.ok_or(Denied::SignedOut)?;
    if found.password_hash.is_some() {
        return Err(Error::invalid("password", "is needed: the account has one"));
    }
    sessions::lately_proved(app, signed_in, &found.account).await?;
    Ok(found)
}
