//! Signing in with a token that the site has signed for one of its own accounts.
use super::{Arrival, Proof, arrive};
use crate::{
    app::App,
    domain::{
        Error,
        accounts::{self, FromSite},
        credentials::{
            limits::Operation,
            site_token::{Claims, Fault, RoleClaim},
        },
        jobs, limits,
        members::roles,
        pictures, policy,
        site_keys::{self, refused},
        sites,
    },
    model::{Actor, Role, Site, SiteId},
    storage::{self, Txn},
};

/// Each token begins one session, whichever node it is brought to and however often.
pub async fn sign_in_with_site_token(
    app: &App,
    actor: &Actor,
    (site, token): (&str, &str),
) -> Result<Arrival, Error> {
    let site = sites::get(app, site).await?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    limits::take(app, Operation::SiteToken, &[&actor.address]).await?;
    let claims = site_keys::check(app, &site, token).await?;
    let ways = storage::ways_in::get(app.db.read(), site.id).await?;
    let role = match claims.role {
        _ if !ways.roles_from_site_tokens => None,
        RoleClaim::None => None,
        RoleClaim::Commenter => Some(Role::Commenter),
        RoleClaim::Moderator => Some(Role::Moderator),
        RoleClaim::Unfit => return Err(refused(Fault::Role)),
    };
    let txn = app.db.begin_write().await?;
    spend(&txn, site.id, &claims).await?;
    let (arrival, is_pictured) = take_in(app, &txn, actor, (site, claims, role)).await?;
    txn.commit().await?;
    if is_pictured {
        jobs::wake(app);
    }
    Ok(arrival)
}

async fn spend(txn: &Txn, site: SiteId, claims: &Claims) -> Result<(), Error> {
    let parts: [&[u8]; 3] = [b"site token", site.0.as_bytes(), claims.id.as_bytes()];
    if storage::spent::spend(txn, &parts, claims.over_at).await? {
        return Ok(());
    }
    Err(refused(Fault::Replayed))
}

/// Also whether there is a picture to fetch.
async fn take_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    (site, claims, role): (Site, Claims, Option<Role>),
) -> Result<(Arrival, bool), Error> {
    let who = FromSite {
        site_id: site.id,
        subject: claims.subject,
        name: claims.name,
        email: claims.email,
    };
    let account = accounts::of_site(app, txn, &who).await?;
    let member = accounts::join(app, txn, site.id, &account).await?;
    let member = match role {
        Some(role) => {
            roles::give_by_site(app, txn, actor, (&member, role)).await?;
            let found = storage::members::find(txn, member.id).await?;
            found.ok_or(Error::NotFound)?
        }
        None => member,
    };
    accounts::rename(txn, &member, who.name.as_deref()).await?;
    let is_pictured = pictures::follow(app, txn, &member, claims.picture.as_deref()).await?;
    let arrival = arrive(app, txn, actor, (site, account, Proof::Site)).await?;
    Ok((arrival, is_pictured))
}
