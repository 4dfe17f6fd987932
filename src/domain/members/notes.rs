//! What moderators write about a member, for each other.
use super::{moderated_site, take};
use crate::{
    app::App,
    domain::{Error, access, credentials::limits::Operation, input, policy},
    model::{Actor, Member, MemberId, MemberNote, MemberNoteId},
    storage,
};
use std::collections::HashMap;

/// A note with who wrote it.
#[derive(Clone, Debug)]
pub struct Noted {
    pub note: MemberNote,
    pub author: Option<Member>,
}

const TEXT_MAX: usize = 1_000;
/// Of one member, in an answer.
const MOST: u64 = 50;

pub async fn add(app: &App, actor: &Actor, about: MemberId, text: &str) -> Result<Noted, Error> {
    access::signed_in(actor)?;
    let text = input::optional_text("text", Some(text.to_owned()), TEXT_MAX)?;
    let empty = || Error::invalid("text", format!("must have 1 to {TEXT_MAX} characters"));
    let text = text.ok_or_else(empty)?;
    let (site, by) = moderated_site(app, actor).await?;
    access::limit(app, Operation::Note, by).await?;
    let txn = app.db.begin_write().await?;
    let member = take(&txn, site.id, about).await?;
    policy::member::may_note(by, &member)?;
    let note = MemberNote {
        id: MemberNoteId(app.env.new_id()),
        site_id: site.id,
        member_id: member.id,
        author_id: by.id,
        text,
        created_at: app.env.now(),
    };
    storage::notes::insert(&txn, &note).await?;
    txn.commit().await?;
    Ok(Noted {
        note,
        author: Some(by.clone()),
    })
}

/// One's own, or as an admin. Returns whom it was about.
pub async fn remove(app: &App, actor: &Actor, id: MemberNoteId) -> Result<Member, Error> {
    let (site, by) = moderated_site(app, actor).await?;
    access::limit(app, Operation::Note, by).await?;
    let txn = app.db.begin_write().await?;
    let found = storage::notes::find(&txn, id).await?;
    // What others wrote about oneself is not there.
    let note = found.filter(|note| note.site_id == site.id && note.member_id != by.id);
    let note = note.ok_or(Error::NotFound)?;
    policy::member::may_remove_note(actor, &note)?;
    if !storage::notes::delete(&txn, id).await? {
        return Err(Error::NotFound);
    }
    let member = storage::members::find(&txn, note.member_id).await?;
    txn.commit().await?;
    member.ok_or(Error::NotFound)
}

/// The newest; none for whoever does not moderate the member's site, nor about oneself.
pub async fn about(app: &App, actor: &Actor, member: &Member) -> Result<Option<Vec<Noted>>, Error> {
    let own = actor.member_id_on(member.site_id) == Some(member.id);
    if own || !actor.moderates(member.site_id) {
        return Ok(None);
    }
    let db = app.db.read();
    let notes = storage::notes::list_about(db, member.id, MOST).await?;
    let mut authors: Vec<MemberId> = notes.iter().map(|note| note.author_id).collect();
    authors.sort_unstable();
    authors.dedup();
    let authors = storage::members::list(&app.db, &authors).await?;
    let authors: HashMap<MemberId, Member> = authors
        .into_iter()
        .map(|author| (author.id, author))
        .collect();
    let dress = |note: MemberNote| Noted {
        author: authors.get(&note.author_id).cloned(),
        note,
    };
    Ok(Some(notes.into_iter().map(dress).collect()))
}
