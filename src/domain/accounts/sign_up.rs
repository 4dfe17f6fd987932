//! Making an account with e-mail address and password.
use super::{account, checked_name, join, member, take_over::take_over, weak};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::{Secret, limits::Operation, password::check_strength},
        input, jobs, limits,
        mailed::{self, Ask, Proof},
        policy::{self, Denied},
        proof_of_work,
        sessions::{self, Arrival},
        sites,
    },
    model::{Account, AccountId, Actor, MailKind, MailedToken, Purpose, Site},
    storage::{self, Txn},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub struct SignUp {
    pub site: String,
    pub email: String,
    pub password: Secret,
    pub display_name: String,
    /// As a client of the protocol made it.
    pub proof_of_work: Option<String>,
    /// Of the mail, BCP 47.
    pub locale: Option<String>,
}

/// What comes next.
pub enum SignedUp {
    /// The address has to be proved: what was given goes with the code in the mail.
    CheckMail(Zeroizing<String>),
    /// The service sends no mails: the account is there.
    SignIn,
}

/// What an account will be made of. A password belongs to the mail that it was given with, so
/// nobody can put theirs under an address that somebody else then confirms.
#[derive(Serialize, Deserialize)]
struct Details {
    password_hash: String,
    display_name: String,
}

/// Answers the same, and takes the same time, whether or not the address has an account already;
/// if it has, nothing changes.
pub async fn sign_up(app: &App, actor: &Actor, new: SignUp) -> Result<SignedUp, Error> {
    let site = sites::get(app, &new.site).await?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    policy::site::takes_passwords(&storage::ways_in::get(app.db.read(), site.id).await?)?;
    let email = input::email("email", &new.email)?;
    let name = checked_name(app, &site, &new.display_name).await?;
    let context = [&email, &name, &site.name, &site.key];
    check_strength(new.password.expose(), &context.map(String::as_str)).map_err(weak)?;
    proof_of_work::ask(app, actor, &site, new.proof_of_work.as_deref()).await?;
    // What is refused for its words costs no try.
    limits::take_from(app, Operation::SignUp, actor).await?;
    if app.mailer.is_available() {
        limits::take(app, Operation::MailTo, &[&email]).await?;
    }
    let hash = app.passwords.hash(new.password, app.env.random()).await;
    let hash = hash.map_err(|busy| Error::Unavailable(busy.retry_after))?;
    if !app.mailer.is_available() {
        make(app, &site, (email, &name, hash)).await?;
        return Ok(SignedUp::SignIn);
    }
    let details = Details {
        password_hash: hash,
        display_name: name,
    };
    let locale = new.locale.unwrap_or_default();
    let asked = ask(app, actor, &site, (&email, &locale, &details)).await?;
    jobs::wake(app);
    Ok(SignedUp::CheckMail(asked))
}

async fn ask(
    app: &App,
    actor: &Actor,
    site: &Site,
    (email, locale, details): (&str, &str, &Details),
) -> Result<Zeroizing<String>, Error> {
    let details = serde_json::to_value(details).map_err(anyhow::Error::from)?;
    let txn = app.db.begin_write().await?;
    let known = storage::accounts::find_credentials(&txn, email).await?;
    // An account under an address that nobody has proved is no reason to keep its owner out.
    let is_known = known.is_some_and(|known| known.account.email_verified_at.is_some());
    let new = Ask {
        site_id: site.id,
        purpose: Purpose::SignUp,
        kind: if is_known {
            MailKind::AlreadySignedUp
        } else {
            MailKind::ConfirmSignUp
        },
        email,
        locale,
        account_id: None,
        details: Some(details),
        is_blank: is_known,
    };
    let asked = mailed::ask(app, &txn, actor, new).await?;
    txn.commit().await?;
    Ok(asked.request.unwrap_or_default())
}

