//! The `bucket` table: tries that all nodes take together, on `PostgreSQL`.
use chrono::{DateTime, TimeDelta, Utc};
use entity::bucket::{Column, Entity};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QuerySelect, Statement, sea_query::Value};

/// Whose tries, when, and how many there are: one at a time comes back after `each`, and
/// `each * burst` is how long an empty bucket takes to be full.
pub struct Take<'a> {
    pub key: &'a [u8],
    pub now: DateTime<Utc>,
    pub each: TimeDelta,
    pub burst: u32,
}

pub enum Taken {
    Yes,
    /// When the bucket will be full again.
    No(DateTime<Utc>),
}

/// The rule in one statement: whoever takes at the same moment waits for the row, and is judged by
/// what the one before has left.
const TAKE: &str = "INSERT INTO bucket (key, full_at) VALUES ($1, $2::bigint + $3::bigint) \
    ON CONFLICT (key) DO UPDATE SET full_at = GREATEST(bucket.full_at, $2::bigint) + $3::bigint \
    WHERE bucket.full_at <= $2::bigint + $4::bigint";

pub async fn take(db: &impl ConnectionTrait, take: Take<'_>) -> Result<Taken, DbErr> {
    let each = micros(take.each);
    let values: [Value; 4] = [
        take.key.to_vec().into(),
        take.now.timestamp_micros().into(),
        each.into(),
        each.saturating_mul(i64::from(take.burst) - 1).into(),
    ];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), TAKE, values);
    if db.execute_raw(statement).await?.rows_affected() > 0 {
        return Ok(Taken::Yes);
    }
    let found = find(db, take.key).await?;
    // Swept away meanwhile, it would be full.
    Ok(Taken::No(found.unwrap_or(take.now)))
}

/// When the bucket will be full again; none is as good as a full one.
pub async fn find(db: &impl ConnectionTrait, key: &[u8]) -> Result<Option<DateTime<Utc>>, DbErr> {
    let found: Option<i64> = Entity::find_by_id(key.to_vec())
        .select_only()
        .column(Column::FullAt)
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.map(time))
}

/// Removes some of those that have been full since before then; who is taking from one, or sweeps as
/// well, is not waited for.
pub async fn forget(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<(), DbErr> {
    const SWEEP: &str = "DELETE FROM bucket WHERE key IN (SELECT key FROM bucket \
        WHERE full_at < $1 LIMIT 4096 FOR UPDATE SKIP LOCKED)";
    let values: [Value; 1] = [before.timestamp_micros().into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), SWEEP, values);
    db.execute_raw(statement).await.map(drop)
}

fn micros(span: TimeDelta) -> i64 {
    span.num_microseconds().unwrap_or(i64::MAX >> 8)
}

fn time(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap_or(DateTime::UNIX_EPOCH)
}
