//! Nodes that work on one database tell each other.
use super::{missed, presence};
use crate::{
    app::App,
    domain::caches,
    model::Change,
    storage::changes::{self, Link, Told},
};
use sea_orm::DbErr;
use std::{future::pending, sync::Arc, time::Duration};
use tokio::{
    sync::broadcast::{
        Receiver,
        error::{RecvError, TryRecvError},
    },
    time::sleep,
};
use uuid::Uuid;

/// After a link that broke; longer each time that another cannot be opened.
const AGAIN: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);

/// So many changes are told one by one; of more, one for each kind and site.
const ONE_BY_ONE: usize = 16;

/// Until `stop` is done; then those who watch on this node are told that it ends.
pub async fn run(app: Arc<App>, stop: impl Future<Output = ()>) {
    let link = async {
        if app.db.is_shared() {
            keep_linked(&app).await;
        } else {
            pending::<()>().await;
        }
    };
    tokio::select! {
        () = stop => {}
        () = link => {}
        () = missed::watch(&app) => {}
        () = caches::run(&app) => {}
    }
    app.db.changes().end();
}

/// Neither way is in the other's way: what this node does must not keep it from noticing that it hears
/// nothing, nor what it hears from telling.
async fn keep_linked(app: &App) {
    let node = app.env.new_id();
    if let Some(own) = app.db.changes().watch() {
        tokio::join!(keep_listening(app, node), keep_telling(app, node, own));
    }
}

async fn keep_listening(app: &App, node: Uuid) {
    let mut was_linked = false;
    let mut wait = AGAIN;
    loop {
        let fault = match Link::open(&app.db, node).await {
            Ok(mut link) => {
                if was_linked {
                    app.db.changes().pass_on(Change::Anywhere);
                }
                was_linked = true;
                wait = AGAIN;
                listen(app, &mut link).await
            }
            Err(fault) => fault,
        };
        tracing::warn!(error = %fault, "the link to the other nodes broke");
        sleep(wait).await;
        wait = (wait * 2).min(LONGEST);
    }
}

/// Until the link fails.
async fn listen(app: &App, link: &mut Link) -> DbErr {
    loop {
        match link.next().await {
            Ok((other, change)) => hear(app, other, change),
            Err(fault) => return fault,
        }
    }
}

fn hear(app: &App, other: Uuid, change: Change) {
    match change {
        Change::WhoReads(episode) => {
            let count = presence::here(app, episode);
            app.db.changes().ask(Change::Readers(episode, count));
        }
        Change::Readers(episode, count) => {
            let now = app.env.monotonic();
            app.presence.note(episode, other, count, now);
        }
        change => app.db.changes().pass_on(change),
    }
}

/// What could not be told is told once it can be: that anything may have changed.
async fn keep_telling(app: &App, node: Uuid, mut own: Receiver<Told>) {
    loop {
        let first = own.recv().await;
        if matches!(first, Err(RecvError::Closed)) {
            return;
        }
        let mut changes = gather(first, &mut own);
        let mut wait = AGAIN;
        while let Err(fault) = tell(app, node, changes).await {
            if wait == AGAIN {
                tracing::warn!(error = %fault, "the other nodes could not be told what has changed");
            }
            sleep(wait).await;
            wait = (wait * 2).min(LONGEST);
            changes = vec![Change::Anywhere];
        }
    }
}

/// What this node has done, and what else it has done meanwhile.
fn gather(first: Result<Told, RecvError>, own: &mut Receiver<Told>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut next = first.map_err(|fault| match fault {
        RecvError::Lagged(missed) => TryRecvError::Lagged(missed),
        RecvError::Closed => TryRecvError::Closed,
    });
    loop {
        match next {
            Ok(told) if told.is_from_here => changes.push(Arc::unwrap_or_clone(told.change)),
            Ok(_) => {}
            Err(TryRecvError::Lagged(_)) => changes.push(Change::Anywhere),
            Err(TryRecvError::Empty | TryRecvError::Closed) => return changes,
        }
        next = own.try_recv();
    }
}

async fn tell(app: &App, node: Uuid, changes: Vec<Change>) -> Result<(), DbErr> {
    for change in few(changes) {
        changes::tell(&app.db, node, &change).await?;
    }
    Ok(())
}

/// Many are told by what they are of.
fn few(changes: Vec<Change>) -> Vec<Change> {
    if changes.len() <= ONE_BY_ONE {
        return changes;
    }
    let mut joined = Vec::new();
    for change in changes {
        change.add_to(&mut joined);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{ONE_BY_ONE, few};
    use crate::model::{Change, EpisodeId};
    use uuid::Uuid;

    #[test]
    fn many_changes_are_told_together() {
        let thread = Change::thread(EpisodeId(Uuid::from_u128(1)));
        let mut changes = vec![thread.clone(); ONE_BY_ONE];
        assert_eq!(few(changes.clone()).len(), ONE_BY_ONE);
        changes.push(thread.clone());
        assert_eq!(few(changes), [thread]);
    }
}
