//! All that one author has written since a time is rejected, as one act that can be undone.
use super::{Act, Ruled, Ruling, carry_out, checked};
use crate::{
    app::App,
    domain::{Error, access, credentials::limits::Operation, episodes, input, log, policy, sites},
    model::{
        Action, Actor, Comment, CommentId, EpisodeId, LogEntryId, MemberId, RejectReason, Status,
    },
    storage,
};
use chrono::{DateTime, Utc};

pub struct RejectAllBy {
    pub author: MemberId,
    /// Comments created from then on.
    pub since: DateTime<Utc>,
    pub reason: RejectReason,
    /// For the author.
    pub note: Option<String>,
    pub private_note: Option<String>,
}

pub struct RejectedAll {
    /// Undoing this entry undoes all.
    pub entry_id: LogEntryId,
    pub comments: Vec<CommentId>,
    /// There were more than one call takes.
    pub has_more: bool,
}

/// Comments that one call takes, the oldest first.
const MOST: u64 = 1_000;

/// Held and shown comments, those that a moderator has approved among them. A transaction for each,
/// so that nobody waits for long; what is interrupted can be undone as far as it went, and `has_more`
/// tells that there is something left.
pub async fn reject_all_by(
    app: &App,
    actor: &Actor,
    all: RejectAllBy,
) -> Result<RejectedAll, Error> {
    let signed_in = access::signed_in(actor)?;
    let since = input::time("since", all.since)?;
    let ruling = checked(Ruling {
        ruled: Ruled::Reject {
            reason: all.reason,
            note: all.note,
        },
        private_note: all.private_note,
    })?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    let member = access::enter(app, actor, &site)?;
    policy::site::may_moderate(actor, &site, app.env.now())?;
    let author = storage::members::find(app.db.read(), all.author).await?;
    let author = author.filter(|author| author.site_id == site.id);
    let author = author.ok_or(Error::NotFound)?;
    policy::member::may_judge(actor, &author, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;

    let mut found =
        storage::comments::list_standing_of(app.db.read(), author.id, since, MOST + 1).await?;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let mut has_more = found.len() > most;
    found.truncate(most);
    let by = log::By::member(actor, member.id);
    let txn = app.db.begin_write().await?;
    let entry = log::Entry {
        from: Some(since.to_rfc3339()),
        to: Some(super::name(Status::Rejected)),
        reason: Some(all.reason.as_str().to_owned()),
        note: ruling.private_note.clone(),
        ..log::Entry::new(Action::RejectAllBy, site.id, author.id.0)
    };
    let entry_id = log::record(app, &txn, by, entry).await?;
    txn.commit().await?;
    let mut comments = Vec::with_capacity(found.len());
    let whole = Whole {
        app,
        by,
        ruling: &ruling,
        entry_id,
    };
    for (episode, comment) in found {
        match whole.reject(episode, comment).await {
            Ok(true) => comments.push(comment),
            Ok(false) => {}
            Err(fault) if comments.is_empty() => return Err(fault),
            Err(fault) => {
                tracing::warn!(error = ?fault, log_entry.id = %entry_id.0, "rejected only some");
                has_more = true;
                break;
            }
        }
    }
    Ok(RejectedAll {
        entry_id,
        comments,
        has_more,
    })
}

struct Whole<'a> {
    app: &'a App,
    by: log::By<'a>,
    ruling: &'a Ruling,
    entry_id: LogEntryId,
}

impl Whole<'_> {
    /// Whether it was there to be rejected: what has been taken down meanwhile is left alone.
    async fn reject(&self, episode: EpisodeId, id: CommentId) -> Result<bool, Error> {
        let txn = self.app.db.begin_write().await?;
        episodes::lock_setting(&txn, episode).await?;
        let found = storage::comments::find_any(&txn, id).await?;
        let stands =
            |comment: &Comment| matches!(comment.status, Status::Pending | Status::Approved);
        let Some(before) = found.filter(stands) else {
            return Ok(false);
        };
        let mut act = Act::new(self.by, self.ruling);
        act.batch_id = Some(self.entry_id);
        carry_out(self.app, &txn, &before, act).await?;
        txn.commit().await?;
        Ok(true)
    }
}
