//! Looking at everything that is kept twice, or kept instead of counted.
use super::{
    Error,
    threads::{self, Drift},
};
use crate::storage::{self, Db};

/// What a look through the whole installation found.
#[derive(Debug, Default)]
pub struct Findings {
    pub episodes: usize,
    /// A sentence for each thing that is wrong.
    pub wrong: Vec<String>,
}

/// Compares; changes nothing unless `repair`. Each episode is read in a transaction of its own,
/// with its row taken, so that it can run beside a serving node.
pub async fn examine(
    db: &Db,
    repair: bool,
    mut progress: impl FnMut(usize, usize),
) -> Result<Findings, Error> {
    let episodes = storage::episodes::list_all(db.read()).await?;
    let total = episodes.len();
    let mut findings = Findings {
        episodes: total,
        wrong: Vec::new(),
    };
    for (index, episode) in episodes.into_iter().enumerate() {
        progress(index, total);
        let txn = db.begin_write().await?.unhurried();
        let Some(episode) = storage::episodes::lock(&txn, episode.id).await? else {
            continue;
        };
        let drift = threads::recount(&txn, &episode).await?;
        if !drift.is_none() {
            findings.wrong.push(sentence(&episode.key, &drift));
            if repair {
                threads::repair(&txn, &drift).await?;
            }
        }
        txn.commit().await?;
    }
    let txn = db.begin_write().await?.unhurried();
    for (id, number, stored, counted) in storage::counts::drifted_members(&txn).await? {
        findings.wrong.push(format!(
            "member {} is kept with {number} {stored} and has {counted}",
            id.0
        ));
        if repair {
            storage::counts::recount_member(&txn, id).await?;
        }
    }
    let missing = storage::last_texts::missing(&txn).await?;
    if missing > 0 {
        findings.wrong.push(format!(
            "comments whose text is not among their revisions: {missing}"
        ));
        if repair {
            storage::last_texts::put_back(&txn).await?;
        }
    }
    txn.commit().await?;
    Ok(findings)
}

fn sentence(key: &str, drift: &Drift) -> String {
    let comments = drift.comments.len();
    if !drift.locks.is_empty() {
        let locks = drift.locks.len();
        return format!(
            "episode {key:?}: {comments} comments are kept with wrong numbers, and {locks} locked \
             branches name a wrong one above them"
        );
    }
    match &drift.episode {
        None => format!("episode {key:?}: {comments} comments are kept with wrong numbers"),
        Some(right) => format!(
            "episode {key:?}: {comments} comments are kept with wrong numbers, and the episode \
             should have {} that all may read, {} at the top, {} held, {} approved, {} rejected, \
             {} spam, {} not looked at, {} reported",
            right.comments,
            right.top,
            right.queues.pending,
            right.queues.approved,
            right.queues.rejected,
            right.queues.spam,
            right.queues.unreviewed,
            right.queues.reported
        ),
    }
}
