//! Signing in with a link or code that is mailed: whoever reads an address's mail is its owner.
use super::{account, take_over::take_over};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::limits::Operation,
        input, jobs,
        mailed::{self, Ask, Proof},
        policy::{self, Denied},
        proof_of_work,
        sessions::{self, Arrival},
        sites,
    },
    model::{Account, Actor, MailKind, MailedToken, Purpose},
    storage::{self, Txn},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub struct Request {
    pub site: String,
    pub email: String,
    /// Of an account that has yet to be made.
    pub display_name: Option<String>,
    /// Of the mail, BCP 47.
    pub locale: Option<String>,
    /// As a client of the protocol made it.
    pub proof_of_work: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Details {
    display_name: String,
}

/// Who has not said how they want to be called.
const NAMELESS: &str = "Listener";

/// The same for every address. What comes back goes with the code in the mail.
pub async fn request_sign_in_mail(
    app: &App,
    actor: &Actor,
    request: Request,
) -> Result<Zeroizing<String>, Error> {
    let site = sites::get(app, &request.site).await?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    policy::site::takes_mail(&storage::ways_in::get(app.db.read(), site.id).await?)?;
    let email = input::email("email", &request.email)?;
    let display_name = match request.display_name {
        Some(name) => super::checked_name(app, &site, &name).await?,
        None => NAMELESS.to_owned(),
    };
    // Of every address, for an account may come of it.
    proof_of_work::ask(app, actor, &site, request.proof_of_work.as_deref()).await?;
    mailed::refuse_unless_available(app, actor, (Operation::MailTo, &email)).await?;
    let details = serde_json::to_value(Details { display_name }).map_err(anyhow::Error::from)?;
    let txn = app.db.begin_write().await?;
    let known = storage::accounts::find_credentials(&txn, &email).await?;
    let ask = Ask {
        site_id: site.id,
        purpose: Purpose::SignIn,
        kind: MailKind::SignIn,
        email: &email,
        locale: request.locale.as_deref().unwrap_or_default(),
        account_id: known.map(|known| known.account.id),
        details: Some(details),
        is_blank: false,
    };
    let asked = mailed::ask(app, &txn, actor, ask).await?;
    txn.commit().await?;
    jobs::wake(app);
    Ok(asked.request.unwrap_or_default())
}

/// The first time makes an account of the address.
pub async fn sign_in_with_mail(app: &App, actor: &Actor, proof: &Proof) -> Result<Arrival, Error> {
    let (txn, token) = mailed::take(app, actor, (proof, &[Purpose::SignIn])).await?;
    let site = storage::sites::find(&txn, token.site_id).await?;
    let site = site.ok_or(Denied::LinkOver)?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    // The site may have changed its mind.
    policy::site::takes_mail(&storage::ways_in::get(&txn, site.id).await?)?;
    let account = owner(app, &txn, &token).await?;
    let arrival = sessions::arrive(app, &txn, actor, (site, account, sessions::Proof::Own)).await?;
    txn.commit().await?;
    Ok(arrival)
}

async fn owner(app: &App, txn: &Txn, token: &MailedToken) -> Result<Account, Error> {
    if let Some(found) = storage::accounts::find_credentials(txn, &token.email).await? {
        return take_over(app, txn, found.account.id).await;
    }
    let details = token.details.as_deref().unwrap_or_default();
    let details: Details = serde_json::from_str(details).map_err(anyhow::Error::from)?;
    let new = Account {
        email_verified_at: Some(app.env.now()),
        ..account(app, Some(token.email.clone()), &details.display_name)
    };
    if !storage::accounts::insert_if_new(txn, new.clone(), None).await? {
        return Err(Denied::LinkOver.into());
    }
    tracing::info!(account.id = %new.id.0, "signed up by mail");
    Ok(new)
}
