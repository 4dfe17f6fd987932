//! Moderators decide on held comments, and on any other.
use super::{
    Error, access, episodes,
    error::{Conflict, FieldError},
    log, policy, threads,
};
use crate::{
    app::App,
    domain::credentials::limits::Operation,
    model::{
        Action, Actor, Comment, CommentId, Decision, LogEntryId, RejectReason, RevisionId, Status,
    },
    storage::{self, Txn},
};

/// One comment of a bulk decision.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    pub comment_id: CommentId,
    /// The text that the moderator read.
    pub revision_id: RevisionId,
    /// An earlier decision on the same text, named by a moderator who overrules it.
    pub overrules: Option<LogEntryId>,
}

#[derive(Clone, Debug)]
pub enum Ruled {
    Approve,
    Reject {
        reason: RejectReason,
        note: Option<String>,
    },
}

const ITEMS_MAX: usize = 100;
const NOTE_MAX: usize = 1_000;

/// Each item for itself: what is wrong with one does not hold up the others.
pub async fn decide(
    app: &App,
    actor: &Actor,
    items: Vec<Item>,
    ruled: Ruled,
) -> Result<Vec<(CommentId, Result<Comment, Error>)>, Error> {
    let signed_in = access::signed_in(actor)?;
    if items.is_empty() || items.len() > ITEMS_MAX {
        return Err(Error::invalid(
            "items",
            format!("must hold 1 to {ITEMS_MAX} comments"),
        ));
    }
    if !actor.moderates(signed_in.member.site_id) {
        return Err(policy::Denied::NotModerator.into());
    }
    let ruled = checked(ruled)?;
    let mut results = Vec::with_capacity(items.len());
    for item in items {
        let result = decide_one(app, actor, item, &ruled).await;
        if let Err(Error::Internal(cause)) = &result {
            // The answer tells of it item by item, since those before have been decided.
            tracing::error!(comment.id = %item.comment_id.0, error = ?cause, "not decided");
        }
        results.push((item.comment_id, result));
    }
    Ok(results)
}

async fn decide_one(app: &App, actor: &Actor, item: Item, ruled: &Ruled) -> Result<Comment, Error> {
    let now = app.env.now();
    let txn = app.db.begin_write().await?;
    let visibility = policy::comment::visible_to(actor);
    let found = storage::comments::find(&txn, item.comment_id, visibility).await?;
    let episode = found.ok_or(Error::NotFound)?.episode_id;
    let setting = episodes::lock_setting(&txn, episode).await?;
    let member = access::enter(app, actor, &setting.site)?;
    let found = storage::comments::find(&txn, item.comment_id, visibility).await?;
    let before = found.ok_or(Error::NotFound)?;
    let scene = policy::Scene {
        actor,
        site: &setting.site,
        episode: &setting.episode,
        now,
    };
    access::limit(app, Operation::Moderate, member)?;
    if before.status == Status::Deleted {
        return Err(Conflict::NotFromHere(Box::new(before)).into());
    }
    policy::comment::may_decide(scene, &before)?;
    first_or_overruling(&txn, &before, item).await?;

    let (status, action, reason, note) = match ruled {
        Ruled::Approve => (Status::Approved, Action::ApproveComment, None, None),
        Ruled::Reject { reason, note } => (
            Status::Rejected,
            Action::RejectComment,
            Some(*reason),
            note.clone(),
        ),
    };
    let entry = log::Entry {
        revision_id: Some(before.revision_id),
        from: Some(name(before.status)),
        to: Some(name(status)),
        reason: reason.map(|reason| reason.as_str().to_owned()),
        episode_id: Some(before.episode_id),
        ..log::Entry::new(action, before.site_id, before.id.0)
    };
    let decision_id = log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    let after = Comment {
        status,
        decision_id: Some(decision_id),
        reject_reason: reason,
        author_note: note,
        reviewed: true,
        kept: None,
        ..before.clone()
    };
    storage::comments::save(&txn, &after).await?;
    threads::settle(&txn, &before, &after).await?;
    let comment = storage::comments::find_any(&txn, before.id)
        .await?
        .ok_or(Error::NotFound)?;
    txn.commit().await?;
    Ok(comment)
}

/// A text is decided on once. Who comes second is given the first decision, and may then overrule
/// it by name; an author's newer text is shown to the moderator before anything is decided.
async fn first_or_overruling(txn: &Txn, comment: &Comment, item: Item) -> Result<(), Error> {
    if comment.revision_id != item.revision_id {
        return Err(Conflict::StaleRevision(Box::new(comment.clone())).into());
    }
    let Some(earlier) = comment.decision_id else {
        return Ok(());
    };
    if item.overrules == Some(earlier) {
        return Ok(());
    }
    let entry = storage::log::list_by_ids(txn, &[earlier])
        .await?
        .pop()
        .ok_or(Error::NotFound)?;
    let decision = Decision {
        id: entry.id,
        moderator_id: entry.actor_id,
        status: entry.to_state,
        created_at: entry.created_at,
    };
    Err(Conflict::AlreadyDecided(Box::new(comment.clone()), decision).into())
}

fn checked(ruled: Ruled) -> Result<Ruled, Error> {
    match ruled {
        Ruled::Approve => Ok(Ruled::Approve),
        Ruled::Reject { reason, note } => {
            let note = note.filter(|note| !note.trim().is_empty());
            let note = note
                .map(|note| super::text::body::body(&note, NOTE_MAX))
                .transpose()
                .map_err(|fault| {
                    Error::Invalid(vec![FieldError {
                        field: "note",
                        message: fault.sentence(),
                    }])
                })?;
            Ok(Ruled::Reject { reason, note })
        }
    }
}

/// The comment that a result is about, as it stands now.
pub fn subject(result: &Result<Comment, Error>) -> Option<&Comment> {
    match result {
        Ok(comment) => Some(comment),
        Err(Error::Conflict(
            Conflict::StaleRevision(comment)
            | Conflict::AlreadyDecided(comment, _)
            | Conflict::NotFromHere(comment),
        )) => Some(comment),
        Err(_) => None,
    }
}

/// As the log and the schema spell it.
pub fn name(status: Status) -> String {
    format!("{status:?}").to_uppercase()
}
