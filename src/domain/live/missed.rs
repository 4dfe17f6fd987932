//! What nobody has told: a notification can be lost with the node that was to send it, and a program
//! beside the service, such as an import, tells nobody. So watched threads are looked at now and then.
use crate::{
    app::App,
    model::{Change, EpisodeId, Touched},
    storage,
};
use sea_orm::DbErr;
use std::{collections::HashMap, time::Duration};
use tokio::time::sleep;

const EACH: Duration = Duration::from_secs(5);

/// In so many rounds once, whether what has not been begun has been.
const SELDOM: u64 = 6;

/// So many threads are asked for in one statement.
const AT_ONCE: usize = 500;

/// Costs nothing while nobody watches.
pub(super) async fn watch(app: &App) {
    let mut known = HashMap::new();
    for round in 1_u64.. {
        sleep(EACH).await;
        if round.is_multiple_of(SELDOM) {
            app.db.changes().rooms().stir();
        }
        if let Err(fault) = look(app, &mut known).await {
            tracing::debug!(error = %fault, "watched threads could not be looked at");
        }
    }
}

/// Whoever watches a thread that has moved since the last time is told. Of one that is new here nobody
/// knows: it is told of too, and who has seen that already finds nothing new.
async fn look(app: &App, known: &mut HashMap<EpisodeId, i64>) -> Result<(), DbErr> {
    let watched = app.db.changes().rooms().threads();
    let mut versions = HashMap::with_capacity(watched.len());
    for some in watched.chunks(AT_ONCE) {
        versions.extend(storage::episodes::list_versions(app.db.read(), some).await?);
    }
    let moved = versions
        .iter()
        .filter(|(id, version)| known.get(*id) != Some(*version));
    let moved: Vec<EpisodeId> = moved.map(|(id, _)| *id).collect();
    *known = versions;
    if !moved.is_empty() {
        let moved = Change::Threads(Touched::These(moved));
        app.db.changes().pass_on(moved);
    }
    Ok(())
}