/// The address is proved: the account is made, and a session begins.
pub async fn confirm_sign_up(app: &App, actor: &Actor, proof: &Proof) -> Result<Arrival, Error> {
    let (txn, token) = mailed::take(app, actor, (proof, &[Purpose::SignUp])).await?;
    let site = storage::sites::find(&txn, token.site_id).await?;
    let site = site.ok_or(Denied::LinkOver)?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    // The site may have changed its mind.
    policy::site::takes_passwords(&storage::ways_in::get(&txn, site.id).await?)?;
    let account = match token.account_id {
        // The link was followed in the browser that waits, which made it.
        Some(made) => storage::accounts::find(&txn, made).await?,
        None => Some(found(app, &txn, &token).await?),
    };
    let account = account.ok_or(Denied::LinkOver)?;
    let arrival = sessions::arrive(app, &txn, actor, (site, account, sessions::Proof::Own)).await?;
    txn.commit().await?;
    Ok(arrival)
}

/// The link was followed, in the browser that asked for it: the account is made, and the window
/// that waits goes on by itself. In any other browser it may be a stranger's password that the
/// account would get, so nothing happens: the code has to be typed where it was asked for.
pub(super) async fn follow(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    token: &MailedToken,
) -> Result<bool, Error> {
    if !mailed::is_asker(actor, token) {
        return Ok(false);
    }
    if token.account_id.is_none() {
        policy::site::takes_passwords(&storage::ways_in::get(txn, token.site_id).await?)?;
        let account = found(app, txn, token).await?;
        storage::mailed_tokens::set_account(txn, token.id, account.id).await?;
        mailed::approve(app, txn, token).await?;
    }
    Ok(true)
}

async fn found(app: &App, txn: &Txn, token: &MailedToken) -> Result<Account, Error> {
    let details = token.details.as_deref().unwrap_or_default();
    let details: Details = serde_json::from_str(details).map_err(anyhow::Error::from)?;
    let account = Account {
        email_verified_at: Some(app.env.now()),
        ..account(app, Some(token.email.clone()), &details.display_name)
    };
    let hash = details.password_hash;
    let is_new = storage::accounts::insert_if_new(txn, account.clone(), Some(hash.clone())).await?;
    let account = if is_new {
        account
    } else {
        unproved(app, txn, (token, hash)).await?
    };
    join(app, txn, token.site_id, &account).await?;
    tracing::info!(account.id = %account.id.0, "signed up");
    Ok(account)
}

/// The account that was there, unless its address had been proved: then somebody has signed up with it
/// meanwhile.
async fn unproved(
    app: &App,
    txn: &Txn,
    (token, hash): (&MailedToken, String),
) -> Result<Account, Error> {
    let found = storage::accounts::find_credentials(txn, &token.email).await?;
    let found = found.ok_or(Denied::LinkOver)?;
    if found.account.email_verified_at.is_some() {
        return Err(Denied::AlreadySignedUp.into());
    }
    let account = take_over(app, txn, found.account.id).await?;
    storage::accounts::update_password(txn, account.id, hash).await?;
    Ok(account)
}

/// Where the service sends no mails, at once.
async fn make(
    app: &App,
    site: &Site,
    (email, name, hash): (String, &str, String),
) -> Result<(), Error> {
    let account = account(app, Some(email), name);
    let member = member(app, site.id, account.id, name);
    let txn = app.db.begin_write().await?;
    let (account_id, member_id): (AccountId, _) = (account.id, member.id);
    if storage::accounts::insert_if_new(&txn, account.clone(), Some(hash.clone())).await? {
        storage::members::insert_if_new(&txn, member).await?;
    } else {
        // The same writes, undone: what reaches the disk takes as long as a new account does.
        let nobody = Account {
            email: None,
            ..account
        };
        storage::accounts::insert_if_new(&txn, nobody, Some(hash)).await?;
        storage::members::insert_if_new(&txn, member).await?;
        storage::members::delete(&txn, member_id).await?;
        storage::accounts::delete(&txn, account_id).await?;
    }
    txn.commit().await?;
    Ok(())
}
