//! What each node does beside answering, every few seconds.
use super::{Error, erasure, keys, sessions};
use crate::app::App;
use chrono::TimeDelta;
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

/// What another node has done to the keys is known here within so long.
const EACH: Duration = Duration::from_secs(4);

/// Comments and votes of erased people that go in one round.
const ERASED: u64 = 1_000;

/// Until `stop` is done. Keys that have signed for longer than `rotate_after` get a successor.
pub async fn run(app: Arc<App>, rotate_after: Option<TimeDelta>, stop: impl Future<Output = ()>) {
    let rounds = async {
        loop {
            if let Err(fault) = once(&app, rotate_after).await {
                tracing::error!(error = ?fault, "housekeeping failed");
            }
            sleep(EACH).await;
        }
    };
    tokio::select! {
        () = stop => {}
        () = rounds => {}
    }
    if let Err(fault) = sessions::write_uses(&app).await {
        tracing::warn!(error = ?fault, "the last uses of sessions are not written");
    }
}

/// One round.
pub async fn once(app: &App, rotate_after: Option<TimeDelta>) -> Result<(), Error> {
    keys::tend(app, rotate_after).await?;
    erasure::carry_out_due(app).await?;
    erasure::go_on(app, ERASED).await?;
    sessions::write_uses(app).await
}
