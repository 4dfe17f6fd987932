//! What members and moderators do with members: a use case a file.
mod list;
pub mod mutes;
pub mod notes;
pub mod roles;
pub mod standings;

pub use list::{MemberFilter, list};

use super::{Error, access, policy, sites};
use crate::{
    app::App,
    model::{Actor, Member, MemberId, Site, SiteId},
    storage::{self, Txn},
};

/// The site that the actor is on, if the page that asks may write there.
async fn own_site<'a>(app: &App, actor: &'a Actor) -> Result<(Site, &'a Member), Error> {
    let signed_in = access::signed_in(actor)?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    let member = access::enter(app, actor, &site)?;
    Ok((site, member))
}

/// The same for a moderator.
async fn moderated_site<'a>(app: &App, actor: &'a Actor) -> Result<(Site, &'a Member), Error> {
    let (site, member) = own_site(app, actor).await?;
    policy::site::may_moderate(actor, &site, app.env.now())?;
    Ok((site, member))
}

/// A member of the site with their row taken; those of other sites do not exist.
async fn take(txn: &Txn, site: SiteId, id: MemberId) -> Result<Member, Error> {
    let found = storage::members::lock(txn, id).await?;
    let found = found.filter(|member| member.site_id == site);
    found.ok_or(Error::NotFound)
}
