//! Nodes that work on one database tell each other.
use crate::{
    app::App,
    model::{Change, SiteId, Touched},
    storage::changes::{Link, Told},
};
use sea_orm::DbErr;
use std::{
    collections::{HashMap, hash_map::Entry},
    future::pending,
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::broadcast::{
        Receiver,
        error::{RecvError, TryRecvError},
    },
    time::sleep,
};

/// After a link that broke; longer each time that another cannot be opened.
const AGAIN: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);

/// So many changes are told one by one; of more, one for each site.
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
    }
    app.db.changes().end();
}

async fn keep_linked(app: &App) {
    let node = app.env.new_id();
    let Some(mut own) = app.db.changes().watch() else {
        return;
    };
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
                talk(app, &mut link, &mut own).await
            }
            Err(fault) => fault,
        };
        tracing::warn!(error = %fault, "the link to the other nodes broke");
        sleep(wait).await;
        wait = (wait * 2).min(LONGEST);
    }
}

/// Passes on both ways, until something fails.
async fn talk(app: &App, link: &mut Link, own: &mut Receiver<Told>) -> DbErr {
    loop {
        let passed = tokio::select! {
            heard = link.next() => heard.map(|change| app.db.changes().pass_on(change)),
            told = own.recv() => {
                let changes = gather(told, own);
                tell(app, link, changes).await
            }
        };
        if let Err(fault) = passed {
            return fault;
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

async fn tell(app: &App, link: &Link, changes: Vec<Change>) -> Result<(), DbErr> {
    for change in few(changes) {
        link.tell(&app.db, &change).await?;
    }
    Ok(())
}

/// Many are told by site.
fn few(changes: Vec<Change>) -> Vec<Change> {
    if changes.contains(&Change::Anywhere) {
        return vec![Change::Anywhere];
    }
    if changes.len() <= ONE_BY_ONE {
        return changes;
    }
    let mut by_site: HashMap<SiteId, Touched> = HashMap::new();
    for change in changes {
        if let Change::On(site, touched) = change {
            match by_site.entry(site) {
                Entry::Occupied(mut known) => known.get_mut().join(touched),
                Entry::Vacant(free) => {
                    free.insert(touched);
                }
            }
        }
    }
    let by_site = by_site.into_iter();
    by_site
        .map(|(site, touched)| Change::On(site, touched))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{ONE_BY_ONE, few};
    use crate::model::{Change, CommentId, SiteId, Touched};
    use uuid::Uuid;

    fn change(site: u128, comments: &[u128]) -> Change {
        let ids = comments.iter().map(|&id| CommentId(Uuid::from_u128(id)));
        Change::On(
            SiteId(Uuid::from_u128(site)),
            Touched::Comments(ids.collect()),
        )
    }

    #[test]
    fn many_changes_are_told_by_site() {
        let mut changes = vec![change(1, &[5]); ONE_BY_ONE];
        assert_eq!(few(changes.clone()).len(), ONE_BY_ONE);
        changes.extend([change(1, &[6]), change(2, &[7])]);
        let told = few(changes.clone());
        assert_eq!(told.len(), 2);
        assert!(told.contains(&change(1, &[5, 6])));
        assert!(told.contains(&change(2, &[7])));
        changes.push(Change::Anywhere);
        assert_eq!(few(changes), [Change::Anywhere]);
    }
}
