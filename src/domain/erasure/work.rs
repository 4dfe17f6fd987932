//! Comments and votes of erased members, and what readers of their threads are told, in transactions of
//! their own, so that nobody waits for long. What is interrupted is gone on with; two nodes at once do no harm.
use crate::{
    app::App,
    domain::{Error, comments, episodes, spam},
    model::{CommentId, EpisodeId, MemberId, Status},
    storage::{self, counts::EpisodeChange, erasures::Erasure},
};
use chrono::TimeDelta;

/// Comments and votes that go within a request.
pub const AT_ONCE: u64 = 100;
/// Votes of one transaction.
const VOTES: u64 = 200;
const KEYS: u64 = 500;
/// A comment that was on its way when they were erased has come by then.
const SETTLED: TimeDelta = TimeDelta::minutes(1);

/// Goes on with what is unfinished, as far as `most` threads, comments and votes.
pub async fn go_on(app: &App, mut most: u64) -> Result<(), Error> {
    for erasure in storage::erasures::list_unfinished(app.db.read(), 10).await? {
        threads(app, &erasure, &mut most).await?;
        votes(app, erasure.member_id, &mut most).await?;
        if erasure.delete_comments {
            words(app, erasure.member_id, &mut most).await?;
        }
        keys(app, erasure.member_id, &mut most).await?;
        if most == 0 {
            return Ok(());
        }
        finish(app, &erasure).await?;
    }
    Ok(())
}

/// Done once nothing can come after.
async fn finish(app: &App, erasure: &Erasure) -> Result<(), Error> {
    let now = app.env.now();
    if now - erasure.created_at < SETTLED {
        return Ok(());
    }
    let txn = app.db.begin_write().await?;
    storage::erasures::finish(&txn, erasure.member_id, now).await?;
    // Words that only they have used.
    if let Some(member) = storage::members::find(&txn, erasure.member_id).await? {
        storage::spam::forget_unused(&txn, member.site_id).await?;
    }
    txn.commit().await?;
    // Nor is it in what the database has overwritten.
    app.db.let_go().await?;
    Ok(())
}

/// Where their name stood there is another one: what is kept of it is out of date, and whoever listens
/// reads the thread anew.
async fn threads(app: &App, erasure: &Erasure, most: &mut u64) -> Result<(), Error> {
    let member = erasure.member_id;
    let after = (member, erasure.told_until);
    let found = storage::erasures::list_threads(app.db.read(), after, *most).await?;
    for episode in &found {
        let txn = app.db.begin_write().await?;
        episodes::lock_setting(&txn, *episode).await?;
        storage::counts::renew_episode(&txn, *episode).await?;
        storage::erasures::tell_until(&txn, member, *episode).await?;
        txn.commit().await?;
    }
    *most = most.saturating_sub(found.len() as u64);
    Ok(())
}

async fn votes(app: &App, member: MemberId, most: &mut u64) -> Result<(), Error> {
    while *most > 0 {
        let Some(episode) = storage::erasures::next_voted(app.db.read(), member).await? else {
            return Ok(());
        };
        let txn = app.db.begin_write().await?;
        episodes::lock_setting(&txn, episode).await?;
        let found = storage::erasures::list_votes(&txn, (member, episode), VOTES).await?;
        for comment in &found {
            if storage::votes::delete(&txn, *comment, member).await? {
                storage::counts::move_score(&txn, *comment, -1).await?;
            }
        }
        let nothing = EpisodeChange::default();
        storage::counts::move_episode(&txn, episode, nothing).await?;
        txn.commit().await?;
        *most = most.saturating_sub(found.len().max(1) as u64);
    }
    Ok(())
}

async fn words(app: &App, member: MemberId, most: &mut u64) -> Result<(), Error> {
    let mut after = None;
    while *most > 0 {
        let batch = (*most).min(AT_ONCE);
        let found = storage::erasures::list_comments(app.db.read(), (member, after), batch).await?;
        let Some((_, last)) = found.last() else {
            return Ok(());
        };
        after = Some(*last);
        for (episode, comment) in &found {
            take_back(app, *episode, *comment).await?;
        }
        *most = most.saturating_sub(found.len() as u64);
    }
    Ok(())
}

async fn take_back(app: &App, episode: EpisodeId, id: CommentId) -> Result<(), Error> {
    let txn = app.db.begin_write().await?;
    episodes::lock_setting(&txn, episode).await?;
    let found = storage::comments::find_any(&txn, id).await?;
    let Some(mut comment) = found.filter(|comment| comment.status != Status::Deleted) else {
        return Ok(());
    };
    spam::learn(&txn, &mut comment, None).await?;
    comments::take_back(app, &txn, &comment).await?;
    txn.commit().await?;
    Ok(())
}

async fn keys(app: &App, member: MemberId, most: &mut u64) -> Result<(), Error> {
    while *most > 0 {
        let txn = app.db.begin_write().await?;
        let changed = storage::erasures::forget_keys(&txn, member, KEYS).await?;
        txn.commit().await?;
        if changed < KEYS {
            return Ok(());
        }
        *most = most.saturating_sub(KEYS);
    }
    Ok(())
}
