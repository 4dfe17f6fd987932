//! Coming in: what every write asks before it looks at anything else.
use super::{
    Error,
    credentials::limits::Operation,
    limits,
    policy::{self, Denied},
    sites,
};
use crate::{
    app::App,
    model::{Actor, Member, SignedIn, Site},
};

/// Asked before anything is loaded, so that somebody signed out learns nothing of what exists.
pub fn signed_in(actor: &Actor) -> Result<&SignedIn, Error> {
    Ok(actor.signed_in.as_ref().ok_or(Denied::SignedOut)?)
}

/// What belongs to another site than the actor's is answered as if it did not exist.
pub fn enter<'a>(app: &App, actor: &'a Actor, site: &Site) -> Result<&'a Member, Error> {
    signed_in(actor)?;
    let member = actor.member_of(site.id).ok_or(Error::NotFound)?;
    policy::site::may_write_from(actor.origin.as_deref(), site, &app.public_origin)?;
    Ok(member)
}

/// The same for what is the actor's own, whatever the site: asked on the one that they are signed in
/// to.
pub async fn enter_own<'a>(app: &App, actor: &'a Actor) -> Result<(&'a SignedIn, Site), Error> {
    let signed_in = signed_in(actor)?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    enter(app, actor, &site)?;
    Ok((signed_in, site))
}

/// Takes one of the member's tries, or says when there will be one. Outside of transactions.
pub async fn limit(app: &App, operation: Operation, member: &Member) -> Result<(), Error> {
    let key = member.id.0.to_string();
    limits::take(app, operation, &[&key]).await
}

/// The same for whoever is signed in, before anything is loaded.
pub async fn limit_actor(app: &App, operation: Operation, actor: &Actor) -> Result<(), Error> {
    limit(app, operation, &signed_in(actor)?.member).await
}
