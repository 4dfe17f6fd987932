//! Taking back the state of a thread or a branch.
use super::TakingBack;
use crate::{
    domain::{Error, episodes, error::Conflict, log, threads},
    model::{Action, CommentId, EpisodeId, LogEntry, LogEntryId},
    storage::{self, Txn},
};

const STATES: &[Action] = &[
    Action::LockThread,
    Action::CloseThread,
    Action::ReopenThread,
    Action::UpdateEpisode,
];
const BRANCHES: &[Action] = &[Action::LockBranch, Action::UnlockBranch];

impl TakingBack<'_> {
    pub(super) async fn state(&self, entry: &LogEntry) -> Result<LogEntryId, Error> {
        let txn = self.app.db.begin_write().await?;
        let setting = episodes::lock_setting(&txn, EpisodeId(entry.subject_id)).await?;
        self.not_undone(&txn, entry).await?;
        let later = storage::log::list_later(&txn, entry, STATES).await?;
        if later.iter().any(changes_state) {
            return Err(Conflict::Superseded.into());
        }
        let details = entry.details.as_deref().unwrap_or_default();
        let put_back = threads::put_back(&txn, &setting.episode, details).await?;
        put_back.ok_or(Conflict::NotUndoable)?;
        self.swapped(txn, entry).await
    }

    pub(super) async fn branch(&self, entry: &LogEntry) -> Result<LogEntryId, Error> {
        let id = CommentId(entry.subject_id);
        let txn = self.app.db.begin_write().await?;
        let found = storage::comments::find_any(&txn, id).await?;
        let found = found.ok_or(Error::NotFound)?;
        episodes::lock_setting(&txn, found.episode_id).await?;
        let comment = storage::comments::find_any(&txn, id).await?;
        let comment = comment.ok_or(Error::NotFound)?;
        self.nothing_later(&txn, entry, BRANCHES).await?;
        let details = entry.details.as_deref().unwrap_or_default();
        if !threads::put_branch_back(&txn, &comment, details).await? {
            return Err(Conflict::NotUndoable.into());
        }
        self.swapped(txn, entry).await
    }

    async fn not_undone(&self, txn: &Txn, entry: &LogEntry) -> Result<(), Error> {
        self.nothing_later(txn, entry, &[]).await
    }

    /// It is again what the entry says that it was before.
    async fn swapped(&self, txn: Txn, entry: &LogEntry) -> Result<LogEntryId, Error> {
        let undo = log::Entry {
            from: entry.to_state.clone(),
            to: entry.from_state.clone(),
            episode_id: entry.episode_id,
            note: self.note.clone(),
            undoes_id: Some(entry.id),
            ..log::Entry::new(Action::Undo, entry.site_id, entry.subject_id)
        };
        let made = self.write(&txn, undo).await?;
        txn.commit().await?;
        Ok(made)
    }
}

/// Another title does not stand on a state; another moment of closing does.
fn changes_state(entry: &LogEntry) -> bool {
    let to = entry.to_state.as_deref().unwrap_or_default();
    entry.action != Action::UpdateEpisode
        || to.contains("closeAfterDays")
        || to.contains("closesOn")
}
