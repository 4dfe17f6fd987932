//! A member looks as their site says now.
use super::remove;
use crate::{
    app::App,
    domain::jobs,
    model::Member,
    storage::{self, Txn},
};
use chrono::TimeDelta;
use sea_orm::DbErr;

/// After so long the same address is asked again: a site may have put another picture there.
const FRESH: TimeDelta = TimeDelta::days(7);

/// Of an address.
const BYTES_MAX: usize = 2_000;

/// Whether there is something to fetch: after the commit, `jobs::wake` has it done. An address that
/// this service would not call is given up by its job, where the site's admins see it.
pub(in crate::domain) async fn follow(
    app: &App,
    txn: &Txn,
    member: &Member,
    source: Option<&str>,
) -> Result<bool, DbErr> {
    let found = storage::pictures::find(txn, member.id).await?;
    let Some(source) = source.filter(|source| (1..=BYTES_MAX).contains(&source.len())) else {
        if found.is_some() {
            remove(txn, member.id).await?;
        }
        return Ok(false);
    };
    if let Some(found) = found
        && found.source == source
    {
        // Where nothing has come of it yet, a job is under way or was given up.
        let is_fresh = found
            .fetched_at
            .is_some_and(|at| app.env.now() - at < FRESH);
        if is_fresh || jobs::is_picture_wanted(txn, member.id).await? {
            return Ok(false);
        }
    } else {
        storage::jobs::forget_member(txn, member.id).await?;
        storage::pictures::point(txn, member.id, source).await?;
    }
    jobs::fetch_picture(app, txn, member).await?;
    Ok(true)
}
