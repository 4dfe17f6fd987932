//! When sessions are used: noted in passing and written later, so that no request waits for it.
use crate::{
    app::App,
    domain::Error,
    model::{Session, SessionId},
    storage,
};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, PoisonError},
};

/// Of one session no more than one use in so long is written.
pub(super) const EACH: TimeDelta = TimeDelta::minutes(1);
/// Kept until they are written; what is beyond is noted at its next use.
const MOST: usize = 10_000;
/// Written in one transaction.
const AT_ONCE: usize = 200;

/// Uses that are still to be written.
#[derive(Default)]
pub struct Uses(Mutex<HashMap<SessionId, DateTime<Utc>>>);

impl Uses {
    pub(super) fn note(&self, session: &Session, now: DateTime<Utc>) {
        if is_due(session, now) {
            let mut uses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if uses.len() < MOST || uses.contains_key(&session.id) {
                uses.insert(session.id, now);
            }
        }
    }

    fn take(&self) -> Vec<(SessionId, DateTime<Utc>)> {
        let mut uses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mem::take(&mut *uses).into_iter().collect()
    }
}

pub(super) fn is_due(session: &Session, now: DateTime<Utc>) -> bool {
    session.last_used_at.is_none_or(|last| now - last >= EACH)
}

/// Writes what has been noted. What could not be written is noted again at its next use.
pub async fn write_uses(app: &App) -> Result<(), Error> {
    let mut uses = app.uses.take();
    // One order for all nodes, so that none waits for another in a circle.
    uses.sort_unstable_by_key(|(id, _)| id.0);
    for some in uses.chunks(AT_ONCE) {
        let txn = app.db.begin_unseen().await?;
        for (id, at) in some {
            storage::sessions::used(&txn, *id, *at).await?;
        }
        txn.commit().await?;
    }
    Ok(())
}
