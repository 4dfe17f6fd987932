//! Making an account with e-mail address and password.
use super::{account, checked_name, member, weak};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::{Secret, limits::Operation, password::check_strength},
        input, limits, policy, proof_of_work, sites,
    },
    model::{Account, Actor},
    storage,
};

pub struct SignUp {
    pub site: String,
    pub email: String,
    pub password: Secret,
    pub display_name: String,
    /// As a client of the protocol made it.
    pub proof_of_work: Option<String>,
}

/// Answers the same, and takes the same time, whether or not the address has an account already;
/// if it has, nothing changes.
pub async fn sign_up(app: &App, actor: &Actor, new: SignUp) -> Result<(), Error> {
    let site = sites::get(app, &new.site).await?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    let email = input::email("email", &new.email)?;
    let name = checked_name(app, &site, &new.display_name).await?;
    check_strength(
        new.password.expose(),
        &[&email, &name, &site.name, &site.key],
    )
    .map_err(weak)?;
    proof_of_work::ask(app, actor, &site, new.proof_of_work.as_deref()).await?;
    // What is refused for its words costs no try.
    limits::take_from(app, Operation::SignUp, actor).await?;
    let hash = app.passwords.hash(new.password, app.env.random()).await;
    let hash = hash.map_err(|busy| Error::Unavailable(busy.retry_after))?;

    let account = account(app, Some(email), &name);
    let member = member(app, site.id, account.id, &name);
    let txn = app.db.begin_write().await?;
    let (account_id, member_id) = (account.id, member.id);
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
