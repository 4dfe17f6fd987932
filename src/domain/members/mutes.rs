//! Whom a reader does not want to read: nobody else notices.
use super::own_site;
use crate::{
    app::App,
    domain::{Error, access, accounts, credentials::limits::Operation, policy},
    model::{Actor, Member, MemberId, Page, PageRequest, SignedIn},
    storage::{self, Txn},
};

const MOST: u64 = 1_000;

/// Muting somebody again changes nothing. Of no consequence to others, it needs no good standing.
pub async fn mute(app: &App, actor: &Actor, id: MemberId) -> Result<Member, Error> {
    let (_, own) = own_site(app, actor).await?;
    access::limit(app, Operation::Mute, own).await?;
    let txn = app.db.begin_write().await?;
    // One after the other, so that they stay within the number.
    storage::members::lock(&txn, own.id).await?;
    let author = known(&txn, actor, id).await?.ok_or(Error::NotFound)?;
    policy::member::may_mute(own, &author)?;
    let is_new = storage::mutes::insert(&txn, (own.id, id), app.env.now()).await?;
    if is_new && storage::mutes::count(&txn, own.id).await? > MOST {
        let message = "is one too many: at most 1,000 authors can be muted, so let another one be \
                       heard first";
        return Err(Error::invalid("authorId", message));
    }
    txn.commit().await?;
    Ok(author)
}

/// Whoever is not muted stays so. One who is can always be heard again.
pub async fn unmute(app: &App, actor: &Actor, id: MemberId) -> Result<Member, Error> {
    let (_, own) = own_site(app, actor).await?;
    access::limit(app, Operation::Mute, own).await?;
    let txn = app.db.begin_write().await?;
    let author = if storage::mutes::delete(&txn, (own.id, id)).await? {
        storage::members::find(&txn, id).await?
    } else {
        known(&txn, actor, id).await?
    };
    let author = author.ok_or(Error::NotFound)?;
    txn.commit().await?;
    Ok(author)
}

/// An author of the actor's own site whom the actor may know of.
async fn known(txn: &Txn, actor: &Actor, id: MemberId) -> Result<Option<Member>, Error> {
    let found = accounts::find_known(txn, actor, id).await?;
    Ok(found.filter(|author| actor.member_of(author.site_id).is_some()))
}

/// In the order of their ids, and how many there are.
pub async fn of_viewer(
    app: &App,
    signed_in: &SignedIn,
    page: &PageRequest,
) -> Result<(Page<Member>, i32), Error> {
    let (db, own) = (app.db.read(), signed_in.member.id);
    let total = storage::mutes::count(db, own).await?;
    let found = storage::mutes::list(db, own, page).await?;
    Ok((
        Page::cut(found, page.first),
        i32::try_from(total).unwrap_or(i32::MAX),
    ))
}
