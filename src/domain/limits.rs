//! Taking a try of what is limited: from this process, and from what nodes that work on one
//! database share.
use super::{
    Error,
    credentials::limits::{Allowance, Operation, RetryAfter},
};
use crate::{
    app::App,
    model::{Actor, Member},
    storage::{
        self, Txn,
        buckets::{Take, Taken},
    },
};
use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use std::time::Duration;

/// How long a shared bucket has been full before it is swept away: longer than the nodes' clocks
/// differ.
const SWEPT_AFTER: TimeDelta = TimeDelta::hours(1);

/// By how much a bucket may be too empty before it is told in the log.
const CLOCKS_DIFFER: Duration = Duration::from_mins(1);

/// Takes one try, or says when there will be one. The parts of `key` together say whom it counts;
/// see [`Operation`]. To be asked outside of a transaction. What this process refuses by itself
/// costs no statement; where the database is away nothing is let through.
pub(in crate::domain) async fn take(
    app: &App,
    operation: Operation,
    key: &[&str],
) -> Result<(), Error> {
    take_here(app, operation, key)?;
    if !app.db.is_shared() {
        return Ok(());
    }
    if app.limits.is_time_to_sweep() {
        let before = app.env.steady_now() - SWEPT_AFTER;
        storage::buckets::forget(app.db.write(), before).await?;
    }
    take_together(app, app.db.write(), operation, key).await
}

/// One of a member's tries, as part of a transaction: what is rolled back has been no try for the
/// other nodes. Others who take from this bucket wait for the end of the transaction, so all who do
/// must hold an episode's row and nothing else.
pub(in crate::domain) async fn take_within(
    app: &App,
    txn: &Txn,
    operation: Operation,
    member: &Member,
) -> Result<(), Error> {
    let member = member.id.0.to_string();
    take_here(app, operation, &[&member])?;
    if !app.db.is_shared() {
        return Ok(());
    }
    take_together(app, txn, operation, &[&member]).await
}

/// Takes one try of the network that a request came from, and of the one around it.
pub(in crate::domain) async fn take_from(
    app: &App,
    operation: Operation,
    actor: &Actor,
) -> Result<(), Error> {
    let taken = async {
        if let (Some(wider), Some(around)) = (operation.from_around(), &actor.around) {
            take(app, wider, &[around]).await?;
        }
        take(app, operation, &[&actor.address]).await
    };
    let taken = taken.await;
    if let Err(Error::Limited(_)) = &taken {
        suspect(app, actor).await?;
    }
    taken
}

/// Counts against the network that a request came from.
pub(in crate::domain) async fn suspect(app: &App, actor: &Actor) -> Result<(), Error> {
    match take(app, Operation::Suspicion, &[&actor.address]).await {
        Ok(()) | Err(Error::Limited(_)) => Ok(()),
        Err(fault) => Err(fault),
    }
}

/// Whether the network has been counted against too often of late.
pub(in crate::domain) async fn is_suspect(app: &App, actor: &Actor) -> Result<bool, Error> {
    let (operation, key) = (Operation::Suspicion, &[actor.address.as_str()]);
    if app.limits.is_empty(operation, key) {
        return Ok(true);
    }
    if !app.db.is_shared() {
        return Ok(false);
    }
    let name = app.limits.name(operation, key);
    let full_at = storage::buckets::find(app.db.read(), &name).await?;
    let Allowance { burst, each } = app.limits.allowance(operation);
    let filled_before = app.env.steady_now() + each * (burst - 1);
    Ok(full_at.is_some_and(|full_at| full_at > filled_before))
}

fn take_here(app: &App, operation: Operation, key: &[&str]) -> Result<(), Error> {
    let taken = app.limits.check(operation, key);
    taken.map_err(|RetryAfter(wait)| Error::Limited(wait))
}

async fn take_together(
    app: &App,
    db: &impl ConnectionTrait,
    operation: Operation,
    key: &[&str],
) -> Result<(), Error> {
    let now = app.env.steady_now();
    let Allowance { burst, each } = app.limits.allowance(operation);
    let take = Take {
        key: &app.limits.name(operation, key),
        now,
        each: TimeDelta::from_std(each).unwrap_or(TimeDelta::MAX),
        burst,
    };
    match storage::buckets::take(db, take).await? {
        Taken::Yes => Ok(()),
        Taken::No(full_at) => {
            let full_in = (full_at - now).to_std().unwrap_or_default();
            if full_in > each * burst + CLOCKS_DIFFER {
                tracing::warn!(
                    ?full_in,
                    "the nodes' clocks differ: tries are refused too long"
                );
            }
            app.limits.learn(operation, key, full_in);
            Err(Error::Limited(full_in.saturating_sub(each * (burst - 1))))
        }
    }
}
