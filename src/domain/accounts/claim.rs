//! Whoever has proved an e-mail address may claim the comments that came with it in an import.
use crate::{
    app::App,
    domain::{Error, access, log, members, reports},
    model::{Action, Actor, MemberId, SignedIn},
    storage::{self, Txn, imported_authors::Unclaimed},
};

/// Authors on the actor's site who came with the actor's proven address. Several may: an address
/// alone does not make two names one person, so each is claimed by itself.
pub async fn claimable(app: &App, signed_in: &SignedIn) -> Result<Vec<Unclaimed>, Error> {
    let Some(email) = proven_email(app, signed_in).await? else {
        return Ok(Vec::new());
    };
    let site = signed_in.member.site_id;
    Ok(storage::imported_authors::list_unclaimed(app.db.read(), site, &email).await?)
}

/// Their comments become the actor's, and with them what moderators and readers think of their
/// author: notes, mutes, and a standing that forbids more than the actor's own. Returns how many
/// comments.
pub async fn claim(app: &App, actor: &Actor, author: MemberId) -> Result<u64, Error> {
    let (signed_in, site) = access::enter_own(app, actor).await?;
    let own = &signed_in.member;
    let email = proven_email(app, signed_in).await?.ok_or(Error::NotFound)?;
    let txn = app.db.begin_write().await?;
    storage::sites::lock_imports(&txn, site.id).await?;
    let unclaimed = storage::imported_authors::list_unclaimed(&txn, own.site_id, &email).await?;
    let found = unclaimed
        .into_iter()
        .find(|unclaimed| unclaimed.member_id == author);
    let found = found.ok_or(Error::NotFound)?;
    // Nobody decides on the author's comments meanwhile.
    let mut episodes = storage::comments::list_episodes_of(&txn, author).await?;
    let voted = storage::handing_on::votes_that_both_gave(&txn, author, own.id).await?;
    episodes.extend(voted.into_iter().map(|(_, episode)| episode));
    episodes.sort_unstable();
    episodes.dedup();
    for episode in episodes {
        storage::episodes::lock(&txn, episode).await?;
        storage::counts::renew_episode(&txn, episode).await?;
    }
    let member = storage::members::lock_whole(&txn, author).await?;
    let member = member.ok_or(Error::NotFound)?;
    reports::withdraw(app, &txn, own.id, author).await?;
    let moved = storage::comments::reassign(&txn, author, own.id).await?;
    storage::handing_on::notes_about(&txn, author, own.id).await?;
    storage::handing_on::muted(&txn, author, own.id).await?;
    members::standings::hand_on(app, &txn, actor, (&member, own.id)).await?;
    take_acts(&txn, author, own.id).await?;
    storage::imported_authors::move_all(&txn, author, own.id).await?;
    storage::counts::recount_member(&txn, own.id).await?;
    // What they did as a moderator, and reports that both gave, stay under the old name.
    if storage::handing_on::is_spent(&txn, author).await? {
        storage::members::delete(&txn, author).await?;
        storage::accounts::delete(&txn, found.account_id).await?;
    } else {
        storage::counts::recount_member(&txn, author).await?;
    }
    // By id: the log outlives what people are called.
    let entry = log::Entry {
        to: Some(format!("author_{}", own.id.0.simple())),
        from: Some(format!("author_{}", author.0.simple())),
        ..log::Entry::new(Action::ClaimAuthor, site.id, author.0)
    };
    log::record(app, &txn, log::By::member(actor, own.id), entry).await?;
    txn.commit().await?;
    Ok(moved)
}

/// Authors of an export of our own have voted, reported, muted and written notes, too.
async fn take_acts(txn: &Txn, author: MemberId, own: MemberId) -> Result<(), Error> {
    use storage::handing_on;
    for (comment, _) in handing_on::votes_that_both_gave(txn, author, own).await? {
        storage::counts::move_score(txn, comment, -1).await?;
    }
    handing_on::votes(txn, author, own).await?;
    handing_on::reports(txn, author, own).await?;
    handing_on::mutes(txn, author, own).await?;
    handing_on::notes(txn, author, own).await?;
    storage::pictures::remove(txn, author).await?;
    Ok(())
}

async fn proven_email(app: &App, signed_in: &SignedIn) -> Result<Option<String>, Error> {
    let account = storage::accounts::find(app.db.read(), signed_in.account_id).await?;
    let account = account.ok_or(Error::NotFound)?;
    Ok(account
        .email
        .filter(|_| account.email_verified_at.is_some()))
}
