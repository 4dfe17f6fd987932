//! Taking back what was done, as the log tells it.
mod states;

use super::{NOTE_MAX, name, past::Past};
use crate::{
    app::App,
    domain::{
        Error, access, credentials::limits::Operation, episodes, error::Conflict, input, jobs, log,
        members, policy, reports, sites, spam, threads,
    },
    model::{Action, Actor, Comment, CommentId, LogEntry, LogEntryId, MemberId, Status},
    storage::{self, Txn},
};

/// What an undo has put back.
#[derive(Debug)]
pub struct Undone {
    pub entry_id: LogEntryId,
    /// Of a bulk decision: those that could not be put back, since somebody decided anew.
    pub left: Vec<CommentId>,
}

/// Acts after which an earlier decision on the same comment stands no longer.
const DECISIONS: &[Action] = &[
    Action::ApproveComment,
    Action::RejectComment,
    Action::MarkSpam,
    Action::RestoreComment,
    Action::JudgeComment,
];

/// By any moderator who could have done it, once, and only while nothing later stands on it.
pub async fn undo(
    app: &App,
    actor: &Actor,
    id: LogEntryId,
    private_note: Option<String>,
) -> Result<Undone, Error> {
    access::signed_in(actor)?;
    let note = input::optional_text("privateNote", private_note, NOTE_MAX)?;
    let entry = storage::log::find(app.db.read(), id).await?;
    let entry = entry.ok_or(Error::NotFound)?;
    let site = sites::find_by_id(app, entry.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    let member = access::enter(app, actor, &site)?;
    policy::site::may_moderate_threads(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    let taking_back = TakingBack {
        app,
        actor,
        by: member.id,
        note,
    };
    match entry.action {
        Action::ApproveComment
        | Action::RejectComment
        | Action::MarkSpam
        | Action::RestoreComment => Ok(Undone {
            entry_id: taking_back.decision(&entry, None).await?,
            left: vec![],
        }),
        Action::RejectAllBy => taking_back.batch(&entry).await,
        Action::SetStanding => Ok(Undone {
            entry_id: taking_back.standing(&entry).await?,
            left: vec![],
        }),
        Action::LockThread | Action::CloseThread | Action::ReopenThread => Ok(Undone {
            entry_id: taking_back.state(&entry).await?,
            left: vec![],
        }),
        Action::LockBranch | Action::UnlockBranch => Ok(Undone {
            entry_id: taking_back.branch(&entry).await?,
            left: vec![],
        }),
        _ => Err(Conflict::NotUndoable.into()),
    }
}

/// Who takes something back, and what they say about it.
struct TakingBack<'a> {
    app: &'a App,
    actor: &'a Actor,
    by: MemberId,
    note: Option<String>,
}

impl TakingBack<'_> {
    async fn decision(
        &self,
        entry: &LogEntry,
        batch_id: Option<LogEntryId>,
    ) -> Result<LogEntryId, Error> {
        let id = CommentId(entry.subject_id);
        let txn = self.app.db.begin_write().await?;
        let found = storage::comments::find_any(&txn, id).await?;
        let found = found.ok_or(Error::NotFound)?;
        episodes::lock_setting(&txn, found.episode_id).await?;
        let before = storage::comments::find_any(&txn, id).await?;
        let before = before.ok_or(Error::NotFound)?;
        let stands = before.status != Status::Deleted
            && entry.revision_id == Some(before.revision_id)
            && match entry.action {
                Action::RestoreComment => {
                    before.status == Status::Pending && before.decision_id.is_none()
                }
                _ => before.decision_id == Some(entry.id),
            };
        if !stands {
            return Err(Conflict::Superseded.into());
        }
        self.nothing_later(&txn, entry, DECISIONS).await?;
        let past = Past::decode(entry.details.as_deref()).ok_or(Conflict::NotUndoable)?;
        let learned = past.learned_as();
        let mut after = past.restored(&txn, &before).await?;
        reports::lock_people(&txn, &before).await?;
        reports::reopen(&txn, &mut after, entry.id).await?;
        spam::learn(&txn, &mut after, learned).await?;
        let room = threads::has_room_for_a_pin(&txn, &after).await?;
        after.pinned_at = before.pinned_at.or(after.pinned_at.filter(|_| room));
        after.featured_at = before.featured_at.or(after.featured_at);
        if !after.is_public() {
            (after.pinned_at, after.featured_at) = (None, None);
        }
        let made = self
            .record(&txn, entry, (&before, &after), batch_id)
            .await?;
        storage::comments::save(&txn, &after).await?;
        threads::settle(&txn, &before, &after).await?;
        jobs::correct(self.app, &txn, &before, &after).await?;
        txn.commit().await?;
        Ok(made)
    }

    async fn standing(&self, entry: &LogEntry) -> Result<LogEntryId, Error> {
        let txn = self.app.db.begin_write().await?;
        let (from, to) = members::standings::put_back(self.app, &txn, self.actor, entry).await?;
        self.nothing_later(&txn, entry, &[Action::SetStanding])
            .await?;
        let undo = log::Entry {
            from: Some(from),
            to: Some(to),
            note: self.note.clone(),
            undoes_id: Some(entry.id),
            ..log::Entry::new(Action::Undo, entry.site_id, entry.subject_id)
        };
        let made = self.write(&txn, undo).await?;
        txn.commit().await?;
        Ok(made)
    }

    /// Each part for itself: what somebody has decided anew since stays as it is.
    async fn batch(&self, entry: &LogEntry) -> Result<Undone, Error> {
        let author = MemberId(entry.subject_id);
        let author = storage::members::find(self.app.db.read(), author).await?;
        let author = author.ok_or(Error::NotFound)?;
        policy::member::may_judge(self.actor, &author, self.app.env.now())?;
        let whole = self.record_whole(entry).await?;
        let mut left = Vec::new();
        for part in storage::log::list_batch(self.app.db.read(), entry.id).await? {
            match self.decision(&part, Some(whole)).await {
                Ok(_) => {}
                Err(Error::Conflict(_) | Error::NotFound) => left.push(CommentId(part.subject_id)),
                Err(fault) => return Err(fault),
            }
        }
        Ok(Undone {
            entry_id: whole,
            left,
        })
    }

    /// Resumable: when it was interrupted, the rest can be undone entry by entry.
    async fn record_whole(&self, entry: &LogEntry) -> Result<LogEntryId, Error> {
        let txn = self.app.db.begin_write().await?;
        self.nothing_later(&txn, entry, &[]).await?;
        let undo = log::Entry {
            undoes_id: Some(entry.id),
            note: self.note.clone(),
            ..log::Entry::new(Action::Undo, entry.site_id, entry.subject_id)
        };
        let id = self.write(&txn, undo).await?;
        txn.commit().await?;
        Ok(id)
    }

    async fn nothing_later(
        &self,
        txn: &Txn,
        entry: &LogEntry,
        kinds: &[Action],
    ) -> Result<(), Error> {
        let undone = storage::log::is_undone(txn, entry.id).await?;
        if undone
            || !storage::log::list_later(txn, entry, kinds)
                .await?
                .is_empty()
        {
            return Err(Conflict::Superseded.into());
        }
        Ok(())
    }

    async fn record(
        &self,
        txn: &Txn,
        entry: &LogEntry,
        (before, after): (&Comment, &Comment),
        batch_id: Option<LogEntryId>,
    ) -> Result<LogEntryId, Error> {
        let undo = log::Entry {
            revision_id: entry.revision_id,
            from: Some(name(before.status)),
            to: Some(name(after.status)),
            episode_id: entry.episode_id,
            note: self.note.clone(),
            undoes_id: Some(entry.id),
            batch_id,
            ..log::Entry::new(Action::Undo, entry.site_id, entry.subject_id)
        };
        self.write(txn, undo).await
    }

    async fn write(&self, txn: &Txn, entry: log::Entry) -> Result<LogEntryId, Error> {
        let by = log::By::member(self.actor, self.by);
        Ok(log::record(self.app, txn, by, entry).await?)
    }
}
