//! Setting another password: with the old one, or with a mail.
use super::{
    prove::{prove, still_proved},
    take_over::take_over,
    weak_in,
};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::{Secret, limits::Operation, password::check_strength},
        input, jobs, limits,
        mailed::{self, Ask, Proof},
        mails::{self, NewMail},
        policy::{self, Denied},
        sites,
    },
    model::{Account, AccountId, Actor, MailKind, Purpose, Site, SiteId},
    storage::{self, Txn},
};

/// The same for every address; one without an account gets no mail.
pub async fn request_password_reset(
    app: &App,
    actor: &Actor,
    (site, email, locale): (&str, &str, Option<&str>),
) -> Result<(), Error> {
    let site = sites::get(app, site).await?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    let email = input::email("email", email)?;
    mailed::refuse_unless_available(app, actor, (Operation::ResetTo, &email)).await?;
    let txn = app.db.begin_write().await?;
    let known = storage::accounts::find_credentials(&txn, &email).await?;
    let ask = Ask {
        site_id: site.id,
        purpose: Purpose::ResetPassword,
        kind: MailKind::ResetPassword,
        email: &email,
        locale: locale.unwrap_or_default(),
        is_blank: known.is_none(),
        account_id: known.map(|known| known.account.id),
        details: None,
    };
    mailed::ask(app, &txn, actor, ask).await?;
    txn.commit().await?;
    jobs::wake(app);
    Ok(())
}

/// Proves the address too. Ends every session of the account, and all other links.
pub async fn reset_password(
    app: &App,
    actor: &Actor,
    (token, password): (String, Secret),
) -> Result<(), Error> {
    limits::take_from(app, Operation::RedeemMailed, actor).await?;
    let purposes = [Purpose::ResetPassword];
    let found = mailed::find_by_link(app, (&token, &purposes)).await?;
    let account = owner(app, found.account_id).await?;
    let site = sites::find_by_id(app, found.site_id).await?;
    let site = site.ok_or(Denied::LinkOver)?;
    let hash = hash(app, (&account, &site), ("password", password)).await?;
    let proof = Proof::Link(token);
    let (txn, token) = mailed::take(app, actor, (&proof, &purposes)).await?;
    // A sign-in on its way waits here, or is waited for and its session ended.
    let account = take_over(app, &txn, account.id).await?;
    storage::sessions::end_others(&txn, account.id, (None, None), app.env.now()).await?;
    replace(app, &txn, (&account, hash), token.site_id).await?;
    txn.commit().await?;
    jobs::wake(app);
    tracing::info!(account.id = %account.id.0, "password reset");
    Ok(())
}

/// Ends the account's other sessions.
pub async fn change_password(
    app: &App,
    actor: &Actor,
    (current, new): (Secret, Secret),
) -> Result<(), Error> {
    let (signed_in, site) = access::enter_own(app, actor).await?;
    let (account, session) = (signed_in.account_id, signed_in.session_id);
    let proved = prove(app, actor, (account, current)).await?;
    let hash = hash(app, (&proved.account, &site), ("newPassword", new)).await?;
    let txn = app.db.begin_write().await?;
    let account = still_proved(&txn, &proved).await?;
    let account = account.ok_or(Denied::WrongPassword)?;
    let others = (None, Some(session));
    storage::sessions::end_others(&txn, account.id, others, app.env.now()).await?;
    replace(app, &txn, (&account, hash), site.id).await?;
    txn.commit().await?;
    jobs::wake(app);
    tracing::info!(account.id = %account.id.0, "password changed");
    Ok(())
}

async fn owner(app: &App, account: Option<AccountId>) -> Result<Account, Error> {
    let account = account.ok_or(Denied::LinkOver)?;
    let found = storage::accounts::find(app.db.read(), account).await?;
    Ok(found.ok_or(Denied::LinkOver)?)
}

/// `field` is the input's.
async fn hash(
    app: &App,
    (account, site): (&Account, &Site),
    (field, password): (&'static str, Secret),
) -> Result<String, Error> {
    let email = account.email.as_deref().unwrap_or_default();
    let context = [email, &account.display_name, &site.name, &site.key];
    check_strength(password.expose(), &context).map_err(|fault| weak_in(field, fault))?;
    let hash = app.passwords.hash(password, app.env.random()).await;
    hash.map_err(|busy| Error::Unavailable(busy.retry_after))
}

async fn replace(
    app: &App,
    txn: &Txn,
    (account, hash): (&Account, String),
    site_id: SiteId,
) -> Result<(), Error> {
    storage::accounts::update_password(txn, account.id, hash).await?;
    storage::mailed_tokens::void_all(txn, account.id, app.env.now()).await?;
    if let Some(email) = &account.email {
        let notice = NewMail {
            site_id,
            kind: MailKind::PasswordChanged,
            recipient: email,
            locale: "",
            token: None,
            details: serde_json::json!({}),
        };
        mails::send(app, txn, notice).await?;
    }
    Ok(())
}
