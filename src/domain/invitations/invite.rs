//! An admin invites somebody by their e-mail address.
use super::{Invited, LIFETIME, MAX, told};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        error::Conflict,
        input, jobs, limits, log,
        mails::{self, NewMail},
        policy::{self, Denied},
        sessions, sites,
        threads::{self, Terms},
    },
    model::{Action, Actor, Invitation, InvitationId, MailKind, Member, Role, Site},
    storage::{self, Txn},
};
use serde_json::json;

pub struct NewInvitation {
    pub email: String,
    pub role: Role,
    /// Of the mail, BCP 47.
    pub locale: Option<String>,
}

const LOCALE_MAX: usize = 16;

/// Answers the same whether or not the address has an account. It replaces what waits for the owner of
/// the address already, and is mailed anew.
pub async fn invite(
    app: &App,
    actor: &Actor,
    key: &str,
    (new, terms): (NewInvitation, Terms),
) -> Result<Invited, Error> {
    let (site, by) = enter(app, actor, key).await?;
    let terms = threads::checked(app, terms)?;
    let invitation = checked(app, (&site, &by), new)?;
    let email = &invitation.email;
    // An admin sees who is a member, and as what.
    let known = storage::members::find_by_proved_email(app.db.read(), site.id, email).await?;
    if known.is_some_and(|known| known.role >= invitation.role) {
        return Err(Conflict::Nothing("a member with this address has the role").into());
    }
    limit(app, actor, (&site, email)).await?;
    let txn = app.db.begin_write().await?;
    let entry = log::Entry {
        to: Some(told(email, invitation.role)),
        reason: terms.reason,
        note: terms.private_note,
        ..log::Entry::new(Action::InviteMember, site.id, site.id.0)
    };
    save(app, &txn, &invitation).await?;
    log::record(app, &txn, log::By::member(actor, by.id), entry).await?;
    txn.commit().await?;
    jobs::wake(app);
    Ok(Invited { invitation, by })
}

/// Not out of what the address's owner has for mails of their own.
async fn limit(app: &App, actor: &Actor, (site, email): (&Site, &str)) -> Result<(), Error> {
    if !app.mailer.is_available() {
        return Err(Denied::NoMail.into());
    }
    limits::take(app, Operation::AskForMail, &[&actor.address]).await?;
    limits::take(app, Operation::InviteTo, &[&site.key, email]).await?;
    limits::take(app, Operation::InviteFromSite, &[&site.key]).await
}

/// A role is not given by a session that somebody has found.
async fn enter(app: &App, actor: &Actor, key: &str) -> Result<(Site, Member), Error> {
    let signed_in = access::signed_in(actor)?;
    let site = sites::get(app, key).await?;
    access::enter(app, actor, &site)?;
    let member = policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    let account = storage::accounts::find(app.db.read(), signed_in.account_id).await?;
    sessions::lately_proved(app, signed_in, &account.ok_or(Error::NotFound)?).await?;
    Ok((site, member.clone()))
}

fn checked(
    app: &App,
    (site, by): (&Site, &Member),
    new: NewInvitation,
) -> Result<Invitation, Error> {
    if new.role == Role::Commenter {
        return Err(Error::invalid("role", "must be MODERATOR or ADMIN"));
    }
    let locale = input::optional_line("locale", new.locale, LOCALE_MAX)?;
    let now = app.env.now();
    Ok(Invitation {
        id: InvitationId(app.env.new_id()),
        site_id: site.id,
        email: input::email("email", &new.email)?,
        role: new.role,
        locale: locale.unwrap_or_default(),
        invited_by: by.id,
        created_at: now,
        expires_at: now + LIFETIME,
        accepted_at: None,
        ended_at: None,
    })
}

async fn save(app: &App, txn: &Txn, invitation: &Invitation) -> Result<(), Error> {
    let (site, email, now) = (invitation.site_id, &invitation.email, invitation.created_at);
    let taken = storage::sites::lock(txn, site).await?;
    taken.ok_or(Error::NotFound)?;
    storage::invitations::end_all_to(txn, (site, email), now).await?;
    if storage::invitations::count_open(txn, site, now).await? >= MAX {
        let message = format!("is one too many: a site has at most {MAX} open invitations");
        return Err(Error::invalid("email", message));
    }
    storage::invitations::insert(txn, invitation.clone()).await?;
    let mail = NewMail {
        site_id: site,
        kind: MailKind::MemberInvited,
        recipient: email,
        locale: &invitation.locale,
        token: None,
        details: json!({ "invitation": invitation.id.0 }),
    };
    Ok(mails::send(app, txn, mail).await?)
}
