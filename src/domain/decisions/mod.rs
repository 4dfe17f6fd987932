//! Moderators decide on held comments, and on any other.
mod carry_out;
mod past;
mod reject_all;
mod undo;

pub use reject_all::{RejectAllBy, RejectedAll, reject_all_by};
pub use undo::{Undone, undo};

use self::carry_out::{Act, carry_out};
use super::{Error, access, episodes, error::Conflict, input, log, moderation::Verdict, policy};
use crate::{
    app::App,
    domain::credentials::limits::Operation,
    model::{
        Actor, Comment, CommentId, Decision, HoldReason, LogEntryId, RejectReason, RevisionId,
        Status,
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

/// A decision, and what is said about it.
#[derive(Clone, Debug)]
pub struct Ruling {
    pub ruled: Ruled,
    /// For other moderators only; stands in the log.
    pub private_note: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Ruled {
    Approve,
    Reject {
        reason: RejectReason,
        /// For the author.
        note: Option<String>,
    },
    Spam,
    /// Back into the queue, from rejected or spam.
    Restore,
}

const ITEMS_MAX: usize = 100;
const NOTE_MAX: usize = 1_000;

/// Each item for itself: what is wrong with one does not hold up the others.
pub async fn decide(
    app: &App,
    actor: &Actor,
    items: Vec<Item>,
    ruling: Ruling,
) -> Result<Vec<(CommentId, Result<Comment, Error>)>, Error> {
    let signed_in = access::signed_in(actor)?;
    if items.is_empty() || items.len() > ITEMS_MAX {
        return Err(Error::invalid(
            "items",
            format!("must hold 1 to {ITEMS_MAX} comments"),
        ));
    }
    if !actor.moderates_threads(signed_in.member.site_id) {
        return Err(policy::Denied::NotModerator.into());
    }
    let ruling = checked(ruling)?;
    let mut results = Vec::with_capacity(items.len());
    for item in items {
        let result = decide_one(app, actor, item, &ruling).await;
        if let Err(Error::Internal(cause)) = &result {
            // The answer tells of it item by item, since those before have been decided.
            tracing::error!(comment.id = %item.comment_id.0, error = ?cause, "not decided");
        }
        results.push((item.comment_id, result));
    }
    Ok(results)
}

async fn decide_one(
    app: &App,
    actor: &Actor,
    item: Item,
    ruling: &Ruling,
) -> Result<Comment, Error> {
    let now = app.env.now();
    access::limit_actor(app, Operation::Moderate, actor).await?;
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
    if before.status == Status::Deleted {
        return Err(Conflict::NotFromHere(Box::new(before)).into());
    }
    policy::comment::may_decide(scene, &before)?;
    if before.revision_id != item.revision_id {
        return Err(Conflict::StaleRevision(Box::new(before)).into());
    }
    let is_down = matches!(before.status, Status::Rejected | Status::Spam);
    if matches!(ruling.ruled, Ruled::Restore) && !is_down {
        return Err(Conflict::NotTakenDown(Box::new(before)).into());
    }
    first_or_overruling(&txn, &before, item).await?;
    let act = Act::new(log::By::member(actor, member.id), ruling);
    let comment = carry_out(app, &txn, &before, act).await?;
    txn.commit().await?;
    Ok(comment)
}

/// A text is decided on once. Who comes second is given the first decision, and may then overrule
/// it by name; an author's newer text is shown to the moderator before anything is decided.
async fn first_or_overruling(txn: &Txn, comment: &Comment, item: Item) -> Result<(), Error> {
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

fn checked(ruling: Ruling) -> Result<Ruling, Error> {
    let ruled = match ruling.ruled {
        Ruled::Reject { reason, note } => Ruled::Reject {
            reason,
            note: input::optional_text("note", note, NOTE_MAX)?,
        },
        ruled => ruled,
    };
    Ok(Ruling {
        ruled,
        private_note: input::optional_text("privateNote", ruling.private_note, NOTE_MAX)?,
    })
}

/// What a moderator has taken back into the queue does not leave it by a change of its text.
pub(super) fn keep_restored(before: &Comment, verdict: &mut Verdict) {
    let waits =
        before.status == Status::Pending && before.hold_reasons.contains(&HoldReason::Restored);
    if waits && !verdict.by_staff && verdict.status != Status::Rejected {
        verdict.status = Status::Pending;
        verdict.reasons.push(HoldReason::Restored);
    }
}

/// The comment that a result is about, as it stands now.
pub fn subject(result: &Result<Comment, Error>) -> Option<&Comment> {
    match result {
        Ok(comment) => Some(comment),
        Err(Error::Conflict(
            Conflict::StaleRevision(comment)
            | Conflict::AlreadyDecided(comment, _)
            | Conflict::NotFromHere(comment)
            | Conflict::NotTakenDown(comment),
        )) => Some(comment),
        Err(_) => None,
    }
}

/// As the log and the schema spell it.
pub fn name(status: Status) -> String {
    format!("{status:?}").to_uppercase()
}

/// The status of a name that [`name`] gave.
fn parse(name: &str) -> Option<Status> {
    [
        Status::Pending,
        Status::Approved,
        Status::Rejected,
        Status::Spam,
        Status::Deleted,
    ]
    .into_iter()
    .find(|status| self::name(*status) == name)
}
