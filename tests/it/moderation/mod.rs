//! Moderation: what is held, what moderators decide, and who may do what.
mod claims;
mod decisions;
mod filters;
mod log;
mod matrix;
mod modes;
mod queues;
mod races;
mod rules;
mod sessions;
mod settings;
mod side_by_side;
mod statistics;
mod undo;
mod undo_states;

use crate::support::{Client, TestApp};
use rejoinder::{domain::threads, model::Comment, storage};

/// A report that nobody has decided on, in the database as it would stand there.
async fn report(app: &TestApp, of: &Comment, by: &Client, (reason, weight): (&str, i32)) {
    app.execute(
        "INSERT INTO report (id, site_id, comment_id, revision_id, reporter_id, reason, weight, \
         created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        vec![
            app.app.env.new_id().into(),
            of.site_id.into(),
            of.id.into(),
            of.revision_id.into(),
            by.member_id().into(),
            reason.into(),
            weight.into(),
            app.app.env.now().into(),
        ],
    )
    .await;
    changed(app, of, |comment| {
        comment.report_count += 1;
        comment.report_weight += weight;
    })
    .await;
}

/// Saved as `change` makes it, with everything that is counted of it.
async fn changed(app: &TestApp, comment: &Comment, change: impl FnOnce(&mut Comment)) -> Comment {
    let before = app.stored(comment.id).await;
    let mut after = before.clone();
    change(&mut after);
    let txn = app.app.db.begin_write().await.unwrap();
    storage::comments::save(&txn, &after).await.unwrap();
    threads::settle(&txn, &before, &after).await.unwrap();
    txn.commit().await.unwrap();
    after
}
